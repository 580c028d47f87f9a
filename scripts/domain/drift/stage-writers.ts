import type { Finding } from './finding';

/** A field update of a workflow rule or an approval process. */
export interface FieldUpdate {
    /** Object.Name */
    readonly fullName: string;
    readonly field: string;
}

/** Field updates save without validation rules, so one that writes the stage walks past every gate. */
export const checkStageWriters = (updates: readonly FieldUpdate[]): readonly Finding[] =>
    updates
        .filter(({ fullName, field }) => fullName.startsWith('Opportunity.') && field === 'StageName')
        .map(({ fullName }) => ({
            kind: 'stage writers',
            where: `Field update ${fullName}`,
            what: 'writes StageName. The platform runs no validation rule after a field update of a workflow rule or an approval: deals pass every gate by it.'
        }));
