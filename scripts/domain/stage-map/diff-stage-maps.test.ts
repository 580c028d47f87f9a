import { readFileSync } from 'node:fs';
import { parseStageMap } from '../../boundary/parse-stage-map';
import { effectiveDayNote } from './diff-map-texts';
import { diffStageMaps } from './diff-stage-maps';
import type { Criterion, StageMap } from './stage-map';

const shipped = parseStageMap(JSON.parse(readFileSync('config/stage-map/stage-map.json', 'utf8')), 'stage-map.json');

const withCriterion = (key: string, change: (criterion: Criterion) => Criterion | undefined): StageMap => ({
    ...shipped,
    stages: shipped.stages.map((stage) => ({
        ...stage,
        criteria: stage.criteria.flatMap((criterion) => (criterion.key === key ? (change(criterion) ?? []) : [criterion]))
    }))
});

const said = (after: StageMap) => diffStageMaps(shipped, after).map(({ effect, where, what }) => `${effect} | ${where} | ${what}`);

it('says nothing of two equal maps', () => {
    expect(diffStageMaps(shipped, shipped)).toEqual([]);
});

it('says what is asked for, and of whom', () => {
    expect(said(withCriterion('technical-pre-brief', (criterion) => ({ ...criterion, partnerTypes: ['ISV', 'Reseller'] })))).toEqual([
        'looser | Stage 2 Joint pitch and technical pre-brief | “Technical pre-brief, or why none is needed” is no longer asked of Marketplace partners.'
    ]);
    expect(said(withCriterion('joint-scorecard', (criterion) => ({ ...criterion, mode: 'advise' })))).toEqual([
        'looser | Stage 1 Joint discovery | “Joint scorecard” only advises now; it blocked.'
    ]);
    expect(said(withCriterion('joint-pitch', () => undefined))).toEqual([
        'looser | Stage 2 Joint pitch and technical pre-brief | “Joint pitch with a buyer next step” is no longer asked for.'
    ]);
});

it('tells a criterion that arrives, and where it bites', () => {
    const before = withCriterion('marketplace-deal-id', () => undefined);
    expect(diffStageMaps(before, shipped).map(({ what, effect }) => [effect, what])).toEqual([
        ['stricter', '“Marketplace deal ID” is asked for: it blocks the exit.']
    ]);
});

it('says from which length on a text counts', () => {
    expect(said({ ...shipped, minimumTextLength: 10 })).toEqual([]);
    expect(said({ ...shipped, minimumTextLength: 25 })).toEqual([
        'stricter | The map | A text counts as evidence from 25 characters on instead of 10; what is confirmed stays confirmed.'
    ]);
    expect(diffStageMaps({ ...shipped, minimumTextLength: 25 }, shipped).map(({ effect }) => effect)).toEqual(['looser']);
});

it('calls a later gate looser, an earlier one stricter', () => {
    const moved: StageMap = {
        ...shipped,
        stages: shipped.stages.map((stage) =>
            stage.order === 1
                ? { ...stage, criteria: [] }
                : stage.order === 2
                  ? { ...stage, criteria: [...shipped.stages[1]!.criteria, ...stage.criteria] }
                  : stage
        )
    };
    expect(said(moved)).toEqual([
        'looser | Stage 2 Joint pitch and technical pre-brief | “Joint scorecard” opens the exit of stage 2 instead of 1.'
    ]);
    expect(diffStageMaps(moved, shipped)[0]!.effect).toBe('stricter');
});

it('names stages that join, move or leave', () => {
    const renamed: StageMap = {
        ...shipped,
        stages: shipped.stages.map((stage) =>
            stage.order === 3 ? { ...stage, stageNames: ['Proposal/Price Quote', 'Legal Review'] } : stage
        )
    };
    expect(said(renamed)).toEqual([
        'looser | Stage 3 Joint close plan and procurement path | StageName Legal Review joins the map.',
        'stricter | Stage 3 Joint close plan and procurement path | StageName Negotiation/Review leaves the map: partner deals can no longer enter it.'
    ]);
});

