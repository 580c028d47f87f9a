import { canonicalJson } from './canonical-json';
import { diffEvidence, diffMapTexts } from './diff-map-texts';
import { PARTNER_TYPES, minimumTextLengthOf } from './stage-map';
import type { Criterion, OverlayStage, StageMap } from './stage-map';
import { withoutGrandfathering } from './versions';

/** One difference between two maps, in words that a sales leader reads. */
export interface MapChange {
    /** The map as a whole, or a stage: "Stage 2 Joint pitch". */
    readonly where: string;
    readonly what: string;
    /** What it does to deals: more has to exist, less, or only words change. */
    readonly effect: 'stricter' | 'looser' | 'words';
}

/** Everything that differs from `before` to `after`, the whole map first, then stage by stage. */
export function diffStageMaps(before: StageMap, after: StageMap): readonly MapChange[] {
    return [
        ...ruleChanges(before, after),
        ...stageChanges(before, after),
        ...criterionChanges(before, after),
        ...diffMapTexts(before, after)
    ];
}

const WHOLE = 'The map';

function ruleChanges(before: StageMap, after: StageMap): MapChange[] {
    const changes: MapChange[] = [];
    const add = (what: string, effect: MapChange['effect']) => changes.push({ where: WHOLE, what, effect });
    if (before.version !== after.version)
        add(`Version ${before.version} becomes ${after.version}, in force from ${after.effectiveOn}.`, 'words');
    changes.push(...inFlightChanges(before, after));
    const [oldMinimum, minimum] = [before.scope.minimumAmount, after.scope.minimumAmount];
    if (oldMinimum !== minimum)
        add(`Deals count from ${minimum} on instead of ${oldMinimum}.`, minimum > oldMinimum ? 'looser' : 'stricter');
    for (const type of added(before.scope.excludedOpportunityTypes, after.scope.excludedOpportunityTypes))
        add(`Opportunities of type ${type} are no longer gated.`, 'looser');
    for (const type of added(after.scope.excludedOpportunityTypes, before.scope.excludedOpportunityTypes))
        add(`Opportunities of type ${type} are gated now.`, 'stricter');
    if (before.sourcedUntil !== after.sourcedUntil)
        add(
            `A partner may be Sourced until stage ${after.sourcedUntil} instead of ${before.sourcedUntil}.`,
            after.sourcedUntil > before.sourcedUntil ? 'looser' : 'stricter'
        );
    if (before.lateJoin !== after.lateJoin)
        add(
            after.lateJoin === 'all'
                ? 'A partner that joins late owes every gate.'
                : 'A partner that joins late owes only the gates from its stage on.',
            after.lateJoin === 'all' ? 'stricter' : 'looser'
        );
    if (before.handoffBusinessDays !== after.handoffBusinessDays)
        add(`A handoff is answered within ${after.handoffBusinessDays} business days instead of ${before.handoffBusinessDays}.`, 'words');
    const [oldLength, length] = [minimumTextLengthOf(before), minimumTextLengthOf(after)];
    if (oldLength !== length)
        add(
            `A text counts as evidence from ${length} characters on instead of ${oldLength}; what is confirmed stays confirmed.`,
            length > oldLength ? 'stricter' : 'looser'
        );
    if (before.dwell.graceDays !== after.dwell.graceDays)
        add(`A deal counts as stalled after ${after.dwell.graceDays} days past the usual instead of ${before.dwell.graceDays}.`, 'words');
    for (const name of added(before.lostStageNames, after.lostStageNames))
        add(`StageName ${name} means lost: every deal may enter it.`, 'looser');
    for (const name of added(after.lostStageNames, before.lostStageNames)) add(`StageName ${name} no longer means lost.`, 'stricter');
    for (const role of added(before.signers, after.signers)) add(`${role} signs the map too.`, 'words');
    for (const role of added(after.signers, before.signers)) add(`${role} no longer signs the map.`, 'words');
    return changes;
}

/** Who the changes concern at all. */
function inFlightChanges(before: StageMap, after: StageMap): MapChange[] {
    const [was, is] = [before, after].map((map) => (map.inFlight?.rule === 'grandfather' ? map.grandfathered : undefined));
    const add = (what: string, effect: MapChange['effect']): MapChange => ({ where: WHOLE, what, effect });
    const stays = was && is && before.effectiveOn === after.effectiveOn && canonicalJson(was) === canonicalJson(is);
    if (stays) return [];
    const changes: MapChange[] = [];
    if (is)
        changes.push(
            add(
                `Partners registered before ${after.effectiveOn} keep version ${is.version}: what changes here concerns later registrations only.`,
                'words'
            )
        );
    if (is && canonicalJson(withoutGrandfathering(is)) !== canonicalJson(withoutGrandfathering(before)))
        changes.push(add(`Version ${is.version}, which they keep, is not the map that this one is compared with.`, 'words'));
    if (was)
        changes.push(
            add(
                `Partners registered before ${before.effectiveOn} no longer keep version ${was.version}: they come under version ${(is ?? after).version}.`,
                'stricter'
            )
        );
    return changes;
}

