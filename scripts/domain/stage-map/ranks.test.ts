import { parseStageMapFile } from '../../testing/stage-maps';
import { aCriterion, aStage, aStageMap } from '../../testing/stage-maps';
import { exitRank, gateRank, ranksOf } from './ranks';

describe('ranks of the default map', () => {
    const map = parseStageMapFile();

    it('are 10 × overlay stage + position, and −1 for lost', () => {
        expect([...ranksOf(map)]).toEqual([
            ['Prospecting', 0],
            ['Qualification', 10],
            ['Needs Analysis', 11],
            ['Value Proposition', 20],
            ['Id. Decision Makers', 21],
            ['Perception Analysis', 22],
            ['Proposal/Price Quote', 30],
            ['Negotiation/Review', 31],
            ['Closed Won', 40],
            ['Closed Lost', -1]
        ]);
    });

    it('end at the exit of each stage', () => {
        expect(map.stages.map(exitRank)).toEqual([0, 11, 22, 31, 40]);
    });

    it('put every criterion of the default map at the exit of its stage', () => {
        const gates = map.stages.flatMap((stage) => stage.criteria.map((criterion) => [criterion.key, gateRank(stage, criterion)]));
        expect(Object.fromEntries(gates)).toEqual({
            registration: 0,
            handoff: 0,
            'joint-scorecard': 11,
            'joint-pitch': 22,
            'technical-pre-brief-si': 22,
            'technical-pre-brief': 22,
            'mutual-action-plan': 31,
            'marketplace-deal-id': 31,
            'post-mortem': 40
        });
    });
});

describe('a criterion that is due before a StageName', () => {
    const stage = aStage(1, ['First', 'Second', 'Third']);

    it.each([
        ['Second', 10],
        ['Third', 11],
        [undefined, 12]
    ])('%s holds the deal at rank %d', (dueBefore, rank) => {
        expect(gateRank(stage, aCriterion(1, dueBefore === undefined ? {} : { dueBefore }))).toBe(rank);
    });
});

it('knows several lost StageNames', () => {
    const ranks = ranksOf(aStageMap({ lostStageNames: ['Lost', 'Disqualified'] }));
    expect([ranks.get('Lost'), ranks.get('Disqualified')]).toEqual([-1, -1]);
});
