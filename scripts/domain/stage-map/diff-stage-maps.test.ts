import { readFileSync } from 'node:fs';
import { parseStageMap } from '../../boundary/parse-stage-map';
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
