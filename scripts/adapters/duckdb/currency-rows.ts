import { ProblemError } from '../../domain/problem';
import type { CurrencyReading, CurrencyTotal } from '../../domain/forecast/source-reading';
import { expectColumns, tableOf, type CsvSheet } from './csv-sheet';
import { quoted, type Database } from './database';

export interface CurrencySheets {
    readonly types: CsvSheet | undefined;
    readonly dated: CsvSheet | undefined;
}

/** How amounts of rows are converted, as SQL. */
export interface Conversion {
    readonly code: string | undefined;
    readonly policy: CurrencyReading['policy'];
    /** Joins to add after a table of rows; `iso` and `closeOn` are SQL over its columns. */
    joins(iso: string, closeOn: string): string;
    /** The amount in units of 1 / `scale` of the corporate currency; NaN or empty where it is empty. */
    amount(amount: string, iso: string, closeOn: string): string;
    /** What `amount` is multiplied with for cents. */
    readonly scale: 1 | 100;
    /** The rate that a row is divided by; 1 in the corporate currency. */
    rate(iso: string, closeOn: string): string;
    /** Whether a row was converted from another currency, 1 or 0. */
    isConverted(iso: string): string;
}

const UNKNOWN = 'UNKNOWN CURRENCY ';
/** Amounts as they are: everything is in one currency. */
export const SINGLE_CURRENCY: Conversion = {
    code: undefined,
    policy: 'single',
    joins: () => '',
    amount: (amount) => amount,
    scale: 100,
    rate: () => '1',
    isConverted: () => '0'
};

/**
 * Reads the rates. Each row is converted by the dated rate of its close date where there is one, else by the current rate
 * of CurrencyType, as Salesforce does: an amount divided by the rate is in corporate currency. `isos` are the currencies of the deals.
 */
export async function readConversion(db: Database, sheets: CurrencySheets, isos: readonly string[]): Promise<Conversion> {
    const { types, dated } = sheets;
    if (!types && !dated) {
        if (isos.length > 1) throw noRates(isos);
        return { ...SINGLE_CURRENCY, code: isos[0] };
    }
    await db.run(
        `CREATE TEMP TABLE rate AS ${types ? ratesOf(types) : 'SELECT NULL::VARCHAR AS iso, NULL::DOUBLE AS rate, false AS corporate LIMIT 0'}`
    );
    await db.run(
        `CREATE TEMP TABLE dated AS ${dated ? datedRatesOf(dated) : 'SELECT NULL::VARCHAR AS iso, NULL::DATE AS since, NULL::DATE AS until, NULL::DOUBLE AS rate LIMIT 0'}`
    );
    const bad = await db.rows(
        'SELECT iso FROM (SELECT iso, rate FROM rate UNION ALL SELECT iso, rate FROM dated) WHERE NOT coalesce(rate > 0, false) ORDER BY iso LIMIT 1'
    );
    if (bad.length > 0) throw rateRefused(String(bad[0]!.iso));
    const [corporate] = await db.rows('SELECT iso FROM rate WHERE corporate ORDER BY iso');
    const code = corporate ? String(corporate.iso) : undefined;
    if (isos.length === 0) return { ...SINGLE_CURRENCY, code };
    const home = code === undefined ? 'NULL' : `'${code.replaceAll("'", "''")}'`;
    const rate = (iso: string, closeOn: string) =>
        `coalesce(${dated ? `CASE WHEN ${closeOn} < dated.until THEN dated.rate END, ` : ''}rate.rate, CASE WHEN ${iso} = ${home} THEN 1 END)`;
    return {
        code,
        policy: dated ? 'dated-rates' : 'current-rates',
        joins: (iso, closeOn) =>
            `LEFT JOIN rate ON rate.iso = ${iso}` +
            (dated ? ` ASOF LEFT JOIN dated ON dated.iso = ${iso} AND ${closeOn} >= dated.since` : ''),
        rate,
        scale: 1,
        amount: (amount, iso, closeOn) => {
            const used = rate(iso, closeOn);
            const refuse = `error('${UNKNOWN}' || coalesce(${iso}, 'not named'))::DOUBLE`;
            return `CASE WHEN ${amount} IS NULL THEN 'nan'::DOUBLE WHEN ${used} IS NULL THEN ${refuse} ELSE round(${amount} / ${used} * 100) END`;
        },
        isConverted: (iso) => `(${iso} IS DISTINCT FROM ${home})::INTEGER`
    };
}

