import { childFlag, childNode, childNodes, childText } from '../metadata/xml-node';
import type { XmlNode } from '../metadata/xml-node';
import { findField, findObject } from '../model/schema';
import type { FieldDef, ObjectDef, Schema } from '../model/schema';

/** One object of a custom report type: the base, or the children that are joined to the table before it. */
export interface ReportTable {
    /** Opportunity, or Opportunity.Visits__r. */
    readonly path: string;
    readonly object: ObjectDef;
    /** Lookup of this table's object to the one before it; the base has none. */
    readonly link?: FieldDef;
    /** Records of the table before it are kept where they have no children ("with or without"). */
    readonly outer: boolean;
}

/** A column as both interfaces name it: 'Account.Visits__r$Kind__c' in metadata, with a dot for the '$' in the Analytics API. */
export interface ReportColumn {
    readonly name: string;
    readonly table: ReportTable;
    readonly field: FieldDef;
    /** Object that the field belongs to; not the table's where the column reaches through a lookup. */
    readonly owner: ObjectDef;
    /** The field as SOQL reaches it from the table's object. */
    readonly path: string;
    readonly label: string;
}

export interface ReportSection {
    readonly label: string;
    readonly columns: readonly ReportColumn[];
}

/** A custom report type, as a report on it sees it. */
export interface ReportType {
    /** As reports name it: with __c. */
    readonly name: string;
    readonly label: string;
    readonly description: string | null;
    readonly tables: readonly ReportTable[];
    readonly sections: readonly ReportSection[];
    /** By the name of the Analytics API. */
    readonly columns: ReadonlyMap<string, ReportColumn>;
}

/** The Analytics API separates table and field by a dot where metadata has a dollar sign. */
export const apiColumn = (metadataName: string): string => metadataName.trim().replace('$', '.');

/** The child object and its lookup behind a child list's name. */
const childBehind = (schema: Schema, parent: ObjectDef, relationship: string): { object: ObjectDef; link: FieldDef } | undefined => {
    for (const object of schema.objects.values())
        for (const link of object.fields.values())
            if (
                link.reference?.to.includes(parent.name) &&
                link.reference.childRelationshipName?.toLowerCase() === relationship.toLowerCase()
            )
                return { object, link };
    return undefined;
};

const tablesOf = (schema: Schema, node: XmlNode): ReportTable[] => {
    const base = findObject(schema, childText(node, 'baseObject') ?? '');
    if (!base) return [];
    const tables: ReportTable[] = [{ path: base.name, object: base, outer: false }];
    for (let join = childNode(node, 'join'); join; join = childNode(join, 'join')) {
        const before = tables.at(-1)!;
        const relationship = childText(join, 'relationship') ?? '';
        const child = childBehind(schema, before.object, relationship);
        if (!child) break;
        tables.push({ path: `${before.path}.${relationship}`, ...child, outer: childFlag(join, 'outerJoin') });
    }
    return tables;
};

interface FoundField {
    readonly field: FieldDef;
    readonly owner: ObjectDef;
    readonly path: string;
}

/** A field as report types name it: Amount, Partner__c, Owner for OwnerId, or Account.Industry through a lookup. */
const fieldBehind = (schema: Schema, object: ObjectDef, name: string): FoundField | undefined => {
    const [first = '', ...rest] = name.split('.');
    const field = findField(object, first) ?? (first.endsWith('__c') ? undefined : findField(object, `${first}Id`));
    if (rest.length === 0) return field && { field, owner: object, path: field.name };
    const hop = [...object.fields.values()].find(({ reference }) => reference?.relationshipName.toLowerCase() === first.toLowerCase());
    const parent = hop?.reference?.to.length === 1 ? findObject(schema, hop.reference.to[0]!) : undefined;
    const found = parent && fieldBehind(schema, parent, rest.join('.'));
    return found && { ...found, path: `${hop!.reference!.relationshipName}.${found.path}` };
};

/** The name of a record is headed by what the record is: 'Opportunity Name', 'Visit: Visit Number'. */
const labelOf = (table: ReportTable, field: FieldDef): string => {
    if (!field.nameField) return field.label;
    return table.object.custom ? `${table.object.label}: ${field.label}` : `${table.object.label} ${field.label}`;
};

/** Reads a deployed report type. Columns and joins that the schema does not know are left out; deploys refuse them. */
export const readReportType = (schema: Schema, developerName: string, node: XmlNode): ReportType => {
    const tables = tablesOf(schema, node);
    const columnOf = (column: XmlNode): ReportColumn[] => {
        const table = tables.find(({ path }) => path.toLowerCase() === (childText(column, 'table') ?? '').toLowerCase());
        const field = childText(column, 'field') ?? '';
        const found = table && fieldBehind(schema, table.object, field);
        if (!found) return [];
        const label = childText(column, 'displayNameOverride') ?? labelOf(table, found.field);
        return [{ name: `${table.path}.${field}`, table, ...found, label }];
    };
    const sections = childNodes(node, 'sections').map((section) => ({
        label: childText(section, 'masterLabel') ?? '',
        columns: childNodes(section, 'columns').flatMap(columnOf)
    }));
    return {
        name: `${developerName}__c`,
        label: childText(node, 'label') ?? developerName,
        description: childText(node, 'description') ?? null,
        tables,
        sections,
        columns: new Map(sections.flatMap(({ columns }) => columns.map((column) => [column.name, column] as const)))
    };
};
