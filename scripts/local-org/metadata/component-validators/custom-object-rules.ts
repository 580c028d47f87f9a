import { findObject } from '../../model/schema';
import { isCustomMetadataType, isCustomName, speaksOfObject } from '../custom-object';
import { componentKey } from '../source-component';
import { childNode, childNodes, childText } from '../xml-node';
import { reviewFieldName } from './field-names';
import { NAME_LENGTH, reviewDeveloperName, reviewLength } from './naming';
import { noComponent, unknownObject } from './object-reference';
import type { Review } from './review';

const METADATA_TYPE_ELEMENTS = new Set(['label', 'pluralLabel', 'visibility', 'description', 'fullName', 'gender', 'startsWith']);

/** The object's own part: label, name field, sharing. What its fields demand of it is judged with them. */
export const reviewCustomObject = (review: Review): void => {
    const { component, node, candidate } = review;
    const { fullName } = component;
    const object = findObject(candidate, fullName);
    if (!object) return review.refuse(unknownObject(fullName));
    reviewLength(review, node, 'label', NAME_LENGTH);
    reviewLength(review, node, 'pluralLabel', NAME_LENGTH);
    reviewLength(review, node, 'description', 1000);
    reviewPages(review);
    if (!isCustomName(fullName) || !speaksOfObject(node)) return;
    reviewDeveloperName(review, fullName, { custom: true });
    if (!childText(node, 'label')) review.refuse('Must specify a non-empty label for the CustomObject');
    if (isCustomMetadataType(fullName)) return reviewMetadataType(review);
    if (childText(node, 'customSettingsType')) return reviewCustomSetting(review);
    if (!childText(node, 'pluralLabel')) review.refuse('Must specify a non-empty plural label for the CustomObject');
    reviewNameField(review);
    reviewSharing(review);
};

const reviewMetadataType = (review: Review): void => {
    for (const element of review.node.children)
        if (!METADATA_TYPE_ELEMENTS.has(element.name))
            review.refuse(`Can not specify '${element.name}' for a custom metadata type`, element);
    if (!childText(review.node, 'pluralLabel')) review.refuse('Must specify a non-empty plural label for the CustomObject');
};

const reviewCustomSetting = (review: Review): void => {
    for (const name of ['nameField', 'sharingModel', 'deploymentStatus', 'pluralLabel']) {
        const element = childNode(review.node, name);
        if (element) review.refuse(`Can not specify '${name}' for a custom setting`, element);
    }
};

const reviewNameField = (review: Review): void => {
    const nameField = childNode(review.node, 'nameField');
    if (!nameField) return review.refuse('Must specify a nameField for the CustomObject');
    const type = childText(nameField, 'type');
    if (!childText(nameField, 'label')) review.refuse('Must specify a non-empty label for the CustomField', nameField);
    if (type !== 'Text' && type !== 'AutoNumber')
        review.refuse(`The name field cannot be of type ${type ?? '(none)'}: it is Text or AutoNumber`, nameField);
    if (type === 'AutoNumber' && !/\{0+\}/.test(childText(nameField, 'displayFormat') ?? ''))
        review.refuse("Must specify 'displayFormat' with a number such as {0000} for a CustomField of type AutoNumber", nameField);
};

const reviewSharing = (review: Review): void => {
    const { node, candidate, component } = review;
    const object = findObject(candidate, component.fullName)!;
    const isDetail = [...object.fields.values()].some((field) => field.reference?.masterDetail);
    for (const name of ['sharingModel', 'externalSharingModel']) {
        const value = childText(node, name);
        if (name === 'sharingModel' && value === undefined) review.refuse('Required field is missing: sharingModel');
        if (value === undefined) continue;
        const at = childNode(node, name);
        if (isDetail && value !== 'ControlledByParent')
            review.refuse(`Cannot set ${name} to ${value} on a CustomObject with a MasterDetail relationship field`, at);
        if (!isDetail && value === 'ControlledByParent')
            review.refuse(`Cannot set ${name} to ControlledByParent on a CustomObject without a MasterDetail relationship field`, at);
    }
    if (!childText(node, 'deploymentStatus')) review.refuse('Required field is missing: deploymentStatus');
};

const COLUMN_LISTS = [
    'customTabListAdditionalFields',
    'lookupDialogsAdditionalFields',
    'lookupFilterFields',
    'lookupPhoneDialogsAdditionalFields',
    'searchFilterFields',
    'searchResultsAdditionalFields'
];
/** NAME, OBJECT_ID, OPPORTUNITY.STAGE_NAME: columns that the platform names itself. */
const STANDARD_COLUMN = /^[A-Z][A-Z0-9_]*(\.[A-Z0-9_]+)*$/;

/** Search layouts, the compact layout and pages that the object names must be there. */
const reviewPages = (review: Review): void => {
    const { node, component, candidate } = review;
    const layouts = childNode(node, 'searchLayouts');
    for (const column of layouts ? COLUMN_LISTS.flatMap((name) => childNodes(layouts, name)) : [])
        if (!STANDARD_COLUMN.test(column.text.trim())) reviewFieldName(review, component.fullName, column, column.name);
    const compact = childText(node, 'compactLayoutAssignment');
    if (compact && compact !== 'SYSTEM' && !candidate.components.has(componentKey('CompactLayout', `${component.fullName}.${compact}`)))
        review.refuse(
            noComponent('compactLayoutAssignment', 'CompactLayout', `${component.fullName}.${compact}`),
            childNode(node, 'compactLayoutAssignment')
        );
    for (const override of childNodes(node, 'actionOverrides')) {
        const page = childText(override, 'content');
        if (childText(override, 'type') === 'Flexipage' && page && !candidate.components.has(componentKey('FlexiPage', page)))
            review.refuse(noComponent('content', 'FlexiPage', page), override);
    }
};
