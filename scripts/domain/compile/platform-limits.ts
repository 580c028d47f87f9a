import type { Criterion, StageMap } from '../stage-map/stage-map';
import { compiledSize, type FieldsOfObjects, type KnownField } from './compiled-size';
import type { CompiledFile } from './compiled-file';
import { forEachCriterion } from './map-criteria';

/** A generated component that an org would refuse, or may: what is wrong, which criterion brings it about, and the way out. */
export interface LimitFault {
    readonly path: string;
    readonly fault: string;
    /** False where only some orgs refuse it. */
    readonly isCertain: boolean;
}

/** Salesforce formula limits: characters as typed, bytes as stored, characters of a text result, length of an API name. */
const MAX_TYPED = 3900;
const MAX_STORED = 4000;
const MAX_TEXT_RESULT = 1300;
const MAX_NAME = 40;
/**
 * Compiled size: 5,000 bytes by the documented limit; Salesforce's formula engine and recent orgs go up to 15,000. What is estimated
 * between the two is told and built.
 */
const SURE_COMPILED = 5000;
const MAX_COMPILED = 15_000;

const WAY_OUT = 'Let it advise instead of block, ask for it together with another artifact, or leave it out';

interface Excess {
    readonly what: string;
    readonly isCertain: boolean;
}

/** Judges one component among the compiled files of a map; nothing where the map does not compile it. */
type Judge = (files: readonly CompiledFile[]) => readonly Excess[];

/**
 * Every limit of the platform that the metadata of a map exceeds, and that fields of `handWritten` exceed because they read it.
 * `compile` gives the metadata of a map; it is asked again with fewer criteria to find the first that does not fit.
 */
export function findLimitFaults(
    map: StageMap,
    compile: (map: StageMap) => readonly CompiledFile[],
    handWritten: FieldsOfObjects = new Map()
): readonly LimitFault[] {
    const files = compile(map);
    const judges = [...judgesOfCompiled(files, handWritten), ...judgesOfReaders(files, handWritten)];
    return judges.flatMap(({ path, judge }) =>
        judge(files).map(({ what, isCertain }) => ({
            path,
            isCertain,
            fault: `${what} ${causeOf(map, path, isCertain, (fewer) => judge(compile(fewer)))}`
        }))
    );
}

const judgesOfCompiled = (files: readonly CompiledFile[], handWritten: FieldsOfObjects): { path: string; judge: Judge }[] =>
    files.map(({ path }) => ({
        path,
        judge: (among) => among.filter((file) => file.path === path).flatMap((file) => excessesOf(file, fieldsBeside(among, handWritten)))
    }));

/** Formula fields that no map compiles but that grow with one, since they read what it compiles. */
function judgesOfReaders(files: readonly CompiledFile[], handWritten: FieldsOfObjects): { path: string; judge: Judge }[] {
    const all = fieldsBeside(files, handWritten);
    const compiled = new Set(files.map(({ path }) => path));
    const ungrown = new Map(
        [...all].map(([object, fields]) => [
            object,
            new Map([...fields].map(([name, field]) => [name, compiled.has(fieldPath(object, name)) ? { type: field.type } : field]))
        ])
    );
    return [...handWritten].flatMap(([object, fields]) =>
        [...fields].flatMap(([name, { formula }]) => {
            const path = fieldPath(object, name);
            if (formula === undefined || compiled.has(path)) return [];
            if (sizeOn(object, formula, all) === sizeOn(object, formula, ungrown)) return [];
            return [{ path, judge: (among: readonly CompiledFile[]) => sizeExcess(object, formula, fieldsBeside(among, handWritten)) }];
        })
    );
}

const fieldPath = (object: string, name: string): string => `objects/${object}/fields/${name}.field-meta.xml`;

const sizeOn = (object: string, formula: string, fields: FieldsOfObjects): number =>
    compiledSize(formula, fields.get(object) ?? new Map(), fields);

function sizeExcess(object: string, formula: string, fields: FieldsOfObjects): Excess[] {
    const compiled = sizeOn(object, formula, fields);
    if (compiled > MAX_COMPILED)
        return [{ what: `its formula compiles to about ${compiled} bytes; no org takes more than ${MAX_COMPILED}.`, isCertain: true }];
    if (compiled <= SURE_COMPILED) return [];
    const what = `its formula compiles to about ${compiled} bytes (estimated); every org takes ${SURE_COMPILED}, some up to ${MAX_COMPILED}.`;
    return [{ what, isCertain: false }];
}

