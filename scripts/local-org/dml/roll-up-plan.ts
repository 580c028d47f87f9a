import type { FieldDef, ObjectDef, RollUp, Schema } from '../model/schema';
import { findField, findObject } from '../model/schema';

/** One roll-up field, resolved: where it stands, which child rows it reads and by which lookup. */
export interface RollUpUse {
    readonly parent: ObjectDef;
    readonly field: FieldDef;
    readonly operation: RollUp['operation'];
    readonly child: ObjectDef;
    readonly link: FieldDef;
    readonly summarized?: FieldDef;
    readonly filters: readonly { readonly field: FieldDef; readonly operation: string; readonly value: string }[];
}

export interface RollUpPlan {
    /** By name of the child object. */
    readonly byChild: ReadonlyMap<string, readonly RollUpUse[]>;
    /** By name of the parent object. */
    readonly byParent: ReadonlyMap<string, readonly RollUpUse[]>;
    /** Parents in an order in which every child's own roll-ups come first. */
    readonly bottomUp: readonly string[];
}

const plans = new WeakMap<Schema, RollUpPlan>();

/** Every roll-up of the schema. Throws when one points at an object or field that does not exist: a deploy should have refused it. */
export const rollUpPlan = (schema: Schema): RollUpPlan => {
    let plan = plans.get(schema);
    if (!plan) plans.set(schema, (plan = makePlan(schema)));
    return plan;
};

const makePlan = (schema: Schema): RollUpPlan => {
    const uses = [...schema.objects.values()].flatMap((parent) =>
        [...parent.fields.values()].filter((field) => field.rollUp).map((field) => resolve(schema, parent, field))
    );
    const byChild = groupBy(uses, (use) => use.child.name);
    const byParent = groupBy(uses, (use) => use.parent.name);
    return { byChild, byParent, bottomUp: bottomUp(byParent) };
};

const resolve = (schema: Schema, parent: ObjectDef, field: FieldDef): RollUpUse => {
    const rollUp = field.rollUp!;
    const child = findObject(schema, rollUp.childObject);
    if (!child) throw new Error(`${parent.name}.${field.name} summarizes ${rollUp.childObject}, which does not exist`);
    const fieldOfChild = (name: string): FieldDef => {
        const found = findField(child, name);
        if (!found) throw new Error(`${parent.name}.${field.name} reads ${child.name}.${name}, which does not exist`);
        return found;
    };
    return {
        parent,
        field,
        operation: rollUp.operation,
        child,
        link: fieldOfChild(rollUp.childField),
        ...(rollUp.summarizedField ? { summarized: fieldOfChild(rollUp.summarizedField) } : {}),
        filters: rollUp.filters.map((filter) => ({ ...filter, field: fieldOfChild(filter.field) }))
    };
};

const groupBy = (uses: readonly RollUpUse[], keyOf: (use: RollUpUse) => string): Map<string, RollUpUse[]> => {
    const groups = new Map<string, RollUpUse[]>();
    for (const use of uses) {
        const group = groups.get(keyOf(use));
        if (group) group.push(use);
        else groups.set(keyOf(use), [use]);
    }
    return groups;
};

const bottomUp = (byParent: ReadonlyMap<string, readonly RollUpUse[]>): string[] => {
    const order: string[] = [];
    const visit = (parent: string, path: readonly string[]): void => {
        if (order.includes(parent) || path.includes(parent)) return;
        for (const use of byParent.get(parent) ?? []) visit(use.child.name, [...path, parent]);
        if (byParent.has(parent)) order.push(parent);
    };
    for (const parent of byParent.keys()) visit(parent, []);
    return order;
};
