import type { FieldDef, FieldType, ObjectDef, Schema } from '../model/schema';
import { findField, findObject } from '../model/schema';
import { compileFormula } from './compile';
import type { FieldResolution, FormulaScope, FormulaType, FormulaUse } from './types';
import { FormulaError } from './types';

const DEEPEST_PATH = 10;
/** Longer text areas are "long", which formula fields may not read. */
const LONGEST_TEXT_AREA = 255;

/** Kinds of fields formulas can read. */
const TYPES: Partial<Record<FieldType, FormulaType>> = {
    id: 'Id',
    reference: 'Id',
    string: 'Text',
    textarea: 'Text',
    email: 'Text',
    phone: 'Text',
    url: 'Text',
    combobox: 'Text',
    picklist: 'Picklist',
    multipicklist: 'MultiPicklist',
    boolean: 'Checkbox',
    int: 'Number',
    double: 'Number',
    currency: 'Currency',
    percent: 'Percent',
    date: 'Date',
    datetime: 'DateTime',
    time: 'Time'
};

/** Fields of global variables that need no object in the schema. */
const GLOBALS: Readonly<Record<string, Readonly<Record<string, readonly [name: string, type: FormulaType]>>>> = {
    $organization: { id: ['Id', 'Id'], name: ['Name', 'Text'] },
    $profile: { id: ['Id', 'Id'], name: ['Name', 'Text'] },
    $userrole: { id: ['Id', 'Id'], name: ['Name', 'Text'] },
    $system: { origindatetime: ['OriginDateTime', 'DateTime'] }
};

const GLOBAL_NAMES: Readonly<Record<string, string>> = {
    $organization: '$Organization',
    $profile: '$Profile',
    $userrole: '$UserRole',
    $system: '$System'
};

interface FormulaFacts {
    readonly deterministic: boolean;
    readonly compiledSize: number;
}

/** Formula fields met while resolving: what is known of them, and which are being compiled right now. */
interface Progress {
    readonly known: Map<string, FormulaFacts>;
    readonly open: Set<string>;
}

interface ScopeOptions {
    readonly use: FormulaUse;
    readonly blanks: 'zero' | 'blank';
}

/**
 * What formulas of one object may read, by the org's schema: its fields in any case, fields of parents through
 * relationship names, and global variables. Throws FormulaError when a formula field it reads is circular or broken.
 */
export const schemaScope = (schema: Schema, objectName: string, options: ScopeOptions): FormulaScope =>
    scopeOf(schema, objectName, options, { known: new Map(), open: new Set() });

const scopeOf = (schema: Schema, objectName: string, options: ScopeOptions, progress: Progress): FormulaScope => ({
    ...options,
    resolve(path) {
        if (path[0].startsWith('$')) return resolveGlobal(schema, path, options.use, progress);
        const object = findObject(schema, objectName);
        const found = object && follow(schema, object, path);
        return found && resolution(schema, found, path.length === 1, progress);
    }
});

interface Found {
    readonly object: ObjectDef;
    readonly field: FieldDef;
    /** In canonical spelling. */
    readonly path: readonly string[];
}

/** The field at the end of a path of relationship names. */
const follow = (schema: Schema, start: ObjectDef, path: readonly string[]): Found | undefined => {
    if (path.length > DEEPEST_PATH + 1) return undefined;
    let object = start;
    const spelled: string[] = [];
    for (const step of path.slice(0, -1)) {
        const parent = parentOf(schema, object, step);
        if (!parent) return undefined;
        object = parent.object;
        spelled.push(parent.name);
    }
    const field = findField(object, path[path.length - 1]);
    return field && { object, field, path: [...spelled, field.name] };
};

/** Owner may be a user or a queue; formulas read the user. Owner:User says so outright. */
const parentOf = (schema: Schema, object: ObjectDef, step: string): { object: ObjectDef; name: string } | undefined => {
    const [name, chosen] = step.toLowerCase().split(':');
    for (const { reference } of object.fields.values()) {
        if (reference?.relationshipName?.toLowerCase() !== name) continue;
        const candidates = chosen ? reference.to.filter((target) => target.toLowerCase() === chosen) : reference.to;
        const target = candidates.includes('User') ? 'User' : candidates[0];
        const parent = target === undefined ? undefined : findObject(schema, target);
        return parent && { object: parent, name: reference.relationshipName };
    }
    return undefined;
};

const resolution = (schema: Schema, found: Found, own: boolean, progress: Progress): FieldResolution | undefined => {
    const { object, field, path } = found;
    const type = TYPES[field.type];
    if (!type) return undefined;
    const facts = field.formula && formulaFacts(schema, object, field, field.formula, progress);
    return {
        type,
        scale: field.scale,
        deterministic: own && (facts?.deterministic ?? true),
        plainField: own,
        path,
        compiledSize: facts?.compiledSize,
        longText: field.type === 'textarea' && (field.length ?? 0) > LONGEST_TEXT_AREA
    };
};

