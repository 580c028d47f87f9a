import { ApiError } from '../model/org';
import type { RecordInput, SaveError, SaveResult, Session } from '../model/org';
import { findField } from '../model/schema';
import type { FieldDef, ObjectDef } from '../model/schema';
import type { LocalOrg } from '../http/route';

export const bulkOperations = ['insert', 'update', 'upsert', 'delete', 'hardDelete'] as const;
export type BulkOperation = (typeof bulkOperations)[number];

export interface Load {
    readonly object: ObjectDef;
    readonly operation: BulkOperation;
    /** Set for an upsert only. */
    readonly externalIdField?: string;
}

/** A load that cannot begin: the words go into the job's errorMessage. */
export class LoadError extends Error {}

const chunkSize = 200;

interface Column {
    /** Puts one cell where the save expects it. */
    set(record: RecordInput, value: string | null): void;
}

const fieldColumn = (field: FieldDef): Column => ({
    set: (record, value) => {
        record[field.name] = value;
    }
});

/** 'Owner.Username' or 'User:Owner.Username': a parent by one of its keys. */
const parentColumn = (object: ObjectDef, name: string): Column | undefined => {
    const found = /^(?:\w+:)?(\w+)\.(\w+)$/.exec(name);
    if (!found) return undefined;
    const [, relationship, key] = found;
    const link = [...object.fields.values()].find(
        ({ reference }) => reference?.relationshipName.toLowerCase() === relationship!.toLowerCase()
    );
    if (!link) return undefined;
    return {
        set: (record, value) => {
            if (value === null) record[link.name] = null;
            else record[link.reference!.relationshipName] = { [key!]: value };
        }
    };
};

const columnsOf = ({ object, operation, externalIdField }: Load, header: readonly string[]): Column[] => {
    const seen = new Set<string>();
    const columns = header.map((name) => {
        if (seen.has(name.toLowerCase())) throw new LoadError(`InvalidBatch : Duplicate field name in header : ${name}`);
        seen.add(name.toLowerCase());
        const field = findField(object, name);
        const column = field ? fieldColumn(field) : parentColumn(object, name);
        if (!column) throw new LoadError(`InvalidBatch : Field name not found : ${name}`);
        return column;
    });
    const needed = operation === 'upsert' ? externalIdField! : operation === 'insert' ? undefined : 'Id';
    if (needed !== undefined && !seen.has(needed.toLowerCase()))
        throw new LoadError(`InvalidBatch : ${needed} is a required column for ${operation}`);
    return columns;
};

/** An empty cell leaves the field as it is, #N/A empties it. */
const recordOf = (columns: readonly Column[], cells: readonly string[]): RecordInput => {
    const record: RecordInput = {};
    columns.forEach((column, index) => {
        const cell = cells[index]!;
        if (cell !== '') column.set(record, cell === '#N/A' ? null : cell);
    });
    return record;
};

const save = (org: LocalOrg, session: Session, load: Load, records: readonly RecordInput[]): SaveResult[] => {
    const { object, operation } = load;
    switch (operation) {
        case 'insert':
            return org.dml.insert(session, object.name, records, { source: 'csv' });
        case 'update':
            return org.dml.update(session, object.name, records, { source: 'csv' });
        case 'upsert':
            return org.dml.upsert(session, object.name, load.externalIdField!, records, { source: 'csv' });
        case 'delete':
        case 'hardDelete':
            return org.dml.delete(
                session,
                records.map((record) => String(record['Id'] ?? ''))
            );
    }
};

const failedAll = (records: readonly RecordInput[], error: ApiError): SaveResult[] =>
    records.map(() => ({
        id: null,
        success: false,
        errors: [{ statusCode: error.errorCode, message: error.message, fields: error.fields }]
    }));

const saveChunk = (org: LocalOrg, session: Session, load: Load, records: readonly RecordInput[]): SaveResult[] => {
    try {
        const results = save(org, session, load, records);
        if (load.operation === 'hardDelete')
            for (const { success, id } of results) if (success && id) org.state.store.purge(load.object.name, id);
        return results;
    } catch (error) {
        if (error instanceof ApiError) return failedAll(records, error);
        throw error;
    }
};

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Saves rows in chunks of 200, each row failing alone, and tells the outcome of each row in order. Other requests are
 * answered between chunks. Stops before the next chunk when asked to. Throws LoadError before anything is saved.
 */
export const loadRows = async (
    org: LocalOrg,
    session: Session,
    load: Load,
    table: readonly (readonly string[])[],
    stopped: () => boolean = () => false
): Promise<SaveResult[]> => {
    const [header, ...rows] = table;
    if (!header) throw new LoadError('InvalidBatch : The data has no header row');
    const columns = columnsOf(
        load,
        header.map((name) => name.trim())
    );
    const uneven = rows.findIndex((row) => row.length !== header.length);
    if (uneven >= 0) {
        throw new LoadError(`InvalidBatch : Row ${uneven + 1} has ${rows[uneven]!.length} values, the header has ${header.length}`);
    }
    const results: SaveResult[] = [];
    for (let at = 0; at < rows.length && !stopped(); at += chunkSize) {
        results.push(
            ...saveChunk(
                org,
                session,
                load,
                rows.slice(at, at + chunkSize).map((row) => recordOf(columns, row))
            )
        );
        await breathe();
    }
    return results;
};

/** 'REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --', as every bulk client reads it. */
export const bulkErrorText = (errors: readonly SaveError[]): string =>
    errors
        .map(({ statusCode, message, fields }) => `${statusCode}:${message}:${fields.length > 0 ? `${fields.join(', ')} ` : ''}--`)
        .join(';');

/** Checks object, operation and key of a new job. Throws ApiError. */
export const loadOf = (
    org: LocalOrg,
    session: Session,
    object: ObjectDef | undefined,
    operation: string,
    externalIdField?: string
): Load => {
    if (!object || !session.access.object(object.name).read) throw new ApiError('INVALIDENTITY', 'Entity is not found or not accessible');
    const known = bulkOperations.find((name) => name.toLowerCase() === operation.toLowerCase());
    if (!known) throw new ApiError('INVALIDJOB', `Unsupported operation ${operation}`);
    if (known === 'hardDelete' && !session.access.userPermission('BulkApiHardDelete')) {
        throw new ApiError(
            'FEATURENOTENABLED',
            'hardDelete operation requires special user profile permission, please contact your system administrator'
        );
    }
    if (known !== 'upsert') return { object, operation: known };
    const key = findField(object, externalIdField ?? '');
    if (!key || !(key.externalId || key.type === 'id')) {
        throw new ApiError(
            'INVALIDJOB',
            externalIdField
                ? `InvalidJob : Field ${externalIdField} is not an external id of ${object.name}`
                : `InvalidJob : External ID was blank for ${object.name}`
        );
    }
    return { object, operation: known, externalIdField: key.name };
};
