import { findObject, type Component } from '../../model/schema';
import { bundleDescription } from '../lightning-bundle';
import { componentKey } from '../source-component';
import { childFlag, childNode, childNodes, childText, parseXml, type XmlNode } from '../xml-node';
import { reviewFieldName, reviewObjectExists } from './field-names';
import { reviewDeveloperName, reviewLength } from './naming';
import { noComponent, unknownObject } from './object-reference';
import type { Review } from './review';
import { isKnownTab } from './tab-names';

const PAGE_TARGETS: Readonly<Record<string, string>> = {
    RecordPage: 'lightning__RecordPage',
    AppPage: 'lightning__AppPage',
    HomePage: 'lightning__HomePage',
    UtilityBar: 'lightning__UtilityBar'
};
/** Components of the platform carry a namespace: force:recordDetailPanel, flexipage:tabset, runtime_sales_pathassistant:pathAssistant. */
const PLATFORM_COMPONENT = /^(?!c:)[a-z]\w*:[A-Za-z]\w*$/;

const ITEMS_PER_REGION = 100;

const reviewOwnComponent = (review: Review, name: string, element: XmlNode): void => {
    const bundle = review.candidate.components.get(componentKey('LightningComponentBundle', name));
    if (!bundle) return review.refuse(noComponent('componentName', 'LightningComponentBundle', name), element);
    const { isExposed, targets } = bundleDescription(bundle);
    const wanted = PAGE_TARGETS[childText(review.node, 'type')!];
    if (!isExposed || (wanted && !targets.includes(wanted)))
        review.refuse(
            `The component ${name} is not available on pages of type ${childText(review.node, 'type')}: its targets are ${targets.join(', ') || 'none'}`,
            element
        );
};

const reviewItem = (review: Review, item: XmlNode, identifiers: Map<string, XmlNode>): void => {
    const instance = childNode(item, 'componentInstance') ?? childNode(item, 'fieldInstance');
    if (!instance) return;
    const identifier = childText(instance, 'identifier');
    if (identifier && identifiers.has(identifier))
        review.refuse(`The identifier ${identifier} is used more than once on the page`, instance);
    if (identifier) identifiers.set(identifier, instance);
    const component = childNode(instance, 'componentName');
    const name = component?.text.trim() ?? '';
    if (component && !PLATFORM_COMPONENT.test(name)) reviewOwnComponent(review, name.replace(/^c:/, ''), component);
    const field = childNode(instance, 'fieldItem');
    const objectName = childText(review.node, 'sobjectType');
    if (!field || !objectName) return;
    const path = field.text.trim();
    if (!path.startsWith('Record.'))
        return review.refuse(`Invalid fieldItem ${path}: a field of the page's record is written Record.Field`, field);
    reviewFieldName(review, objectName, { ...field, text: path.slice('Record.'.length) }, 'fieldItem');
};

/** A Lightning page: object, components and fields exist; identifiers and regions are unique. */
export const reviewFlexiPage = (review: Review): void => {
    const { node, component } = review;
    reviewDeveloperName(review, component.fullName);
    reviewLength(review, node, 'masterLabel', 80);
    const objectName = childText(node, 'sobjectType');
    if (objectName && !findObject(review.candidate, objectName)) review.refuse(unknownObject(objectName), childNode(node, 'sobjectType'));
    if (childText(node, 'type') === 'RecordPage' && !objectName) review.refuse('Required field is missing: sobjectType');
    const names = new Set<string>();
    const identifiers = new Map<string, XmlNode>();
    for (const region of childNodes(node, 'flexiPageRegions')) {
        const name = childText(region, 'name') ?? '';
        if (names.has(name)) review.refuse(`The region ${name} is defined more than once on the page`, region);
        names.add(name);
        const items = childNodes(region, 'itemInstances');
        if (items.length > ITEMS_PER_REGION)
            review.refuse(`A region of a Lightning page holds ${ITEMS_PER_REGION} components at most`, items[ITEMS_PER_REGION]);
        for (const item of items) reviewItem(review, item, identifiers);
    }
};

/** A tab shows one thing, and that thing exists. */
export const reviewCustomTab = (review: Review): void => {
    const { node, component, candidate } = review;
    if (childFlag(node, 'customObject')) return void reviewObjectExists(review, component.fullName);
    if (!childText(node, 'label')) review.refuse('Required field is missing: label');
    const contents = [
        ['flexiPage', 'FlexiPage'],
        ['lwcComponent', 'LightningComponentBundle']
    ] as const;
    for (const [element, type] of contents) {
        const name = childText(node, element);
        if (name && !candidate.components.has(componentKey(type, name)))
            review.refuse(noComponent(element, type, name), childNode(node, element));
    }
    const given = ['flexiPage', 'lwcComponent', 'url', 'page', 'auraComponent', 'scontrol'].filter((name) => childNode(node, name));
    if (given.length !== 1) review.refuse('Must specify exactly one of: customObject, flexiPage, lwcComponent, url');
};