const formulaFacts = (
    schema: Schema,
    object: ObjectDef,
    field: FieldDef,
    formula: NonNullable<FieldDef['formula']>,
    progress: Progress
): FormulaFacts => {
    const key = `${object.name}.${field.name}`.toLowerCase();
    const known = progress.known.get(key);
    if (known) return known;
    if (progress.open.has(key)) throw new FormulaError(`Formula contains a circular reference: ${object.name}.${field.name}`, 1, 1);
    progress.open.add(key);
    try {
        const scope = scopeOf(schema, object.name, { use: 'formulaField', blanks: formula.blanks }, progress);
        const { deterministic, compiledSize } = compileFormula(formula.source, scope);
        progress.known.set(key, { deterministic, compiledSize });
        return { deterministic, compiledSize };
    } catch (error) {
        if (!(error instanceof FormulaError) || error.message.includes('circular reference')) throw error;
        throw new FormulaError(`Field ${object.name}.${field.name} has an invalid formula: ${error.message}`, 1, 1);
    } finally {
        progress.open.delete(key);
    }
};

const changing = (type: FormulaType, path: readonly string[]): FieldResolution => ({ type, path, deterministic: false, plainField: false });

const resolveGlobal = (schema: Schema, path: readonly string[], use: FormulaUse, progress: Progress): FieldResolution | undefined => {
    const [variable, ...rest] = path;
    switch (variable.toLowerCase()) {
        case '$user':
            return fieldOf(schema, 'User', rest, ['$User'], progress);
        case '$permission':
            return use === 'formulaField' ? undefined : permission(schema, rest);
        case '$setup':
            return setup(schema, rest, progress);
        case '$label':
            return label(schema, rest);
        case '$custommetadata':
            return customMetadata(schema, rest, progress);
        case '$objecttype':
            return use === 'validationRule' ? otherObject(schema, rest, progress) : undefined;
        default:
            return named(variable, rest);
    }
};

const named = (variable: string, rest: readonly string[]): FieldResolution | undefined => {
    const key = variable.toLowerCase();
    const found = rest.length === 1 ? GLOBALS[key]?.[rest[0].toLowerCase()] : undefined;
    return found && changing(found[1], [GLOBAL_NAMES[key], found[0]]);
};

/** A field of an object that a global variable names. */
const fieldOf = (schema: Schema, objectName: string, path: readonly string[], prefix: readonly string[], progress: Progress) => {
    const object = findObject(schema, objectName);
    const found = object && path.length > 0 ? follow(schema, object, path) : undefined;
    const resolved = found && resolution(schema, found, false, progress);
    return resolved && { ...resolved, path: [...prefix, ...(resolved.path ?? path)] };
};

const permission = (schema: Schema, rest: readonly string[]): FieldResolution | undefined => {
    const found = rest.length === 1 ? schema.customPermissions.get(rest[0].toLowerCase()) : undefined;
    return found && changing('Checkbox', ['$Permission', found.name]);
};

const setup = (schema: Schema, [objectName, ...field]: readonly string[], progress: Progress): FieldResolution | undefined => {
    const object = objectName === undefined ? undefined : findObject(schema, objectName);
    if (object?.customSetting !== 'Hierarchy' || field.length !== 1) return undefined;
    return fieldOf(schema, object.name, field, ['$Setup', object.name], progress);
};

const label = (schema: Schema, rest: readonly string[]): FieldResolution | undefined => {
    if (rest.length !== 1) return undefined;
    const wanted = rest[0].toLowerCase();
    const name = [...schema.labels.keys()].find((key) => key.toLowerCase() === wanted);
    return name === undefined ? undefined : changing('Text', ['$Label', name]);
};

/** $CustomMetadata.Type__mdt.Record.Field__c; the record must be deployed. */
const customMetadata = (schema: Schema, path: readonly string[], progress: Progress): FieldResolution | undefined => {
    const [typeName, recordName, ...field] = path;
    const object = typeName === undefined ? undefined : findObject(schema, typeName);
    if (!object || recordName === undefined || field.length !== 1) return undefined;
    const wanted = `${object.name.replace(/__mdt$/i, '')}.${recordName}`.toLowerCase();
    const record = [...schema.components.values()].find(
        ({ type, fullName }) => type === 'CustomMetadata' && fullName.toLowerCase() === wanted
    );
    if (!record) return undefined;
    const name = record.fullName.slice(record.fullName.indexOf('.') + 1);
    return fieldOf(schema, object.name, field, ['$CustomMetadata', object.name, name], progress);
};

/** $ObjectType.Object.Fields.Field, which only VLOOKUP understands. */
const otherObject = (schema: Schema, path: readonly string[], progress: Progress): FieldResolution | undefined => {
    const [objectName, fields, ...field] = path;
    if (fields?.toLowerCase() !== 'fields' || field.length !== 1) return undefined;
    const object = findObject(schema, objectName);
    return object && fieldOf(schema, object.name, field, ['$ObjectType', object.name, 'Fields'], progress);
};
