import type { FieldDef, FieldType, ObjectDef, PicklistValue, Schema } from './schema';

/** What a field is unless said otherwise: optional, writeable, without index. */
export const fieldDefaults = {
    custom: false,
    required: false,
    nillable: true,
    createable: true,
    updateable: true,
    unique: false,
    caseSensitive: false,
    externalId: false,
    nameField: false,
    trackHistory: false
} as const;

export type FieldOptions = Partial<Omit<FieldDef, 'name' | 'type'>>;

/** 'LastActivityDate' -> 'Last Activity Date', 'AccountId' -> 'Account ID'. */
export const labelOf = (name: string): string =>
    name
        .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
        .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
        .replace(/\bId$/, 'ID');

/** Any field. The others are short forms of it. */
export const field = (name: string, type: FieldType, options: FieldOptions = {}): FieldDef => ({
    ...fieldDefaults,
    name,
    label: labelOf(name),
    type,
    ...options
});

/** Must be given on create. */
export const required = { required: true, nillable: false } as const;
/** Set by the org, never through an API. */
export const readOnly = { createable: false, updateable: false } as const;
/** Written once, on create. */
export const createOnly = { updateable: false } as const;

export const text = (name: string, length: number, options?: FieldOptions): FieldDef => field(name, 'string', { length, ...options });
export const longText = (name: string, length: number, options?: FieldOptions): FieldDef => field(name, 'textarea', { length, ...options });
export const email = (name: string, options?: FieldOptions): FieldDef => field(name, 'email', { length: 80, ...options });
export const phone = (name: string, options?: FieldOptions): FieldDef => field(name, 'phone', { length: 40, ...options });
export const url = (name: string, options?: FieldOptions): FieldDef => field(name, 'url', { length: 255, ...options });
export const checkbox = (name: string, options?: FieldOptions): FieldDef =>
    field(name, 'boolean', { nillable: false, defaultFormula: 'false', ...options });
export const date = (name: string, options?: FieldOptions): FieldDef => field(name, 'date', options);
export const dateTime = (name: string, options?: FieldOptions): FieldDef => field(name, 'datetime', options);
export const integer = (name: string, options?: FieldOptions): FieldDef => field(name, 'int', { precision: 9, scale: 0, ...options });
export const number = (name: string, precision: number, scale: number, options?: FieldOptions): FieldDef =>
    field(name, 'double', { precision, scale, ...options });
export const currency = (name: string, options?: FieldOptions): FieldDef =>
    field(name, 'currency', { precision: 18, scale: 2, ...options });
export const percent = (name: string, precision: number, scale: number, options?: FieldOptions): FieldDef =>
    field(name, 'percent', { precision, scale, ...options });

/** Active picklist values whose label is the value; a leading '*' marks the default. */
export const picklistValues = (values: readonly string[]): PicklistValue[] =>
    values.map((value) => ({
        value: value.replace(/^\*/, ''),
        label: value.replace(/^\*/, ''),
        active: true,
        isDefault: value.startsWith('*')
    }));

export const picklist = (
    name: string,
    values: readonly (string | PicklistValue)[],
    options: FieldOptions & { restricted?: boolean } = {}
): FieldDef => {
    const { restricted = false, ...rest } = options;
    const all = values.flatMap((value) => (typeof value === 'string' ? picklistValues([value]) : [value]));
    return field(name, 'picklist', { length: 255, picklist: { restricted, values: all }, ...rest });
};

/** A lookup. The parent's name in a path is the field's name without 'Id', unless relationshipName says otherwise. */
export const lookup = (
    name: string,
    to: string | readonly string[],
    options: FieldOptions & { relationshipName?: string; children?: string; onDelete?: 'SetNull' | 'Restrict' | 'Cascade' } = {}
): FieldDef => {
    const { relationshipName = name.replace(/Id$/, ''), children, onDelete = 'SetNull', ...rest } = options;
    const reference = { to: typeof to === 'string' ? [to] : to, relationshipName, childRelationshipName: children, onDelete };
    return field(name, 'reference', { length: 18, reference, ...rest });
};

