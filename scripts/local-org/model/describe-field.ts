import {
    isAggregatable,
    isCalculated,
    isDefaultedOnCreate,
    isFilterable,
    isGroupable,
    isLongText,
    isMasterDetail,
    isPermissionable,
    isSortable
} from './field-traits';
import type { Access } from './org';
import type { FieldDef, FieldType, ObjectDef } from './schema';

const SOAP_TYPES: Partial<Record<FieldType, string>> = {
    id: 'tns:ID',
    reference: 'tns:ID',
    boolean: 'xsd:boolean',
    int: 'xsd:int',
    double: 'xsd:double',
    currency: 'xsd:double',
    percent: 'xsd:double',
    date: 'xsd:date',
    datetime: 'xsd:dateTime',
    time: 'xsd:time',
    anyType: 'xsd:anyType'
};

const HAS_LENGTH = new Set<FieldType>([
    'id',
    'reference',
    'string',
    'textarea',
    'picklist',
    'multipicklist',
    'email',
    'phone',
    'url',
    'combobox'
]);

/** The default of a new record where it is a plain value: a checkbox's, a picklist's. */
const defaultValueOf = (field: FieldDef): string | boolean | null => {
    if (field.type === 'boolean') return field.defaultFormula === 'true';
    return field.picklist?.values.find((value) => value.isDefault)?.value ?? null;
};

const picklistOf = (field: FieldDef): object[] =>
    (field.picklist?.values ?? []).map(({ active, isDefault, label, value }) => ({
        active,
        defaultValue: isDefault,
        label,
        validFor: null,
        value
    }));

const referenceOf = (field: FieldDef): Record<string, unknown> => {
    const { reference } = field;
    const many = (reference?.to.length ?? 0) > 1;
    return {
        cascadeDelete: reference?.onDelete === 'Cascade',
        namePointing: many,
        polymorphicForeignKey: many,
        referenceTargetField: null,
        referenceTo: reference?.to ?? [],
        relationshipName: reference?.relationshipName ?? null,
        relationshipOrder: reference?.masterDetail?.order ?? null,
        restrictedDelete: reference?.onDelete === 'Restrict',
        writeRequiresMasterRead: reference?.masterDetail?.writeRequiresMasterRead ?? false
    };
};

/** One field of a describe, with all the properties that the REST API sends, in its order. */
export const describeField = (object: ObjectDef, field: FieldDef, access: Access): Record<string, unknown> => {
    const length = HAS_LENGTH.has(field.type) ? (field.length ?? 0) : 0;
    const editable = access.editable(object, field) && !object.readOnly;
    const calculated = isCalculated(field);
    const all: Record<string, unknown> = {
        aggregatable: isAggregatable(field),
        aiPredictionField: false,
        autoNumber: field.autoNumber !== undefined,
        byteLength: length * 3,
        calculated,
        calculatedFormula: field.formula?.source ?? null,
        caseSensitive: field.caseSensitive,
        compoundFieldName: null,
        controllerName: null,
        createable: editable && field.createable && !isCalculated(field),
        custom: field.custom,
        defaultValue: calculated ? null : defaultValueOf(field),
        defaultValueFormula: field.type === 'boolean' ? null : (field.defaultFormula ?? null),
        defaultedOnCreate: isDefaultedOnCreate(field),
        dependentPicklist: false,
        deprecatedAndHidden: false,
        digits: field.type === 'int' ? (field.precision ?? 9) : 0,
        displayLocationInDecimal: false,
        encrypted: false,
        externalId: field.externalId,
        extraTypeInfo: isLongText(field) ? 'plaintextarea' : null,
        filterable: isFilterable(field),
        filteredLookupInfo: null,
        formulaTreatNullNumberAsZero: field.formula?.blanks === 'zero',
        groupable: isGroupable(field),
        highScaleNumber: false,
        htmlFormatted: false,
        idLookup:
            field.type === 'id' ||
            field.externalId ||
            field.nameField ||
            (field.type === 'email' && !field.custom) ||
            (field.unique && !field.custom),
        inlineHelpText: field.helpText ?? null,
        label: field.label,
        length,
        mask: null,
        maskType: null,
        name: field.name,
        nameField: field.nameField,
        nillable: field.nillable && !isMasterDetail(field),
        permissionable: isPermissionable(object, field),
        picklistValues: picklistOf(field),
        precision: field.type === 'int' ? 0 : (field.precision ?? 0),
        queryByDistance: false,
        restrictedPicklist: field.picklist?.restricted ?? false,
        scale: field.scale ?? 0,
        searchPrefilterable: field.type === 'reference' && field.custom,
        soapType: SOAP_TYPES[field.type] ?? 'xsd:string',
        sortable: isSortable(field),
        type: field.type,
        unique: field.unique,
        updateable: editable && field.updateable && !isCalculated(field),
        ...referenceOf(field)
    };
    return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
};