/** What is open by its own currency, and what the org makes of it: it adds up unrounded. `stages` are the names of those that are open. */
export async function totalOpen(
    db: Database,
    conversion: Conversion,
    stages: readonly string[]
): Promise<Pick<CurrencyReading, 'unrounded' | 'byCurrency'>> {
    if (conversion.policy === 'single') return {};
    const [iso, closeOn] = ['deal.CurrencyIsoCode', 'deal.CloseDate'];
    const cents = conversion.amount('deal.Amount', iso, closeOn);
    const rate = conversion.rate(iso, closeOn);
    const rows = await db.rows(`SELECT ${iso} AS code, count(*)::INTEGER AS deals, coalesce(sum(round(deal.Amount * 100)), 0) AS open,
        coalesce(sum(${cents}) FILTER (deal.Amount IS NOT NULL), 0) AS converted, coalesce(sum(deal.Amount / ${rate} * 100), 0) AS unrounded,
        string_agg(DISTINCT ${rate}::VARCHAR, ' ') AS rates FROM deal ${conversion.joins(iso, closeOn)}
        WHERE deal.StageName IN (${['', ...stages].map(quoted).join(', ')}) GROUP BY 1 ORDER BY 1`);
    const totals = rows.map(
        (row) => row as unknown as Omit<CurrencyTotal, 'rates'> & { readonly unrounded: number; readonly rates: string }
    );
    return {
        unrounded: totals.reduce((sum, { unrounded }) => sum + unrounded, 0),
        byCurrency: totals.map(({ code, deals, open, converted, rates }) => ({
            code,
            deals,
            open,
            converted,
            rates: rates
                .split(' ')
                .map(Number)
                .sort((left, right) => left - right)
        }))
    };
}

/** The currency of a refused conversion in words; any other error as it is. */
export function toCurrencyProblem(error: unknown): unknown {
    const { message } = error as { readonly message?: unknown };
    const iso = new RegExp(`${UNKNOWN}([^\\n]+)`).exec(String(message))?.[1]?.trim();
    if (iso === undefined) return error;
    const remedy = 'Add its row to CurrencyType.csv (IsoCode, ConversionRate, IsCorporate), or correct CurrencyIsoCode.';
    return new ProblemError(
        { code: 'CURRENCY_UNKNOWN', subject: `Currency ${iso}`, detail: 'has no conversion rate, but amounts are in it.', remedy },
        { cause: error }
    );
}

function ratesOf(sheet: CsvSheet): string {
    expectColumns(sheet, ['IsoCode', 'ConversionRate']);
    const table = tableOf(sheet, { IsoCode: 'VARCHAR', ConversionRate: 'DOUBLE', IsCorporate: 'BOOLEAN' });
    return `SELECT IsoCode AS iso, any_value(ConversionRate) AS rate, coalesce(bool_or(IsCorporate), false) AS corporate FROM ${table} GROUP BY IsoCode`;
}

function datedRatesOf(sheet: CsvSheet): string {
    expectColumns(sheet, ['IsoCode', 'ConversionRate', 'StartDate']);
    const table = tableOf(sheet, { IsoCode: 'VARCHAR', ConversionRate: 'DOUBLE', StartDate: 'DATE', NextStartDate: 'DATE' });
    return `SELECT IsoCode AS iso, StartDate AS since, coalesce(NextStartDate, DATE '9999-12-31') AS until, ConversionRate AS rate FROM ${table}`;
}

const noRates = (isos: readonly string[]) =>
    new ProblemError({
        code: 'CURRENCY_UNKNOWN',
        subject: `Amounts in ${isos.join(', ')}`,
        detail: 'cannot be added up: there are no conversion rates.',
        remedy: 'Add CurrencyType.csv (IsoCode, ConversionRate, IsCorporate), and DatedConversionRate.csv where the org uses dated rates.'
    });

const rateRefused = (iso: string) =>
    new ProblemError({
        code: 'CURRENCY_UNKNOWN',
        subject: `Currency ${iso}`,
        detail: 'has a conversion rate that is not above 0.',
        remedy: 'Correct it in CurrencyType.csv or DatedConversionRate.csv.'
    });
