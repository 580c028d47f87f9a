import { childFlag, childNode, childNodes, childText, childTexts } from '../metadata/xml-node';
import type { XmlNode } from '../metadata/xml-node';
import { isCalculated, isLongText } from '../model/field-traits';
import type { OrgState, Session } from '../model/org';
import { findField } from '../model/schema';
import type { FieldDef, ObjectDef, Schema } from '../model/schema';
import { componentsOfType } from './deployed-xml';
import { masterRecordTypeId } from './picklist-values';

interface Item {
    readonly field: string;
    readonly behavior: 'Edit' | 'Required' | 'Readonly';
}

interface Section {
    readonly heading: string;
    readonly useHeading: boolean;
    /** Fields column by column. */
    readonly columns: readonly (readonly Item[])[];
}

const layoutXml = (schema: Schema, object: ObjectDef): XmlNode | undefined =>
    componentsOfType(schema, 'Layout').find(({ fullName }) => fullName.toLowerCase().startsWith(`${object.name.toLowerCase()}-`))?.xml;

const sectionsOf = (layout: XmlNode): Section[] =>
    childNodes(layout, 'layoutSections')
        .map((section) => ({
            heading: childText(section, 'label') ?? '',
            useHeading: childFlag(section, 'detailHeading'),
            columns: childNodes(section, 'layoutColumns').map((column) =>
                childNodes(column, 'layoutItems').flatMap((item): Item[] => {
                    const field = childText(item, 'field');
                    return field ? [{ field, behavior: (childText(item, 'behavior') ?? 'Edit') as Item['behavior'] }] : [];
                })
            )
        }))
        .filter((section) => section.columns.some((column) => column.length > 0));

const audit = ['CreatedById', 'LastModifiedById', 'CreatedDate', 'LastModifiedDate'];
const internal = new Set([
    ...audit,
    'Id',
    'IsDeleted',
    'SystemModstamp',
    'LastViewedDate',
    'LastReferencedDate',
    'LastActivityDate',
    'RecordTypeId',
    'CurrencyIsoCode'
]);

/** What an object shows before a layout is deployed for it: everything that people fill in, then what is worked out. */
const plainSections = (object: ObjectDef): Section[] => {
    const fields = [...object.fields.values()].filter((field) => !internal.has(field.name));
    const names = fields.filter((field) => field.nameField);
    const filled = [...names, ...fields.filter((field) => !field.nameField && (field.createable || field.updateable))];
    const half = Math.ceil(filled.length / 2);
    const item = (field: FieldDef): Item => ({ field: field.name, behavior: field.required ? 'Required' : 'Edit' });
    const system = audit.filter((name) => findField(object, name)).map((field): Item => ({ field, behavior: 'Readonly' }));
    return [
        { heading: 'Information', useHeading: true, columns: [filled.slice(0, half).map(item), filled.slice(half).map(item)] },
        {
            heading: 'System Information',
            useHeading: true,
            columns: [system.filter((_, i) => i % 2 === 0), system.filter((_, i) => i % 2 === 1)]
        }
    ];
};

const fullSections = (schema: Schema, object: ObjectDef): Section[] => {
    const xml = layoutXml(schema, object);
    return xml ? sectionsOf(xml) : plainSections(object);
};

const plainCompact: Record<string, readonly string[]> = {
    Opportunity: ['Name', 'AccountId', 'Amount', 'CloseDate', 'StageName', 'OwnerId'],
    Account: ['Name', 'Type', 'Industry', 'OwnerId'],
    Contact: ['Name', 'AccountId', 'Title', 'Email', 'Phone']
};

/** The fields of an object's compact layout: the assigned one, else the first deployed, else what the platform would show. */
const compactFields = (schema: Schema, object: ObjectDef): readonly string[] => {
    const deployed = componentsOfType(schema, 'CompactLayout').filter(({ fullName }) => fullName.startsWith(`${object.name}.`));
    const assigned = componentsOfType(schema, 'CustomObject').find(({ fullName }) => fullName === object.name)?.xml;
    const name = assigned && childText(assigned, 'compactLayoutAssignment');
    const chosen = deployed.find(({ fullName }) => fullName === `${object.name}.${name}`) ?? deployed[0];
    if (chosen) return childTexts(chosen.xml, 'fields');
    return plainCompact[object.name] ?? ['Name', 'OwnerId'].filter((each) => findField(object, each));
};

