import { EARNED_NOT_KNOWN } from '../../domain/forecast/source-reading';
import { ProblemError } from '../../domain/problem';
import type { Conversion } from './currency-rows';
import { tableOf, type Columns, type CsvSheet } from './csv-sheet';
import type { Database } from './database';
import { DealCollector } from './deal-collector';
import { digestSql } from './deal-finder';
import type { DealIds } from './deal-ids';
import { stageHashSql, type StageCodes } from './stage-codes';
import { findUnreadableMoment } from './unreadable-moment';

const DEAL_COLUMNS: Columns = {
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

/** The opportunities as an SQL table. */
export const dealTableOf = (sheet: CsvSheet): string => tableOf(sheet, DEAL_COLUMNS);

/** Currencies of the deals in the table `deal`, sorted. */
export async function currenciesOf(db: Database): Promise<readonly string[]> {
    const rows = await db.rows('SELECT DISTINCT CurrencyIsoCode AS iso FROM deal WHERE CurrencyIsoCode IS NOT NULL ORDER BY 1');
    return rows.map(({ iso }) => String(iso));
}

/** What the rows of a stage say of it; undefined where none does. */
export interface StageFlags {
    isClosed: boolean | undefined;
    isWon: boolean | undefined;
}

/** Which deals may be open, as far as can be said before all are read. */
export interface Openness {
    /** Of the deals of a stage by its code: 0 none, 1 all, 2 those whose row does not say that they are closed. */
    of(code: number): number;
    /** SQL over `deal` that holds for all that may be. */
    readonly sql: string;
}

/** What opportunities are read with. */
export interface DealSource {
    readonly sheet: CsvSheet;
    /** The opportunities as SQL: the files, or a table made of them, called `deal`. */
    readonly table: string;
    readonly conversion: Conversion;
    readonly codes: StageCodes;
    /** Names are only kept of deals that may be open. */
    readonly openness: Openness;
    /** Saves growing; more may come. */
    readonly expectedRows: number;
}

/** Opportunities in columns, in the order of their ids. */
export interface DealColumns {
    readonly ids: DealIds;
    /** Ids as text. */
    readonly texts: readonly string[];
    /** The ids in `ids` are digests: some id is too long, or of too long characters, to be held itself. */
    readonly isDigest: boolean;
    readonly createdOn: Int32Array;
    /** Codes of StageCodes. */
    readonly stage: Uint16Array;
    readonly amount: Float64Array;
    readonly closeOn: Int32Array;
    /** By code. */
    readonly flags: readonly (StageFlags | undefined)[];
    /** Currencies of the rows, sorted. */
    readonly currencies: readonly string[];
    readonly converted: number;
    readonly latestDay: number;
    earnedOrderOf(deal: number): number;
    /** Only of deals that may be open. */
    nameOf(deal: number): string | undefined;
}

/** Reads opportunities in one pass; in a second one where ids are too long for the first. Throws CSV_INVALID with the id or line of a row that cannot be. */
export async function readDealColumns(db: Database, source: DealSource): Promise<DealColumns> {
    try {
        return (await collect(db, source, false)) ?? (await collect(db, source, true))!;
    } catch (error) {
        const lacksMoment = error instanceof ProblemError && error.detail.includes('CreatedDate');
        throw (lacksMoment && (await findUnreadableMoment(db, source.sheet))) || error;
    }
}

/** Undefined when ids are too long. */
async function collect(db: Database, source: DealSource, isDigest: boolean): Promise<DealColumns | undefined> {
    const rows = new DealCollector(source, isDigest);
    await db.stream(dealSql(source, isDigest), (batch) => rows.take(batch));
    return rows.isTooLong ? undefined : rows.toColumns();
}

/** In the order in which DealCollector takes them. */
function dealSql({ table, conversion, openness }: DealSource, isDigest: boolean): string {
    const [id, iso, closeDate] = ['deal."Id"', 'deal.CurrencyIsoCode', 'deal.CloseDate'];
    const key = isDigest ? digestSql(id) : `left(${id}, 12), substr(${id}, 13)`;
    return `SELECT ${key}, ${isDigest ? id : 'NULL'}, ${stageHashSql('deal.StageName')}, deal.CreatedDate, ${closeDate},
        ${conversion.amount('deal.Amount', iso, closeDate)}, deal.IsClosed, deal.IsWon,
        coalesce(deal.Earned_Stage_Order__c, ${EARNED_NOT_KNOWN})::INTEGER, ${iso},
        CASE WHEN ${openness.sql} THEN deal."Name" END, ${conversion.isConverted(iso)}
        FROM ${table} deal ${conversion.joins(iso, closeDate)}`;
}
