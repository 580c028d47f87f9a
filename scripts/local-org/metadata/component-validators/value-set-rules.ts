import { findField, findObject, type FieldType } from '../../model/schema';
import { isCustomMetadataType } from '../custom-object';
import { childName, parentName } from '../source-component';
import { standardValueSetFields } from '../value-sets';
import { childNode, childNodes, childNumber, childText, type XmlNode } from '../xml-node';
import { reviewDeveloperName, reviewLength } from './naming';
import { noCustomField, unknownObject } from './object-reference';
import { reviewValues } from './picklist-rules';
import type { Review } from './review';

/** A standard value set that this org knows; stages say what they mean for the deal. */
export const reviewStandardValueSet = (review: Review): void => {
    const { component, node } = review;
    if (!standardValueSetFields(component.fullName))
        return review.refuse(`Entity Enumeration Or ID: bad value for restricted picklist field: ${component.fullName}`);
    const values = childNodes(node, 'standardValue');
    reviewValues(review, values, node);
    if (component.fullName === 'OpportunityStage') for (const value of values) reviewStage(review, value);
};

const reviewStage = (review: Review, value: XmlNode): void => {
    for (const name of ['closed', 'won', 'probability', 'forecastCategory'])
        if (!childText(value, name)) review.refuse(`Required field is missing: ${name}`, value);
    const probability = childNumber(value, 'probability') ?? 0;
    if (probability < 0 || probability > 100)
        review.refuse('The probability of a stage is between 0 and 100', childNode(value, 'probability'));
    if (childText(value, 'won') === 'true' && childText(value, 'closed') !== 'true') review.refuse('A stage that is won is closed', value);
};

export const reviewGlobalValueSet = (review: Review): void => {
    reviewDeveloperName(review, review.component.fullName);
    reviewValues(review, childNodes(review.node, 'customValue'), review.node);
};

export const reviewCustomPermission = (review: Review): void => {
    reviewDeveloperName(review, review.component.fullName);
    reviewLength(review, review.node, 'label', 80);
    reviewLength(review, review.node, 'description', 255);
    for (const required of childNodes(review.node, 'requiredPermission')) {
        const name = childText(required, 'customPermission') ?? '';
        if (!review.candidate.customPermissions.has(name.toLowerCase()))
            review.refuse(`In field: customPermission - no CustomPermission named ${name} found`, required);
    }
};

export const reviewCustomLabel = (review: Review): void => {
    reviewDeveloperName(review, review.component.fullName, { limit: 80 });
    reviewLength(review, review.node, 'shortDescription', 80);
    reviewLength(review, review.node, 'value', 1000);
};

/** XML Schema types that a value of a field may have. */
const VALUE_TYPES: Partial<Record<FieldType, readonly string[]>> = {
    double: ['double', 'int', 'decimal'],
    percent: ['double', 'int', 'decimal'],
    currency: ['double'],
    boolean: ['boolean'],
    date: ['date'],
    datetime: ['dateTime']
};
const FORMS: Readonly<Record<string, RegExp>> = {
    boolean: /^(true|false)$/,
    double: /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/,
    int: /^-?\d+$/,
    decimal: /^-?\d+(\.\d+)?$/,
    date: /^\d{4}-\d\d-\d\d$/,
    dateTime: /^\d{4}-\d\d-\d\dT/
};

const attribute = (node: XmlNode, name: string): string | undefined =>
    Object.entries(node.attributes).find(([key]) => key.endsWith(`:${name}`))?.[1];

const reviewValue = (review: Review, value: XmlNode, type: FieldType): void => {
    const element = childNode(value, 'value');
    if (!element) return review.refuse('Required field is missing: value', value);
    if (attribute(element, 'nil') === 'true') return;
    const written = attribute(element, 'type')?.split(':').pop();
    if (!written) return review.refuse('A value of a custom metadata record needs xsi:type or xsi:nil', element);
    const allowed = VALUE_TYPES[type] ?? ['string'];
    if (!allowed.includes(written))
        return review.refuse(`Invalid type xsd:${written} for a value of a ${type} field: use xsd:${allowed[0]}`, element);
    if (FORMS[written] && !FORMS[written].test(element.text.trim()))
        review.refuse(`'${element.text.trim()}' is not a valid value for the type xsd:${written}`, element);
};

/** A record of a custom metadata type: type and fields exist, values are of their types, nothing required is empty. */
export const reviewCustomMetadata = (review: Review): void => {
    const { component, node, candidate } = review;
    const typeName = `${parentName(component.fullName)}__mdt`;
    const object = findObject(candidate, typeName);
    if (!object || !isCustomMetadataType(object.name)) return review.refuse(unknownObject(typeName));
    reviewDeveloperName(review, childName(component.fullName));
    reviewLength(review, node, 'label', 40);
    const given = new Set<string>();
    for (const value of childNodes(node, 'values')) {
        const name = childText(value, 'field') ?? '';
        const field = findField(object, name);
        if (!field) review.refuse(noCustomField('field', `${object.name}.${name}`), value);
        else reviewValue(review, value, field.type);
        if (given.has(name.toLowerCase())) review.refuse(`Duplicate field: ${name}`, value);
        given.add(name.toLowerCase());
    }
    for (const field of object.fields.values())
        if (field.custom && field.required && !field.defaultFormula && !given.has(field.name.toLowerCase()))
            review.refuse(`Required fields are missing: [${field.name}]`);
};
