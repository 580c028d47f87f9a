import { findField, findObject, type FieldDef, type ObjectDef } from '../../model/schema';
import { API_TYPES } from '../custom-field';
import { isCustomName } from '../custom-object';
import { childName, parentName } from '../source-component';
import { childFlag, childNode, childNumber, childText } from '../xml-node';
import { FIELD_SHAPES, NUMERIC } from './field-shapes';
import { reviewFieldChange } from './field-change-rules';
import { FORMULA_TYPES, reviewFormula } from './formula-rules';
import { NAME_LENGTH, reviewDeveloperName, reviewLength } from './naming';
import { unknownObject } from './object-reference';
import { reviewPicklist } from './picklist-rules';
import { reviewRelationship } from './relationship-rules';
import type { Review } from './review';
import { reviewRollUp } from './roll-up-rules';

const FORMULA_RESULTS = ['Checkbox', 'Currency', 'Date', 'DateTime', 'Number', 'Percent', 'Text', 'Time'];
/** Elements that only a stored value has. False says nothing and is let pass, as retrieved files hold it. */
const STORED_ONLY = ['required', 'externalId', 'unique', 'defaultValue', 'length'];
const UNTRACKED = ['Summary', 'AutoNumber'];
const EXTERNAL_IDS_PER_OBJECT = 25;
const TRACKED_PER_OBJECT = 20;
const LIMITS = { label: NAME_LENGTH, relationshipName: NAME_LENGTH, inlineHelpText: 510, description: 1000 };

const isSaid = (review: Review, name: string): boolean => {
    const element = childNode(review.node, name);
    return !!element && element.text.trim() !== 'false';
};

const reviewShape = (review: Review, type: string): void => {
    const { node } = review;
    const isFormula = !!childNode(node, 'formula');
    const shape = FIELD_SHAPES[type]!;
    const needs = isFormula ? shape.needs.filter((name) => NUMERIC.includes(name)) : shape.needs;
    for (const name of needs) {
        const element = childNode(node, name);
        if (!element || (element.children.length === 0 && !element.text.trim()))
            review.refuse(`Must specify '${name}' for a CustomField of type ${type}`);
    }
    for (const name of isFormula ? [...shape.refuses, ...STORED_ONLY] : shape.refuses)
        if (isSaid(review, name))
            review.refuse(`Can not specify '${name}' for a CustomField of type ${isFormula ? 'Formula' : type}`, childNode(node, name));
    if (childFlag(node, 'trackHistory') && (isFormula || UNTRACKED.includes(type)))
        review.refuse(
            `Can not specify 'trackHistory' for a CustomField of type ${isFormula ? 'Formula' : type}`,
            childNode(node, 'trackHistory')
        );
};

const reviewSizes = (review: Review, type: string): void => {
    const { node } = review;
    const within = (name: string, low: number, high: number) => {
        const value = childNumber(node, name);
        if (value !== undefined && (value < low || value > high || !Number.isInteger(value)))
            review.refuse(`The value of '${name}' must be a whole number between ${low} and ${high}`, childNode(node, name));
    };
    within('precision', 1, 18);
    within('scale', 0, childNumber(node, 'precision') ?? 18);
    if (type === 'Text') within('length', 1, 255);
    if (type === 'LongTextArea' || type === 'Html') within('length', 256, 131_072);
    if (type === 'MultiselectPicklist') within('visibleLines', 3, 10);
    if (type === 'AutoNumber' && !/\{0+\}/.test(childText(node, 'displayFormat') ?? '{0}'))
        review.refuse(
            "The 'displayFormat' of a CustomField of type AutoNumber must contain a number such as {0000}",
            childNode(node, 'displayFormat')
        );
};

