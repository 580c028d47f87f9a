import { tallyLine } from '../tally-line';
import { ENGAGEMENTS, ENGAGEMENT_DEALS } from './engagement-scenarios';
import { EQUAL_MOVE_RULES, EQUAL_PROOF_FORMULAS } from './equivalent-mutants';
import type { Argument } from './equivalent-mutants';
import { rowsOf } from './gate-fixtures';
import type { DealGiven } from './gate-fixtures';
import { judgingOf } from './metadata-mutants';
import { MOVES } from './move-scenarios';
import { MutantOrg } from './mutant-org';
import { READINGS } from './proof-readings';
import { scoreLine } from './score-line';
import { behaves, reads, scoreMutants } from './score-mutants';
import type { Score, Table } from './score-mutants';

// Every rule and formula that the compiler writes is broken in every place, one at a time, and deployed: a hand-written scenario or
// reading has to tell each of them from the real one.
jest.setTimeout(300_000);

const scores: Score[] = [];
afterAll(() => tallyLine('mutation-1-generated', scoreLine('the generated rules', scores)));

const parts: readonly (readonly [object: string, table: Table, deals: readonly DealGiven[], reasons: readonly Argument[]])[] = [
    ['Opportunity', { scenarios: MOVES, readings: READINGS.filter(({ object }) => object === 'Opportunity') }, [], EQUAL_MOVE_RULES],
    [
        'Partner_Engagement__c',
        { scenarios: ENGAGEMENTS, readings: READINGS.filter(({ object }) => object === 'Partner_Engagement__c') },
        ENGAGEMENT_DEALS,
        EQUAL_PROOF_FORMULAS
    ]
];

/** Whom the rollout switch spares: one of those who may advance, and one of those who may not. */
const ADVISED = {
    object: 'Partner_Gate_Settings__c',
    rows: ['@ae2', '@pm2'].map((user) => ({ SetupOwnerId: user, Advise_Only__c: true }))
};

describe.each(parts)('what the compiler writes for %s', (object, table, deals, reasons) => {
    let org: MutantOrg;
    beforeAll(async () => {
        const own = table.scenarios.flatMap(({ deal }) => (deal ? [deal] : []));
        org = await MutantOrg.open(rowsOf([...deals, ...own, ...new Set(table.readings.map(({ deal }) => deal))], [ADVISED]));
    });
    afterAll(() => org?.stop());

    it('does as the table says', () => {
        expect(table.scenarios.filter((scenario) => !behaves(org, scenario))).toEqual([]);
        expect(table.readings.filter((reading) => !reads(org, reading))).toEqual([]);
    });

    it('cannot be wrong in any place without the table telling', () => {
        const score = scoreMutants(org, judgingOf('generated', object), table, reasons);
        scores.push(score);
        expect(score).toMatchObject({ unnoticed: [], wronglyArgued: [], idleArguments: [] });
        expect(score.noticed).toBeGreaterThan(300);
    });
});