const audit = { ...readOnly, nillable: false, permissionable: false } as const;

export const idField = (): FieldDef => field('Id', 'id', { ...audit, length: 18 });
export const systemModstamp = (): FieldDef => dateTime('SystemModstamp', audit);

/** CreatedDate, CreatedById, LastModifiedDate, LastModifiedById, SystemModstamp. */
export const auditFields = (): FieldDef[] => [
    dateTime('CreatedDate', audit),
    lookup('CreatedById', 'User', audit),
    dateTime('LastModifiedDate', audit),
    lookup('LastModifiedById', 'User', audit),
    systemModstamp()
];

/** OwnerId: filled with the running user when a create leaves it out. */
export const ownerField = (to: readonly string[] = ['User']): FieldDef => lookup('OwnerId', to, { nillable: false, permissionable: false });

/** Id, IsDeleted and the audit fields, with OwnerId when owners are named. Every ordinary object has these. */
export const systemFields = (options: { owner?: readonly string[]; isDeleted?: boolean } = {}): FieldDef[] => [
    idField(),
    ...(options.isDeleted === false ? [] : [checkbox('IsDeleted', { ...audit, label: 'Deleted', defaultFormula: undefined })]),
    ...(options.owner ? [ownerField(options.owner)] : []),
    ...auditFields()
];

/** When the object was last shown to the running user; this org keeps no view history, so both are always empty. */
export const viewedFields = (): FieldDef[] => [
    dateTime('LastViewedDate', { ...readOnly, permissionable: false }),
    dateTime('LastReferencedDate', { ...readOnly, permissionable: false })
];

/** Fields by lower-case name, in the order given. */
export const fieldMap = (fields: readonly FieldDef[]): Map<string, FieldDef> =>
    new Map(fields.map((each) => [each.name.toLowerCase(), each]));

/** A standard object. Label and plural are made from the name where not given. */
export const standardObject = (
    name: string,
    keyPrefix: string,
    fields: readonly FieldDef[],
    options: Partial<Omit<ObjectDef, 'name' | 'keyPrefix' | 'fields'>> = {}
): ObjectDef => {
    const label = options.label ?? labelOf(name);
    return {
        name,
        label,
        labelPlural: `${label}s`,
        keyPrefix,
        custom: false,
        sharingModel: 'ReadWrite',
        readOnly: false,
        validationRules: [],
        ...options,
        fields: fieldMap(fields)
    };
};

/** An object made of metadata, before its own fields: system fields and Name; a detail has no owner, a setting has SetupOwnerId. */
export const customObject = (
    schema: Schema,
    options: Pick<ObjectDef, 'name' | 'label' | 'labelPlural' | 'sharingModel'> &
        Partial<Pick<ObjectDef, 'description' | 'customSetting' | 'keyPrefix'>> & {
            nameField?: FieldDef;
            detail?: boolean;
            fields?: readonly FieldDef[];
        }
): ObjectDef => {
    const { nameField = text('Name', 80, { nameField: true }), detail = false, fields = [], ...rest } = options;
    const owner = detail || options.customSetting ? undefined : ['Group', 'User'];
    const setupOwner = options.customSetting
        ? [lookup('SetupOwnerId', ['Organization', 'Profile', 'User'], { ...createOnly, nillable: false, permissionable: false })]
        : [];
    return {
        custom: true,
        readOnly: false,
        validationRules: [],
        keyPrefix: nextCustomPrefix(schema),
        ...rest,
        fields: fieldMap([...systemFields({ owner }), nameField, ...setupOwner, ...fields])
    };
};

const PREFIX_DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The first free key prefix of a00, a01 … a0Z, a10 …, so that the same deploys give the same ids. */
export const nextCustomPrefix = (schema: Schema): string => {
    const taken = new Set([...schema.objects.values()].map((object) => object.keyPrefix));
    for (const high of PREFIX_DIGITS) {
        for (const low of PREFIX_DIGITS) if (!taken.has(`a${high}${low}`)) return `a${high}${low}`;
    }
    throw new Error('No key prefix is left for another custom object (1,296 are in use).');
};
