import { structureProblems } from '../structure-check';
import type { Review, Validator } from './review';
import { reviewCustomField } from './custom-field-rules';
import { reviewCustomObject } from './custom-object-rules';
import { reviewValidationRule } from './validation-rule-rules';
import { reviewPermissionSet, reviewProfile } from './permission-set-rules';

const VALIDATORS: Readonly<Record<string, Validator>> = {
    CustomField: reviewCustomField,
    CustomObject: reviewCustomObject,
    ValidationRule: reviewValidationRule,
    PermissionSet: reviewPermissionSet,
    Profile: reviewProfile
};

/** Judges a component: its structure first, and where that is sound its meaning. */
export const reviewComponent = (review: Review): void => {
    const { component, node } = review;
    const problems = structureProblems(component.type === 'Settings' ? node.name : component.type, node);
    for (const { message, position } of problems) review.refuse(message, position);
    if (problems.length === 0) VALIDATORS[component.type]?.(review);
};
