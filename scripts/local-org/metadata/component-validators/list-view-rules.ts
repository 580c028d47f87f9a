import { findField, findObject } from '../../model/schema';
import { isCustomName } from '../custom-object';
import { childName, parentName } from '../source-component';
import { childNode, childNodes, childText, type XmlNode } from '../xml-node';
import { reviewFieldName, reviewObjectExists } from './field-names';
import { reviewDeveloperName, reviewLength } from './naming';
import { noCustomField } from './object-reference';
import type { Review } from './review';

/** Columns that every custom object offers besides its fields. */
const COMMON_COLUMNS = [
    'NAME',
    'CREATED_DATE',
    'LAST_UPDATE',
    'CREATEDBY_USER',
    'CREATEDBY_USER.ALIAS',
    'UPDATEDBY_USER',
    'UPDATEDBY_USER.ALIAS',
    'RECORDTYPE',
    'LAST_ACTIVITY',
    'CURRENCY_ISO_CODE',
    'OBJECT_ID'
];
const OWNER_COLUMN = /^OWNER\b|^CORE\.USERS\b/;
/** Standard objects name their columns in a way of their own: OPPORTUNITY.NAME, SALES.ACCOUNT.NAME. */
const STANDARD_COLUMN = /^[A-Z][A-Z0-9_]*(\.[A-Z0-9_]+)*$/;
const OWNED_SCOPES = ['Mine', 'MyTeamTerritory', 'MyTerritory', 'Queue', 'Team'];
const MAX_COLUMNS = 15;
const MAX_FILTERS = 10;

const reviewColumn = (review: Review, objectName: string, element: XmlNode, label: string): void => {
    const name = element.text.trim();
    const owned = !!findField(findObject(review.candidate, objectName)!, 'OwnerId');
    if (OWNER_COLUMN.test(name)) {
        if (!owned) review.refuse(noCustomField(label, `${objectName}.${name}`), element);
        return;
    }
    if (STANDARD_COLUMN.test(name) && (COMMON_COLUMNS.includes(name) || !isCustomName(objectName))) return;
    reviewFieldName(review, objectName, element, label);
};

const reviewFilterLogic = (review: Review, filters: number): void => {
    const logic = childText(review.node, 'booleanFilter');
    for (const number of logic?.match(/\d+/g) ?? [])
        if (Number(number) < 1 || Number(number) > filters)
            review.refuse(`The filter logic names filter ${number}, and there are ${filters}`, childNode(review.node, 'booleanFilter'));
};

/** Columns and filters exist; a detail has no owner to filter by. */
export const reviewListView = (review: Review): void => {
    const { node, component, candidate } = review;
    const objectName = parentName(component.fullName);
    if (!reviewObjectExists(review, objectName)) return;
    reviewDeveloperName(review, childName(component.fullName));
    reviewLength(review, node, 'label', 40);
    const columns = childNodes(node, 'columns');
    const filters = childNodes(node, 'filters');
    for (const column of columns) reviewColumn(review, objectName, column, 'columns');
    for (const filter of filters) reviewColumn(review, objectName, childNode(filter, 'field')!, 'filters');
    if (columns.length > MAX_COLUMNS) review.refuse(`A list view shows ${MAX_COLUMNS} columns at most`, columns[MAX_COLUMNS]);
    if (filters.length > MAX_FILTERS) review.refuse(`A list view has ${MAX_FILTERS} filters at most`, filters[MAX_FILTERS]);
    reviewFilterLogic(review, filters.length);
    const scope = childText(node, 'filterScope')!;
    if (OWNED_SCOPES.includes(scope) && !findField(findObject(candidate, objectName)!, 'OwnerId'))
        review.refuse(`The filter scope ${scope} is not valid for ${objectName}, which has no owner`, childNode(node, 'filterScope'));
};

/** A compact layout shows up to ten fields that exist. */
export const reviewCompactLayout = (review: Review): void => {
    const objectName = parentName(review.component.fullName);
    if (!reviewObjectExists(review, objectName)) return;
    const fields = childNodes(review.node, 'fields');
    for (const field of fields) reviewFieldName(review, objectName, field, 'fields');
    if (fields.length > 10) review.refuse('A compact layout shows 10 fields at most', fields[10]);
    if (fields.length === 0) review.refuse('A compact layout shows one field at least');
};

export const reviewFieldSet = (review: Review): void => {
    const objectName = parentName(review.component.fullName);
    if (!reviewObjectExists(review, objectName)) return;
    for (const list of ['displayedFields', 'availableFields'])
        for (const item of childNodes(review.node, list)) reviewFieldName(review, objectName, childNode(item, 'field'), list);
};

/** A record type's picklists exist, and so do the values it keeps of them. */
export const reviewRecordType = (review: Review): void => {
    const { node, component, candidate } = review;
    const objectName = parentName(component.fullName);
    if (!reviewObjectExists(review, objectName)) return;
    reviewDeveloperName(review, childName(component.fullName));
    for (const item of childNodes(node, 'picklistValues')) {
        const picklist = reviewFieldName(review, objectName, childNode(item, 'picklist'), 'picklist')?.picklist;
        const known = new Set(picklist?.values.map((value) => value.value));
        for (const value of picklist ? childNodes(item, 'values') : []) {
            const name = decodeURIComponent(childText(value, 'fullName') ?? '');
            if (!known.has(name)) review.refuse(`Picklist value: ${name} in picklist: ${childText(item, 'picklist')} not found`, value);
        }
    }
    const compact = childText(node, 'compactLayoutAssignment');
    if (compact && compact !== 'SYSTEM' && !candidate.components.has(`CompactLayout:${objectName}.${compact}`))
        review.refuse(
            `In field: compactLayoutAssignment - no CompactLayout named ${objectName}.${compact} found`,
            childNode(node, 'compactLayoutAssignment')
        );
};