function excessesOf({ path, content }: CompiledFile, fields: FieldsOfObjects): Excess[] {
    const excesses: Excess[] = [];
    const add = (what: string) => excesses.push({ what, isCertain: true });
    const formula = formulaOf(content);
    const stored = new TextEncoder().encode(formula).length;
    if (formula.length > MAX_TYPED) add(`its formula has ${formula.length} characters; the platform takes ${MAX_TYPED}.`);
    else if (stored > MAX_STORED) add(`its formula takes ${stored} bytes; the platform stores ${MAX_STORED}.`);
    excesses.push(...sizeExcess(objectOf(path), formula, fields));
    const result = longestText(content, formula);
    if (result > MAX_TEXT_RESULT) add(`its text may have ${result} characters; the platform shows ${MAX_TEXT_RESULT}.`);
    const name = /<fullName>(.*?)<\/fullName>/.exec(content)?.[1] ?? '';
    if (name.replace(/__c$/, '').length > MAX_NAME) add(`its name has more than ${MAX_NAME} characters.`);
    return excesses;
}

/** The first criterion, in the order of the map, with which the component no longer fits; the StageName values where none is to blame. */
function causeOf(map: StageMap, path: string, isCertain: boolean, judge: (map: StageMap) => readonly Excess[]): string {
    const criteria = forEachCriterion(map, (criterion, stage) => [{ criterion, stage }]);
    const tooBigWith = (count: number): boolean => {
        const kept = new Set(criteria.slice(0, count).map(({ criterion }) => criterion.number));
        return judge(withOnly(map, kept)).some((excess) => excess.isCertain === isCertain);
    };
    const first = path.includes('/validationRules/') || tooBigWith(0) ? undefined : criteria.find((_, index) => tooBigWith(index + 1));
    if (first) {
        const { key, number } = first.criterion;
        return `Criterion ${number} "${key}" of stage ${first.stage.order} ${first.stage.name} is the first that does not fit. ${WAY_OUT}.`;
    }
    const names = map.stages.reduce((sum, { stageNames }) => sum + stageNames.length, map.lostStageNames.length);
    return `It names all ${names} StageName values of the map. Take out those that no deal uses, or give them shorter names in the org.`;
}

const withOnly = (map: StageMap, numbers: ReadonlySet<Criterion['number']>): StageMap => ({
    ...map,
    stages: map.stages.map((stage) => ({ ...stage, criteria: stage.criteria.filter(({ number }) => numbers.has(number)) }))
});

/** Hand-written fields and those that are compiled beside them. */
function fieldsBeside(files: readonly CompiledFile[], handWritten: FieldsOfObjects): FieldsOfObjects {
    const all = new Map([...handWritten].map(([object, fields]) => [object, new Map(fields)]));
    for (const { path, content } of files) {
        const name = /\/fields\/(\w+)\.field-meta\.xml$/.exec(path)?.[1];
        if (!name) continue;
        const fields = all.get(objectOf(path)) ?? new Map<string, KnownField>();
        all.set(objectOf(path), fields.set(name, knownField(content)));
    }
    return all;
}

/** What the size of a formula depends on, from the metadata of a field that it reads. */
export function knownField(xml: string): KnownField {
    const formula = formulaOf(xml);
    const parent = /<referenceTo>(\w+)<\/referenceTo>/.exec(xml)?.[1];
    return { type: /<type>(\w+)<\/type>/.exec(xml)?.[1] ?? 'Text', ...(formula ? { formula } : {}), ...(parent ? { parent } : {}) };
}

const objectOf = (path: string): string => /objects\/(\w+)\//.exec(path)?.[1] ?? '';

function formulaOf(xml: string): string {
    const written = /<(formula|errorConditionFormula)>([^]*?)<\/\1>/.exec(xml)?.[2] ?? '';
    const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
    return written.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name]!);
}

/** Characters of a text formula when every one of its keys is listed. */
const longestText = (xml: string, formula: string): number =>
    xml.includes('<type>Text</type>') ? [...formula.matchAll(/"([^"]*;)"/g)].reduce((sum, [, key]) => sum + key!.length, 0) : 0;
