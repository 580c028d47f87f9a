import { tallyLine } from '../tally-line';
import { ENGAGEMENTS, ENGAGEMENT_DEALS } from './engagement-scenarios';
import { EQUAL_ENGAGEMENT_RULES, EQUAL_EXCEPTION_RULES } from './equivalent-mutants';
import type { Argument } from './equivalent-mutants';
import { ACCOUNTS, ACCOUNT_DEALS, EXCEPTIONS, EXCEPTION_DEALS, EXCEPTION_ROWS } from './exception-scenarios';
import { rowsOf } from './gate-fixtures';
import { judgingOf } from './metadata-mutants';
import type { Scenario } from './move-scenarios';
import { MutantOrg } from './mutant-org';
import { scoreLine } from './score-line';
import { behaves, scoreMutants } from './score-mutants';
import type { Score } from './score-mutants';

// The rules that guard the gate from the side of registration, credit, handoff, withdrawal, exceptions and confirmations are written by
// hand; each is broken in every place, as the compiled ones are.
jest.setTimeout(300_000);

const scores: Score[] = [];
let org: MutantOrg;
beforeAll(async () => {
    org = await MutantOrg.open(rowsOf([...ENGAGEMENT_DEALS, ...EXCEPTION_DEALS, ...ACCOUNT_DEALS], [EXCEPTION_ROWS]));
});
afterAll(async () => {
    tallyLine('mutation-2-hand-written', scoreLine('the rules that guard it', scores));
    await org?.stop();
});

const parts: readonly (readonly [feature: string, object: string, scenarios: readonly Scenario[], reasons: readonly Argument[]])[] = [
    ['engagement', 'Partner_Engagement__c', ENGAGEMENTS, EQUAL_ENGAGEMENT_RULES],
    ['engagement', 'Opportunity', ACCOUNTS, []],
    ['gate', 'Gate_Waiver__c', EXCEPTIONS, EQUAL_EXCEPTION_RULES]
];

describe.each(parts)('the rules of %s for %s', (feature, object, scenarios, reasons) => {
    it('do as the table says', () => {
        expect(scenarios.filter((scenario) => !behaves(org, scenario))).toEqual([]);
    });

    it('cannot be wrong in any place without the table telling', () => {
        const rules = judgingOf(feature, object).filter(({ kind }) => kind === 'ValidationRule');
        const score = scoreMutants(org, rules, { scenarios, readings: [] }, reasons);
        scores.push(score);
        expect(score).toMatchObject({ unnoticed: [], wronglyArgued: [], idleArguments: [] });
        expect(score.noticed).toBeGreaterThan(4 * rules.length);
    });
});
