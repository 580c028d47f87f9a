import type { OrgState, Row, SaveError, Scalar } from '../model/org';
import { ApiError } from '../model/org';
import type { FieldDef, ObjectDef } from '../model/schema';
import { findField, findObject } from '../model/schema';
import { coerce } from './coerce';
import { finishCurrencies } from './currency-behaviour';
import { duplicateError, lookupError, missingFields, picklistValue } from './field-checks';
import { newRow } from './new-row-defaults';
import { fillOpportunityHistory } from './opportunity-behaviour';
import { recomputeRollUps } from './roll-ups';
import { saveContext, setIfPresent } from './save-context';
import type { SaveContext } from './save-context';
import { SaveFailure } from './save-failure';
import { seedUsers } from './seed-users';
import { keepStandardFieldsInStep } from './standard-behaviour';
import { systemSession } from './system-session';

export interface SeedUser {
    readonly key: string;
    readonly username: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly title?: string;
    readonly email?: string;
    readonly profile: string;
    readonly permissionSets: readonly string[];
    /** Key of the user who leads this one. */
    readonly manager?: string;
    /** LanguageLocaleKey, for instance de; that of the org where there is none. */
    readonly language?: string;
}

/** Field values of one row; ref names it for later rows, a value '@name' is the id of that row or user. */
export type SeedRow = Readonly<Record<string, unknown>>;

export interface SeedFile {
    /** Users may name permission sets that are deployed later, or never: those are not assigned, and that is no error. */
    readonly permissionSetsOptional?: boolean;
    /** What the org has switched on, as in a scratch org definition: MultiCurrency. Read before anything is deployed. */
    readonly features?: readonly string[];
    /** As in a scratch org definition; enableCurrencyEffectiveDates is advanced currency management. */
    readonly settings?: { readonly currencySettings?: { readonly enableCurrencyEffectiveDates?: boolean } };
    readonly users?: readonly SeedUser[];
    readonly objects?: readonly { readonly object: string; readonly rows: readonly SeedRow[] }[];
}

export interface SeedReport {
    readonly users: number;
    /** Rows written, by object. */
    readonly rows: Readonly<Record<string, number>>;
    /** Ids by user key and row ref, without '@'. */
    readonly ids: ReadonlyMap<string, string>;
}

/** What is wrong with a seed file: one line per finding, each naming object, row and field. */
export class SeedError extends Error {
    constructor(readonly problems: readonly string[]) {
        const shown = problems.slice(0, 20);
        const rest = problems.length - shown.length;
        super([...shown, ...(rest ? [`… and ${rest} more`] : [])].join('\n'));
        this.name = 'SeedError';
    }
}

/**
 * Puts a seed file's rows into the org by a door that no API has: system fields and histories may be given and no rule
 * runs. Types, picklists, required fields, lookups and unique values are checked; ids follow the order of the file. Then
 * every roll-up is worked out. Throws SeedError with all findings, and leaves nothing behind.
 */
export const seed = (state: OrgState, file: SeedFile): SeedReport =>
    state.store.savepoint(() => {
        const problems = shapeProblems(file);
        if (problems.length) throw new SeedError(problems);
        const ids = new Map<string, string>();
        const rows: Record<string, number> = {};
        problems.push(...seedUsers(state, file.users ?? [], ids, file.permissionSetsOptional));
        const context = saveContext(state, systemSession(state));
        for (const { object: name, rows: given } of file.objects ?? []) {
            const object = findObject(state.schema, name);
            if (!object) {
                problems.push(`${name}: the org has no such object`);
                continue;
            }
            given.forEach((row, i) => problems.push(...seedRow(context, object, row, i, ids)));
            rows[object.name] = (rows[object.name] ?? 0) + given.length;
        }
        problems.push(...(problems.length ? [] : finishCurrencies(state)));
        if (problems.length) throw new SeedError(problems);
        fillOpportunityHistory(state);
        recomputeRollUps(state);
        return { users: file.users?.length ?? 0, rows, ids };
    });

