import type { SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import { readFieldUpdates, readStageValues, STAGE_VALUE_QUERY } from '../boundary/drift-rows';
import type { Finding } from '../domain/drift/finding';
import type { OrgStageValue } from '../domain/drift/stage-values';
import { checkStageWriters } from '../domain/drift/stage-writers';
import { ProblemError } from '../domain/problem';

export interface StageReading {
    readonly values: readonly OrgStageValue[];
    /** Writers of the stage that the platform exempts from validation rules. */
    readonly findings: readonly Finding[];
    readonly notLookedFor: readonly string[];
}

const AUTOMATION =
    'Flows, Apex and other code that writes StageName: validation rules run on their saves, so they are refused like anybody else unless their user holds Bypass_Partner_Gates.';
const REPLACED = "Setup's picklist Replace, which moves deals without a save: its deals show as ahead of their proof.";

/** The StageName values of an org, and what writes the stage past the rules. */
export async function readStageDrift(org: SalesforceOrg): Promise<StageReading> {
    const values = readStageValues(await org.query(STAGE_VALUE_QUERY));
    try {
        const names = (await org.listMetadata('WorkflowFieldUpdate')).filter((name) => name.startsWith('Opportunity.'));
        const updates = readFieldUpdates(await org.readMetadata('WorkflowFieldUpdate', names));
        return { values, findings: checkStageWriters(updates), notLookedFor: [AUTOMATION, REPLACED] };
    } catch (error) {
        // An org without workflow, or a login without the right to see it, cannot answer; the rest of the comparison stands.
        if (!(error instanceof ProblemError) || error.code !== 'QUERY_REFUSED') throw error;
        const reason = `Field updates of workflow rules and approvals, which save without validation rules: ${error.detail.replace(/\.?$/, '.')}`;
        return { values, findings: [], notLookedFor: [reason, AUTOMATION, REPLACED] };
    }
}
