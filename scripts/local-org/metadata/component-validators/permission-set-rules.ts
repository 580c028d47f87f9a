import { isPermissionable } from '../../model/field-traits';
import { findField, findObject } from '../../model/schema';
import { componentKey } from '../source-component';
import { childFlag, childNode, childNodes, childText, type XmlNode } from '../xml-node';
import { reviewDeveloperName, reviewLength } from './naming';
import { noComponent, noCustomField } from './object-reference';
import type { Review } from './review';
import { isKnownTab } from './tab-names';
import { isUserPermission } from './user-permissions';

const RIGHTS = [
    ['allowEdit', 'Edit', 'allowRead', 'Read'],
    ['allowCreate', 'Create', 'allowRead', 'Read'],
    ['allowDelete', 'Delete', 'allowEdit', 'Edit'],
    ['allowDelete', 'Delete', 'allowRead', 'Read'],
    ['viewAllRecords', 'View All', 'allowRead', 'Read'],
    ['modifyAllRecords', 'Modify All', 'allowRead', 'Read'],
    ['modifyAllRecords', 'Modify All', 'allowEdit', 'Edit'],
    ['modifyAllRecords', 'Modify All', 'allowDelete', 'Delete'],
    ['modifyAllRecords', 'Modify All', 'viewAllRecords', 'View All']
] as const;

const dependsOn = (permission: string, object: string, needed: string, of: string): string =>
    `Permission ${permission} ${object} depends on permission(s): ${needed} ${of}`;

const reviewDuplicates = (review: Review, nodes: readonly XmlNode[], key: string): void => {
    const seen = new Set<string>();
    for (const node of nodes) {
        const name = (childText(node, key) ?? '').toLowerCase();
        if (seen.has(name)) review.refuse(`Duplicate ${node.name} specified: ${childText(node, key)}`, node);
        seen.add(name);
    }
};

const reviewObjectRights = (review: Review, complete: boolean): void => {
    const nodes = childNodes(review.node, 'objectPermissions');
    const readable = new Set(nodes.filter((node) => childFlag(node, 'allowRead')).map((node) => childText(node, 'object')?.toLowerCase()));
    reviewDuplicates(review, nodes, 'object');
    for (const node of nodes) {
        const name = childText(node, 'object') ?? '';
        const object = findObject(review.candidate, name);
        if (!object) {
            review.refuse(noComponent('object', 'CustomObject', name), node);
            continue;
        }
        for (const [right, label, needed, neededLabel] of RIGHTS)
            if (childFlag(node, right) && !childFlag(node, needed))
                review.refuse(dependsOn(label, object.name, neededLabel, object.name), node);
        if (!complete || !childFlag(node, 'allowRead')) continue;
        for (const { reference } of object.fields.values())
            if (reference?.masterDetail && !readable.has(reference.to[0]!.toLowerCase()))
                review.refuse(dependsOn('Read', object.name, 'Read', reference.to[0]!), node);
    }
};

const reviewFieldRights = (review: Review): void => {
    const nodes = childNodes(review.node, 'fieldPermissions');
    reviewDuplicates(review, nodes, 'field');
    for (const node of nodes) {
        const path = childText(node, 'field') ?? '';
        const [objectName, fieldName] = path.split('.');
        const object = findObject(review.candidate, objectName ?? '');
        const field = object && findField(object, fieldName ?? '');
        if (!field) review.refuse(noCustomField('field', path), node);
        else if (!isPermissionable(object, field))
            review.refuse(`You cannot deploy to a required field: ${object.name}.${field.name}`, node);
        else if (childFlag(node, 'editable') && !childFlag(node, 'readable')) review.refuse(dependsOn('Edit', path, 'Read', path), node);
        else if (childFlag(node, 'editable') && (field.rollUp || field.autoNumber)) review.refuse(`Field ${path} is not editable`, node);
    }
};

/** Names a list of elements mentions must exist as components of a type. */
const reviewNames = (review: Review, list: string, element: string, type: string, exists: (name: string) => boolean): void => {
    const nodes = childNodes(review.node, list);
    reviewDuplicates(review, nodes, element);
    for (const node of nodes) {
        const name = childText(node, element) ?? '';
        if (!exists(name)) review.refuse(noComponent(element, type, name), node);
    }
};

const reviewUserPermissions = (review: Review): void => {
    for (const node of childNodes(review.node, 'userPermissions')) {
        const name = childText(node, 'name') ?? '';
        if (!isUserPermission(name)) review.refuse(`Unknown user permission: ${name}`, node);
    }
};

const reviewGrants = (review: Review, complete: boolean): void => {
    const { candidate } = review;
    const has = (type: string) => (name: string) => candidate.components.has(componentKey(type, name));
    reviewObjectRights(review, complete);
    reviewFieldRights(review);
    reviewNames(review, 'customPermissions', 'name', 'CustomPermission', (name) => candidate.customPermissions.has(name.toLowerCase()));
    reviewNames(review, 'tabSettings', 'tab', 'CustomTab', (name) => isKnownTab(candidate, name));
    reviewNames(
        review,
        'applicationVisibilities',
        'application',
        'CustomApplication',
        (name) => name.startsWith('standard__') || has('CustomApplication')(name)
    );
    reviewNames(review, 'recordTypeVisibilities', 'recordType', 'RecordType', has('RecordType'));
    reviewNames(review, 'customSettingAccesses', 'name', 'CustomObject', (name) => !!findObject(candidate, name)?.customSetting);
    reviewNames(review, 'customMetadataTypeAccesses', 'name', 'CustomObject', (name) => !!findObject(candidate, name));
    for (const [list, element, type] of [
        ['classAccesses', 'apexClass', 'ApexClass'],
        ['pageAccesses', 'apexPage', 'ApexPage'],
        ['flowAccesses', 'flow', 'Flow']
    ] as const)
        reviewNames(review, list, element, type, () => false);
    reviewUserPermissions(review);
};

/** A permission set: everything it names exists, every right rests on those it needs. */
export const reviewPermissionSet = (review: Review): void => {
    reviewDeveloperName(review, review.component.fullName);
    reviewLength(review, review.node, 'label', 80);
    reviewLength(review, review.node, 'description', 255);
    if (childNode(review.node, 'license'))
        review.note(`The license ${childText(review.node, 'license')} is not checked by this org`, childNode(review.node, 'license'));
    reviewGrants(review, true);
};

/** A profile's deploy only adds, so its rights are not judged as a whole. */
export const reviewProfile = (review: Review): void => reviewGrants(review, false);
