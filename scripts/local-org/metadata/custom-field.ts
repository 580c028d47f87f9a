import { fieldDefaults } from '../model/field-builders';
import { findField, findObject, type FieldDef, type FieldType, type PicklistValue, type RollUp, type Schema } from '../model/schema';
import { childFlag, childNode, childNodes, childNumber, childText, type XmlNode } from './xml-node';

/** Field types of the Metadata API against those that describe shows. A roll-up's type follows from what it sums up. */
export const API_TYPES: Readonly<Record<string, FieldType>> = {
    AutoNumber: 'string',
    Checkbox: 'boolean',
    Currency: 'currency',
    Date: 'date',
    DateTime: 'datetime',
    Email: 'email',
    Html: 'textarea',
    Hierarchy: 'reference',
    LongTextArea: 'textarea',
    Lookup: 'reference',
    MasterDetail: 'reference',
    MetadataRelationship: 'reference',
    MultiselectPicklist: 'multipicklist',
    Number: 'double',
    Percent: 'percent',
    Phone: 'phone',
    Picklist: 'picklist',
    Summary: 'double',
    Text: 'string',
    TextArea: 'textarea',
    Time: 'time',
    Url: 'url'
};

const FIXED_LENGTHS: Record<string, number> = {
    AutoNumber: 30,
    Email: 80,
    Phone: 40,
    TextArea: 255,
    Url: 255,
    Picklist: 255,
    MultiselectPicklist: 4099
};
const FORMULA_TEXT_LENGTH = 1300;

const picklistValue = (node: XmlNode): PicklistValue => {
    const value = childText(node, 'fullName') ?? '';
    return {
        value,
        label: childText(node, 'label') ?? value,
        active: childText(node, 'isActive') !== 'false',
        isDefault: childFlag(node, 'default')
    };
};

/** Values of a valueSetDefinition, a GlobalValueSet or a StandardValueSet. */
export const picklistValuesIn = (nodes: readonly XmlNode[]): PicklistValue[] => nodes.map(picklistValue);

/** Values of the named global value set, or undefined where there is none. */
export type GlobalValues = (name: string) => readonly PicklistValue[] | undefined;

const picklistOf = (node: XmlNode, globalValues: GlobalValues): FieldDef['picklist'] => {
    const valueSet = childNode(node, 'valueSet');
    if (!valueSet) return undefined;
    const definition = childNode(valueSet, 'valueSetDefinition');
    if (definition) return { restricted: childFlag(valueSet, 'restricted'), values: picklistValuesIn(childNodes(definition, 'value')) };
    return { restricted: true, values: globalValues(childText(valueSet, 'valueSetName') ?? '') ?? [] };
};

const referenceOf = (node: XmlNode, type: string, name: string): FieldDef['reference'] => {
    const children = childText(node, 'relationshipName');
    const common = {
        to: [type === 'Hierarchy' ? 'User' : (childText(node, 'referenceTo') ?? '')],
        relationshipName: name.replace(/__c$/i, '__r'),
        ...(children ? { childRelationshipName: `${children}__r` } : {})
    };
    if (type !== 'MasterDetail') return { ...common, onDelete: (childText(node, 'deleteConstraint') as 'SetNull') ?? 'SetNull' };
    const masterDetail = {
        order: (childNumber(node, 'relationshipOrder') ?? 0) as 0 | 1,
        reparentable: childFlag(node, 'reparentableMasterDetail'),
        writeRequiresMasterRead: childFlag(node, 'writeRequiresMasterRead')
    };
    return { ...common, onDelete: 'Cascade', masterDetail };
};

const lastPart = (path: string | undefined): string => (path ?? '').slice((path ?? '').indexOf('.') + 1);

const rollUpOf = (node: XmlNode): RollUp => {
    const foreignKey = childText(node, 'summaryForeignKey') ?? '';
    const summarized = childText(node, 'summarizedField');
    return {
        operation: (childText(node, 'summaryOperation') ?? 'count') as RollUp['operation'],
        childObject: foreignKey.split('.')[0]!,
        childField: lastPart(foreignKey),
        ...(summarized ? { summarizedField: lastPart(summarized) } : {}),
        filters: childNodes(node, 'summaryFilterItems').map((item) => ({
            field: lastPart(childText(item, 'field')),
            operation: childText(item, 'operation') ?? '',
            value: childText(item, 'value') ?? ''
        }))
    };
};

const formulaOf = (node: XmlNode): FieldDef['formula'] => {
    const source = childNode(node, 'formula')?.text.trim();
    if (source === undefined) return undefined;
    return { source, blanks: childText(node, 'formulaTreatBlanksAs') === 'BlankAsBlank' ? 'blank' : 'zero' };
};