/** A seed file comes from outside: what is no list of users or rows is told before anything is written. */
const shapeProblems = (file: SeedFile): string[] => {
    const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
    const { users = [], objects = [] } = file;
    if (!Array.isArray(users) || !Array.isArray(objects)) return ['The seed file must hold lists: users and objects'];
    const texts = ['key', 'username', 'firstName', 'lastName', 'profile'] as const;
    return [
        ...users.flatMap((user, i) =>
            isObject(user) && texts.every((name) => typeof user[name] === 'string') && Array.isArray(user.permissionSets)
                ? []
                : [`users[${i}]: needs ${texts.join(', ')} as text and permissionSets as a list`]
        ),
        ...objects.flatMap((each, i) =>
            isObject(each) && typeof each.object === 'string' && Array.isArray(each.rows) && each.rows.every(isObject)
                ? []
                : [`objects[${i}]: needs object as text and rows as a list of objects`]
        )
    ];
};

/** Writes one row and answers what is wrong with it; a row with findings is not written. */
const seedRow = (context: SaveContext, object: ObjectDef, given: SeedRow, index: number, ids: Map<string, string>): string[] => {
    const ref = typeof given.ref === 'string' ? given.ref : undefined;
    const where = `${object.name} ${ref === undefined ? `row ${index + 1}` : `"${ref}"`}`;
    const problems = ref !== undefined && ids.has(ref) ? [`${where}: the ref is used twice`] : [];
    const values = new Map<FieldDef, Scalar>();
    for (const [name, value] of Object.entries(given)) {
        if (name === 'ref' || value === undefined) continue;
        const field = findField(object, name);
        if (!field || field.formula || field.rollUp || field.type === 'id') {
            problems.push(`${where}, ${name}: ${field ? 'is worked out by the org and cannot be seeded' : 'no such field'}`);
            continue;
        }
        const read = readValue(field, value, ids);
        if ('problem' in read) problems.push(`${where}, ${field.name}: ${read.problem}`);
        else values.set(field, read.value);
    }
    if (problems.length) return problems;
    try {
        const row = completeRow(context, object, values);
        const errors = checkRow(context.state, object, row, values);
        if (errors.length) return errors.map((error) => `${where}: ${error.message}`);
        context.state.store.put(object.name, row);
        if (ref !== undefined) ids.set(ref, row.Id);
        return [];
    } catch (error) {
        if (!(error instanceof SaveFailure)) throw error;
        return error.errors.map(({ message }) => `${where}: ${message}`);
    }
};

const readValue = (field: FieldDef, value: unknown, ids: ReadonlyMap<string, string>): { value: Scalar } | { problem: string } => {
    const name = typeof value === 'string' && value.startsWith('@') ? value.slice(1) : undefined;
    const id = name === undefined ? undefined : ids.get(name);
    if (id !== undefined) return { value: id };
    if (name !== undefined && field.reference) return { problem: `@${name} is not defined before this row` };
    try {
        const known = picklistValue(field, coerce(field, value));
        return 'error' in known ? { problem: known.error.message } : known;
    } catch (error) {
        if (error instanceof SaveFailure || error instanceof ApiError) return { problem: error.message.replace(/^[A-Z_]+: /, '') };
        throw error;
    }
};

/** The row as the org would have made it, with everything that was given put on top. */
const completeRow = (context: SaveContext, object: ObjectDef, values: ReadonlyMap<FieldDef, Scalar>): Row => {
    const row = newRow(context, object, values);
    const given = new Set([...values.keys()].map((field) => field.name));
    keepStandardFieldsInStep(context, { object, after: row, given });
    for (const [field, value] of values) if (value !== null || field.nillable) row[field.name] = value;
    const follow = (name: string, value: Scalar | undefined): void => {
        if (!given.has(name) && value != null) setIfPresent(object, row, name, value);
    };
    follow('CreatedById', given.has('OwnerId') ? row.OwnerId : undefined);
    follow('LastModifiedById', row.CreatedById);
    follow('LastModifiedDate', row.CreatedDate);
    follow('SystemModstamp', row.LastModifiedDate ?? row.CreatedDate);
    return row;
};

const checkRow = (state: OrgState, object: ObjectDef, row: Row, values: ReadonlyMap<FieldDef, Scalar>): SaveError[] => {
    const fields = [...object.fields.values()];
    return [
        ...missingFields(
            fields.filter((field) => field.required),
            row
        ),
        ...[...values].flatMap(([field, value]) => namedLookupError(state, field, value)),
        ...fields.filter((field) => field.unique).flatMap((field) => duplicateError(state, object, field, row) ?? [])
    ];
};

const namedLookupError = (state: OrgState, field: FieldDef, value: Scalar): SaveError[] => {
    const error = lookupError(state, field, value, () => true);
    return error ? [{ ...error, message: `${field.name}: ${error.message} (${String(value)})` }] : [];
};
