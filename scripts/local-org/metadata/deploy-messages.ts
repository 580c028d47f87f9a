import { findField, findObject, type Component, type Schema } from '../model/schema';
import type { DeployMessage, DeployResult } from './deploy-result';
import type { JudgedRemoval } from './destructive-changes';
import { hasErrors, isError, type Judged, type Judgement } from './judgement';
import { childName, componentKey, parentName, type Problem, type SourceComponent } from './source-component';

const exists = (schema: Schema, { type, fullName }: SourceComponent): boolean => {
    if (schema.components.has(componentKey(type, fullName))) return true;
    const object = findObject(schema, parentName(fullName));
    if (type === 'CustomObject') return !!object;
    return type === 'CustomField' && !!object && !!findField(object, childName(fullName));
};

const sameFiles = (before: Component | undefined, files: ReadonlyMap<string, Uint8Array>): boolean =>
    !!before &&
    before.files.size === files.size &&
    [...files].every(([name, bytes]) => Buffer.from(bytes).equals(Buffer.from(before.files.get(name) ?? new Uint8Array())));

const messageFor = (schema: Schema, component: SourceComponent, success: boolean, problem?: Problem): DeployMessage => {
    const created = success && !exists(schema, component);
    return {
        componentType: component.type,
        fullName: component.fullName,
        fileName: component.shownAs,
        success,
        created,
        changed:
            success && (created || !sameFiles(schema.components.get(componentKey(component.type, component.fullName)), component.files)),
        deleted: false,
        ...(problem ? { problem: problem.message, problemType: problem.severity ?? 'Error' } : {}),
        ...(problem?.position ? { lineNumber: problem.position.line, columnNumber: problem.position.column } : {})
    };
};

const removalMessage = ({ removal, problems, gone }: JudgedRemoval, problem?: Problem): DeployMessage => {
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

/** One message for each sound component and each problem of the others, against the schema before the deploy. */
export const messagesOf = (
    schema: Schema,
    judgement: Judgement,
    failed: readonly Judged[]
): Pick<DeployResult, 'componentSuccesses' | 'componentFailures'> => {
    const isFailed = new Set(failed.map(({ component }) => component));
    const sound = judgement.judged.filter(({ component }) => !isFailed.has(component));
    const failures = failed.flatMap(({ component, problems }) =>
        problems.filter(isError).map((problem) => messageFor(schema, component, false, problem))
    );
    const successes = sound.map(({ component, problems }) => messageFor(schema, component, true, problems[0]));
    const removed = judgement.removals.flatMap((each) =>
        each.problems.length > 0 ? each.problems.map((problem) => removalMessage(each, problem)) : [removalMessage(each)]
    );
    return {
        componentSuccesses: [...successes, ...removed.filter((message) => message.success)],
        componentFailures: [...failures, ...removed.filter((message) => !message.success)]
    };
};
