import { ApiError } from '../../model/org';
import type { RecordInput, SaveError } from '../../model/org';
import type { ObjectDef, Schema } from '../../model/schema';
import { created, isObject, jsonObject, objectList } from '../replies';
import type { LocalOrg, OrgRequest, OrgResponse, Route } from '../route';
import { objectNamed } from './records';

const maximumRecords = 200;
const maximumDepth = 5;

interface Node {
    readonly object: string;
    readonly referenceId: string;
    readonly values: RecordInput;
    readonly children: readonly Node[];
    /** The child's field that takes the parent's id; none at the top. */
    readonly parentField?: string;
}

const childField = (schema: Schema, parent: ObjectDef, relationship: string): { object: ObjectDef; field: string } | undefined => {
    for (const object of schema.objects.values()) {
        for (const field of object.fields.values()) {
            const { reference } = field;
            if (reference?.childRelationshipName?.toLowerCase() === relationship.toLowerCase() && reference.to.includes(parent.name)) {
                return { object, field: field.name };
            }
        }
    }
    return undefined;
};

const readNode = (schema: Schema, object: ObjectDef, record: Record<string, unknown>, parentField?: string): Node => {
    const attributes = isObject(record['attributes']) ? record['attributes'] : {};
    const type = attributes['type'];
    if (typeof attributes['referenceId'] !== 'string')
        throw new ApiError('INVALID_INPUT', 'Include a reference ID for each record in the request.');
    if (typeof type !== 'string' || type.toLowerCase() !== object.name.toLowerCase()) {
        throw new ApiError('INVALID_INPUT', `Record ${attributes['referenceId']} has to be of type ${object.name}, not ${String(type)}`);
    }
    const values: RecordInput = {};
    const children: Node[] = [];
    for (const [name, value] of Object.entries(record)) {
        if (name === 'attributes') continue;
        const child = isObject(value) && Array.isArray(value['records']) ? childField(schema, object, name) : undefined;
        if (child)
            children.push(
                ...objectList(value as Record<string, unknown>, 'records').map((entry) =>
                    readNode(schema, child.object, entry, child.field)
                )
            );
        else values[name] = value;
    }
    return {
        object: object.name,
        referenceId: attributes['referenceId'],
        values,
        children,
        ...(parentField === undefined ? {} : { parentField })
    };
};

const flatten = (nodes: readonly Node[]): Node[] => nodes.flatMap((node) => [node, ...flatten(node.children)]);
const depthOf = (node: Node): number => 1 + Math.max(0, ...node.children.map(depthOf));

const check = (nodes: readonly Node[]): void => {
    const all = flatten(nodes);
    if (all.length > maximumRecords) throw new ApiError('INVALID_INPUT', `The request cannot have more than ${maximumRecords} records`);
    if (nodes.some((node) => depthOf(node) > maximumDepth))
        throw new ApiError('INVALID_INPUT', `Records may be nested ${maximumDepth} levels deep`);
    const seen = new Set<string>();
    for (const { referenceId } of all) {
        if (seen.has(referenceId)) throw new ApiError('INVALID_INPUT', `Duplicate ReferenceId provided in the request: ${referenceId}`);
        seen.add(referenceId);
    }
};

interface Outcome {
    readonly ids: Map<string, string>;
    readonly errors: { referenceId: string; errors: readonly SaveError[] }[];
}

/** Parents before children, one save per type and level. */
const saveLevel = (request: OrgRequest, org: LocalOrg, level: readonly { node: Node; parentId?: string }[], outcome: Outcome): void => {
    if (level.length === 0 || outcome.errors.length > 0) return;
    const next: { node: Node; parentId?: string }[] = [];
    for (const object of new Set(level.map(({ node }) => node.object))) {
        const entries = level.filter(({ node }) => node.object === object);
        const inputs = entries.map(({ node, parentId }) =>
            node.parentField ? { ...node.values, [node.parentField]: parentId } : node.values
        );
        const results = org.dml.insert(request.session, object, inputs);
        results.forEach((result, index) => {
            const { node } = entries[index]!;
            if (!result.success || result.id === null) outcome.errors.push({ referenceId: node.referenceId, errors: result.errors });
            else {
                const parentId = result.id;
                outcome.ids.set(node.referenceId, parentId);
                next.push(...node.children.map((child) => ({ node: child, parentId })));
            }
        });
    }
    saveLevel(request, org, next, outcome);
};

const importTree = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const object = objectNamed(org, request.session, request.params['object']!);
    const nodes = objectList(jsonObject(request), 'records').map((record) => readNode(org.state.schema, object, record));
    check(nodes);
    const outcome: Outcome = { ids: new Map(), errors: [] };
    org.dml.transaction(
        () =>
            saveLevel(
                request,
                org,
                nodes.map((node) => ({ node })),
                outcome
            ),
        () => outcome.errors.length === 0
    );
    if (outcome.errors.length > 0) {
        const results = outcome.errors.map(({ referenceId, errors }) => ({
            referenceId,
            errors: errors.map((error) => ({ ...error, fields: [...error.fields] }))
        }));
        return { status: 400, body: { hasErrors: true, results } };
    }
    return created({
        hasErrors: false,
        results: flatten(nodes).map(({ referenceId }) => ({ referenceId, id: outcome.ids.get(referenceId) }))
    });
};

/** Nested records in one all-or-none request, as `sf data import tree` sends them. */
export const treeRoutes: Route[] = [{ method: 'POST', pattern: '/services/data/v:version/composite/tree/:object', handle: importTree }];
