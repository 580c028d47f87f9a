import type { Scalar } from '../model/org';
import type { FormulaEnv, FormulaScope, FormulaType } from './index';
import { compileFormula, FormulaError } from './index';

/** A record for tests: every kind of field, the empty ones named by one letter. */
const FIELDS: Readonly<Record<string, readonly [FormulaType, Scalar]>> = {
    N: ['Number', null],
    T: ['Text', null],
    D: ['Date', null],
    B: ['Checkbox', null],
    P: ['Picklist', null],
    D1: ['Date', '2024-01-31'],
    Percent: ['Percent', 60],
    Stage: ['Picklist', 'Proposal'],
    Regions: ['MultiPicklist', 'North;South'],
    Moment: ['DateTime', '2024-03-01T02:30:00.000Z'],
    Owner: ['Id', '005000000000001AAA']
};

/** All of its fields are deterministic fields of the record itself. */
export const scope = (use: FormulaScope['use'], blanks: 'zero' | 'blank'): FormulaScope => ({
    use,
    blanks,
    resolve: ([name, ...more]) => {
        const found = FIELDS[name];
        return found && more.length === 0 ? { type: found[0], deterministic: true, plainField: true } : undefined;
    }
});

/** The record was just moved from Qualification to Proposal by somebody in Los Angeles. */
export const env: FormulaEnv = {
    read: ([name]) => FIELDS[name][1],
    prior: (field) => (field === 'Stage' ? 'Qualification' : FIELDS[field][1]),
    isNew: false,
    isChanged: (field) => field === 'Stage',
    now: new Date('2024-03-01T04:00:00.000Z'),
    timeZone: 'America/Los_Angeles'
};

/** What a formula gives for the record. */
export const valueOf = (source: string, blanks: 'zero' | 'blank' = 'blank', use: FormulaScope['use'] = 'formulaField'): Scalar =>
    compileFormula(source, scope(use, blanks)).evaluate(env);

/** Why a formula does not compile, or 'accepted'. */
export const refusalOf = (source: string, use: FormulaScope['use'] = 'formulaField', type?: FormulaType): string => {
    try {
        compileFormula(source, scope(use, 'blank'), type);
        return 'accepted';
    } catch (error) {
        if (error instanceof FormulaError) return error.message;
        throw error;
    }
};
