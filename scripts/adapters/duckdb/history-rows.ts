import { HistoryRows } from '../../boundary/history-rows';
import { NO_DAY as NO_DAY_OF_TABLE, type HistoryColumns } from '../../domain/forecast/deal-table';
import type { Conversion } from './currency-rows';
import { tableOf, type Columns, type CsvSheet } from './csv-sheet';
import { isFilled as isFilledIn, type Batch, type Database } from './database';
import { keysOf, type DealFinder, type KeyPlan } from './deal-finder';
import * as values from './row-values';
import { NO_STAGE as EMPTY_STAGE, stageHashSql, type StageCodes } from './stage-codes';
import { findUnreadableMoment } from './unreadable-moment';

// Imports are looked up at each use, and these are used for each of millions of rows.
const { dayOfMicros, isCountable, microsOf, millisecondOfDay, rounded } = values;
const [isFilled, NO_STAGE, NO_DAY] = [isFilledIn, EMPTY_STAGE, NO_DAY_OF_TABLE];
const EARLIEST = values.EARLIEST_MICROS;

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
    /** StageNames that had no code before; theirs are the next ones. */
    readonly newStages: readonly string[];
}

export interface HistorySource {
    readonly sheet: CsvSheet;
    /** Ids of the deals, for errors. */
    readonly ids: readonly string[];
    readonly finder: DealFinder;
    readonly keyPlan: KeyPlan;
    readonly codes: StageCodes;
    readonly conversion: Conversion;
    readonly expectedRows: number;
}

/** Reads stage history in one pass, rows in any order. Throws CSV_INVALID with the line of a date that cannot be read. */
export async function readHistoryColumns(db: Database, source: HistorySource): Promise<HistoryReading> {
    const { sheet, codes, ids } = source;
    const known = codes.size;
    const reader = new HistoryReader(source);
    await db.stream(historySql(source, await hasLongIds(db, sheet)), (batch) => reader.take(batch));
    const unreadable = reader.seen.incomplete > 0 ? await findUnreadableMoment(db, sheet) : undefined;
    if (unreadable) throw unreadable;
    const columns = reader.rows.toColumns(ids.length);
    const { seen } = reader;
    if (codes.size === known) return { ...seen, columns, newStages: [] };
    const met = await codes.namesFrom(db, known, tableOf(sheet, HISTORY_COLUMNS));
    const newStages = [...met].sort();
    const numbers = met.map((name) => known + newStages.indexOf(name));
    columns.stage.forEach((code, row) => code >= known && (columns.stage[row] = numbers[code - known]!));
    return { ...seen, columns, newStages };
}

/** Columns of historySql; the key comes last, after what only several currencies have. */
const STAGE = 0;
const CREATED = 1;
const CLOSE = 2;
const AMOUNT = 3;
const TIE = 4;
const CONVERTED = 5;

function historySql({ sheet, keyPlan, conversion }: HistorySource, hasLong: boolean): string {
    // Ids of Salesforce end in three characters that only repeat the case of the others.
    const tie = hasLong ? 'substr(h."Id", 8, 8)' : `lpad(right(h."Id", 8), 8, '0')`;
    // Only where there are several currencies does a row without its own need that of its deal.
    const isSingle = conversion.policy === 'single';
    const iso = isSingle ? 'NULL' : 'coalesce(h.CurrencyIsoCode, deal_key.CurrencyIsoCode)';
    const amount = conversion.amount('h.Amount', iso, 'h.CloseDate');
    const start = keyPlan.form === 'record' ? (id: string) => `left(${id}, 15)` : (id: string) => id;
    const joins = isSingle
        ? ''
        : `LEFT JOIN deal deal_key ON ${start('deal_key."Id"')} = ${start('h.OpportunityId')} ${conversion.joins(iso, 'h.CloseDate')}`;
    return `SELECT ${stageHashSql('h.StageName')}, h.CreatedDate, h.CloseDate,
        ${isSingle ? amount : `CASE WHEN deal_key."Id" IS NULL THEN 'nan'::DOUBLE ELSE ${amount} END`}, ${tie},
        ${isSingle ? '' : `${conversion.isConverted(iso)},`} ${keyPlan.sql('h.OpportunityId')} FROM ${tableOf(sheet, HISTORY_COLUMNS)} h ${joins}`;
}

/** Whether rows have ids of 15 or 18 characters. */
async function hasLongIds(db: Database, sheet: CsvSheet): Promise<boolean> {
    const [first] = await db.rows(`SELECT length("Id")::INTEGER AS length FROM ${tableOf(sheet, HISTORY_COLUMNS)} LIMIT 1`);
    return first?.length === 15 || first?.length === 18;
}

/** Takes rows of stage history as they come. */
class HistoryReader {
    readonly #source: HistorySource;
    readonly rows: HistoryRows;
    readonly seen = { rows: 0, converted: 0, ofUnknownDeals: 0, incomplete: 0, latestDay: NO_DAY };

    constructor(source: HistorySource) {
        this.#source = source;
        this.rows = new HistoryRows(source.expectedRows);
    }

    take(batch: Batch): void {
        const { finder, keyPlan, codes, conversion, sheet, ids } = this.#source;
        const { rows, seen } = this;
        const { scale } = conversion;
        const converted = conversion.policy === 'single' ? undefined : batch.numbers(CONVERTED);
        const keys = keysOf(batch, converted ? CONVERTED + 1 : CONVERTED, keyPlan);
        const [stages, moments, days] = [batch.wordPairs(STAGE), batch.wordPairs(CREATED), batch.numbers(CLOSE)];
        const [amounts, ties] = [batch.numbers(AMOUNT), batch.shortTexts(TIE)];
        const [hasMoment, hasDay, hasAmount] = [batch.filled(CREATED), batch.filled(CLOSE), batch.filled(AMOUNT)];
        const hasTie = batch.filled(TIE);
        seen.rows += batch.rows;
        let latestDay = seen.latestDay;
        for (let row = 0; row < batch.rows; row += 1) {
            const deal = finder.find(keys, row);
            if (deal < 0) {
                seen.ofUnknownDeals += 1;
                continue;
            }
            const stage = codes.codeOf(stages, row);
            const micros = hasMoment && !isFilled(hasMoment, row) ? NaN : microsOf(moments, row);
            if (stage === NO_STAGE || !(micros >= EARLIEST)) {
                seen.incomplete += 1;
                continue;
            }
            const cents = hasAmount && !isFilled(hasAmount, row) ? NaN : rounded(scale * amounts[row]!);
            if (!isCountable(cents)) throw values.uncountable(cents, sheet, ids[deal]!);
            const day = dayOfMicros(micros);
            if (day > latestDay) latestDay = day;
            const tie = 4 * row;
            const isTold = ties[tie]! <= 12 && (!hasTie || isFilled(hasTie, row));
            const closeOn = hasDay && !isFilled(hasDay, row) ? NO_DAY : days[row]!;
            rows.add(
                deal,
                day,
                millisecondOfDay(micros, day),
                isTold ? ties[tie + 1]! : 0,
                isTold ? ties[tie + 2]! : 0,
                stage,
                closeOn,
                cents
            );
            if (converted) seen.converted += converted[row]!;
        }
        seen.latestDay = latestDay;
    }
}