/** Field names of a layout: Full or Compact. */
export const layoutFieldPaths = (schema: Schema, object: ObjectDef, type: string): string[] =>
    type.toLowerCase() === 'compact'
        ? [...compactFields(schema, object)]
        : fullSections(schema, object).flatMap((section) => section.columns.flatMap((column) => column.map((item) => item.field)));

const representItem = (session: Session, object: ObjectDef, item: Item): Record<string, unknown> | undefined => {
    const field = findField(object, item.field);
    if (!field || !session.access.readable(object, field)) return undefined;
    const editable = item.behavior !== 'Readonly' && session.access.editable(object, field) && !isCalculated(field);
    return {
        editableForNew: editable && field.createable,
        editableForUpdate: editable && field.updateable,
        label: field.label,
        layoutComponents: [{ apiName: field.name, componentType: 'Field', label: field.label }],
        lookupIdApiName: field.type === 'reference' ? field.name : null,
        required: item.behavior === 'Required' || field.required,
        sortable: !isLongText(field)
    };
};

const representSection = (session: Session, object: ObjectDef, section: Section, index: number): Record<string, unknown> => {
    const columns = section.columns.map((column) =>
        column.map((item) => representItem(session, object, item)).filter((item) => item !== undefined)
    );
    const rows = Math.max(0, ...columns.map((column) => column.length));
    const layoutRows = Array.from({ length: rows }, (_, row) => ({ layoutItems: columns.map((column) => column[row] ?? emptyItem) }));
    return {
        collapsible: true,
        columns: columns.length,
        heading: section.heading,
        id: `${object.name}-${index}`,
        layoutRows,
        rows,
        useHeading: section.useHeading
    };
};

const emptyItem = {
    editableForNew: false,
    editableForUpdate: false,
    label: '',
    layoutComponents: [{ apiName: null, componentType: 'EmptySpace' }],
    lookupIdApiName: null,
    required: false,
    sortable: false
};

/** A layout as this user sees it: hidden fields are left out. */
export const layout = (state: OrgState, session: Session, object: ObjectDef, type: string, mode: string): Record<string, unknown> => {
    const compact = type.toLowerCase() === 'compact';
    const sections = compact
        ? [
              {
                  heading: '',
                  useHeading: false,
                  columns: [compactFields(state.schema, object).map((field): Item => ({ field, behavior: 'Readonly' }))]
              }
          ]
        : fullSections(state.schema, object);
    return {
        id: null,
        layoutType: compact ? 'Compact' : 'Full',
        mode,
        objectApiName: object.name,
        recordTypeId: masterRecordTypeId,
        saveOptions: [],
        sections: sections
            .map((section, index) => representSection(session, object, section, index))
            .filter((section) => section['rows'] !== 0)
    };
};

export interface LayoutRelatedList {
    /** Child object and lookup: Partner__c.Account__c; standard lists have names of their own. */
    readonly name: string;
    readonly fields: readonly string[];
    readonly sortField?: string;
    readonly sortDescending: boolean;
}

/** The related lists that the object's deployed layout names; undefined where no layout is deployed. */
export const layoutRelatedLists = (schema: Schema, object: ObjectDef): LayoutRelatedList[] | undefined => {
    const xml = layoutXml(schema, object);
    return (
        xml &&
        childNodes(xml, 'relatedLists').map((list) => ({
            name: childText(list, 'relatedList') ?? '',
            fields: childTexts(list, 'fields'),
            sortDescending: childText(list, 'sortOrder') === 'Desc',
            ...(childNode(list, 'sortField') ? { sortField: childText(list, 'sortField') } : {})
        }))
    );
};
