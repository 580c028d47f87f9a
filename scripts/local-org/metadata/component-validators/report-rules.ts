import { findObject, type ObjectDef, type Schema } from '../../model/schema';
import { parseFilterLogic } from '../../analytics/filter-logic';
import { aggregateOf } from '../../analytics/report-aggregate';
import { aggregateName, readReport } from '../../analytics/report-definition';
import { cellTest } from '../../analytics/report-filter';
import { apiColumn, readReportType, type ReportType } from '../../analytics/report-type';
import { componentXml } from '../../ui-api/deployed-xml';
import { componentKey } from '../source-component';
import { childFlag, childNode, childNodes, childText, childTexts, type XmlNode } from '../xml-node';
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

/** Four objects in a row. */
const JOINS_PER_REPORT_TYPE = 3;

/** An org that gets a report type by deploy shows only one of several custom fields that share a name. */
const noteSharedNames = (review: Review, columns: readonly XmlNode[]): void => {
    const tables = new Map<string, string>();
    for (const column of columns) {
        const [field = '', table = ''] = [childText(column, 'field'), childText(column, 'table')];
        const known = tables.get(field);
        if (field.endsWith('__c') && known !== undefined && known !== table)
            review.note(`${field} is a column of ${known} and of ${table}; after a deploy an org shows only one of them`, column);
        tables.set(field, known ?? table);
    }
};

