import { HistoryRows } from '../../boundary/history-rows';
import { NO_DAY, type HistoryColumns } from '../../domain/forecast/deal-table';
import type { Conversion } from './currency-rows';
import { expectColumns, tableOf, type Columns, type CsvSheet } from './csv-sheet';
import { checkedCents, dayOfSql } from './deal-rows';
import type { Database } from './database';

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
    readonly deals: readonly string[];
    readonly conversion: Conversion;
    readonly expectedRows: number;
}

/** Reads stage history. The rows come in any order, because files are read in several places at once, and are sorted here. */
export async function readHistoryColumns(db: Database, { sheet, deals, conversion, expectedRows }: HistorySource): Promise<HistoryReading> {
    expectColumns(sheet, ['OpportunityId', 'StageName', 'CreatedDate']);
    const collected = new HistoryRows(expectedRows);
    const seen = { rows: 0, converted: 0, ofUnknownDeals: 0, incomplete: 0, latestDay: NO_DAY, unmatched: 0 };
    await db.stream(await historySql(db, sheet, conversion), (chunk) => {
        const [deal, stage, day, time] = [0, 1, 2, 3].map((column) => chunk.numbers(column)) as [Numbers, Numbers, Numbers, Numbers];
        const [closeOn, amount, foreign, tie] = [chunk.numbers(4), chunk.numbers(5), chunk.numbers(6), chunk.words(7)];
        const batch = { rows: chunk.rows, deal, stage, day, time, closeOn, amount, tie };
        seen.rows += chunk.rows;
        for (let row = 0; row < chunk.rows; row += 1) {
            if (deal[row]! < 0) seen.ofUnknownDeals += 1;
            else if (stage[row] === EMPTY_STAGE || day[row] === NO_DAY) seen.incomplete += 1;
            else if (stage[row]! < 0) seen.unmatched += 1;
            else {
                checkedCents(amount[row]!, sheet, deals[deal[row]!]!);
                collected.add(batch, row);
                seen.converted += foreign[row]!;
                if (day[row]! > seen.latestDay) seen.latestDay = day[row]!;
            }
        }
    });
    if (seen.unmatched > 0) return { ...seen, columns: new HistoryRows(0).toColumns(0), unknownStages: await stagesWithoutCode(db, sheet) };
    return { ...seen, columns: collected.toColumns(deals.length), unknownStages: [] };
}

type Numbers = ArrayLike<number>;

const EMPTY_STAGE = -2;

async function historySql(db: Database, sheet: CsvSheet, conversion: Conversion): Promise<string> {
    const key = (await makeDealKey(db, sheet)) ? 'left(h.OpportunityId, 15)' : 'h.OpportunityId';
    const iso = 'coalesce(h.CurrencyIsoCode, deal_key.CurrencyIsoCode)';
    const moment = `epoch_ms(h.CreatedDate)`;
    const cents = conversion.cents('h.Amount', iso, 'h.CloseDate');
    return `SELECT coalesce(deal_key.d, -1)::INTEGER, coalesce(stage.code, CASE WHEN h.StageName IS NULL THEN ${EMPTY_STAGE} ELSE -1 END)::INTEGER,
        ${dayOfSql('h.CreatedDate')}, coalesce(${moment} % 86400000, 0)::INTEGER, ${dayOfSql('h.CloseDate')},
        ${conversion.policy === 'single' ? cents : `CASE WHEN deal_key.d IS NULL THEN 'nan'::DOUBLE ELSE ${cents} END`},
        ${conversion.isConverted(iso)}, coalesce(TRY_CAST(encode(lpad(right(h."Id", 8), 8, '0'))::BIT AS UBIGINT), 0)
        FROM ${tableOf(sheet, HISTORY_COLUMNS)} h LEFT JOIN deal_key ON deal_key.id = ${key}
        LEFT JOIN stage ON stage.name = h.StageName ${conversion.joins(iso, 'h.CloseDate')}`;
}

/**
 * Makes the view `deal_key`, by which history finds its deal. Reports write ids with 15 characters, the API with 18: where one file has
 * the one and the other the other, 15 are compared, and the answer is true.
 */
async function makeDealKey(db: Database, sheet: CsvSheet): Promise<boolean> {
    const [lengths] = await db.rows('SELECT min(length("Id"))::INTEGER AS least, max(length("Id"))::INTEGER AS most FROM deal');
    const [first] = await db.rows(`SELECT length(OpportunityId)::INTEGER AS length FROM ${tableOf(sheet, HISTORY_COLUMNS)} LIMIT 1`);
    const found = new Set([lengths?.least, lengths?.most, first?.length ?? lengths?.most]);
    const isShort = found.size === 2 && found.has(15) && found.has(18);
    await db.run(
        `CREATE OR REPLACE TEMP VIEW deal_key AS SELECT d, ${isShort ? 'left("Id", 15)' : '"Id"'} AS id, CurrencyIsoCode FROM deal`
    );
    return isShort;
}

async function stagesWithoutCode(db: Database, sheet: CsvSheet): Promise<readonly string[]> {
    const rows = await db.rows(
        `SELECT DISTINCT StageName AS name FROM ${tableOf(sheet, HISTORY_COLUMNS)} WHERE StageName IS NOT NULL AND StageName NOT IN (SELECT name FROM stage) ORDER BY 1`
    );
    return rows.map(({ name }) => String(name));
}
