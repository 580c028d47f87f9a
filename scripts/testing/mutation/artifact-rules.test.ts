import { tallyLine } from '../tally-line';
import { ARTIFACT_DEALS, ARTIFACT_OBJECTS, ARTIFACT_ROWS, artifactScenarios } from './artifact-scenarios';
import { rowsOf } from './gate-fixtures';
import { judgingOf } from './metadata-mutants';
import { MutantOrg } from './mutant-org';
import { scoreLine } from './score-line';
import { behaves, scoreMutants } from './score-mutants';
import type { Score } from './score-mutants';

// What the compiler writes for the texts of artifacts, broken in every place like its rules for deals and partners.
jest.setTimeout(300_000);

const scores: Score[] = [];
let org: MutantOrg;
beforeAll(async () => {
    org = await MutantOrg.open(rowsOf(ARTIFACT_DEALS, ARTIFACT_ROWS));
});
afterAll(async () => {
    tallyLine('mutation-1-texts', scoreLine('the generated rules on texts', scores));
    await org?.stop();
});

describe.each(ARTIFACT_OBJECTS)('what the compiler writes for %s', (object) => {
    const scenarios = artifactScenarios(object);

    it('does as the table says', () => {
        expect(scenarios.filter((scenario) => !behaves(org, scenario))).toEqual([]);
    });

    it('cannot be wrong in any place without the table telling', () => {
        const score = scoreMutants(org, judgingOf('generated', object), { scenarios, readings: [] }, []);
        scores.push(score);
        expect(score).toMatchObject({ unnoticed: [], wronglyArgued: [], idleArguments: [] });
        expect(score.noticed).toBeGreaterThan(15);
    });
});
