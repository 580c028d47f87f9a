/** Where a deal can be moved from the panel, and how it stands to its proof. Pure. */
import type { Side } from 'c/artifactForms';
import { sayWhatIsMissing } from 'c/gateView';
import type { GateView } from 'c/gateView';
import { STAGE_RANKS, STAGES } from 'c/stageMap';

/** Every other StageName of the map: back is always open, forward is for the org to say. */
export const otherStages = ({ stageName, next }: GateView): readonly { readonly label: string; readonly value: string }[] =>
    Object.keys(STAGE_RANKS)
        .filter((name) => name !== stageName && name !== next)
        .map((name) => ({ label: name, value: name }));

export function aheadWords({ earned }: GateView): string {
    const name = STAGES.find(({ order }) => order === earned)?.name ?? '';
    return `Ahead of proof: the exit of stage ${earned}, ${name}, is not proven yet.`;
}

/** How much is missing before the next stage, or after the close; `owner` for a colleague of the deal's owner. */
export function headlineOf(gate: GateView, side: Side, owner?: string): string {
    if (!gate.closed) return sayWhatIsMissing(gate, side, owner);
    // A lost deal has left the map: what its partners are owed stands beside the path.
    if (gate.claimed < 0) return 'The deal is lost. Close the loop shows what its partners are owed.';
    const open = gate.partners.some(({ criteria }) => criteria.some(({ state }) => state !== 'met'));
    return open ? 'The deal is closed; the loop is not.' : 'The deal is closed and nothing is owed.';
}
