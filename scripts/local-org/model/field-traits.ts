import type { FieldDef, ObjectDef } from './schema';

const NUMERIC = new Set(['int', 'double', 'currency', 'percent']);

export const isNumeric = (field: FieldDef): boolean => NUMERIC.has(field.type);

/** Text areas of more than 255 characters: read whole, never searched, sorted or grouped. */
export const isLongText = (field: FieldDef): boolean => field.type === 'textarea' && (field.length ?? 0) > 255;

export const isCalculated = (field: FieldDef): boolean => field.formula !== undefined || field.rollUp !== undefined;

export const isFilterable = (field: FieldDef): boolean => !isLongText(field) && field.type !== 'anyType';

export const isSortable = (field: FieldDef): boolean => isFilterable(field) && field.type !== 'multipicklist';

/** Amounts, fractions and moments are summed or turned into a period, not grouped by. */
export const isGroupable = (field: FieldDef): boolean =>
    isSortable(field) && !['double', 'currency', 'percent', 'datetime', 'time'].includes(field.type);

export const isAggregatable = (field: FieldDef): boolean => isSortable(field) && field.type !== 'boolean';

/** The record belongs to the parent: it cannot be without it, and shares its fate and its access. */
export const isMasterDetail = (field: FieldDef): boolean => field.reference?.masterDetail !== undefined;

/** Filled by the org when a create leaves it out. */
export const isDefaultedOnCreate = (field: FieldDef): boolean =>
    field.createable &&
    !field.required &&
    (field.type === 'boolean' ||
        (!field.nillable && field.name === 'OwnerId') ||
        (field.picklist?.values.some((value) => value.isDefault) ?? false));

/**
 * Field-level security can be set for it. Without it a field is as accessible as its object: ids, names, required and
 * master-detail fields, audit fields, everything of a setup object or of one whose rights come from another object.
 */
export const isPermissionable = (object: ObjectDef, field: FieldDef): boolean =>
    !object.setup &&
    !object.accessFrom &&
    !object.customSetting &&
    field.permissionable !== false &&
    !field.nameField &&
    !field.required &&
    field.type !== 'id' &&
    !isMasterDetail(field);
