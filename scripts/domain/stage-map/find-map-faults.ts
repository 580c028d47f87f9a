import { findTranslationFaults } from './find-translation-faults';
import type { Criterion, FieldEvidence, OverlayStage, StageMap } from './stage-map';

/** What is wrong with a map although its shape is right. */
export interface MapFault {
    /** Where, in the words of the file: stages[1].criteria[0].key */
    readonly path: string;
    readonly fault: string;
}

const MAX_MESSAGE = 255;

/** Every fault that would make the compiled gate ambiguous, leaky or refused by the platform; empty for a sound map. */
export function findMapFaults(map: StageMap): readonly MapFault[] {
    return [
        ...stageFaults(map),
        ...map.stages.flatMap((stage, s) => criterionFaults(stage, `stages[${s}]`)),
        ...uniquenessFaults(map),
        ...ruleFaults(map),
        ...findTranslationFaults(map)
    ];
}

function stageFaults(map: StageMap): MapFault[] {
    const faults: MapFault[] = [];
    map.stages.forEach((stage, index) => {
        if (stage.order !== index)
            faults.push({ path: `stages[${index}].order`, fault: `must be ${index}: overlay stages are numbered from 0 without gaps.` });
        if (stage.criteria.length === 0)
            faults.push({
                path: `stages[${index}].criteria`,
                fault: 'needs at least one criterion: a stage without an exit criterion is only a label.'
            });
    });
    return faults;
}

function criterionFaults(stage: OverlayStage, at: string): MapFault[] {
    return stage.criteria.flatMap((criterion, c) => {
        const path = `${at}.criteria[${c}]`;
        const faults: MapFault[] = [];
        const add = (key: string, fault: string) => faults.push({ path: `${path}.${key}`, fault });
        if (criterion.message.length > MAX_MESSAGE)
            add('message', `has ${criterion.message.length} characters; the platform shows at most ${MAX_MESSAGE}.`);
        if (criterion.dueBefore !== undefined && stage.stageNames.indexOf(criterion.dueBefore) < 1)
            add('dueBefore', `must be a later StageName of this stage: ${stage.stageNames.slice(1).join(', ') || 'it has only one'}.`);
        if ((criterion.artifact === 'field') !== (criterion.field !== undefined))
            add('field', "goes with artifact 'field', and only with it.");
        if (criterion.field) faults.push(...patternFaults(criterion.field, criterion.mode, `${path}.field`));
        if (criterion.acceptsTrivialReason !== undefined && criterion.artifact !== 'technical-pre-brief')
            add('acceptsTrivialReason', "goes with artifact 'technical-pre-brief' only.");
        return faults;
    });
}

function patternFaults({ type, pattern, patternMessage }: FieldEvidence, mode: Criterion['mode'], at: string): MapFault[] {
    const faults: MapFault[] = [];
    if ((pattern === undefined) !== (patternMessage === undefined))
        faults.push({ path: `${at}.patternMessage`, fault: 'goes with a pattern, and a pattern with it: a refused save must say why.' });
    if (patternMessage !== undefined && patternMessage.length > MAX_MESSAGE)
        faults.push({
            path: `${at}.patternMessage`,
            fault: `has ${patternMessage.length} characters; the platform shows at most ${MAX_MESSAGE}.`
        });
    if (pattern === undefined) return faults;
    if (mode === 'advise')
        faults.push({
            path: `${at}.pattern`,
            fault: 'refuses saves, and this criterion only advises: take it out, or let the criterion block.'
        });
    if (type !== 'text') faults.push({ path: `${at}.pattern`, fault: `goes with a field of type text, not ${type}.` });
    if (!isRegularExpression(pattern)) faults.push({ path: `${at}.pattern`, fault: 'is not a regular expression.' });
    return faults;
}

function isRegularExpression(pattern: string): boolean {
    try {
        return new RegExp(pattern, 'u') instanceof RegExp;
    } catch {
        return false;
    }
}

function uniquenessFaults(map: StageMap): MapFault[] {
    const criteria = map.stages.flatMap((stage, s) =>
        stage.criteria.map((criterion, c) => ({ criterion, path: `stages[${s}].criteria[${c}]` }))
    );
    const names = [
        ...map.stages.flatMap((stage, s) => stage.stageNames.map((value, n) => ({ value, path: `stages[${s}].stageNames[${n}]` }))),
        ...map.lostStageNames.map((value, n) => ({ value, path: `lostStageNames[${n}]` }))
    ];
    const by = (pick: (criterion: Criterion) => string, key: string) =>
        criteria.map(({ criterion, path }) => ({ value: pick(criterion), path: `${path}.${key}` }));
    const signers = map.signers.map((value, n) => ({ value, path: `signers[${n}]` }));
    return [
        ...repeated(signers, 'signer'),
        ...repeated(names, 'StageName'),
        ...repeated(
            by((criterion) => criterion.key, 'key'),
            'key'
        ),
        ...repeated(
            by((criterion) => String(criterion.number), 'number'),
            'number'
        )
    ];
}

function repeated(entries: readonly { value: string; path: string }[], noun: string): MapFault[] {
    const first = new Map<string, string>();
    return entries.flatMap(({ value, path }) => {
        const earlier = first.get(value);
        if (earlier === undefined) {
            first.set(value, path);
            return [];
        }
        return [{ path, fault: `repeats the ${noun} "${value}" of ${earlier}; each may stand once.` }];
    });
}

function ruleFaults(map: StageMap): MapFault[] {
    const last = map.stages.length - 1;
    return map.sourcedUntil > last ? [{ path: 'sourcedUntil', fault: `must be an overlay stage, 0 to ${last}.` }] : [];
}
