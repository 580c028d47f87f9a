import type { FieldDef, FieldType } from '../../model/schema';

const NAMES: Readonly<Record<FieldType, string>> = {
    id: 'Lookup()',
    string: 'Text',
    textarea: 'Long Text Area',
    picklist: 'Picklist',
    multipicklist: 'Picklist (Multi-Select)',
    boolean: 'Checkbox',
    int: 'Number',
    double: 'Number',
    currency: 'Currency',
    percent: 'Percent',
    date: 'Date',
    datetime: 'Date/Time',
    time: 'Time',
    reference: 'Lookup',
    email: 'Email',
    phone: 'Phone',
    url: 'URL',
    combobox: 'Picklist',
    anyType: 'Text'
};

const SIZED: readonly FieldType[] = ['string', 'textarea', 'url'];
const MEASURED: readonly FieldType[] = ['int', 'double', 'currency', 'percent'];

/** The type of a field as Setup and FieldDefinition word it: Text(80), Number(16, 2), Master-Detail(Account), Formula (Checkbox). */
export const dataTypeOf = (field: FieldDef): string => {
    const name = NAMES[field.type];
    if (field.formula) return `Formula (${name})`;
    if (field.rollUp) return `Roll-Up Summary (${field.rollUp.operation.toUpperCase()})`;
    if (field.autoNumber) return 'Auto Number';
    if (field.reference) return `${field.reference.masterDetail ? 'Master-Detail' : 'Lookup'}(${field.reference.to.join(',')})`;
    const size = SIZED.includes(field.type) ? `(${field.length ?? 255})` : '';
    const measure = MEASURED.includes(field.type) ? `(${(field.precision ?? 18) - (field.scale ?? 0)}, ${field.scale ?? 0})` : '';
    const marks = `${field.externalId ? ' (External ID)' : ''}${field.unique ? ` (Unique Case ${field.caseSensitive ? 'Sensitive' : 'Insensitive'})` : ''}`;
    return `${name}${size}${measure}${marks}`;
};
