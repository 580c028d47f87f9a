import { HistoryRows } from '../../boundary/history-rows';
import { NO_DAY, type HistoryColumns } from '../../domain/forecast/deal-table';
import type { Conversion } from './currency-rows';
import { expectColumns, tableOf, type Columns, type CsvSheet } from './csv-sheet';
import { microsOf, momentSql, type Database } from './database';
import { piecesOf, type KeyPlan } from './deal-keys';
import { dayOfSql, isCountable, MICROS_PER_DAY, stageCodeSql, uncountable, type DealColumns } from './deal-rows';

const HISTORY_COLUMNS: Columns = {
    Id: 'VARCHAR',
    OpportunityId: 'VARCHAR',
    StageName: 'VARCHAR',
    Amount: 'DOUBLE',
    CloseDate: 'DATE',
    CreatedDate: 'TIMESTAMPTZ',
    CurrencyIsoCode: 'VARCHAR'
};

export interface HistoryReading {
    readonly columns: HistoryColumns;
    /** All rows that were read, those left out included. */
    readonly rows: number;
    readonly converted: number;
    /** Rows of deals that are not among the opportunities. */
    readonly ofUnknownDeals: number;
    /** Rows without a date or a stage. */
    readonly incomplete: number;
    readonly latestDay: number;
    /** StageNames that have no code yet. When there are any, the reading is of no use: number them and read again. */
    readonly unknownStages: readonly string[];
}

export interface HistorySource {
    readonly sheet: CsvSheet;
    readonly deals: Pick<DealColumns, 'ids' | 'keys'>;
    readonly keyPlan: KeyPlan;
    /** How many StageNames have a code. */
    readonly stages: number;
    readonly conversion: Conversion;
    readonly expectedRows: number;
}

/** Reads stage history. The rows come in any order, because files are read in several places at once, and are sorted here. */
export async function readHistoryColumns(db: Database, source: HistorySource): Promise<HistoryReading> {
    const { sheet, deals, keyPlan, stages, conversion, expectedRows } = source;
    expectColumns(sheet, ['OpportunityId', 'StageName', 'CreatedDate']);
    const { ids, keys } = deals;
    const collected = new HistoryRows(expectedRows);
    const seen = { rows: 0, converted: 0, ofUnknownDeals: 0, incomplete: 0, latestDay: NO_DAY, unmatched: 0 };
    await db.stream(historySql(sheet, keyPlan, conversion, await hasLongIds(db, sheet)), (batch) => {
        const [stage, closeOn, amount, foreign] = [batch.numbers(0), batch.numbers(2), batch.numbers(3), batch.numbers(4)];
        const [moments, pieces, ties] = [batch.moments(1), piecesOf(batch, 5), batch.shortTexts(7)];
        seen.rows += batch.rows;
        for (let row = 0; row < batch.rows; row += 1) {
            const deal = keys.find(pieces, row);
            const micros = microsOf(moments, row);
            if (deal < 0) seen.ofUnknownDeals += 1;
            else if (stage[row] === stages || micros !== micros) seen.incomplete += 1;
            else if (stage[row]! < 0) seen.unmatched += 1;
            else {
                if (!isCountable(amount[row]!)) throw uncountable(amount[row]!, sheet, ids[deal]!);
                const day = Math.floor(micros / MICROS_PER_DAY);
                const tie = 4 * row;
                const isTold = ties[tie]! <= 12;
                collected.add(
                    deal,
                    micros,
                    isTold ? ties[tie + 1]! : 0,
                    isTold ? ties[tie + 2]! : 0,
                    stage[row]!,
                    closeOn[row]!,
                    amount[row]!
                );
                seen.converted += foreign[row]!;
                if (day > seen.latestDay) seen.latestDay = day;
            }
        }
    });
    if (seen.unmatched > 0) return { ...seen, columns: new HistoryRows(0).toColumns(0), unknownStages: await stagesWithoutCode(db, sheet) };
    return { ...seen, columns: collected.toColumns(ids.length), unknownStages: [] };
}

function historySql(sheet: CsvSheet, keyPlan: KeyPlan, conversion: Conversion, hasLong: boolean): string {
    // Ids of Salesforce end in three characters that only repeat the case of the others.
    const tie = hasLong ? 'substr(h."Id", 8, 8)' : `lpad(right(h."Id", 8), 8, '0')`;
    // Only where there are several currencies does a row without its own need that of its deal.
    const isSingle = conversion.policy === 'single';
    const iso = isSingle ? 'NULL' : 'coalesce(h.CurrencyIsoCode, deal_key.CurrencyIsoCode)';
    const cents = conversion.cents('h.Amount', iso, 'h.CloseDate');
    const start = keyPlan.isShort ? (id: string) => `left(${id}, 15)` : (id: string) => id;
    const joins = isSingle
        ? ''
        : `LEFT JOIN deal deal_key ON ${start('deal_key."Id"')} = ${start('h.OpportunityId')} ${conversion.joins(iso, 'h.CloseDate')}`;
    return `SELECT ${stageCodeSql('h.StageName')}, ${momentSql('h.CreatedDate')}, ${dayOfSql('h.CloseDate')},
        ${isSingle ? cents : `CASE WHEN deal_key."Id" IS NULL THEN 'nan'::DOUBLE ELSE ${cents} END`}, ${conversion.isConverted(iso)},
        ${keyPlan.sql('h.OpportunityId')}, coalesce(${tie}, '') FROM ${tableOf(sheet, HISTORY_COLUMNS)} h ${joins}`;
}

/** Whether rows have ids of 15 or 18 characters. */
async function hasLongIds(db: Database, sheet: CsvSheet): Promise<boolean> {
    const [first] = await db.rows(`SELECT length("Id")::INTEGER AS length FROM ${tableOf(sheet, HISTORY_COLUMNS)} LIMIT 1`);
    return first?.length === 15 || first?.length === 18;
}

/** How long the first id is that history calls a deal by; undefined without rows. */
export async function lengthOfDealIds(db: Database, sheet: CsvSheet): Promise<number | undefined> {
    expectColumns(sheet, ['OpportunityId', 'StageName', 'CreatedDate']);
    const [first] = await db.rows(`SELECT length(OpportunityId)::INTEGER AS length FROM ${tableOf(sheet, HISTORY_COLUMNS)} LIMIT 1`);
    return (first?.length as number | null | undefined) ?? undefined;
}

async function stagesWithoutCode(db: Database, sheet: CsvSheet): Promise<readonly string[]> {
    const rows = await db.rows(
        `SELECT DISTINCT StageName AS name FROM ${tableOf(sheet, HISTORY_COLUMNS)} WHERE StageName IS NOT NULL AND StageName NOT IN (SELECT name FROM stage) ORDER BY 1`
    );
    return rows.map(({ name }) => String(name));
}
