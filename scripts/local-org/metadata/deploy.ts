import { recomputeRollUps } from '../dml/roll-ups';
import type { OrgState } from '../model/org';
import { findField, findObject, type Component, type Schema } from '../model/schema';
import { candidateSchema } from './candidate-schema';
import { reviewComponent } from './component-validators';
import { createReview } from './component-validators/review';
import type { DeployMessage, DeployOptions, DeployResult } from './deploy-result';
import { reviewRemovals } from './destructive-changes';
import { writeSetupRows } from './setup-rows';
import { childName, componentKey, parentName, type Problem, type Removal, type SourceComponent } from './source-component';
import { readSourceTree } from './source-tree';
import type { PackageContent } from './zip-package';

type Content = Pick<PackageContent, 'components' | 'removalsBefore' | 'removalsAfter'>;

interface Judged {
    readonly component: SourceComponent;
    readonly problems: readonly Problem[];
}

interface Judgement {
    readonly candidate: Schema;
    readonly judged: readonly Judged[];
    readonly removals: readonly { readonly removal: Removal; readonly problems: readonly Problem[]; readonly gone: boolean }[];
}

const isError = (problem: Problem): boolean => (problem.severity ?? 'Error') === 'Error';

const duplicates = (components: readonly SourceComponent[]): Set<SourceComponent> => {
    const seen = new Set<string>();
    return new Set(
        components.filter((component) => {
            const key = componentKey(component.type, component.fullName).toLowerCase();
            return seen.has(key) || !seen.add(key);
        })
    );
};

const judgeComponent = (state: OrgState, candidate: Schema, component: SourceComponent, twice: boolean): Judged => {
    const problems: Problem[] = [];
    if (component.unreadable) return { component, problems: [component.unreadable] };
    if (twice) problems.push({ message: `Duplicate ${component.type} named ${component.fullName} in the package` });
    const root = component.node ?? emptyNode(component);
    reviewComponent(createReview(component, root, { candidate, current: state.schema }, (object) => state.store.count(object), problems));
    return { component, problems };
};

/** A bundle without its description has no element; its validator says so. */
const emptyNode = (component: SourceComponent) => ({ name: component.type, attributes: {}, children: [], text: '', start: 0, end: 0, document: { source: '' } });

const judge = (state: OrgState, content: Content): Judgement => {
    const { components, removalsBefore, removalsAfter } = content;
    const candidate = candidateSchema(state.schema, components, { before: removalsBefore, after: removalsAfter });
    const twice = duplicates(components);
    const judged = components.map((component) => judgeComponent(state, candidate, component, twice.has(component)));
    return { candidate, judged, removals: reviewRemovals(state.schema, candidate, [...removalsBefore, ...removalsAfter], components) };
};

const hasErrors = (problems: readonly Problem[]): boolean => problems.some(isError);

/** With rollbackOnError false the sound rest is judged again without what failed, until nothing more fails. */
const judgeSoundPart = (state: OrgState, content: Content, options: DeployOptions): { sound: Content; judgement: Judgement; failed: Judged[] } => {
    const judgement = judge(state, content);
    const failed = judgement.judged.filter(({ problems }) => hasErrors(problems));
    const removalsFail = judgement.removals.some(({ problems }) => hasErrors(problems));
    if (options.rollbackOnError !== false || (failed.length === 0 && !removalsFail)) return { sound: content, judgement, failed };
    const dropped = new Set(failed.map(({ component }) => component));
    const kept = new Set(judgement.removals.filter(({ problems }) => !hasErrors(problems)).map(({ removal }) => removal));
    const rest = {
        components: content.components.filter((component) => !dropped.has(component)),
        removalsBefore: content.removalsBefore.filter((removal) => kept.has(removal)),
        removalsAfter: content.removalsAfter.filter((removal) => kept.has(removal))
    };
    const next = judgeSoundPart(state, rest, options);
    const removals = [...next.judgement.removals, ...judgement.removals.filter(({ removal }) => !kept.has(removal))];
    return { sound: next.sound, judgement: { ...next.judgement, removals }, failed: [...failed, ...next.failed] };
};

const exists = (schema: Schema, { type, fullName }: SourceComponent): boolean => {
    if (schema.components.has(componentKey(type, fullName))) return true;
    const object = findObject(schema, parentName(fullName));
    if (type === 'CustomObject') return !!object;
    return type === 'CustomField' && !!object && !!findField(object, childName(fullName));
};

const sameFiles = (before: Component | undefined, files: ReadonlyMap<string, Uint8Array>): boolean =>
    !!before && before.files.size === files.size && [...files].every(([name, bytes]) => Buffer.from(bytes).equals(Buffer.from(before.files.get(name) ?? new Uint8Array())));

const messageFor = (schema: Schema, component: SourceComponent, success: boolean, problem?: Problem): DeployMessage => {
    const created = success && !exists(schema, component);
    return {
        componentType: component.type,
        fullName: component.fullName,
        fileName: component.shownAs,
        success,
        created,
        changed: success && (created || !sameFiles(schema.components.get(componentKey(component.type, component.fullName)), component.files)),
        deleted: false,
        ...(problem ? { problem: problem.message, problemType: problem.severity ?? 'Error' } : {}),
        ...(problem?.position ? { lineNumber: problem.position.line, columnNumber: problem.position.column } : {})
    };
};

