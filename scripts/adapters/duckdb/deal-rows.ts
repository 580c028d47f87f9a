import { NO_DAY } from '../../domain/forecast/deal-table';
import { ProblemError } from '../../domain/problem';
import type { Conversion } from './currency-rows';
import { expectColumns, tableOf, type Columns, type CsvSheet } from './csv-sheet';
import { microsOf, momentSql, quoted, type Database } from './database';
import { DealKeys, piecesOf, type KeyPlan } from './deal-keys';

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

/** Makes the table `deal`: one row per opportunity. Returns how many. They are sorted here, not there: DuckDB would have to spill. */
export async function loadDeals(db: Database, sheet: CsvSheet): Promise<number> {
    expectColumns(sheet, ['Id', 'StageName', 'Amount', 'CloseDate', 'CreatedDate']);
    const kept = '"Id", "Name", StageName, Amount, CloseDate, CreatedDate, CurrencyIsoCode, IsClosed, IsWon, Earned_Stage_Order__c';
    await db.run(`CREATE TEMP TABLE deal AS SELECT ${kept} FROM ${tableOf(sheet, DEAL_COLUMNS)}`);
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

/** Makes the table `stage` and the type `stage_code`: the code of each StageName is its index in `names`. */
export async function numberStages(db: Database, names: readonly string[]): Promise<void> {
    const rows = names.map((name, code) => `(${code}, ${quoted(name)})`);
    await db.run(`CREATE OR REPLACE TEMP TABLE stage AS SELECT * FROM (VALUES ${rows.join(', ')}) AS listed(code, name)`);
    await db.run('DROP TYPE IF EXISTS stage_code');
    await db.run(`CREATE TYPE stage_code AS ENUM (${[...names, ''].map(quoted).join(', ')})`);
}

/** The code of a StageName as SQL; −1 where it has none, and one more than the last where it is empty. An enum finds it quicker than a join. */
export const stageCodeSql = (name: string): string => `coalesce(enum_code(TRY_CAST(coalesce(${name}, '') AS stage_code)), -1)::INTEGER`;

export interface DealColumns {
    readonly ids: readonly string[];
    /** Finds deals by what history calls them. */
    readonly keys: DealKeys;
    readonly createdOn: Int32Array;
    readonly stage: Uint16Array;
    readonly amount: Float64Array;
    readonly closeOn: Int32Array;
    readonly converted: number;
}

/** What the columns of `deal` are read with. */
export interface DealSource {
    readonly sheet: CsvSheet;
    readonly size: number;
    readonly conversion: Conversion;
    readonly keyPlan: KeyPlan;
    /** How many StageNames have a code. */
    readonly stages: number;
}

/** Reads `deal` into columns. Every StageName must have its code. */
export async function readDealColumns(db: Database, { sheet, size, conversion, keyPlan, stages }: DealSource): Promise<DealColumns> {
    const keys = new DealKeys(size, keyPlan);
    const longIds = keyPlan.isId ? undefined : new Array<string>(size);
    const createdOn = new Int32Array(size);
    const stage = new Uint16Array(size);
    const amount = new Float64Array(size);
    const closeOn = new Int32Array(size);
    let [deal, converted] = [0, 0];
    const iso = 'deal.CurrencyIsoCode';
    const sql = `SELECT ${stageCodeSql('deal.StageName')}, ${momentSql('deal.CreatedDate')}, ${dayOfSql('deal.CloseDate')},
        ${conversion.cents('deal.Amount', iso, 'deal.CloseDate')}, ${conversion.isConverted(iso)}, ${keyPlan.sql('deal."Id"')}, "Id"
        FROM deal ${conversion.joins(iso, 'deal.CloseDate')}`;
    await db.stream(sql, (batch) => {
        const [codes, close] = [batch.numbers(0), batch.numbers(2)];
        const [cents, foreign] = [batch.numbers(3), batch.numbers(4)];
        const [created, pieces] = [batch.moments(1), piecesOf(batch, 5)];
        for (let row = 0; row < batch.rows; row += 1, deal += 1) {
            keys.add(deal, pieces, row);
            if (longIds) longIds[deal] = batch.text(7, row)!;
            const code = codes[row]!;
            const micros = microsOf(created, row);
            if (code >= stages || micros !== micros) throw incomplete(sheet, batch.text(7, row)!, code >= stages);
            stage[deal] = code;
            createdOn[deal] = Math.floor(micros / MICROS_PER_DAY);
            closeOn[deal] = close[row]!;
            if (!isCountable(cents[row]!)) throw uncountable(cents[row]!, sheet, batch.text(7, row)!);
            amount[deal] = cents[row]!;
            converted += foreign[row]!;
        }
    });
    const order = longIds ? orderOfTexts(longIds) : keys.sort();
    keys.number(order);
    const ids = longIds ? Array.from(order, (at) => longIds[at]!) : keys.toTexts();
    const twice = ids.findIndex((id, deal) => id === ids[deal + 1]);
    if (twice >= 0) throw refusedId(sheet, ids[twice]);
    const ordered = <T extends Int32Array | Uint16Array | Float64Array>(column: T): T => column.map((_, at) => column[order[at]!]!) as T;
    return {
        ids,
        keys,
        createdOn: ordered(createdOn),
        stage: ordered(stage),
        amount: ordered(amount),
        closeOn: ordered(closeOn),
        converted
    };
}

/** Which text comes first, second …, by their bytes as DuckDB compares them. */
function orderOfTexts(texts: readonly string[]): Uint32Array {
    const bytes = texts.map((text) => Buffer.from(text));
    return Uint32Array.from(texts, (_, at) => at).sort((left, right) => Buffer.compare(bytes[left]!, bytes[right]!));
}

export const MICROS_PER_DAY = 86_400_000_000;

/** Beyond 90 trillion a number could not hold every cent. Amounts that are not known are no trouble. */
export const isCountable = (cents: number): boolean => !(cents > Number.MAX_SAFE_INTEGER || cents < -Number.MAX_SAFE_INTEGER);

export function uncountable(cents: number, sheet: CsvSheet, id: string): ProblemError {
    const detail = `has an Amount of ${cents / 100}, which is too large to count in cents.`;
    return new ProblemError({ code: 'CSV_INVALID', subject: `${sheet.title}, Id ${id},`, detail, remedy: 'Correct the amount.' });
}

function incomplete(sheet: CsvSheet, id: string, isStage: boolean): ProblemError {
    const field = isStage ? 'StageName' : 'CreatedDate';
    const remedy = 'Salesforce always fills it: export the file again with that column.';
    return new ProblemError({ code: 'CSV_INVALID', subject: `${sheet.title}, Id ${id},`, detail: `has no ${field}.`, remedy });
}
