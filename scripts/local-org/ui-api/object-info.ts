import { isCalculated, isFilterable, isLongText, isSortable } from '../model/field-traits';
import { ApiError } from '../model/org';
import type { OrgState, Session } from '../model/org';
import { findObject } from '../model/schema';
import type { FieldDef, FieldType, ObjectDef } from '../model/schema';
import { masterRecordTypeId } from './picklist-values';

const dataTypes: Partial<Record<FieldType, string>> = {
    id: 'String',
    string: 'String',
    textarea: 'TextArea',
    picklist: 'Picklist',
    multipicklist: 'MultiPicklist',
    boolean: 'Boolean',
    int: 'Int',
    double: 'Double',
    currency: 'Currency',
    percent: 'Percent',
    date: 'Date',
    datetime: 'DateTime',
    time: 'Time',
    reference: 'Reference',
    email: 'Email',
    phone: 'Phone',
    url: 'Url',
    combobox: 'ComboBox',
    anyType: 'String'
};

/** The object, when this user may read it. Throws INVALID_TYPE as if it did not exist otherwise. */
export const readableObject = (state: OrgState, session: Session, name: string): ObjectDef => {
    const object = findObject(state.schema, name);
    if (!object || !session.access.object(object.name).read) {
        throw new ApiError('INVALID_TYPE', `Object ${name} is not supported in UI API or you don't have access to it`, 404);
    }
    return object;
};

const nameFieldsOf = (object: ObjectDef): string[] =>
    [...object.fields.values()].filter((field) => field.nameField).map((field) => field.name);

const referenceInfos = (state: OrgState, field: FieldDef): unknown[] =>
    (field.reference?.to ?? []).map((apiName) => {
        const target = findObject(state.schema, apiName);
        return { apiName, nameFields: target ? nameFieldsOf(target) : [] };
    });

const representField = (state: OrgState, session: Session, object: ObjectDef, field: FieldDef): Record<string, unknown> => {
    const editable = session.access.editable(object, field) && !object.readOnly && !isCalculated(field);
    return {
        apiName: field.name,
        calculated: isCalculated(field),
        compound: false,
        compoundComponentName: null,
        compoundFieldName: null,
        controllerName: null,
        controllingFields: [],
        createable: editable && field.createable,
        custom: field.custom,
        dataType: dataTypes[field.type] ?? 'String',
        defaultedOnCreate: field.defaultFormula !== undefined,
        extraTypeInfo: isLongText(field) ? 'PlainTextArea' : null,
        filterable: isFilterable(field),
        filteredLookupInfo: null,
        highScaleNumber: false,
        htmlFormatted: false,
        inlineHelpText: field.helpText ?? null,
        label: field.label,
        length: field.length ?? 0,
        maskType: null,
        nameField: field.nameField,
        polymorphicForeignKey: (field.reference?.to.length ?? 0) > 1,
        precision: field.precision ?? 0,
        reference: field.type === 'reference',
        referenceTargetField: null,
        referenceToInfos: referenceInfos(state, field),
        relationshipName: field.reference?.relationshipName ?? null,
        required: field.required,
        scale: field.scale ?? 0,
        searchPrefilterable: false,
        sortable: isSortable(field),
        unique: field.unique,
        updateable: editable && field.updateable
    };
};

interface ChildRelationship {
    readonly childObject: ObjectDef;
    readonly field: FieldDef;
    readonly name: string;
}

/** Lists of children that lead here from other objects. */
export const childRelationshipsOf = (state: OrgState, object: ObjectDef): ChildRelationship[] =>
    [...state.schema.objects.values()].flatMap((childObject) =>
        [...childObject.fields.values()].flatMap((field) => {
            const name = field.reference?.childRelationshipName;
            return name && field.reference!.to.includes(object.name) ? [{ childObject, field, name }] : [];
        })
    );

const icons: Record<string, { color: string; icon: string }> = {
    Opportunity: { color: 'FF5D2D', icon: 'standard:opportunity' },
    Account: { color: '5867E8', icon: 'standard:account' },
    Contact: { color: '9602C7', icon: 'standard:contact' },
    User: { color: '0B827C', icon: 'standard:user' },
    Task: { color: '3BA755', icon: 'standard:task' }
};

/** What a user sees of an object: fields that are readable, and what may be done. */
export const objectInfo = (state: OrgState, session: Session, object: ObjectDef): Record<string, unknown> => {
    const access = session.access.object(object.name);
    const fields = [...object.fields.values()]
        .filter((field) => session.access.readable(object, field))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map((field): [string, unknown] => [field.name, representField(state, session, object, field)]);
    const children = childRelationshipsOf(state, object)
        .filter(({ childObject, field }) => session.access.object(childObject.name).read && session.access.readable(childObject, field))
        .map(({ childObject, field, name }) => ({
            childObjectApiName: childObject.name,
            fieldName: field.name,
            junctionIdListNames: [],
            junctionReferenceTo: [],
            relationshipName: name
        }));
    const theme = icons[object.name] ?? { color: '706E6B', icon: 'standard:custom' };
    return {
        apiName: object.name,
        associateEntityType: null,
        associateParentEntity: null,
        childRelationships: children,
        compactLayoutable: true,
        createable: access.create && !object.readOnly,
        custom: object.custom,
        defaultRecordTypeId: masterRecordTypeId,
        deletable: access.delete && !object.readOnly,
        dependentFields: {},
        feedEnabled: false,
        fields: Object.fromEntries(fields),
        keyPrefix: object.keyPrefix,
        label: object.label,
        labelPlural: object.labelPlural,
        layoutable: true,
        mruEnabled: false,
        nameFields: nameFieldsOf(object),
        queryable: access.read,
        recordTypeInfos: {
            [masterRecordTypeId]: {
                available: true,
                defaultRecordTypeMapping: true,
                master: true,
                name: 'Master',
                recordTypeId: masterRecordTypeId
            }
        },
        searchLayoutable: false,
        searchable: false,
        themeInfo: { color: theme.color, iconUrl: theme.icon },
        updateable: access.edit && !object.readOnly
    };
};