const removalMessage = ({ removal, problems, gone }: Judgement['removals'][number], problem?: Problem): DeployMessage => {
    const success = !hasErrors(problems);
    return {
        componentType: removal.type,
        fullName: removal.fullName,
        fileName: removal.fileName,
        success,
        created: false,
        changed: success && !gone,
        deleted: success && !gone,
        ...(problem ? { problem: problem.message, problemType: problem.severity ?? 'Error' } : {})
    };
};

const messagesOf = (state: OrgState, judgement: Judgement, failed: readonly Judged[]): Pick<DeployResult, 'componentSuccesses' | 'componentFailures'> => {
    const isFailed = new Set(failed.map(({ component }) => component));
    const sound = judgement.judged.filter(({ component }) => !isFailed.has(component));
    const failures = failed.flatMap(({ component, problems }) =>
        problems.filter(isError).map((problem) => messageFor(state.schema, component, false, problem))
    );
    const successes = sound.map(({ component, problems }) => messageFor(state.schema, component, true, problems[0]));
    const removed = judgement.removals.flatMap((each) => (each.problems.length > 0 ? each.problems.map((problem) => removalMessage(each, problem)) : [removalMessage(each)]));
    return {
        componentSuccesses: [...successes, ...removed.filter((message) => message.success)],
        componentFailures: [...failures, ...removed.filter((message) => !message.success)]
    };
};

/** Values of fields that are gone leave the records; records of objects that are gone leave the org. */
const dropValues = (state: OrgState, before: Schema, after: Schema): void => {
    for (const object of before.objects.values()) {
        const left = findObject(after, object.name);
        const gone = [...object.fields.values()].filter((field) => !left || !findField(left, field.name)).map((field) => field.name);
        if (gone.length === 0) continue;
        for (const row of [...state.store.rows(object.name)]) {
            if (!left) state.store.remove(object.name, row.Id);
            else if (gone.some((name) => name in row)) state.store.put(object.name, { Id: row.Id, ...Object.fromEntries(Object.entries(row).filter(([name]) => !gone.includes(name))) });
        }
    }
};

/** Objects whose roll-ups are new or changed, or count what was deployed. */
const objectsToRecount = (before: Schema, after: Schema): string[] =>
    [...after.objects.values()].filter((object) => findObject(before, object.name) !== object).map((object) => object.name);

/** New checkboxes are false and new numbers empty in the records that are there already, as in an org. */
const fillCheckboxes = (state: OrgState, before: Schema, after: Schema): void => {
    for (const object of after.objects.values()) {
        const known = findObject(before, object.name);
        const added = [...object.fields.values()].filter((field) => field.type === 'boolean' && field.custom && !field.formula && !(known && findField(known, field.name)));
        if (!known || added.length === 0) continue;
        for (const row of [...state.store.rows(object.name)]) state.store.put(object.name, { ...row, ...Object.fromEntries(added.map((field) => [field.name, field.defaultFormula === 'true'])) });
    }
};

const apply = (state: OrgState, candidate: Schema, content: Content): void => {
    const before = state.schema;
    try {
        state.store.savepoint(() => {
            state.schema = candidate;
            dropValues(state, before, candidate);
            fillCheckboxes(state, before, candidate);
            writeSetupRows(state, before, content.components);
            recomputeRollUps(state, objectsToRecount(before, candidate));
        });
    } catch (error) {
        state.schema = before;
        throw error;
    }
};

const statusOf = (failures: number, successes: number, options: DeployOptions): DeployResult['status'] => {
    if (failures === 0) return 'Succeeded';
    return options.rollbackOnError === false && successes > 0 ? 'SucceededPartial' : 'Failed';
};

/**
 * Deploys components in one transaction, in any order. Nothing is left of a failing deploy, and every failing component is
 * reported with its file, line and column. A success swaps the schema, writes the rows that mirror metadata and recounts
 * roll-ups without running validation rules.
 */
export const deployPackage = (state: OrgState, content: Content, options: DeployOptions = {}): Omit<DeployResult, 'id'> => {
    const start = state.now().toISOString();
    const { sound, judgement, failed } = judgeSoundPart(state, content, options);
    const messages = messagesOf(state, judgement, failed);
    const status = statusOf(messages.componentFailures.length, messages.componentSuccesses.length, options);
    if (status !== 'Failed' && !options.checkOnly) apply(state, judgement.candidate, sound);
    const end = state.now().toISOString();
    return {
        done: true,
        success: status !== 'Failed',
        status,
        checkOnly: options.checkOnly === true,
        ignoreWarnings: options.ignoreWarnings === true,
        rollbackOnError: options.rollbackOnError !== false,
        createdDate: start,
        startDate: start,
        completedDate: end,
        createdBy: '',
        createdByName: '',
        numberComponentsTotal: content.components.length + judgement.removals.length,
        numberComponentsDeployed: messages.componentSuccesses.length,
        numberComponentErrors: messages.componentFailures.length,
        ...messages
    };
};

/** Deploys components only. */
export const deployComponents = (state: OrgState, components: readonly SourceComponent[], options: DeployOptions = {}): Omit<DeployResult, 'id'> =>
    deployPackage(state, { components, removalsBefore: [], removalsAfter: [] }, options);

/** Deploys everything that one or more source folders hold, as one package. */
export const deployFolder = (state: OrgState, folders: string | readonly string[], options: DeployOptions = {}): Omit<DeployResult, 'id'> => {
    const list = typeof folders === 'string' ? [folders] : folders;
    return deployComponents(state, list.flatMap(readSourceTree), options);
};
