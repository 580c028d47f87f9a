import { findObject, type ObjectDef, type Schema } from '../../model/schema';
import { decodeText } from '../component-file';
import { componentKey } from '../source-component';
import { childNode, childNodes, childText, parseXml, type XmlNode } from '../xml-node';
import { fieldOnPage, reviewObjectExists } from './field-names';
import { reviewLength } from './naming';
import { noComponent, noCustomField, unknownObject } from './object-reference';
import type { Review } from './review';

/** The object behind Base or Base.Children__r.Grandchildren__r: child lists by their relationship names. */
const objectBehind = (schema: Schema, table: string): ObjectDef | undefined => {
    const [base, ...steps] = table.split('.');
    let object = findObject(schema, base!);
    for (const step of steps) {
        const parent = object;
        object =
            parent &&
            [...schema.objects.values()].find((each) =>
                [...each.fields.values()].some(
                    ({ reference }) =>
                        reference?.to.includes(parent.name) && reference.childRelationshipName?.toLowerCase() === step.toLowerCase()
                )
            );
    }
    return object;
};

/** A custom report type: base object, joins and columns exist. */
export const reviewReportType = (review: Review): void => {
    const { node, candidate } = review;
    const base = childText(node, 'baseObject') ?? '';
    if (!reviewObjectExists(review, base, childNode(node, 'baseObject'))) return;
    reviewLength(review, node, 'label', 50);
    let table = base;
    for (let join = childNode(node, 'join'); join; join = childNode(join, 'join')) {
        table = `${table}.${childText(join, 'relationship') ?? ''}`;
        if (!objectBehind(candidate, table))
            return review.refuse(`Invalid relationship ${childText(join, 'relationship')} in the join of the report type`, join);
    }
    const columns = childNodes(node, 'sections').flatMap((section) => childNodes(section, 'columns'));
    if (columns.length === 0) review.refuse('Required field is missing: sections');
    for (const column of columns) {
        const owner = objectBehind(candidate, childText(column, 'table') ?? '');
        const path = childText(column, 'field') ?? '';
        if (!owner) review.refuse(unknownObject(childText(column, 'table') ?? ''), column);
        else if (!fieldOnPage(candidate, owner.name, path)) review.refuse(noCustomField('columns', `${owner.name}.${path}`), column);
    }
};

const fieldElements = (node: XmlNode): XmlNode[] => [
    ...[...childNodes(node, 'columns'), ...childNodes(node, 'groupingsDown'), ...childNodes(node, 'groupingsAcross')].flatMap((each) =>
        childNodes(each, 'field')
    ),
    ...childNodes(childNode(node, 'filter') ?? node, 'criteriaItems').flatMap((each) => childNodes(each, 'column')),
    ...childNodes(node, 'timeFrameFilter').flatMap((each) => childNodes(each, 'dateColumn'))
];

/** Base$Field or Base.Children__r$Lookup.Field: how reports on custom report types name their columns. */
const reviewReportField = (review: Review, reportType: string, element: XmlNode): void => {
    const path = element.text.trim();
    const [table, field] = path.split('$');
    if (!field) {
        if (path.includes('__c'))
            review.refuse(`Invalid column ${path}: a report on a custom report type names columns as Object$Field`, element);
        return;
    }
    const owner = objectBehind(review.candidate, table!);
    if (!owner || !fieldOnPage(review.candidate, owner.name, field))
        review.refuse(`Invalid column ${path} for the report type ${reportType}`, element);
};

const FILTERS_PER_REPORT = 20;
/** How many levels of groups each format has, down and across. */
const GROUPINGS: Readonly<Record<string, readonly [down: number, across: number]>> = {
    Tabular: [0, 0],
    Summary: [3, 0],
    Matrix: [2, 2]
};
const WIDGETS_PER_DASHBOARD = 25;

const reviewReportLimits = (review: Review): void => {
    const { node } = review;
    reviewLength(review, node, 'description', 255);
    const format = childText(node, 'format') ?? '';
    const [down, across] = GROUPINGS[format] ?? [3, 2];
    for (const [list, most] of [
        ['groupingsDown', down],
        ['groupingsAcross', across]
    ] as const) {
        const groupings = childNodes(node, list);
        if (groupings.length > most) review.refuse(`A report of format ${format} has ${most} ${list} at most`, groupings[most]);
    }
    const filters = childNodes(childNode(node, 'filter') ?? node, 'criteriaItems');
    if (filters.length > FILTERS_PER_REPORT)
        review.refuse(`A report has ${FILTERS_PER_REPORT} filters at most`, filters[FILTERS_PER_REPORT]);
};

/** A report: its custom report type and its columns exist. Column names of standard report types are not known here. */
export const reviewReport = (review: Review): void => {
    const { node, candidate } = review;
    reviewLength(review, node, 'name', 40);
    reviewFolder(review, 'ReportFolder');
    reviewReportLimits(review);
    const type = childText(node, 'reportType') ?? '';
    if (!type.endsWith('__c')) return;
    const deployed = candidate.components.get(componentKey('ReportType', type.slice(0, -'__c'.length)));
    if (!deployed) return review.refuse(noComponent('reportType', 'ReportType', type), childNode(node, 'reportType'));
    const base = childText(parseXml(decodeText([...deployed.files.values()][0]!)), 'baseObject') ?? '';
    for (const element of fieldElements(node)) {
        if (element.text.includes('$') && !element.text.trim().startsWith(base))
            review.refuse(`Invalid column ${element.text.trim()} for the report type ${type}`, element);
        else reviewReportField(review, type, element);
    }
};

const reviewFolder = (review: Review, folderType: string): void => {
    const folder = review.component.fullName.split('/').slice(0, -1).join('/');
    if (!folder || folder === 'unfiled$public') return;
    if (!review.candidate.components.has(componentKey(folderType, folder))) review.refuse(`Cannot find folder:${folder}`);
};

/** A dashboard: every report it shows exists. */
export const reviewDashboard = (review: Review): void => {
    const { node, candidate } = review;
    reviewFolder(review, 'DashboardFolder');
    const grid = childNode(node, 'dashboardGridLayout');
    const components = [
        ...['leftSection', 'middleSection', 'rightSection'].flatMap((name) =>
            childNodes(node, name).flatMap((section) => childNodes(section, 'components'))
        ),
        ...(grid ? childNodes(grid, 'dashboardGridComponents').flatMap((each) => childNodes(each, 'dashboardComponent')) : [])
    ];
    if (components.length > WIDGETS_PER_DASHBOARD)
        review.refuse(`A dashboard shows ${WIDGETS_PER_DASHBOARD} components at most`, components[WIDGETS_PER_DASHBOARD]);
    for (const component of components) {
        const report = childText(component, 'report');
        if (report && !candidate.components.has(componentKey('Report', report)))
            review.refuse(noComponent('report', 'Report', report), childNode(component, 'report'));
    }
};