const numbersOf = (node: XmlNode, type: string, isFormula: boolean): Pick<FieldDef, 'length' | 'precision' | 'scale'> => {
    if (type === 'Lookup' || type === 'MasterDetail' || type === 'Hierarchy') return { length: 18 };
    if (type === 'Summary') return { precision: 18, scale: 0 };
    if (type === 'Number' || type === 'Currency' || type === 'Percent')
        return { precision: childNumber(node, 'precision') ?? 18, scale: childNumber(node, 'scale') ?? 0 };
    if (type === 'Text' && isFormula) return { length: FORMULA_TEXT_LENGTH };
    const length = FIXED_LENGTHS[type] ?? childNumber(node, 'length');
    return length === undefined ? {} : { length };
};

const defaultOf = (node: XmlNode, type: string, isFormula: boolean): string | undefined =>
    isFormula ? undefined : (childText(node, 'defaultValue') ?? (type === 'Checkbox' ? 'false' : undefined));

/** Parts of a field that are simply there or not. */
const optionalParts = (node: XmlNode): Pick<FieldDef, 'helpText' | 'description'> => {
    const helpText = childText(node, 'inlineHelpText');
    const description = childText(node, 'description');
    return { ...(helpText ? { helpText } : {}), ...(description ? { description } : {}) };
};

/**
 * The field that a CustomField element describes, as far as the element alone tells: a roll-up's type and scale come
 * from rollUpShape. Says nothing about whether the element is any good.
 */
export const customField = (name: string, node: XmlNode, globalValues: GlobalValues): FieldDef => {
    const type = childText(node, 'type') ?? 'Text';
    const formula = formulaOf(node);
    const isCalculated = !!formula || type === 'Summary' || type === 'AutoNumber';
    const isMasterDetail = type === 'MasterDetail';
    const required = !isCalculated && (isMasterDetail || childFlag(node, 'required'));
    const reparentable = !isMasterDetail || childFlag(node, 'reparentableMasterDetail');
    const isReference = API_TYPES[type] === 'reference';
    const isPicklist = type === 'Picklist' || type === 'MultiselectPicklist';
    const defaultFormula = defaultOf(node, type, !!formula);
    return {
        ...fieldDefaults,
        name,
        label: childText(node, 'label') ?? name,
        type: API_TYPES[type] ?? 'string',
        custom: true,
        required,
        nillable: !required && type !== 'AutoNumber' && type !== 'Checkbox',
        createable: !isCalculated,
        updateable: !isCalculated && reparentable,
        unique: childFlag(node, 'unique'),
        caseSensitive: childFlag(node, 'caseSensitive'),
        externalId: childFlag(node, 'externalId'),
        trackHistory: childFlag(node, 'trackHistory'),
        ...numbersOf(node, type, !!formula),
        ...optionalParts(node),
        ...(defaultFormula === undefined ? {} : { defaultFormula }),
        ...(formula ? { formula } : {}),
        ...(isReference ? { reference: referenceOf(node, type, name) } : {}),
        ...(isPicklist ? { picklist: picklistOf(node, globalValues) ?? { restricted: false, values: [] } } : {}),
        ...(type === 'Summary' ? { rollUp: rollUpOf(node) } : {}),
        ...(type === 'AutoNumber'
            ? {
                  autoNumber: {
                      displayFormat: childText(node, 'displayFormat') ?? '{0}',
                      startingNumber: childNumber(node, 'startingNumber') ?? 1
                  }
              }
            : {})
    };
};

/** A standard field with what an org may change about it: help text, label and history. */
export const changedStandardField = (field: FieldDef, node: XmlNode): FieldDef => ({
    ...field,
    ...optionalParts(node),
    label: childText(node, 'label') ?? field.label,
    trackHistory: childText(node, 'trackHistory') === undefined ? field.trackHistory : childFlag(node, 'trackHistory')
});

/** Type, precision and scale of a roll-up: a count is a whole number, all else takes after the field that is summed up. */
export const rollUpShape = (
    schema: Pick<Schema, 'objects'>,
    rollUp: RollUp
): Pick<FieldDef, 'type' | 'precision' | 'scale'> | undefined => {
    if (rollUp.operation === 'count') return { type: 'double', precision: 18, scale: 0 };
    const child = findObject(schema as Schema, rollUp.childObject);
    const field = child && rollUp.summarizedField ? findField(child, rollUp.summarizedField) : undefined;
    if (!field) return undefined;
    if (field.type === 'date' || field.type === 'datetime') return { type: field.type, precision: undefined, scale: undefined };
    return { type: field.type === 'int' ? 'double' : field.type, precision: 18, scale: field.scale ?? 0 };
};
