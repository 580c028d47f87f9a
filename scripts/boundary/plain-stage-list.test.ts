import { orderStages } from '../domain/forecast/stage-order';
import { isPlainStageList, parsePlainStageList, PLAIN_STAGE_LIST } from './plain-stage-list';

const parse = (json: unknown) => parsePlainStageList(json, 'stages.json');

it('reads the list that help shows: open stages in their order, each a stage of its own', () => {
    const map = parse(JSON.parse(PLAIN_STAGE_LIST));
    expect(map.stages.map(({ order, stageNames }) => [order, ...stageNames])).toEqual([
        [0, 'Lead'],
        [1, 'Demo'],
        [2, 'Offer'],
        [3, 'Won']
    ]);
    expect(map.stages.every(({ criteria }) => criteria.length === 0)).toBe(true);
    const stages = orderStages(map, [{ name: 'Won', isClosed: true, isWon: true }]);
    expect(['Lead', 'Offer', 'Won', 'Lost'].map((name) => stages.get(name)?.kind)).toEqual(['open', 'open', 'won', 'lost']);
});

it('takes one closed stage without brackets, and many open ones', () => {
    const open = Array.from({ length: 12 }, (_, stage) => `Step ${stage}`);
    const map = parse({ open, won: 'Signed', lost: 'Gone' });
    expect(map.stages).toHaveLength(13);
    expect(map.lostStageNames).toEqual(['Gone']);
});

it.each([
    [{ open: [], won: 'Won', lost: 'Lost' }, 'open'],
    [{ open: ['Lead'], lost: 'Lost' }, 'won is missing'],
    [{ open: ['Lead', 'Won'], won: 'Won', lost: 'Lost' }, 'names "Won" twice'],
    [{ open: ['Lead'], won: 'Won', lost: 'Lost', lose: 'x' }, 'lose']
])('refuses %j in words', (json, words) => {
    expect(() => parse(json)).toThrow(words);
});

it('tells a plain list from a stage map', () => {
    expect([{ open: ['a'] }, { open: ['a'], stages: [] }, { stages: [] }, [], null, 'open'].map(isPlainStageList)).toEqual([
        true,
        false,
        false,
        false,
        false,
        false
    ]);
});
