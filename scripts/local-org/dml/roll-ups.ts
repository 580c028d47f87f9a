import Decimal from 'decimal.js';
import type { OrgState, Row, Scalar, Session } from '../model/org';
import type { ObjectDef } from '../model/schema';
import { passesFilter } from './roll-up-filter';
import { rollUpPlan } from './roll-up-plan';
import type { RollUpUse } from './roll-up-plan';
import { systemSession } from './system-session';

/** A row that was written: without before it is new (or back from the bin), without after it is gone. */
export interface RowChange {
    readonly object: ObjectDef;
    readonly before?: Row;
    readonly after?: Row;
}

/** The roll-ups of one parent that differ from what is stored. */
export interface ParentChange {
    readonly object: ObjectDef;
    readonly id: string;
    readonly values: Readonly<Record<string, Scalar>>;
}

/** Enough digits for 18-digit amounts of any number of rows. */
const Exact = Decimal.clone({ precision: 40 });

interface Shift {
    readonly use: RollUpUse;
    readonly gone: Scalar[];
    readonly come: Scalar[];
}

const NONE: ReadonlySet<string> = new Set();

/** The parents that these writes change, each with its new roll-ups; those in except are taken as right. Reads the store, writes nothing. */
export const parentChanges = (
    state: OrgState,
    session: Session,
    changes: readonly RowChange[],
    except: ReadonlySet<string> = NONE
): ParentChange[] => {
    const shifts = new Map<string, { object: ObjectDef; id: string; byField: Map<string, Shift> }>();
    for (const change of changes) {
        for (const use of rollUpPlan(state.schema).byChild.get(change.object.name) ?? []) {
            for (const id of linkedParents(use, change)) {
                if (except.has(id)) continue;
                const gone = change.before?.[use.link.name] === id ? contribution(state, session, use, change.before) : undefined;
                const come = change.after?.[use.link.name] === id ? contribution(state, session, use, change.after) : undefined;
                if (gone === come) continue;
                const key = `${use.parent.name}:${id}`;
                let parent = shifts.get(key);
                if (!parent) shifts.set(key, (parent = { object: use.parent, id, byField: new Map() }));
                let shift = parent.byField.get(use.field.name);
                if (!shift) parent.byField.set(use.field.name, (shift = { use, gone: [], come: [] }));
                if (gone !== undefined) shift.gone.push(gone);
                if (come !== undefined) shift.come.push(come);
            }
        }
    }
    return [...shifts.values()].flatMap(({ object, id, byField }) => {
        const before = state.store.get(object.name, id);
        if (!before) return [];
        const changed = [...byField.values()]
            .map((shift) => [shift.use.field.name, shifted(state, session, before, shift)] as const)
            .filter(([name, value]) => value !== before[name]);
        return changed.length ? [{ object, id, values: Object.fromEntries(changed) }] : [];
    });
};

const linkedParents = (use: RollUpUse, change: RowChange): Set<string> => {
    const ids = [change.before?.[use.link.name], change.after?.[use.link.name]];
    return new Set(ids.filter((id): id is string => typeof id === 'string'));
};

/** What a child adds to the roll-up: undefined when it is filtered out or empty. A formula in error is empty, and still counts as a row. */
const contribution = (state: OrgState, session: Session, use: RollUpUse, row: Row): Scalar | undefined => {
    for (const { field, operation, value } of use.filters) {
        if (!passesFilter(field, state.reader.read(use.child, row, field, session), operation, value)) return undefined;
    }
    if (use.operation === 'count') return 1;
    const value = state.reader.read(use.child, row, use.summarized!, session);
    return value === null ? undefined : value;
};

/** The new value from the stored one and what came and went; children are read again only when the extreme itself went. */
const shifted = (state: OrgState, session: Session, parent: Row, { use, gone, come }: Shift): Scalar => {
    const stored = parent[use.field.name];
    const fresh = (): Scalar => summarize(use, contributionsOf(state, session, use, parent.Id));
    if (stored === undefined) return fresh();
    if (use.operation === 'count') return Number(stored) + come.length - gone.length;
    if (use.operation === 'sum') {
        const plus = come.reduce((sum: Decimal, value) => sum.plus(value as number), new Exact(Number(stored)));
        return gone.reduce((sum: Decimal, value) => sum.minus(value as number), plus).toNumber() + 0;
    }
    const best = extreme(use, stored === null ? come : [...come, stored]);
    return gone.includes(stored) && !(come.length && extreme(use, come) === best) ? fresh() : best;
};

const contributionsOf = (state: OrgState, session: Session, use: RollUpUse, parentId: string): Scalar[] =>
    state.store
        .find(use.child.name, use.link.name, parentId)
        .map((row) => contribution(state, session, use, row))
        .filter((value): value is Scalar => value !== undefined);

const summarize = (use: RollUpUse, values: readonly Scalar[]): Scalar => {
    if (use.operation === 'count') return values.length;
    if (use.operation !== 'sum') return extreme(use, values);
    return values.reduce((sum: Decimal, value) => sum.plus(value as number), new Exact(0)).toNumber() + 0;
};

const extreme = (use: RollUpUse, values: readonly Scalar[]): Scalar => {
    let best: Scalar = null;
    for (const value of values) {
        if (best === null || (use.operation === 'min' ? value! < best : value! > best)) best = value;
    }
    return best;
};

/** The roll-ups of a record without children: counts and sums are 0, extremes empty. */
export const emptyRollUps = (state: OrgState, object: ObjectDef): Record<string, Scalar> =>
    Object.fromEntries(
        (rollUpPlan(state.schema).byParent.get(object.name) ?? []).map((use) => [
            use.field.name,
            use.operation === 'count' || use.operation === 'sum' ? 0 : null
        ])
    );

/**
 * Works out all roll-ups anew, children before parents, of every object or of those named and all that depend on them.
 * For deploys and seeding: no rules run, nothing but the roll-up changes.
 */
export const recomputeRollUps = (state: OrgState, objects?: readonly string[]): void => {
    const plan = rollUpPlan(state.schema);
    const session = systemSession(state);
    const touched = objects && new Set(objects.map((name) => name.toLowerCase()));
    for (const parent of plan.bottomUp) {
        const uses = plan.byParent.get(parent)!;
        const concerned = !touched || touched.has(parent.toLowerCase()) || uses.some((use) => touched.has(use.child.name.toLowerCase()));
        if (!concerned) continue;
        touched?.add(parent.toLowerCase());
        recomputeParent(state, session, parent, uses);
    }
};

const recomputeParent = (state: OrgState, session: Session, parent: string, uses: readonly RollUpUse[]): void => {
    const collected = uses.map((use) => {
        const byParent = new Map<string, Scalar[]>();
        for (const row of state.store.rows(use.child.name)) {
            const id = row[use.link.name];
            const value = typeof id === 'string' ? contribution(state, session, use, row) : undefined;
            if (value === undefined) continue;
            const values = byParent.get(id as string);
            if (values) values.push(value);
            else byParent.set(id as string, [value]);
        }
        return byParent;
    });
    for (const row of [...state.store.rows(parent)]) {
        const after = { ...row };
        uses.forEach((use, i) => (after[use.field.name] = summarize(use, collected[i]!.get(row.Id) ?? [])));
        if (uses.some((use) => after[use.field.name] !== row[use.field.name])) state.store.put(parent, after);
    }
};
