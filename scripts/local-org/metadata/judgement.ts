import type { OrgState } from '../model/org';
import type { Schema } from '../model/schema';
import { brokenFormulas, retypedFields } from './broken-formulas';
import { candidateSchema } from './candidate-schema';
import { reviewComponent } from './component-validators';
import { createReview } from './component-validators/review';
import type { DeployOptions } from './deploy-result';
import { reviewRemovals, type JudgedRemoval } from './destructive-changes';
import { componentKey, type Problem, type SourceComponent } from './source-component';
import type { PackageContent } from './zip-package';

/** What a deploy is asked to put in and take away. */
export type DeployContent = Pick<PackageContent, 'components' | 'removalsBefore' | 'removalsAfter'>;

export interface Judged {
    readonly component: SourceComponent;
    readonly problems: readonly Problem[];
}

export interface Judgement {
    readonly candidate: Schema;
    readonly judged: readonly Judged[];
    readonly removals: readonly JudgedRemoval[];
}

export const isError = (problem: Problem): boolean => (problem.severity ?? 'Error') === 'Error';

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
const emptyNode = (component: SourceComponent) => ({
    name: component.type,
    attributes: {},
    children: [],
    text: '',
    start: 0,
    end: 0,
    document: { source: '' }
});

const judge = (state: OrgState, content: DeployContent): Judgement => {
    const { components, removalsBefore, removalsAfter } = content;
    const candidate = candidateSchema(state.schema, components, { before: removalsBefore, after: removalsAfter });
    const twice = duplicates(components);
    const broken = brokenByNewTypes(state.schema, candidate, components);
    const judged = components.map((component) =>
        withProblems(judgeComponent(state, candidate, component, twice.has(component)), broken.get(component))
    );
    return { candidate, judged, removals: reviewRemovals(state.schema, candidate, [...removalsBefore, ...removalsAfter], components) };
};

const withProblems = ({ component, problems }: Judged, more: readonly Problem[] = []): Judged => ({
    component,
    problems: [...problems, ...more]
});

/** A field whose new type breaks formulas that are not part of the deploy. */
const brokenByNewTypes = (
    schema: Schema,
    candidate: Schema,
    components: readonly SourceComponent[]
): Map<SourceComponent, readonly Problem[]> => {
    const fields = components.filter(({ type, unreadable }) => type === 'CustomField' && !unreadable);
    const retyped = new Set(
        retypedFields(
            schema,
            candidate,
            fields.map(({ fullName }) => fullName)
        )
    );
    const broken = retyped.size > 0 ? brokenFormulas(schema, candidate) : [];
    if (broken.length === 0) return new Map();
    const problem = { message: `Cannot change the type of a field that is referenced elsewhere: ${broken.join(', ')}` };
    return new Map(fields.filter(({ fullName }) => retyped.has(fullName)).map((component) => [component, [problem]]));
};

export const hasErrors = (problems: readonly Problem[]): boolean => problems.some(isError);

/** With rollbackOnError false the sound rest is judged again without what failed, until nothing more fails. */
export const judgeSoundPart = (
    state: OrgState,
    content: DeployContent,
    options: DeployOptions
): { sound: DeployContent; judgement: Judgement; failed: Judged[] } => {
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
