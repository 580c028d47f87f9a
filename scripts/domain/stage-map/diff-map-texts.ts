import { canonicalJson } from './canonical-json';
import type { MapChange } from './diff-stage-maps';
import type { Criterion, OverlayStage, StageMap } from './stage-map';
import { DEFAULT_LANGUAGE } from './translation';

/** What differs in words, clocks and languages: nothing that blocks or frees a deal. */
export function diffMapTexts(before: StageMap, after: StageMap): readonly MapChange[] {
    const words = (where: string, what: string): MapChange => ({ where, what, effect: 'words' });
    return [
        ...wholeMap(before, after).map((what) => words('The map', what)),
        ...after.stages.flatMap((stage) => {
            const earlier = before.stages.find(({ order }) => order === stage.order);
            return earlier ? ofStage(earlier, stage).map((what) => words(`Stage ${stage.order} ${stage.name}`, what)) : [];
        })
    ];
}

function wholeMap(before: StageMap, after: StageMap): string[] {
    const changes: string[] = [];
    if (before.name !== after.name) changes.push(`is called ${after.name}; it was ${before.name}.`);
    if (before.version === after.version && before.effectiveOn !== after.effectiveOn)
        changes.push(`is in force from ${after.effectiveOn} instead of ${before.effectiveOn}, under the same version.`);
    if (before.dwell.minimumSample !== after.dwell.minimumSample)
        changes.push(
            `A partner type has a dwell of its own from ${after.dwell.minimumSample} deals on instead of ${before.dwell.minimumSample}.`
        );
    const [was, is] = [before.language ?? DEFAULT_LANGUAGE, after.language ?? DEFAULT_LANGUAGE];
    if (was !== is) changes.push(`Its own texts are in ${is} instead of ${was}.`);
    return [...changes, ...languages(before, after)];
}

function languages(before: StageMap, after: StageMap): string[] {
    const [old, now] = [before.translations ?? {}, after.translations ?? {}];
    const all = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
    return all.flatMap((language) => {
        if (!old[language]) return [`It speaks ${language} too.`];
        if (!now[language]) return [`It no longer speaks ${language}.`];
        return canonicalJson(old[language]) === canonicalJson(now[language]) ? [] : [`Its texts in ${language} read differently.`];
    });
}

function ofStage(before: OverlayStage, after: OverlayStage): string[] {
    const changes: string[] = [];
    if (before.intent !== after.intent) changes.push('Its intent reads differently.');
    for (const reason of after.disqualifyWhen.filter((each) => !before.disqualifyWhen.includes(each)))
        changes.push(`A deal should leave when: ${reason}`);
    for (const reason of before.disqualifyWhen.filter((each) => !after.disqualifyWhen.includes(each)))
        changes.push(`No longer a reason to leave: ${reason}`);
    return changes;
}

/** What differs in one criterion beside what it asks for and of whom: field, pattern, clock and who acts. */
export function diffEvidence(old: Criterion, now: Criterion): readonly (readonly [what: string, effect: MapChange['effect']])[] {
    const changes: (readonly [string, MapChange['effect']])[] = [];
    if (old.field && now.field && old.field.name !== now.field.name)
        changes.push([`is proven by the field ${now.field.name} instead of ${old.field.name}.`, 'stricter']);
    const [was, is] = [old.field?.pattern, now.field?.pattern];
    if (was !== is) {
        const what =
            is === undefined ? 'takes any text now.' : `takes only text of the form ${is}${was === undefined ? '' : ` instead of ${was}`}.`;
        changes.push([what, is === undefined ? 'looser' : 'stricter']);
    }
    if (old.dueBusinessDays !== now.dueBusinessDays)
        changes.push([
            now.dueBusinessDays === undefined
                ? 'has no day of its own any more.'
                : `is due ${now.dueBusinessDays} business days after the close.`,
            'words'
        ]);
    if (old.owes !== now.owes) changes.push([`waits for ${SIDES[now.owes]} instead of ${SIDES[old.owes]}.`, 'words']);
    if (old.number !== now.number) changes.push([`has the number ${now.number} instead of ${old.number}.`, 'words']);
    return changes;
}

const SIDES = { host: 'our side', partner: 'the partner', both: 'both sides' } as const;

/** What a signer should know of the day the map takes effect, as of a day 'YYYY-MM-DD'; undefined where it is still to come. */
export function effectiveDayNote({ version, effectiveOn, inFlight }: StageMap, today: string): string | undefined {
    if (effectiveOn >= today) return undefined;
    const kept =
        inFlight?.rule === 'grandfather'
            ? ' Partners registered since then come under it although they started under the previous one.'
            : '';
    return `Version ${version} says it is in force from ${effectiveOn}, which has passed (today is ${today}): it holds from the moment it is deployed.${kept}`;
}
