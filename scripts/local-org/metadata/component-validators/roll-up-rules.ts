import { compileFormula, FormulaError, schemaScope } from '../../formula';
import { findField, findObject, type FieldDef, type FieldType, type ObjectDef, type Schema } from '../../model/schema';
import { childNode, childNodes, childText, type XmlNode } from '../xml-node';
import { FORMULA_TYPES } from './formula-rules';
import { noCustomField } from './object-reference';
import type { Review } from './review';

const ROLL_UPS_PER_OBJECT = 25;
const NUMBERS: readonly FieldType[] = ['double', 'currency', 'percent', 'int'];
const SUMMED: Readonly<Record<string, readonly FieldType[]>> = {
    sum: NUMBERS,
    min: [...NUMBERS, 'date', 'datetime'],
    max: [...NUMBERS, 'date', 'datetime']
};
const OPERATIONS = [
    'equals',
    'notEqual',
    'greaterThan',
    'lessThan',
    'contains',
    'startsWith',
    'greaterOrEqual',
    'lessOrEqual',
    'notContain'
];
const PATH = /^\w+\.\w+$/;
const LONG_TEXT = 255;

/** Element that must hold Object.Field of the child object. The field, when it does. */
const fieldAt = (review: Review, element: XmlNode | undefined, name: string, child: ObjectDef): FieldDef | undefined => {
    const path = element?.text.trim() ?? '';
    if (!PATH.test(path)) {
        review.refuse(
            `Must specify the name in the CustomObject.CustomField format (e.g. Account.MyNewCustomField__c): ${name} is '${path}'`,
            element
        );
        return undefined;
    }
    const [objectName, fieldName] = path.split('.') as [string, string];
    const field = objectName.toLowerCase() === child.name.toLowerCase() ? findField(child, fieldName) : undefined;
    if (!field) review.refuse(noCustomField(name, path), element);
    return field;
};

const childOf = (review: Review, object: ObjectDef): ObjectDef | undefined => {
    const element = childNode(review.node, 'summaryForeignKey');
    const path = element?.text.trim() ?? '';
    if (!PATH.test(path)) {
        review.refuse(
            `Must specify the name in the CustomObject.CustomField format (e.g. Account.MyNewCustomField__c): summaryForeignKey is '${path}'`,
            element
        );
        return undefined;
    }
    const [childName, keyName] = path.split('.') as [string, string];
    const child = findObject(review.candidate, childName);
    const key = child && findField(child, keyName);
    if (!key) review.refuse(noCustomField('summaryForeignKey', path), element);
    else if (!key.reference?.masterDetail || key.reference.to[0]!.toLowerCase() !== object.name.toLowerCase())
        review.refuse(`Invalid summaryForeignKey ${path}: it must be a master-detail relationship to ${object.name}`, element);
    else return child;
    return undefined;
};

/** Whether the value of a formula field can only change when its own record does. Undefined: it does not compile, which is told elsewhere. */
const isDeterministic = (schema: Schema, object: ObjectDef, field: FieldDef): boolean | undefined => {
    const { source, blanks } = field.formula!;
    try {
        return compileFormula(source, schemaScope(schema, object.name, { use: 'formulaField', blanks }), FORMULA_TYPES[field.type])
            .deterministic;
    } catch (error) {
        if (error instanceof FormulaError) return undefined;
        throw error;
    }
};

const reviewTarget = (review: Review, child: ObjectDef, operation: string): void => {
    const element = childNode(review.node, 'summarizedField');
    if (operation === 'count') {
        if (element) review.refuse("Can not specify 'summarizedField' for a CustomField of type Summary with the operation count", element);
        return;
    }
    if (!element) return review.refuse(`Must specify 'summarizedField' for a CustomField of type Summary with the operation ${operation}`);
    const field = fieldAt(review, element, 'summarizedField', child);
    if (!field) return;
    if (field.autoNumber || !SUMMED[operation]!.includes(field.type))
        return review.refuse(
            `Invalid summarizedField ${child.name}.${field.name}: a field of its type cannot be used with the operation ${operation}`,
            element
        );
    if (field.formula && isDeterministic(review.candidate, child, field) === false)
        review.refuse(
            `Invalid summarizedField ${child.name}.${field.name}: a formula that depends on the current time, on another record or on a global variable cannot be summarized`,
            element
        );
};

const isFilterable = (field: FieldDef): boolean =>
    field.type !== 'multipicklist' &&
    field.type !== 'reference' &&
    field.type !== 'id' &&
    !(field.type === 'textarea' && (field.length ?? 0) > LONG_TEXT) &&
    field.permissionable !== false;

const reviewFilterValue = (review: Review, item: XmlNode, field: FieldDef): void => {
    const value = childText(item, 'value') ?? '';
    const at = childNode(item, 'value') ?? item;
    if (field.type === 'boolean' && !/^(True|False)$/i.test(value))
        review.refuse(`Invalid filter value '${value}' for the checkbox ${field.name}: use True or False`, at);
    if (NUMBERS.includes(field.type) && value !== '' && Number.isNaN(Number(value)))
        review.refuse(`Invalid filter value '${value}' for the number ${field.name}`, at);
    if (field.type === 'picklist' && field.picklist?.restricted) {
        const known = field.picklist.values.map((each) => each.value);
        for (const part of value.split(',').map((each) => each.trim()))
            if (part && !known.includes(part)) review.refuse(`Picklist value: ${part} in picklist: ${field.name} not found`, at);
    }
};

const reviewFilters = (review: Review, child: ObjectDef): void => {
    for (const item of childNodes(review.node, 'summaryFilterItems')) {
        const element = childNode(item, 'field');
        const field = fieldAt(review, element, 'summaryFilterItems.field', child);
        if (!OPERATIONS.includes(childText(item, 'operation') ?? ''))
            review.refuse(`Invalid filter operation ${childText(item, 'operation')} for a roll-up summary`, childNode(item, 'operation'));
        if (!field) continue;
        if (!isFilterable(field))
            review.refuse(
                `Invalid filter field ${child.name}.${field.name}: a roll-up summary cannot filter on a field of its type`,
                element
            );
        else if (field.formula && isDeterministic(review.candidate, child, field) === false)
            review.refuse(
                `Invalid filter field ${child.name}.${field.name}: a formula that depends on the current time, on another record or on a global variable cannot be filtered on`,
                element
            );
        else reviewFilterValue(review, item, field);
    }
};

/** A roll-up: the child and its master-detail exist, operation and field go together, the formulas it reads are deterministic. */
export const reviewRollUp = (review: Review, object: ObjectDef, field: FieldDef): void => {
    if ([...object.fields.values()].filter((each) => each.rollUp).length > ROLL_UPS_PER_OBJECT)
        review.refuse(`Maximum number of roll-up summary fields for ${object.name} is ${ROLL_UPS_PER_OBJECT}`);
    if (!childNode(review.node, 'summaryForeignKey') || !childNode(review.node, 'summaryOperation')) return;
    const child = childOf(review, object);
    if (!child) return;
    reviewTarget(review, child, field.rollUp!.operation);
    reviewFilters(review, child);
};
