import { findObject, type FieldDef, type ObjectDef, type Schema } from '../../model/schema';
import { isCustomName } from '../custom-object';
import { childFlag, childNode, childText } from '../xml-node';
import { reviewDeveloperName } from './naming';
import type { Review } from './review';

const NEVER_MASTER = ['user', 'lead'];
const MASTER_DETAILS_PER_OBJECT = 2;
const DETAIL_LEVELS = 3;

const masterFields = (object: ObjectDef): FieldDef[] => [...object.fields.values()].filter((field) => field.reference?.masterDetail);

/** Other lookups whose child list on the same parent has this name. */
const sharesChildName = (schema: Schema, object: ObjectDef, field: FieldDef): boolean => {
    const { childRelationshipName, to } = field.reference!;
    if (!childRelationshipName) return false;
    const parents = to.map((name) => name.toLowerCase());
    return [...schema.objects.values()].some((other) =>
        [...other.fields.values()].some(
            (each) =>
                !(other.name === object.name && each.name === field.name) &&
                each.reference?.childRelationshipName?.toLowerCase() === childRelationshipName.toLowerCase() &&
                each.reference.to.some((name) => parents.includes(name.toLowerCase()))
        )
    );
};

/** How many custom details hang above this object: 0 where it has no master. */
const levelsAbove = (schema: Schema, object: ObjectDef, seen: ReadonlySet<string> = new Set()): number => {
    if (seen.has(object.name)) return Infinity;
    const masters = masterFields(object).map((field) => findObject(schema, field.reference!.to[0]!));
    return Math.max(0, ...masters.map((master) => (master ? 1 + levelsAbove(schema, master, new Set([...seen, object.name])) : 0)));
};

const reviewMasterDetail = (review: Review, object: ObjectDef, field: FieldDef): void => {
    const { node, candidate, current } = review;
    const target = field.reference!.to[0]!;
    if (!isCustomName(object.name))
        review.refuse(`A standard object such as ${object.name} cannot be the detail in a master-detail relationship`);
    if (NEVER_MASTER.includes(target.toLowerCase()))
        review.refuse(`${target} cannot be the master in a master-detail relationship`, childNode(node, 'referenceTo'));
    const masters = masterFields(object);
    if (masters.length > MASTER_DETAILS_PER_OBJECT)
        review.refuse(`Maximum number of master-detail relationships for ${object.name} is ${MASTER_DETAILS_PER_OBJECT}`);
    const order = childText(node, 'relationshipOrder');
    if (order !== undefined && order !== '0' && order !== '1')
        review.refuse("The 'relationshipOrder' of a CustomField of type MasterDetail is 0 or 1", childNode(node, 'relationshipOrder'));
    if (masters.length === 2 && masters[0]!.reference!.masterDetail!.order === masters[1]!.reference!.masterDetail!.order)
        review.refuse(
            `The two master-detail relationships of ${object.name} need different values of 'relationshipOrder'`,
            childNode(node, 'relationshipOrder')
        );
    if (levelsAbove(candidate, object) > DETAIL_LEVELS)
        review.refuse(`${object.name} is more than ${DETAIL_LEVELS} master-detail levels deep`);
    if (object.sharingModel !== 'ControlledByParent')
        review.refuse(`Cannot set sharingModel to ${object.sharingModel} on a CustomObject with a MasterDetail relationship field`);
    const isNew = !findObject(current, object.name)?.fields.has(field.name.toLowerCase());
    if (isNew && review.rowCount(object.name) > 0)
        review.refuse(`Cannot create a master-detail relationship field on ${object.name}: the object already has records`);
};

const reviewLookup = (review: Review, field: FieldDef): void => {
    const constraint = childText(review.node, 'deleteConstraint');
    const at = childNode(review.node, 'deleteConstraint');
    if (childFlag(review.node, 'required') && constraint !== 'Restrict' && constraint !== 'Cascade')
        review.refuse('Must specify either cascade delete or restrict delete for required lookup foreign key', at);
    if (field.reference!.to[0]!.toLowerCase() === 'user' && constraint && constraint !== 'SetNull')
        review.refuse(`Can not specify 'deleteConstraint' ${constraint} for a lookup to User: users are never deleted`, at);
};

/** Lookups and master-details: the parent exists, the child list's name is free, the pair is one the platform allows. */
export const reviewRelationship = (review: Review, object: ObjectDef, field: FieldDef, type: string): void => {
    const target = field.reference!.to[0]!;
    if (!target) return;
    if (!findObject(review.candidate, target))
        review.refuse(`referenceTo value of '${target}' does not resolve to a valid sObject type`, childNode(review.node, 'referenceTo'));
    const childName = childText(review.node, 'relationshipName');
    if (childName) reviewDeveloperName(review, childName);
    if (childName && sharesChildName(review.candidate, object, field))
        review.refuse(`There is already a Child Relationship named ${childName} on ${target}.`, childNode(review.node, 'relationshipName'));
    if (type === 'MasterDetail') reviewMasterDetail(review, object, field);
    else if (type === 'Lookup') reviewLookup(review, field);
};