/** A custom report type: base object, joins and columns exist. */
export const reviewReportType = (review: Review): void => {
    const { node, candidate } = review;
    const base = childText(node, 'baseObject') ?? '';
    if (!reviewObjectExists(review, base, childNode(node, 'baseObject'))) return;
    reviewLength(review, node, 'label', 50);
    let table = base;
    let joins = 0;
    for (let join = childNode(node, 'join'); join; join = childNode(join, 'join')) {
        table = `${table}.${childText(join, 'relationship') ?? ''}`;
        joins += 1;
        if (joins > JOINS_PER_REPORT_TYPE) return review.refuse('A report type joins four objects at most', join);
        if (!objectBehind(candidate, table))
            return review.refuse(`Invalid relationship ${childText(join, 'relationship')} in the join of the report type`, join);
    }
    const columns = childNodes(node, 'sections').flatMap((section) => childNodes(section, 'columns'));
    if (columns.length === 0) review.refuse('Required field is missing: sections');
    noteSharedNames(review, columns);
    for (const column of columns) {
        const owner = objectBehind(candidate, childText(column, 'table') ?? '');
        const path = childText(column, 'field') ?? '';
        if (!owner) review.refuse(unknownObject(childText(column, 'table') ?? ''), column);
        else if (!fieldOnPage(candidate, owner.name, path)) review.refuse(noCustomField('columns', `${owner.name}.${path}`), column);
    }
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
    if (format === 'Summary' && childNodes(node, 'groupingsDown').length === 0) review.refuse('A summary report needs a grouping');
    if (format === 'Matrix' && !['groupingsDown', 'groupingsAcross'].every((list) => childNodes(node, list).length > 0))
        review.refuse('A matrix report needs groupings down and across');
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

/** Where a report names columns: shown, grouped by, filtered by, limited in time by, sorted by. */
const columnElements = (node: XmlNode): XmlNode[] => [
    ...[...childNodes(node, 'columns'), ...groupingsOf(node)].flatMap((each) => childNodes(each, 'field')),
    ...filtersOf(node).flatMap((each) => childNodes(each, 'column')),
    ...childNodes(node, 'timeFrameFilter').flatMap((each) => childNodes(each, 'dateColumn')),
    ...childNodes(node, 'sortColumn')
];

const groupingsOf = (node: XmlNode): XmlNode[] => [...childNodes(node, 'groupingsDown'), ...childNodes(node, 'groupingsAcross')];

const filtersOf = (node: XmlNode): XmlNode[] => childNodes(childNode(node, 'filter') ?? node, 'criteriaItems');

/** Base$Field or Base.Children__r$Lookup.Field: reports on custom report types name the columns of their type so. */
const reviewColumns = (review: Review, type: ReportType): void => {
    for (const element of columnElements(review.node)) {
        const column = element.text.trim();
        if (!column.includes('$')) {
            if (column.includes('__c'))
                review.refuse(`Invalid column ${column}: a report on a custom report type names columns as Object$Field`, element);
        } else if (!type.columns.has(apiColumn(column)))
            review.refuse(`Invalid column ${column} for the report type ${type.name}`, element);
    }
};

/** Columns that a report shows as groups are not shown as columns too. */
const reviewGroupings = (review: Review): void => {
    const shown = new Set(childNodes(review.node, 'columns').map((column) => childText(column, 'field')));
    for (const grouping of groupingsOf(review.node))
        if (shown.has(childText(grouping, 'field')))
            review.refuse(`The column ${childText(grouping, 'field')} is grouped by and cannot be among the columns`, grouping);
};

/** Filters fit the types of their columns, and the filter logic fits the filters. */
const reviewFilters = (review: Review, type: ReportType): void => {
    const filters = filtersOf(review.node);
    for (const filter of filters) {
        const name = apiColumn(childText(filter, 'column') ?? '');
        const column = type.columns.get(name);
        const criterion = { column: name, operator: childText(filter, 'operator') ?? '', value: childText(filter, 'value') ?? '' };
        if (!column || childFlag(filter, 'columnToColumn')) continue;
        try {
            cellTest(column.field, criterion, CALENDAR);
        } catch (error) {
            review.refuse(error instanceof Error ? error.message : String(error), filter);
        }
    }
    const logic = childNode(childNode(review.node, 'filter') ?? review.node, 'booleanFilter');
    if (!logic) return;
    try {
        parseFilterLogic(logic.text.trim(), filters.length);
    } catch (error) {
        review.refuse(error instanceof Error ? error.message : String(error), logic);
    }
};

/** Any day will do to see whether a value is a date. */
const CALENDAR = { today: '2000-01-01', zone: 'UTC', firstWeekday: 0, fiscal: { month: 1, namedByStart: false } } as const;

/** Totals are taken of columns that have them, and time is limited by a date. */
const reviewTypesOfColumns = (review: Review, type: ReportType): void => {
    const { node } = review;
    const definition = readReport(node);
    for (const aggregate of definition.aggregates) {
        if (aggregate !== 'RowCount' && !type.columns.has(aggregate.slice(aggregate.indexOf('!') + 1))) continue;
        try {
            aggregateOf(type, aggregate);
        } catch (error) {
            review.refuse(error instanceof Error ? error.message : String(error), childNode(node, 'columns'));
        }
    }
    const { column: name } = definition.standardDateFilter;
    const dateColumn = name ? type.columns.get(name) : undefined;
    if (dateColumn && !['date', 'datetime'].includes(dateColumn.field.type))
        review.refuse(`Invalid date column ${dateColumn.name}: it is a ${dateColumn.field.type}`, childNode(node, 'timeFrameFilter'));
};

/** A report: its custom report type, its columns, filters, groups and totals. Columns of standard report types are not known here. */
export const reviewReport = (review: Review): void => {
    const { node, candidate } = review;
    reviewLength(review, node, 'name', 40);
    reviewFolder(review, 'ReportFolder');
    reviewReportLimits(review);
    reviewGroupings(review);
    const name = childText(node, 'reportType') ?? '';
    if (!name.endsWith('__c')) return;
    const developerName = name.slice(0, -'__c'.length);
    const deployed = candidate.components.get(componentKey('ReportType', developerName));
    const xml = deployed && componentXml(deployed);
    if (!xml) return review.refuse(noComponent('reportType', 'ReportType', name), childNode(node, 'reportType'));
    const type = readReportType(candidate, developerName, xml);
    reviewColumns(review, type);
    reviewFilters(review, type);
    reviewTypesOfColumns(review, type);
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
        if (!report) continue;
        const deployed = candidate.components.get(componentKey('Report', report));
        const xml = deployed && componentXml(deployed);
        if (!xml) review.refuse(noComponent('report', 'Report', report), childNode(component, 'report'));
        else reviewDashboardComponent(review, component, xml);
    }
    if (childText(node, 'dashboardType') === 'SpecifiedUser' && !childText(node, 'runningUser'))
        review.refuse('Required field is missing: runningUser');
};

/** A chart groups and sums up as its report does; a report without groups is shown as a table of its rows, or cut to some of them. */
const reviewDashboardComponent = (review: Review, component: XmlNode, report: XmlNode): void => {
    const groups = new Set(groupingsOf(report).map((grouping) => childText(grouping, 'field')));
    for (const grouping of childNodes(component, 'groupingColumn'))
        if (!groups.has(grouping.text.trim()))
            review.refuse(`Invalid groupingColumn ${grouping.text.trim()}: the report does not group by it`, grouping);
    const { aggregates, rowLimit, reportFormat } = readReport(report);
    for (const summary of childNodes(component, 'chartSummary')) {
        const column = childText(summary, 'column') ?? '';
        const wanted = childTexts(summary, 'aggregate').map((type) => aggregateName(type, column));
        if (!(wanted.length > 0 ? wanted : [aggregateName('', column)]).every((name) => aggregates.includes(name)))
            review.refuse(`Invalid chartSummary ${column}: the report has no such total`, summary);
    }
    if (reportFormat === 'TABULAR' && rowLimit === null && childText(component, 'componentType') !== 'FlexTable')
        review.refuse('A tabular report needs a row limit to be a source of a dashboard component', childNode(component, 'report'));
};
