import { parseDay, type Day } from '../forecast/calendar-day';
import { canonicalJson } from './canonical-json';
import type { MapFault } from './find-map-faults';
import { ranksOf } from './ranks';
import type { Criterion, OverlayStage, StageMap } from './stage-map';

/**
 * Two versions of the map in force at a time: partners registered before the new one takes effect keep the previous one's criteria.
 * Ranks and scope are the deal's, and one deal may have partners under either version, so those are one for both.
 */

/** What the file of the map says, and nothing that was read beside it: this is signed. */
export function contentOf(map: StageMap): StageMap {
    const { grandfathered: _, ...content } = map;
    return content;
}

/** The map as if it held for every deal. */
export function withoutGrandfathering(map: StageMap): StageMap {
    const { grandfathered: _, inFlight: __, ...own } = map;
    return own;
}

/** The versions that partners may be under, the new one first. Throws when the previous map was never read. */
export function versionsOf(map: StageMap): readonly StageMap[] {
    if (map.inFlight?.rule !== 'grandfather') return [map];
    if (!map.grandfathered) throw new TypeError(`stage map ${map.version} was read without the previous map that it names`);
    return [map, map.grandfathered];
}

/** The version that a partner is under, by the day of its registration; who is not registered yet will be under the new one. */
export function versionFor(map: StageMap, registeredOn: Day | undefined): StageMap {
    const [own, previous] = versionsOf(map);
    const since = parseDay(map.effectiveOn);
    return previous && registeredOn !== undefined && since !== undefined && registeredOn < since ? previous : own!;
}

/** Every fault that keeps a map and the previous one from being in force side by side; empty when they can. */
export function findVersionFaults(map: StageMap, previous: StageMap): readonly MapFault[] {
    const fault = (path: string, text: string): MapFault => ({ path, fault: text });
    const faults: MapFault[] = [];
    if (previous.inFlight?.rule === 'grandfather')
        faults.push(
            fault(
                'inFlight.previous',
                `names version ${previous.version}, which itself keeps an older one: two versions at most stand side by side. Name a copy of it with the rule apply; partners under the older version then come under that copy.`
            )
        );
    if (previous.version === map.version)
        faults.push(fault('version', `is ${map.version}, as in the previous map: people could not tell which one a partner is under.`));
    if (previous.effectiveOn >= map.effectiveOn)
        faults.push(fault('effectiveOn', `must be later than ${previous.effectiveOn}, the day on which the previous map took effect.`));
    if (canonicalJson(previous.scope) !== canonicalJson(map.scope))
        faults.push(fault('scope', 'differs from the previous map; what a deal is asked by its amount or type is one for all versions.'));
    return [...faults, ...rankFaults(map, previous), ...sharedNumberFaults(map, previous)];
}

function rankFaults(map: StageMap, previous: StageMap): MapFault[] {
    const [now, before] = [ranksOf(map), ranksOf(previous)];
    const differing = [...new Set([...now.keys(), ...before.keys()])].filter((name) => now.get(name) !== before.get(name));
    if (differing.length === 0) return [];
    const places = differing.map(
        (name) => `${name} (was ${before.get(name) ?? 'not on the map'}, is ${now.get(name) ?? 'not on the map'})`
    );
    return [
        {
            path: 'stages',
            fault: `rank StageName values otherwise than the previous map: ${places.join(', ')}. A deal has one rank whatever version its partners are under; change stages with the rule apply.`
        }
    ];
}

/** A number chooses the rule that speaks, so in both versions it has to stand for the same words. */
function sharedNumberFaults(map: StageMap, previous: StageMap): MapFault[] {
    const before = new Map(placedCriteria(previous).map(({ criterion }) => [criterion.number, criterion]));
    return placedCriteria(map).flatMap(({ criterion, path }) => {
        const old = before.get(criterion.number);
        if (!old || sayTheSame({ map, criterion }, { map: previous, criterion: old })) return [];
        const clash = old.key === criterion.key ? 'with another message' : `for "${old.key}"`;
        return [
            {
                path: `${path}.number`,
                fault: `is ${criterion.number}, which the previous map uses ${clash}. Both versions are in force at once: give the new one a number that is free in both.`
            }
        ];
    });
}

