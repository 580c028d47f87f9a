import { findObject, type ObjectDef } from '../../model/schema';
import { componentKey } from '../source-component';
import { childNode, childNodes, childText, type XmlNode } from '../xml-node';
import { reviewFieldName, reviewObjectExists } from './field-names';
import { noComponent } from './object-reference';
import type { Review } from './review';

/** Related lists of standard children are named after the platform's own pages, RelatedContactList; these are taken as they are. */
const STANDARD_RELATED_LIST = /^(Related[A-Z]\w*|\w+\.(Related\w*|\w+s))$/;
const STANDARD_COLUMN = /^[A-Z][A-Z0-9_]*(\.[A-Z0-9_]+)*$/;

const layoutItems = (node: XmlNode): XmlNode[] =>
    childNodes(node, 'layoutSections').flatMap((section) =>
        childNodes(section, 'layoutColumns').flatMap((column) => childNodes(column, 'layoutItems'))
    );

/** Fields that a layout cannot leave out: those without which nobody could save. */
const unavoidable = (object: ObjectDef): string[] =>
    [...object.fields.values()]
        .filter(
            (field) =>
                (field.required || field.nameField) &&
                !field.autoNumber &&
                (field.createable || field.updateable) &&
                field.type !== 'boolean'
        )
        .map((field) => field.name);

const reviewItems = (review: Review, object: ObjectDef): void => {
    const shown = new Set<string>();
    for (const item of layoutItems(review.node)) {
        const element = childNode(item, 'field');
        if (!element) continue;
        const field = reviewFieldName(review, object.name, element, 'field');
        if (!field) continue;
        if (shown.has(field.name)) review.refuse(`Duplicate field: ${field.name} on the layout`, element);
        shown.add(field.name);
        if (field.required && childText(item, 'behavior') === 'Readonly')
            review.refuse(`The required field ${field.name} cannot be read-only on the layout`, item);
    }
    for (const name of unavoidable(object))
        if (!shown.has(name)) review.refuse(`Layout must contain an item for required layout field: ${name}`);
};

/** Child__c.Lookup__c: a custom child by its lookup to this object. */
const reviewRelatedList = (review: Review, object: ObjectDef, list: XmlNode): void => {
    const element = childNode(list, 'relatedList')!;
    const name = element.text.trim();
    const [childName, lookupName] = name.split('.');
    const child = findObject(review.candidate, childName!);
    const lookup = lookupName ? child?.fields.get(lookupName.toLowerCase()) : undefined;
    const points = lookup?.reference?.to.some((to) => to.toLowerCase() === object.name.toLowerCase());
    if (!points && (/__[cr]\b/.test(name) || !STANDARD_RELATED_LIST.test(name)))
        return review.refuse(noComponent('relatedList', 'related list', name), element);
    if (!points || !child) return;
    for (const column of childNodes(list, 'fields'))
        if (!STANDARD_COLUMN.test(column.text.trim())) reviewFieldName(review, child.name, column, 'relatedLists.fields');
    const sort = childNode(list, 'sortField');
    if (sort && !STANDARD_COLUMN.test(sort.text.trim())) reviewFieldName(review, child.name, sort, 'sortField');
};

const STANDARD_ACTIONS = /^(FeedItem\.\w+|[A-Z]\w*|Global\.\w+)$/;

const reviewQuickActions = (review: Review, object: ObjectDef): void => {
    const items = childNodes(childNode(review.node, 'quickActionList') ?? review.node, 'quickActionListItems');
    for (const item of items) {
        const element = childNode(item, 'quickActionName')!;
        const name = element.text.trim();
        const deployed = review.candidate.components.has(componentKey('QuickAction', name));
        if (!deployed && (name.startsWith(`${object.name}.`) || !STANDARD_ACTIONS.test(name)))
            review.refuse(noComponent('quickActionName', 'QuickAction', name), element);
    }
};

/** A page layout: its fields and related lists exist, and nothing that must be filled is left out. */
export const reviewLayout = (review: Review): void => {
    const objectName = review.component.fullName.split('-')[0]!;
    if (!reviewObjectExists(review, objectName)) return;
    const object = findObject(review.candidate, objectName)!;
    reviewItems(review, object);
    for (const list of childNodes(review.node, 'relatedLists')) reviewRelatedList(review, object, list);
    for (const name of ['multilineLayoutFields', 'relatedObjects'])
        for (const element of childNodes(review.node, name)) reviewFieldName(review, objectName, element, name);
    const mini = childNode(review.node, 'miniLayout');
    for (const element of mini ? childNodes(mini, 'fields') : []) reviewFieldName(review, objectName, element, 'miniLayout.fields');
    reviewQuickActions(review, object);
};
