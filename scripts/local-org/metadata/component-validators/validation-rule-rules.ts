import { findField, findObject } from '../../model/schema';
import { childName, parentName } from '../source-component';
import { childNode, childText } from '../xml-node';
import { reviewFormula } from './formula-rules';
import { reviewDeveloperName, reviewLength } from './naming';
import { unknownObject } from './object-reference';
import type { Review } from './review';

const MESSAGE_LENGTH = 255;
const DESCRIPTION_LENGTH = 1000;

/** A rule compiles, says something a user can read, and shows it at a field that people can change. */
export const reviewValidationRule = (review: Review): void => {
    const { component, node, candidate } = review;
    const object = findObject(candidate, parentName(component.fullName));
    if (!object) return review.refuse(unknownObject(parentName(component.fullName)));
    reviewDeveloperName(review, childName(component.fullName));
    reviewLength(review, node, 'errorMessage', MESSAGE_LENGTH);
    reviewLength(review, node, 'description', DESCRIPTION_LENGTH);
    if (!childText(node, 'errorMessage')) review.refuse('Required field is missing: errorMessage', node);
    const formula = childNode(node, 'errorConditionFormula')!;
    if (!formula.text.trim()) review.refuse('Required field is missing: errorConditionFormula', formula);
    else reviewFormula(review, formula, { object: object.name, use: 'validationRule', blanks: 'blank', resultType: 'Checkbox' });
    reviewErrorField(review, object.name);
};

const reviewErrorField = (review: Review, objectName: string): void => {
    const { node, candidate } = review;
    const name = childText(node, 'errorDisplayField');
    if (name === undefined) return;
    const at = childNode(node, 'errorDisplayField');
    const field = findField(findObject(candidate, objectName)!, name);
    if (!field) return review.refuse(`Invalid field ${name} in errorDisplayField: no field named ${objectName}.${name} found`, at);
    if (field.formula || field.rollUp || field.autoNumber || !(field.updateable || field.createable))
        review.refuse(`Invalid field ${name} in errorDisplayField: an error can only be shown at a field that can be edited`, at);
};