/** An app: its tabs and pages exist. */
export const reviewCustomApplication = (review: Review): void => {
    const { node, candidate } = review;
    reviewLength(review, node, 'label', 40);
    for (const tab of childNodes(node, 'tabs'))
        if (!isKnownTab(candidate, tab.text.trim())) review.refuse(noComponent('tabs', 'CustomTab', tab.text.trim()), tab);
    const landing = childText(node, 'defaultLandingTab');
    if (landing && !isKnownTab(candidate, landing))
        review.refuse(noComponent('defaultLandingTab', 'CustomTab', landing), childNode(node, 'defaultLandingTab'));
    for (const override of [...childNodes(node, 'actionOverrides'), ...childNodes(node, 'profileActionOverrides')]) {
        const objectName = childText(override, 'pageOrSobjectType') ?? '';
        if (!objectName.startsWith('standard-') && !findObject(candidate, objectName)) review.refuse(unknownObject(objectName), override);
        const page = childText(override, 'content');
        if (childText(override, 'type') === 'Flexipage' && page && !candidate.components.has(componentKey('FlexiPage', page)))
            review.refuse(noComponent('content', 'FlexiPage', page), override);
    }
    const bar = childText(node, 'utilityBar');
    if (bar && !candidate.components.has(componentKey('FlexiPage', bar)))
        review.refuse(noComponent('utilityBar', 'FlexiPage', bar), childNode(node, 'utilityBar'));
};

/** An action: object and fields exist, and so does the component it opens. */
export const reviewQuickAction = (review: Review): void => {
    const { node, component, candidate } = review;
    const onObject = component.fullName.includes('.') ? component.fullName.split('.')[0]! : undefined;
    if (onObject && !reviewObjectExists(review, onObject)) return;
    const target = childText(node, 'targetObject') ?? onObject;
    const layout = childNode(node, 'quickActionLayout');
    const items = layout
        ? childNodes(layout, 'quickActionLayoutColumns').flatMap((column) => childNodes(column, 'quickActionLayoutItems'))
        : [];
    if (target && reviewObjectExists(review, target, childNode(node, 'targetObject'))) {
        for (const item of items) reviewFieldName(review, target, childNode(item, 'field'), 'field');
        for (const override of childNodes(node, 'fieldOverrides'))
            reviewFieldName(review, target, childNode(override, 'field'), 'fieldOverrides');
    }
    const bundle = childText(node, 'lightningWebComponent');
    if (bundle && !candidate.components.has(componentKey('LightningComponentBundle', bundle)))
        review.refuse(noComponent('lightningWebComponent', 'LightningComponentBundle', bundle), childNode(node, 'lightningWebComponent'));
};

const GUIDANCE_LENGTH = 1000;
const MASTER_RECORD_TYPE = '__MASTER__';

/** The record type exists, and no other path has it: an object has one path per record type. */
const reviewPathRecordType = (review: Review, objectName: string): void => {
    const { component, node, candidate } = review;
    const at = childNode(node, 'recordTypeName');
    const name = at?.text.trim() ?? '';
    if (name !== MASTER_RECORD_TYPE && !candidate.components.has(`RecordType:${objectName}.${name}`))
        review.refuse(noComponent('recordTypeName', 'RecordType', `${objectName}.${name}`), at);
    const rival = [...candidate.components.values()].find(
        (other) => other.type === 'PathAssistant' && other.fullName !== component.fullName && isPathOf(other, objectName, name)
    );
    if (rival) review.refuse(`A path for the record type ${name} of ${objectName} already exists: ${rival.fullName}`, at);
};

const isPathOf = ({ files, fileName }: Component, objectName: string, recordType: string): boolean => {
    const root = parseXml(new TextDecoder().decode(files.get(fileName)));
    return childText(root, 'entityName') === objectName && childText(root, 'recordTypeName') === recordType;
};

/** Path guidance: the picklist and each of its steps exist. */
export const reviewPathAssistant = (review: Review): void => {
    const { node } = review;
    const objectName = childText(node, 'entityName') ?? '';
    if (!reviewObjectExists(review, objectName, childNode(node, 'entityName'))) return;
    const field = reviewFieldName(review, objectName, childNode(node, 'fieldName'), 'fieldName');
    reviewPathRecordType(review, objectName);
    for (const step of childNodes(node, 'pathAssistantSteps')) {
        reviewLength(review, step, 'info', GUIDANCE_LENGTH);
        const value = childText(step, 'picklistValueName') ?? '';
        if (field?.picklist && !field.picklist.values.some((each) => each.value === value))
            review.refuse(`Picklist value: ${value} in picklist: ${field.name} not found`, step);
        for (const element of childNodes(step, 'fieldNames')) reviewFieldName(review, objectName, element, 'fieldNames');
    }
};