it('tells the rules of the whole map', () => {
    const other: StageMap = {
        ...shipped,
        version: '2027.1',
        sourcedUntil: 0,
        lateJoin: 'all',
        scope: { minimumAmount: 50_000, excludedOpportunityTypes: ['Renewal'] }
    };
    expect(said(other)).toEqual([
        'words | The map | Version 2026.1 becomes 2027.1, in force from 2026-10-01.',
        'looser | The map | Deals count from 50000 on instead of 0.',
        'looser | The map | Opportunities of type Renewal are no longer gated.',
        'stricter | The map | A partner may be Sourced until stage 0 instead of 1.',
        'stricter | The map | A partner that joins late owes every gate.'
    ]);
});

it('notices words that read differently without more to do', () => {
    expect(said(withCriterion('handoff', (criterion) => ({ ...criterion, message: 'Other words.' })))).toEqual([
        'words | Stage 0 Signal and registration | “Handoff accepted” reads differently.'
    ]);
});

it('tells that evidence in a field has another form, and another clock', () => {
    const asField =
        (pattern?: string) =>
        (criterion: Criterion): Criterion => ({
            ...criterion,
            artifact: 'field',
            field: { name: 'Review__c', type: 'text', ...(pattern ? { pattern, patternMessage: 'Write it as agreed.' } : {}) }
        });
    const [plain, strict] = [withCriterion('handoff', asField()), withCriterion('handoff', asField('R-[0-9]+'))];
    const saidOf = (before: StageMap, after: StageMap) => diffStageMaps(before, after).map(({ effect, what }) => `${effect} | ${what}`);
    expect(saidOf(plain, strict)).toEqual([
        'stricter | “Handoff accepted” takes only text of the form R-[0-9]+.',
        'words | “Handoff accepted” reads differently.'
    ]);
    expect(saidOf(strict, plain)[0]).toBe('looser | “Handoff accepted” takes any text now.');
    expect(said(withCriterion('post-mortem', (criterion) => ({ ...criterion, dueBusinessDays: 5 })))).toEqual([
        'words | Stage 4 Closed won and joint post-mortem | “Joint post-mortem” is due 5 business days after the close.'
    ]);
});

it('tells reasons to leave, intents and languages', () => {
    const german = shipped.translations!['de']!;
    const other: StageMap = {
        ...shipped,
        stages: shipped.stages.map((stage) =>
            stage.order === 3 ? { ...stage, intent: 'Close.', disqualifyWhen: ['Legal says no.'] } : stage
        ),
        translations: { de: { ...german, name: 'Plan' }, fr: german }
    };
    expect(said(other)).toEqual([
        'words | The map | Its texts in de read differently.',
        'words | The map | It speaks fr too.',
        'words | Stage 3 Joint close plan and procurement path | Its intent reads differently.',
        'words | Stage 3 Joint close plan and procurement path | A deal should leave when: Legal says no.',
        'words | Stage 3 Joint close plan and procurement path | No longer a reason to leave: The buyer names no procurement path.',
        'words | Stage 3 Joint close plan and procurement path | No longer a reason to leave: Neither side can name an executive sponsor.'
    ]);
});

it('leaves nothing out: whatever differs in a map is told', () => {
    const leaves = (value: unknown, path: readonly string[] = []): (readonly string[])[] =>
        value !== null && typeof value === 'object'
            ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]))
            : [path];
    const changedAt = (path: readonly string[]): StageMap => {
        const map = structuredClone(shipped) as unknown as Record<string, unknown>;
        const parent = path.slice(0, -1).reduce((at, key) => at[key] as Record<string, unknown>, map);
        const last = path.at(-1)!;
        const old = parent[last];
        parent[last] = typeof old === 'number' ? old + 1 : typeof old === 'boolean' ? !old : `${String(old)} changed`;
        return map as unknown as StageMap;
    };
    const silent = leaves(shipped).filter((path) => diffStageMaps(shipped, changedAt(path)).length === 0);
    expect(silent.map((path) => path.join('.'))).toEqual([]);
});

describe('the day a map takes effect', () => {
    it.each([
        ['2026-09-30', undefined],
        ['2026-10-01', undefined],
        [
            '2026-10-02',
            'Version 2026.1 says it is in force from 2026-10-01, which has passed (today is 2026-10-02): it holds from the moment it is deployed.'
        ]
    ])('as of %s', (today, note) => {
        expect(effectiveDayNote(shipped, today)).toBe(note);
    });
});
