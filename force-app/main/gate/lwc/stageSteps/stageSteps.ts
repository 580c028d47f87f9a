import { LightningElement, api } from 'lwc';
import type { StageStep } from 'c/gateView';

const STEP_SIGNS = {
    complete: { text: 'Proven', icon: 'utility:check', variant: 'success' },
    ahead: { text: 'Not proven yet', icon: 'utility:warning', variant: 'warning' },
    exception: { text: 'On exception', icon: 'utility:warning', variant: 'warning' },
    passed: { text: '', icon: undefined, variant: undefined },
    current: { text: '', icon: undefined, variant: undefined },
    upcoming: { text: '', icon: undefined, variant: undefined }
} as const;

/** The overlay stages as a path: what is proven, where the deal stands, what lies ahead. */
export default class StageSteps extends LightningElement {
    @api steps: readonly StageStep[] = [];
    @api stageName = '';

    get shown() {
        return this.steps.map((step) => {
            const current = step.state === 'current';
            return {
                ...step,
                ...STEP_SIGNS[step.state],
                text: current ? this.stageName : STEP_SIGNS[step.state].text,
                current: current ? 'step' : undefined
            };
        });
    }
}
