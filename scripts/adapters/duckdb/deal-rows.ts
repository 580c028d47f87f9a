import { NO_DAY } from '../../domain/forecast/deal-table';
import { ProblemError } from '../../domain/problem';
import type { Conversion } from './currency-rows';
import { expectColumns, tableOf, type Columns, type CsvSheet } from './csv-sheet';
import { quoted, type Database } from './database';

export const DEAL_COLUMNS: Columns = {
    Id: 'VARCHAR',
    Name: 'VARCHAR',
    StageName: 'VARCHAR',
    Amount: 'DOUBLE',
    CloseDate: 'DATE',
    CreatedDate: 'TIMESTAMPTZ',
    CurrencyIsoCode: 'VARCHAR',
    IsClosed: 'BOOLEAN',
    IsWon: 'BOOLEAN',
    Earned_Stage_Order__c: 'DOUBLE'
};

/** Days since 1970 as SQL over a date, NO_DAY where it is empty. */
export const dayOfSql = (date: string): string => `coalesce((${date})::DATE - DATE '1970-01-01', ${NO_DAY})::INTEGER`;

/** Makes the table `deal`: one row per opportunity, numbered `d` in the order of the ids. Returns how many. */
export async function loadDeals(db: Database, sheet: CsvSheet): Promise<number> {
    expectColumns(sheet, ['Id', 'StageName', 'Amount', 'CloseDate', 'CreatedDate']);
    const kept = '"Id", StageName, Amount, CloseDate, CreatedDate, CurrencyIsoCode, IsClosed, IsWon';
    await db.run(`CREATE TEMP TABLE unnumbered AS SELECT ${kept} FROM ${tableOf(sheet, DEAL_COLUMNS)}`);
    await db.run('CREATE TEMP TABLE deal AS SELECT (row_number() OVER (ORDER BY "Id") - 1)::INTEGER AS d, * FROM unnumbered');
    await db.run('DROP TABLE unnumbered');
    const [counted] = await db.rows('SELECT count(*)::INTEGER AS deals, count("Id")::INTEGER AS ids FROM deal');
    const { deals, ids } = counted as { deals: number; ids: number };
    if (ids < deals) throw refusedId(sheet, undefined);
    return deals;
}

function refusedId({ title }: CsvSheet, twice: string | undefined): ProblemError {
    const [subject, detail] = twice ? [`${title}, Id ${twice},`, 'is there more than once.'] : [title, 'has a row without Id.'];
    return new ProblemError({
        code: 'CSV_INVALID',
        subject,
        detail,
        remedy: 'Every opportunity is one row with its own Id: export the file again.'
    });
}

/** Currencies of the deals, sorted. */
export async function currenciesOf(db: Database): Promise<readonly string[]> {
    const rows = await db.rows('SELECT DISTINCT CurrencyIsoCode AS iso FROM deal WHERE CurrencyIsoCode IS NOT NULL ORDER BY 1');
    return rows.map(({ iso }) => String(iso));
}

/** StageName values of the deals with what the rows themselves say about them; undefined flags where there is no such column. */
export async function stagesOfDeals(
    db: Database
): Promise<readonly { name: string; isClosed: boolean | undefined; isWon: boolean | undefined }[]> {
    const rows = await db.rows(
        'SELECT StageName AS name, bool_or(IsClosed) AS closed, bool_or(IsWon) AS won FROM deal WHERE StageName IS NOT NULL GROUP BY 1 ORDER BY 1'
    );
    return rows.map(({ name, closed, won }) => ({
        name: String(name),
        isClosed: typeof closed === 'boolean' ? closed : undefined,
        isWon: typeof won === 'boolean' ? won : undefined
    }));
}

/** Makes the table `stage`: the code of each StageName is its index in `names`. */
export async function numberStages(db: Database, names: readonly string[]): Promise<void> {
    const rows = names.map((name, code) => `(${code}, ${quoted(name)})`);
    await db.run(`CREATE OR REPLACE TEMP TABLE stage AS SELECT * FROM (VALUES ${rows.join(', ')}) AS listed(code, name)`);
}

export interface DealColumns {
    readonly ids: readonly string[];
    readonly createdOn: Int32Array;
    readonly stage: Uint16Array;
    readonly amount: Float64Array;
    readonly closeOn: Int32Array;
    readonly converted: number;
}

/** Reads `deal` into columns. Every StageName must have its code. */
export async function readDealColumns(db: Database, sheet: CsvSheet, size: number, conversion: Conversion): Promise<DealColumns> {
    const ids = new Array<string>(size);
    const createdOn = new Int32Array(size);
    const stage = new Uint16Array(size);
    const amount = new Float64Array(size);
    const closeOn = new Int32Array(size);
    let converted = 0;
    const iso = 'deal.CurrencyIsoCode';
    const sql = `SELECT d, coalesce(stage.code, -1)::INTEGER, ${dayOfSql('deal.CreatedDate')}, ${dayOfSql('deal.CloseDate')},
        ${conversion.cents('deal.Amount', iso, 'deal.CloseDate')}, ${conversion.isConverted(iso)}, "Id"
        FROM deal LEFT JOIN stage ON stage.name = deal.StageName ${conversion.joins(iso, 'deal.CloseDate')}`;
    await db.stream(sql, (batch) => {
        const [d, codes, created, close, cents, foreign] = [0, 1, 2, 3, 4, 5].map((column) => batch.numbers(column)) as [
            ArrayLike<number>,
            ArrayLike<number>,
            ArrayLike<number>,
            ArrayLike<number>,
            ArrayLike<number>,
            ArrayLike<number>
        ];
        for (let row = 0; row < batch.rows; row += 1) {
            const deal = d[row]!;
            const id = batch.text(6, row)!;
            ids[deal] = id;
            const code = codes[row]!;
            if (code < 0 || created[row] === NO_DAY || close[row] === NO_DAY) throw incomplete(sheet, id, code, created[row]!);
            stage[deal] = code;
            createdOn[deal] = created[row]!;
            closeOn[deal] = close[row]!;
            amount[deal] = checkedCents(cents[row]!, sheet, id);
            converted += foreign[row]!;
        }
    });
    const twice = ids.findIndex((id, deal) => id === ids[deal + 1]);
    if (twice >= 0) throw refusedId(sheet, ids[twice]);
    return { ids, createdOn, stage, amount, closeOn, converted };
}

/** Beyond 90 trillion a number could not hold every cent. */
export function checkedCents(cents: number, sheet: CsvSheet, id: string): number {
    if (Math.abs(cents) <= Number.MAX_SAFE_INTEGER || Number.isNaN(cents)) return cents;
    const detail = `has an Amount of ${cents / 100}, which is too large to count in cents.`;
    throw new ProblemError({ code: 'CSV_INVALID', subject: `${sheet.title}, Id ${id},`, detail, remedy: 'Correct the amount.' });
}

function incomplete(sheet: CsvSheet, id: string, code: number, created: number): ProblemError {
    const field = code < 0 ? 'StageName' : created === NO_DAY ? 'CreatedDate' : 'CloseDate';
    const remedy = 'Salesforce always fills it: export the file again with that column.';
    return new ProblemError({ code: 'CSV_INVALID', subject: `${sheet.title}, Id ${id},`, detail: `has no ${field}.`, remedy });
}
