import type { FieldDef, ObjectAccess, ObjectDef, Schema } from './schema';
import type { Store } from '../store/store';

/** A stored value. Dates are 'YYYY-MM-DD', date-times ISO in UTC with milliseconds, percents as the API shows them (60 for 60 %). */
export type Scalar = string | number | boolean | null;

/** One record as stored: canonical field names, 18-character ids. Formula fields are never stored, roll-ups are. */
export type Row = { Id: string } & Record<string, Scalar>;

/** What the running user may do, worked out once from profile and permission sets. */
export interface Access {
    object(name: string): ObjectAccess;
    readable(object: ObjectDef, field: FieldDef): boolean;
    editable(object: ObjectDef, field: FieldDef): boolean;
    /** Holds this custom permission. */
    permission(name: string): boolean;
    /** Holds this user permission, e.g. ModifyAllData. */
    userPermission(name: string): boolean;
    /** Whether a tab of a page stands in the navigation. Tabs of objects follow the rights on the object. */
    tab?(name: string): boolean;
}

/** Who is asking. One per request. */
export interface Session {
    readonly user: Row;
    readonly access: Access;
}

/** Reads any field of a row, working out formulas. Knows nothing of field-level security. */
export interface FieldReader {
    read(object: ObjectDef, row: Row, field: FieldDef, session: Session): Scalar;
    /** As read, but a formula in error throws FormulaEvaluationError: what reads it is in error too. */
    readOrThrow?(object: ObjectDef, row: Row, field: FieldDef, session: Session): Scalar;
}

/** The org's state: swapped schema, mutable rows, the clock. Modules share it, and nothing else. */
export interface OrgState {
    schema: Schema;
    readonly store: Store;
    readonly reader: FieldReader;
    readonly organizationId: string;
    now(): Date;
}

/** An error as the REST API words it. */
export class ApiError extends Error {
    constructor(
        readonly errorCode: string,
        message: string,
        readonly status = 400,
        readonly fields: readonly string[] = []
    ) {
        super(message);
    }
}

export interface SaveError {
    readonly statusCode: string;
    readonly message: string;
    readonly fields: readonly string[];
}

export interface SaveResult {
    readonly id: string | null;
    readonly success: boolean;
    readonly created?: boolean;
    readonly errors: readonly SaveError[];
}

/** Field values by name in any case; a parent by external id as {Partner__r: {Key__c: 'x'}}. */
export type RecordInput = Record<string, unknown>;

export interface SaveOptions {
    readonly allOrNone?: boolean;
    /** Cells of a CSV file are text whatever their field's type. */
    readonly source?: 'json' | 'csv';
}

/** The only way in for records. Each call is one transaction; without allOrNone each record succeeds or fails alone. */
export interface Dml {
    insert(session: Session, object: string, records: readonly RecordInput[], options?: SaveOptions): SaveResult[];
    update(session: Session, object: string, records: readonly RecordInput[], options?: SaveOptions): SaveResult[];
    upsert(session: Session, object: string, externalIdField: string, records: readonly RecordInput[], options?: SaveOptions): SaveResult[];
    delete(session: Session, ids: readonly string[], options?: { allOrNone?: boolean }): SaveResult[];
    undelete(session: Session, ids: readonly string[], options?: { allOrNone?: boolean }): SaveResult[];
    /** Runs work; rolls every write back when it throws or returns false. For composite and tree requests. */
    transaction<T>(work: () => T, keep: (result: T) => boolean): T;
}

export interface QueryColumn {
    readonly columnName: string;
    readonly displayName: string;
    readonly aggregate: boolean;
    readonly joinColumns: readonly QueryColumn[];
}

export interface QueryRecord {
    attributes: { type: string; url?: string };
    [field: string]: unknown;
}

export interface Soql {
    /** All matching records, JSON-ready with attributes; a child list is {totalSize, done, records}. Throws ApiError. */
    query(
        session: Session,
        soql: string,
        options?: { apiVersion?: string; includeDeleted?: boolean }
    ): { totalSize: number; records: QueryRecord[]; entity: string };
    columns(session: Session, soql: string): { columns: QueryColumn[]; entity: string };
}