interface Spoken {
    readonly map: StageMap;
    readonly criterion: Criterion;
}

/** Whether a refusal says the same in every language that both versions have. */
function sayTheSame(a: Spoken, b: Spoken): boolean {
    const inBoth = Object.keys(a.map.translations ?? {}).filter((language) => b.map.translations?.[language]);
    return (
        a.criterion.key === b.criterion.key &&
        a.criterion.message === b.criterion.message &&
        inBoth.every((language) => translated(a, language) === translated(b, language))
    );
}

const translated = ({ map, criterion }: Spoken, language: string): string | undefined =>
    map.translations?.[language]?.criteria[criterion.key]?.message;

const placedCriteria = (map: StageMap) =>
    map.stages.flatMap((stage, s) => stage.criteria.map((criterion, c) => ({ criterion, path: `stages[${s}].criteria[${c}]` })));

/** A criterion where it stands, with the versions under which it is asked. */
export interface VersionedCriterion {
    /** The version whose words and rules hold for it; the new one when both ask it alike. */
    readonly map: StageMap;
    readonly stage: OverlayStage;
    readonly criterion: Criterion;
    readonly askedUnder: 'both' | 'new' | 'previous';
}

/**
 * The criteria of all versions, stage by stage, so that those of each version keep their order. Criteria of which `tell` says the
 * same text are one; without a previous version all are asked under 'both'.
 */
export function criteriaOfVersions(
    map: StageMap,
    tell: (map: StageMap, stage: OverlayStage, criterion: Criterion) => string
): readonly VersionedCriterion[] {
    const [own, previous] = versionsOf(map);
    const placed = (version: StageMap, stage: OverlayStage): Told[] =>
        stage.criteria.map((criterion) => ({ map: version, stage, criterion, told: tell(version, stage, criterion) }));
    return own!.stages.flatMap((stage) => {
        const now = placed(own!, stage);
        const old = previous?.stages.find(({ order }) => order === stage.order);
        return previous && old ? merge(placed(previous, old), now) : now.map((each) => as('both', each));
    });
}

interface Told extends Omit<VersionedCriterion, 'askedUnder'> {
    readonly told: string;
}

const as = (askedUnder: VersionedCriterion['askedUnder'], { map, stage, criterion }: Told): VersionedCriterion => ({
    map,
    stage,
    criterion,
    askedUnder
});

/** Merges two lists along their longest common part, so that both keep their order. */
function merge(old: readonly Told[], now: readonly Told[]): VersionedCriterion[] {
    const shared = sharedAfter(old, now);
    const merged: VersionedCriterion[] = [];
    let [o, n] = [0, 0];
    while (o < old.length && n < now.length) {
        if (old[o]!.told === now[n]!.told) [o, n] = [o + 1, merged.push(as('both', now[n]!)) && n + 1];
        else if (shared[o + 1]![n]! >= shared[o]![n + 1]!) merged.push(as('previous', old[o++]!));
        else merged.push(as('new', now[n++]!));
    }
    return [...merged, ...old.slice(o).map((each) => as('previous', each)), ...now.slice(n).map((each) => as('new', each))];
}

/** How many entries both lists share from a place in the one and a place in the other on. */
function sharedAfter(old: readonly Told[], now: readonly Told[]): readonly (readonly number[])[] {
    const shared = Array.from({ length: old.length + 1 }, () => Array.from({ length: now.length + 1 }, () => 0));
    for (let o = old.length - 1; o >= 0; o--)
        for (let n = now.length - 1; n >= 0; n--)
            shared[o]![n] = old[o]!.told === now[n]!.told ? shared[o + 1]![n + 1]! + 1 : Math.max(shared[o + 1]![n]!, shared[o]![n + 1]!);
    return shared;
}
