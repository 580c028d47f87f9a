import type { OrgState } from '../model/org';
import { applyDeploy } from './apply-deploy';
import { messagesOf } from './deploy-messages';
import type { DeployOptions, DeployResult } from './deploy-result';
import { judgeSoundPart, type DeployContent } from './judgement';
import type { SourceComponent } from './source-component';
import { readSourceTree } from './source-tree';

const statusOf = (failures: number, successes: number, options: DeployOptions): DeployResult['status'] => {
    if (failures === 0) return 'Succeeded';
    return options.rollbackOnError === false && successes > 0 ? 'SucceededPartial' : 'Failed';
};

/**
 * Deploys components in one transaction, in any order. Nothing is left of a failing deploy, and every failing component is
 * reported with its file, line and column. A success swaps the schema, writes the rows that mirror metadata and recounts
 * roll-ups without running validation rules.
 */
export const deployPackage = (state: OrgState, content: DeployContent, options: DeployOptions = {}): Omit<DeployResult, 'id'> => {
    const start = state.now().toISOString();
    const { sound, judgement, failed } = judgeSoundPart(state, content, options);
    const messages = messagesOf(state.schema, judgement, failed);
    const status = statusOf(messages.componentFailures.length, messages.componentSuccesses.length, options);
    if (status !== 'Failed' && !options.checkOnly) applyDeploy(state, judgement.candidate, sound.components, options.by);
    const end = state.now().toISOString();
    return {
        done: true,
        success: status !== 'Failed',
        status,
        checkOnly: options.checkOnly === true,
        ignoreWarnings: options.ignoreWarnings === true,
        rollbackOnError: options.rollbackOnError !== false,
        createdDate: start,
        startDate: start,
        completedDate: end,
        createdBy: '',
        createdByName: '',
        numberComponentsTotal: content.components.length + judgement.removals.length,
        numberComponentsDeployed: messages.componentSuccesses.length,
        numberComponentErrors: messages.componentFailures.length,
        ...messages
    };
};

/** Deploys components only. */
export const deployComponents = (
    state: OrgState,
    components: readonly SourceComponent[],
    options: DeployOptions = {}
): Omit<DeployResult, 'id'> => deployPackage(state, { components, removalsBefore: [], removalsAfter: [] }, options);

/** Deploys everything that one or more source folders hold, as one package. */
export const deployFolder = (
    state: OrgState,
    folders: string | readonly string[],
    options: DeployOptions = {}
): Omit<DeployResult, 'id'> => {
    const list = typeof folders === 'string' ? [folders] : folders;
    return deployComponents(state, list.flatMap(readSourceTree), options);
};