function stageChanges(before: StageMap, after: StageMap): MapChange[] {
    const changes: MapChange[] = [];
    const orderOf = (map: StageMap) => new Map(map.stages.flatMap((stage) => stage.stageNames.map((name) => [name, stage] as const)));
    const [old, now] = [orderOf(before), orderOf(after)];
    for (const [name, stage] of now) {
        const earlier = old.get(name);
        if (!earlier) changes.push({ where: titleOf(stage), what: `StageName ${name} joins the map.`, effect: 'looser' });
        else if (earlier.order !== stage.order)
            changes.push({
                where: titleOf(stage),
                what: `StageName ${name} moves here from stage ${earlier.order}.`,
                effect: stage.order > earlier.order ? 'stricter' : 'looser'
            });
    }
    for (const [name, stage] of old)
        if (!now.has(name) && !after.lostStageNames.includes(name))
            changes.push({
                where: titleOf(stage),
                what: `StageName ${name} leaves the map: partner deals can no longer enter it.`,
                effect: 'stricter'
            });
    for (const stage of after.stages) {
        const earlier = before.stages.find(({ order }) => order === stage.order);
        if (!earlier) changes.push({ where: titleOf(stage), what: `is new; accountable is the ${stage.owner}.`, effect: 'stricter' });
        else {
            if (earlier.name !== stage.name) changes.push({ where: titleOf(stage), what: `was called ${earlier.name}.`, effect: 'words' });
            if (earlier.owner !== stage.owner)
                changes.push({
                    where: titleOf(stage),
                    what: `The ${stage.owner} is accountable instead of the ${earlier.owner}.`,
                    effect: 'words'
                });
        }
    }
    return changes;
}

interface Placed {
    readonly criterion: Criterion;
    readonly stage: OverlayStage;
}

function criterionChanges(before: StageMap, after: StageMap): MapChange[] {
    const placed = (map: StageMap) =>
        new Map(map.stages.flatMap((stage) => stage.criteria.map((criterion): [string, Placed] => [criterion.key, { criterion, stage }])));
    const [old, now] = [placed(before), placed(after)];
    const gone = [...old]
        .filter(([key]) => !now.has(key))
        .map(([, { criterion, stage }]): MapChange => ({
            where: titleOf(stage),
            what: `${quoted(criterion)} is no longer asked for.`,
            effect: criterion.mode === 'block' ? 'looser' : 'words'
        }));
    const others = [...now].flatMap(([key, place]) => {
        const earlier = old.get(key);
        return earlier ? changesOf(earlier, place) : [arrival(place)];
    });
    return [...gone, ...others];
}

const arrival = ({ criterion, stage }: Placed): MapChange => ({
    where: titleOf(stage),
    what: `${quoted(criterion)} is asked for${forWhom(criterion)}: it ${criterion.mode === 'block' ? 'blocks' : 'advises at'} ${criterion.dueBefore ? `the step to ${criterion.dueBefore}` : 'the exit'}.`,
    effect: criterion.mode === 'block' ? 'stricter' : 'words'
});

function changesOf(before: Placed, after: Placed): MapChange[] {
    const [old, now] = [before.criterion, after.criterion];
    const changes: MapChange[] = [];
    const add = (what: string, effect: MapChange['effect']) =>
        changes.push({ where: titleOf(after.stage), what: `${quoted(now)} ${what}`, effect });
    if (before.stage.order !== after.stage.order)
        add(
            `opens the exit of stage ${after.stage.order} instead of ${before.stage.order}.`,
            after.stage.order < before.stage.order ? 'stricter' : 'looser'
        );
    if (old.mode !== now.mode)
        add(
            now.mode === 'block' ? 'blocks now; it only advised.' : 'only advises now; it blocked.',
            now.mode === 'block' ? 'stricter' : 'looser'
        );
    for (const type of added(typesOf(old), typesOf(now))) add(`is asked of ${type} partners too.`, 'stricter');
    for (const type of added(typesOf(now), typesOf(old))) add(`is no longer asked of ${type} partners.`, 'looser');
    if (old.owedBy !== now.owedBy)
        add(`is owed by ${roleOf(now)} instead of ${roleOf(old)}.`, now.owedBy === 'both' ? 'stricter' : 'looser');
    if (old.dueBefore !== now.dueBefore)
        add(now.dueBefore ? `is due before ${now.dueBefore}.` : 'is due at the exit of its stage.', now.dueBefore ? 'stricter' : 'looser');
    if (old.acceptsTrivialReason !== now.acceptsTrivialReason)
        add(
            now.acceptsTrivialReason === false ? 'no longer accepts a reason instead.' : 'accepts a reason instead.',
            now.acceptsTrivialReason === false ? 'stricter' : 'looser'
        );
    if (old.artifact !== now.artifact) add(`is proven by ${now.artifact} instead of ${old.artifact}.`, 'stricter');
    for (const [what, effect] of diffEvidence(old, now)) add(what, effect);
    if (wordsOf(old) !== wordsOf(now)) add('reads differently.', 'words');
    return changes;
}

const titleOf = ({ order, name }: OverlayStage): string => `Stage ${order} ${name}`;
const quoted = ({ title }: Criterion): string => `“${title}”`;
const typesOf = ({ partnerTypes }: Criterion): readonly string[] => partnerTypes ?? PARTNER_TYPES;
const roleOf = ({ owedBy }: Criterion): string => (owedBy === 'both' ? 'every partner' : `the ${owedBy} partner`);
const forWhom = (criterion: Criterion): string => (criterion.partnerTypes ? ` of ${criterion.partnerTypes.join(', ')} partners` : '');
const wordsOf = ({ title, hostMove, partnerMove, message, byPartnerType, field }: Criterion): string =>
    JSON.stringify([title, hostMove, partnerMove, message, byPartnerType, field?.patternMessage]);
const added = (before: readonly string[], after: readonly string[]): string[] => after.filter((item) => !before.includes(item));
