import { NO_DAY as NO_DAY_OF_TABLE } from '../../domain/forecast/deal-table';
import { EARNED_NOT_KNOWN } from '../../domain/forecast/source-reading';
import { ProblemError } from '../../domain/problem';
import type { CsvSheet } from './csv-sheet';
import { isFilled as isFilledIn, type Batch } from './database';
import { DealIds } from './deal-ids';
import type { DealColumns, DealSource, StageFlags } from './deal-rows';
import * as values from './row-values';
import { NO_STAGE as EMPTY_STAGE } from './stage-codes';

// Imports are looked up at each use, and these are used for each of a million rows.
const { dayOfMicros, isCountable, microsOf, rounded } = values;
const [isFilled, NO_STAGE, NO_DAY] = [isFilledIn, EMPTY_STAGE, NO_DAY_OF_TABLE];
const NOT_EARNED = EARNED_NOT_KNOWN;
const EARLIEST = values.EARLIEST_MICROS;

/** Columns of what is taken. */
const HEAD = 0;
const TAIL = 1;
const LONG_ID = 2;
const STAGE = 3;
const CREATED = 4;
const CLOSE = 5;
const AMOUNT = 6;
const IS_CLOSED = 7;
const IS_WON = 8;
const EARNED = 9;
const ISO = 10;
const NAME = 11;
const CONVERTED = 12;

/** Collects rows of opportunities as they come. */
export class DealCollector {
    readonly #source: DealSource;
    readonly #ids: DealIds;
    readonly #longIds: string[] | undefined;
    readonly #flags: (StageFlags | undefined)[] = [];
    /** Names of deals that may be open, with their rows. */
    readonly #names: string[] = [];
    readonly #namedRows: number[] = [];
    readonly #currencies = new Set<string>();
    #createdOn: Int32Array;
    #stage: Uint16Array;
    #amount: Float64Array;
    #closeOn: Int32Array;
    #earned: Int8Array;
    #rows = 0;
    #converted = 0;
    #latestDay = NO_DAY;
    /** Some id does not fit: read again with digests. */
    isTooLong = false;

    constructor(source: DealSource, isDigest: boolean) {
        this.#source = source;
        const room = Math.max(16, source.expectedRows);
        this.#ids = new DealIds(room);
        this.#longIds = isDigest ? [] : undefined;
        this.#createdOn = new Int32Array(room);
        this.#stage = new Uint16Array(room);
        this.#amount = new Float64Array(room);
        this.#closeOn = new Int32Array(room);
        this.#earned = new Int8Array(room);
    }

