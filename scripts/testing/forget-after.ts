import type { Day } from '../domain/forecast/calendar-day';
import type { DealTable } from '../domain/forecast/deal-table';

/** The table as it would be in an org in which nothing after `day` has happened yet. */
export function forgetAfter(table: DealTable, day: Day): DealTable {
    const kept = Array.from({ length: table.size }, (_, deal) => deal).filter((deal) => table.createdOn[deal]! <= day);
    const rows = rowsUpTo(table.history, kept, day);
    const partners = rowsUpTo(table.partners, kept, day);
    const proof = rowsUpTo(table.proof, kept, day);
    const lastRow = kept.map((_, index) => rows.list[rows.from[index + 1]! - 1]!);
    return {
        ...table,
        size: kept.length,
        ids: kept.map((deal) => table.ids[deal]!),
        createdOn: Int32Array.from(kept, (deal) => table.createdOn[deal]!),
        stage: Uint16Array.from(lastRow, (row) => table.history.stage[row]!),
        amount: Float64Array.from(lastRow, (row) => table.history.amount[row]!),
        closeOn: Int32Array.from(lastRow, (row) => table.history.closeOn[row]!),
        history: {
            from: rows.from,
            day: Int32Array.from(rows.list, (row) => table.history.day[row]!),
            stage: Uint16Array.from(rows.list, (row) => table.history.stage[row]!),
            amount: Float64Array.from(rows.list, (row) => table.history.amount[row]!),
            closeOn: Int32Array.from(rows.list, (row) => table.history.closeOn[row]!)
        },
        partners: {
            from: partners.from,
            day: Int32Array.from(partners.list, (row) => table.partners.day[row]!),
            partnerType: Uint8Array.from(partners.list, (row) => table.partners.partnerType[row]!),
            attribution: Uint8Array.from(partners.list, (row) => table.partners.attribution[row]!)
        },
        proof: {
            from: proof.from,
            day: Int32Array.from(proof.list, (row) => table.proof.day[row]!),
            order: Uint8Array.from(proof.list, (row) => table.proof.order[row]!)
        }
    };
}

/** Rows of the kept deals up to a day, and where each deal's begin. */
function rowsUpTo(columns: { readonly from: Uint32Array; readonly day: Int32Array }, kept: readonly number[], day: Day) {
    const list: number[] = [];
    const from = new Uint32Array(kept.length + 1);
    kept.forEach((deal, index) => {
        for (let row = columns.from[deal]!; row < columns.from[deal + 1]!; row += 1) if (columns.day[row]! <= day) list.push(row);
        from[index + 1] = list.length;
    });
    return { from, list };
}
