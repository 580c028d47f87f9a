import { criteriaOfVersions, versionsOf, type VersionedCriterion } from '../stage-map/versions';
import type { StageMap } from '../stage-map/stage-map';
import { exemptions, isProven, isSettled, openGate } from './evidence-conditions';
import { formulaText } from './formula-text';

/** A criterion with the condition that settles it for a partner, its version included. */
export interface GateCriterion extends VersionedCriterion {
    readonly settled: string;
    /** Each of them alone settles it: the proof first, then why it is not owed. */
    readonly reasons: readonly string[];
}

/** The criteria of every version in force. Those that both ask alike are one, so that formulas grow by the difference only. */
export const gateCriteria = (map: StageMap): readonly GateCriterion[] =>
    criteriaOfVersions(map, (version, stage, criterion) =>
        [criterion.key, criterion.mode, isSettled(version, stage, criterion), openGate(version, stage, criterion)].join('\n')
    ).map((each) => {
        const more = notAskedWhere(map, each.askedUnder);
        return {
            ...each,
            settled: isSettled(each.map, each.stage, each.criterion, more),
            reasons: [isProven(each.criterion), ...exemptions(each.map, each.stage, each.criterion), ...more]
        };
    });

function notAskedWhere(map: StageMap, askedUnder: VersionedCriterion['askedUnder']): readonly string[] {
    if (askedUnder === 'both') return [];
    return [askedUnder === 'new' ? isGrandfathered(map) : `NOT(${isGrandfathered(map)})`];
}

/**
 * True for a partner registered before the new version took effect; an empty day counts as that day, so that it is never unclear.
 * `path` leads to the partner from the object whose formula it is.
 */
export const isGrandfathered = (map: StageMap, path = ''): string =>
    `BLANKVALUE(${path}Registered_On__c, ${effectiveDay(map)}) < ${effectiveDay(map)}`;

const effectiveDay = ({ effectiveOn }: StageMap): string => {
    const [year, month, day] = effectiveOn.split('-').map(Number);
    return `DATE(${year}, ${month}, ${day})`;
};

/** Text formula over one partner: the version of the map that it is under; empty while it is only a signal. */
export function engagementVersion(map: StageMap): string {
    const [own, previous] = versionsOf(map).map(({ version }) => formulaText(version));
    const version = previous ? `IF(${isGrandfathered(map)}, ${previous}, ${own})` : own!;
    return `IF(ISPICKVAL(Status__c, "Signal"), "", ${version})`;
}

/** Text formula over a deal: the version of its registered partners, or both when they are under different ones. */
export function dealVersion(map: StageMap): string {
    const [own, previous] = versionsOf(map).map(({ version }) => version);
    if (previous === undefined) return `IF(Registered_Partners__c = 0, "", ${formulaText(own!)})`;
    const day = effectiveDay(map);
    return [
        'IF(',
        '    Registered_Partners__c = 0, "",',
        `    IF(BLANKVALUE(Last_Registered_On__c, ${day}) < ${day}, ${formulaText(previous)},`,
        `    IF(BLANKVALUE(First_Registered_On__c, ${day}) < ${day}, ${formulaText(`${previous} and ${own}`)}, ${formulaText(own!)}))`,
        ')'
    ].join('\n');
}