    take(batch: Batch): void {
        if (this.isTooLong || !this.#takeIds(batch)) return;
        if (this.#rows + batch.rows > this.#stage.length) this.#grow(this.#rows + batch.rows);
        this.#takeStages(batch);
        this.#takeDays(batch);
        this.#takeAmounts(batch);
        const earned = batch.numbers(EARNED);
        for (let row = 0; row < batch.rows; row += 1) this.#earned[this.#rows + row] = Math.max(NOT_EARNED, Math.min(127, earned[row]!));
        this.#takeCurrencies(batch);
        this.#rows += batch.rows;
    }

    #takeIds(batch: Batch): boolean {
        const [head, tail] = [batch.shortTexts(HEAD), batch.shortTexts(TAIL)];
        const filled = batch.filled(HEAD);
        for (let row = 0; row < batch.rows; row += 1) {
            if (filled && !isFilled(filled, row)) throw refusedId(this.#source.sheet, undefined);
            if (!this.#ids.add(head, tail, row)) this.isTooLong = true;
            this.#longIds?.push(batch.text(LONG_ID, row)!);
        }
        return !this.isTooLong;
    }

    /** Stages with what the rows say of them, and the names of deals that may be open. */
    #takeStages(batch: Batch): void {
        const { codes, openness } = this.#source;
        const [hashes, closed, won] = [batch.wordPairs(STAGE), batch.flags(IS_CLOSED), batch.flags(IS_WON)];
        const [isClosedFilled, isWonFilled] = [batch.filled(IS_CLOSED), batch.filled(IS_WON)];
        for (let row = 0; row < batch.rows; row += 1) {
            const code = codes.codeOf(hashes, row);
            if (code === NO_STAGE) throw this.#incomplete(row, 'StageName');
            this.#stage[this.#rows + row] = code;
            const flags = (this.#flags[code] ??= { isClosed: undefined, isWon: undefined });
            const isClosed = isClosedFilled && !isFilled(isClosedFilled, row) ? undefined : closed[row] === 1;
            if (isClosed !== undefined) flags.isClosed = flags.isClosed === true || isClosed;
            if (!isWonFilled || isFilled(isWonFilled, row)) flags.isWon = flags.isWon === true || won[row] === 1;
            const open = openness.of(code);
            if (open === 1 || (open === 2 && isClosed !== true)) {
                this.#names.push(batch.text(NAME, row) ?? '');
                this.#namedRows.push(this.#rows + row);
            }
        }
    }

    #takeDays(batch: Batch): void {
        const [created, close] = [batch.wordPairs(CREATED), batch.numbers(CLOSE)];
        const [isCreatedFilled, isCloseFilled] = [batch.filled(CREATED), batch.filled(CLOSE)];
        for (let row = 0; row < batch.rows; row += 1) {
            const micros = isCreatedFilled && !isFilled(isCreatedFilled, row) ? NaN : microsOf(created, row);
            if (!(micros >= EARLIEST)) throw this.#incomplete(row, 'CreatedDate');
            const day = dayOfMicros(micros);
            this.#createdOn[this.#rows + row] = day;
            if (day > this.#latestDay) this.#latestDay = day;
            this.#closeOn[this.#rows + row] = isCloseFilled && !isFilled(isCloseFilled, row) ? NO_DAY : close[row]!;
        }
    }

    #takeAmounts(batch: Batch): void {
        const { conversion, sheet } = this.#source;
        const [amounts, filled] = [batch.numbers(AMOUNT), batch.filled(AMOUNT)];
        for (let row = 0; row < batch.rows; row += 1) {
            const cents = filled && !isFilled(filled, row) ? NaN : rounded(conversion.scale * amounts[row]!);
            if (!isCountable(cents)) throw values.uncountable(cents, sheet, this.#textOf(this.#rows + row));
            this.#amount[this.#rows + row] = cents;
        }
    }

    #takeCurrencies(batch: Batch): void {
        const filled = batch.filled(ISO);
        const codes = batch.shortTexts(ISO);
        let last = -1;
        for (let row = 0; row < batch.rows; row += 1) {
            if (filled && !isFilled(filled, row)) continue;
            // Currencies have three letters; most rows have that of the one before.
            if (codes[4 * row] === 3 && codes[4 * row + 1] === last) continue;
            last = codes[4 * row] === 3 ? codes[4 * row + 1]! : -1;
            this.#currencies.add(batch.text(ISO, row)!);
        }
        if (this.#source.conversion.policy === 'single') return;
        const converted = batch.numbers(CONVERTED);
        for (let row = 0; row < batch.rows; row += 1) this.#converted += converted[row]!;
    }

    /** Puts the rows in the order of their ids. Throws CSV_INVALID when an id is there twice. */
    toColumns(): DealColumns {
        const isDigest = this.#longIds !== undefined;
        const order = this.#longIds ? this.#sortLong(this.#longIds) : this.#ids.sort();
        const texts = this.#longIds ? Array.from(order!, (row) => this.#longIds![row]!) : this.#ids.toTexts();
        const twice = isDigest ? texts.findIndex((id, deal) => id === texts[deal + 1]) : this.#ids.firstTwice();
        if (twice >= 0) throw refusedId(this.#source.sheet, texts[twice]);
        const rows = this.#rows;
        const rowOf = (deal: number): number => (order ? order[deal]! : deal);
        const ordered = <T extends Int32Array | Uint16Array | Float64Array>(column: T): T => {
            const used = column.subarray(0, rows) as T;
            return order ? (used.map((_, deal) => used[order[deal]!]!) as T) : used;
        };
        return {
            ids: this.#ids,
            texts,
            isDigest,
            createdOn: ordered(this.#createdOn),
            stage: ordered(this.#stage),
            amount: ordered(this.#amount),
            closeOn: ordered(this.#closeOn),
            flags: this.#flags,
            currencies: [...this.#currencies].sort(),
            converted: this.#converted,
            latestDay: this.#latestDay,
            earnedOrderOf: (deal) => this.#earned[rowOf(deal)]!,
            nameOf: (deal) => this.#names[placeOf(this.#namedRows, rowOf(deal))]
        };
    }

    /** The order of texts by their bytes, as DuckDB compares them; digests are put in the same. */
    #sortLong(texts: readonly string[]): Uint32Array {
        const bytes = texts.map((text) => Buffer.from(text));
        const order = Uint32Array.from(texts, (_, at) => at).sort((left, right) => Buffer.compare(bytes[left]!, bytes[right]!));
        this.#ids.put(order);
        return order;
    }

    #textOf(row: number): string {
        return this.#longIds ? this.#longIds[row]! : this.#ids.text(row);
    }

    #incomplete(row: number, field: string): ProblemError {
        const remedy = 'Salesforce always fills it: export the file again with that column.';
        const subject = `${this.#source.sheet.title}, Id ${this.#textOf(this.#rows + row)},`;
        return new ProblemError({ code: 'CSV_INVALID', subject, detail: `has no ${field}.`, remedy });
    }

    #grow(rows: number): void {
        const room = Math.ceil(rows * 1.5);
        this.#createdOn = enlarged(this.#createdOn, new Int32Array(room));
        this.#stage = enlarged(this.#stage, new Uint16Array(room));
        this.#amount = enlarged(this.#amount, new Float64Array(room));
        this.#closeOn = enlarged(this.#closeOn, new Int32Array(room));
        this.#earned = enlarged(this.#earned, new Int8Array(room));
    }
}

/** Where a number stands among ascending ones; −1 when it does not. */
function placeOf(ascending: readonly number[], wanted: number): number {
    let [low, high] = [0, ascending.length];
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (ascending[middle]! < wanted) low = middle + 1;
        else high = middle;
    }
    return ascending[low] === wanted ? low : -1;
}

function enlarged<T extends { set(from: T): void }>(from: T, to: T): T {
    to.set(from);
    return to;
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
