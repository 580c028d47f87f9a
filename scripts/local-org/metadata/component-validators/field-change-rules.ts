import { findField, findObject, type FieldDef, type ObjectDef, type Schema } from '../../model/schema';
import { childNode } from '../xml-node';
import type { Review } from './review';

type Kind = 'Formula' | 'Summary' | 'AutoNumber' | 'MasterDetail' | 'Lookup' | 'value';

const kindOf = (field: FieldDef): Kind => {
    if (field.formula) return 'Formula';
    if (field.rollUp) return 'Summary';
    if (field.autoNumber) return 'AutoNumber';
    if (field.reference) return field.reference.masterDetail ? 'MasterDetail' : 'Lookup';
    return 'value';
};

const TEXTS = ['string', 'textarea', 'email', 'phone', 'url', 'picklist'];
const NUMBERS = ['double', 'currency', 'percent', 'int'];

const isSameFamily = (a: FieldDef, b: FieldDef): boolean =>
    a.type === b.type || [TEXTS, NUMBERS].some((family) => family.includes(a.type) && family.includes(b.type));

const isSummarized = (schema: Schema, object: ObjectDef, field: FieldDef): boolean =>
    [...schema.objects.values()].some((each) =>
        [...each.fields.values()].some(
            ({ rollUp }) =>
                rollUp?.childObject.toLowerCase() === object.name.toLowerCase() &&
                rollUp.childField.toLowerCase() === field.name.toLowerCase()
        )
    );

/** What an existing field may become. A new field is not judged here. */
export const reviewFieldChange = (review: Review, object: ObjectDef, field: FieldDef): void => {
    const { current } = review;
    const objectBefore = findObject(current, object.name);
    const before = objectBefore && findField(objectBefore, field.name);
    if (!before) return;
    const [from, to] = [kindOf(before), kindOf(field)];
    const at = childNode(review.node, 'type');
    const hasRows = review.rowCount(object.name) > 0;
    if (from !== to) {
        if (from === 'Formula' || from === 'Summary') return review.refuse(`Cannot update a field from a ${from} to something else`, at);
        if (to === 'Formula' || to === 'Summary') return review.refuse(`Cannot update a field to a ${to} from something else`, at);
        if (from === 'MasterDetail' && isSummarized(review.candidate, object, field))
            return review.refuse(
                `Cannot change the master-detail relationship ${field.name} to a lookup while roll-up summary fields use it`,
                at
            );
        if (hasRows) review.refuse(`Cannot change the type of ${object.name}.${field.name} while ${object.name} has records`, at);
        return;
    }
    if (from === 'value' && hasRows && !isSameFamily(before, field))
        review.refuse(
            `Cannot change the type of ${object.name}.${field.name} from ${before.type} to ${field.type} while ${object.name} has records`,
            at
        );
    if (field.reference && field.reference.to.join() !== before.reference!.to.join())
        review.refuse('Cannot change referenceTo of an existing relationship field', childNode(review.node, 'referenceTo'));
};
