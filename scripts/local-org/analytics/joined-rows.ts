import type { QueryRecord, Session, Soql } from '../model/org';
import { cellPaths } from './report-cell';
import type { ReportColumn, ReportTable } from './report-type';

/** A record of each table of the report type, in their order; nothing where a joined table has none. */
export type JoinedRow = readonly (QueryRecord | undefined)[];

const NOTHING: readonly QueryRecord[] = [];

const readTable = (soql: Soql, session: Session, table: ReportTable, columns: readonly ReportColumn[], onlyOwn: boolean): QueryRecord[] => {
    const paths = new Set(['Id', ...(table.link ? [table.link.name] : [])]);
    for (const column of columns) if (column.table === table) for (const path of cellPaths(column)) paths.add(path);
    const where = onlyOwn ? ` WHERE OwnerId = '${session.user.Id}'` : '';
    return soql.query(session, `SELECT ${[...paths].join(', ')} FROM ${table.object.name}${where} ORDER BY Id`).records;
};

const childrenByParent = (records: readonly QueryRecord[], link: string): Map<string, QueryRecord[]> => {
    const children = new Map<string, QueryRecord[]>();
    for (const record of records) {
        const parent = String(record[link]);
        const known = children.get(parent);
        if (known) known.push(record);
        else children.set(parent, [record]);
    }
    return children;
};

/**
 * The rows of a report type as this user sees them: every base record with every combination of what is joined to it. Where a
 * join is not outer, records without children drop out. Reads through SOQL, so sharing is that of a query.
 */
export const joinedRows = (
    soql: Soql,
    session: Session,
    tables: readonly ReportTable[],
    columns: readonly ReportColumn[],
    onlyOwn: boolean
): JoinedRow[] => {
    let rows: JoinedRow[] = [];
    tables.forEach((table, index) => {
        const records = readTable(soql, session, table, columns, onlyOwn && index === 0);
        if (!table.link) {
            rows = records.map((record) => [record]);
            return;
        }
        const byParent = childrenByParent(records, table.link.name);
        rows = rows.flatMap((row): JoinedRow[] => {
            const parent = row.at(-1);
            const children = (parent && byParent.get(String(parent['Id']))) ?? NOTHING;
            if (children.length > 0) return children.map((child) => [...row, child]);
            return table.outer ? [[...row, undefined]] : [];
        });
    });
    return rows;
};