const reviewFormulaField = (review: Review, object: ObjectDef, field: FieldDef, type: string): void => {
    const formula = childNode(review.node, 'formula')!;
    if (!FORMULA_RESULTS.includes(type))
        return review.refuse(`A formula cannot return a CustomField of type ${type}`, childNode(review.node, 'type'));
    if (!formula.text.trim()) return review.refuse('Required field is missing: formula', formula);
    const scale = field.scale === undefined ? {} : { scale: field.scale };
    reviewFormula(review, formula, {
        object: object.name,
        use: 'formulaField',
        blanks: field.formula!.blanks,
        resultType: FORMULA_TYPES[field.type],
        ...scale
    });
};

const reviewDefault = (review: Review, object: ObjectDef, field: FieldDef, type: string): void => {
    const element = childNode(review.node, 'defaultValue');
    if (!element?.text.trim() || childNode(review.node, 'formula')) return;
    if (type === 'Checkbox') {
        if (!/^(true|false)$/i.test(element.text.trim()))
            review.refuse("The 'defaultValue' of a CustomField of type Checkbox is true or false", element);
        return;
    }
    reviewFormula(review, element, { object: object.name, use: 'defaultValue', blanks: 'blank', resultType: FORMULA_TYPES[field.type] });
};

/** Limits that the object's fields reach together; told at each field of the deploy that is one of them. */
const reviewTotals = (review: Review, object: ObjectDef, field: FieldDef): void => {
    const fields = [...object.fields.values()].filter((each) => each.custom);
    if (field.externalId && fields.filter((each) => each.externalId).length > EXTERNAL_IDS_PER_OBJECT)
        review.refuse(
            `Maximum number of external ID fields for ${object.name} is ${EXTERNAL_IDS_PER_OBJECT}`,
            childNode(review.node, 'externalId')
        );
    if (field.trackHistory && [...object.fields.values()].filter((each) => each.trackHistory).length > TRACKED_PER_OBJECT)
        review.refuse(
            `Maximum number of tracked fields for ${object.name} is ${TRACKED_PER_OBJECT}`,
            childNode(review.node, 'trackHistory')
        );
};

const reviewStandardField = (review: Review, object: ObjectDef): void => {
    const name = childName(review.component.fullName);
    const field = findField(object, name);
    if (!field) return review.refuse(`Can not find a standard field named ${object.name}.${name}; a custom field's name ends in __c`);
    for (const element of ['formula', 'summaryOperation', 'referenceTo'])
        if (childNode(review.node, element) && !field.reference)
            review.refuse(`Can not specify '${element}' for a standard field`, childNode(review.node, element));
};

/** One custom field: what its type needs and refuses, its sizes, and what it says about other fields and objects. */
export const reviewCustomField = (review: Review): void => {
    const { component, node, candidate } = review;
    const object = findObject(candidate, parentName(component.fullName));
    if (!object) return review.refuse(unknownObject(parentName(component.fullName)));
    for (const [element, limit] of Object.entries(LIMITS)) reviewLength(review, node, element, limit);
    if (!isCustomName(component.fullName.slice(component.fullName.indexOf('.')))) return reviewStandardField(review, object);
    const name = childName(component.fullName);
    reviewDeveloperName(review, name, { custom: true });
    if (!childText(node, 'label')) review.refuse('Must specify a non-empty label for the CustomField');
    const type = childText(node, 'type');
    if (!type) return review.refuse('Required field is missing: type');
    if (!API_TYPES[type]) return review.refuse(`A CustomField of type ${type} is not supported by this org`, childNode(node, 'type'));
    const field = findField(object, name)!;
    reviewShape(review, type);
    reviewSizes(review, type);
    if (field.formula) reviewFormulaField(review, object, field, type);
    else if (field.rollUp) reviewRollUp(review, object, field);
    if (field.reference) reviewRelationship(review, object, field, type);
    if (field.picklist) reviewPicklist(review, object, field);
    reviewDefault(review, object, field, type);
    reviewTotals(review, object, field);
    reviewFieldChange(review, object, field);
};
