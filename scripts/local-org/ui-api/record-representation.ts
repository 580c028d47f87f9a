import type { QueryRecord, Scalar, Session } from '../model/org';
import type { FieldDef } from '../model/schema';
import { displayValue, timeZoneOf } from './display-value';
import type { Selection } from './field-path';

export interface FieldRepresentation {
    readonly displayValue: string | null;
    readonly value: unknown;
}

/** A record as the UI API sends it. */
export interface RecordRepresentation {
    readonly apiName: string;
    readonly id: string;
    readonly fields: Readonly<Record<string, FieldRepresentation>>;
    readonly [property: string]: unknown;
}

const scalar = (record: QueryRecord, name: string): Scalar => (record[name] ?? null) as Scalar;

const nameOfRecord = (selection: Selection, record: QueryRecord): string | null => {
    const field = [...selection.object.fields.values()].find((each) => each.nameField);
    const value = field && record[field.name];
    return value === undefined || value === null ? null : String(value);
};

const hidden = new Set(['LastModifiedById', 'SystemModstamp']);

/**
 * Turns a queried record into its representation. `asked` names the fields to show; fields that were queried only for the
 * representation's own use stay out.
 */
export const representRecord = (
    session: Session,
    selection: Selection,
    record: QueryRecord,
    asked?: ReadonlySet<string>
): RecordRepresentation => {
    const zone = timeZoneOf(session.user);
    const own = [...selection.fields.values()]
        .filter((field) => (asked ? asked.has(field.name) : !hidden.has(field.name)))
        .map((field: FieldDef): [string, FieldRepresentation] => {
            const value = scalar(record, field.name);
            return [field.name, { displayValue: displayValue(field, value, zone), value }];
        });
    const parents = [...selection.parents].map(([name, parent]): [string, FieldRepresentation] => {
        const found = record[name] as QueryRecord | null | undefined;
        if (!found) return [name, { displayValue: null, value: null }];
        return [name, { displayValue: nameOfRecord(parent.selection, found), value: representRecord(session, parent.selection, found) }];
    });
    const fields = Object.fromEntries([...own, ...parents].sort(([a], [b]) => (a < b ? -1 : 1)));
    return {
        apiName: selection.object.name,
        childRelationships: {},
        fields,
        id: String(record['Id']),
        lastModifiedById: record['LastModifiedById'] ?? null,
        lastModifiedDate: record['LastModifiedDate'] ?? null,
        recordTypeId: null,
        recordTypeInfo: null,
        systemModstamp: record['SystemModstamp'] ?? null,
        weakEtag: record['SystemModstamp'] ? Date.parse(String(record['SystemModstamp'])) : 0
    };
};
