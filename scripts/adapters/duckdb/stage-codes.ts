import { ProblemError } from '../../domain/problem';
import { quoted, type Batch, type Database } from './database';

/** Code of an empty StageName. */
export const NO_STAGE = 65_535;
const ROOM = 1 << 17;
const TOO_MANY = {
    code: 'CSV_INVALID',
    subject: 'StageName',
    detail: `has more than ${NO_STAGE.toLocaleString('en-US')} different values.`,
    remedy: 'Check that the column holds the stage of a deal: export the file again.'
} as const;

/**
 * Numbers StageNames as they are met, by DuckDB's 64-bit hash of them: `stageHashSql` costs a fraction of the text. Names that are known
 * beforehand have the first codes. Two of some hundred names have one hash once in 10^15 times.
 */
export class StageCodes {
    readonly #lows = new Uint32Array(ROOM);
    readonly #highs = new Uint32Array(ROOM);
    readonly #codes = new Int32Array(ROOM).fill(-1);
    #size = 0;

    private constructor() {}

    /** Codes in which each of `names` has its index. */
    static async of(db: Database, names: readonly string[]): Promise<StageCodes> {
        const codes = new StageCodes();
        const rows = ['', ...names].map((name, place) => `(${place}, ${quoted(name)})`);
        const hashes = new Map<number, readonly [number, number]>();
        await db.stream(
            `SELECT place, ${stageHashSql('name')} FROM (VALUES (-1, NULL), ${rows.join(', ')}) AS listed(place, name)`,
            (batch) => {
                const [places, words] = [batch.numbers(0), batch.wordPairs(1)];
                for (let row = 0; row < batch.rows; row += 1) hashes.set(places[row]!, [words[2 * row]!, words[2 * row + 1]!]);
            }
        );
        for (const place of [-1, 0]) codes.#put(...hashes.get(place)!, NO_STAGE);
        names.forEach((_, code) => codes.#put(...hashes.get(code + 1)!, code));
        codes.#size = names.length;
        return codes;
    }

    /** How many codes there are: the known names and those that were met. */
    get size(): number {
        return this.#size;
    }

    /** The code of the StageName whose hash is in row `row`, a new one if it was not met before. */
    codeOf(hashes: Uint32Array, row: number): number {
        const [low, high] = [hashes[2 * row]!, hashes[2 * row + 1]!];
        let slot = low & (ROOM - 1);
        for (; this.#codes[slot]! >= 0; slot = (slot + 1) & (ROOM - 1))
            if (this.#lows[slot] === low && this.#highs[slot] === high) return this.#codes[slot]!;
        if (this.#size === NO_STAGE) throw new ProblemError(TOO_MANY);
        this.#put(low, high, this.#size);
        return this.#size++;
    }

    /** The names of the codes from `first` on; `table` is SQL that holds them all as StageName. */
    async namesFrom(db: Database, first: number, table: string): Promise<readonly string[]> {
        const names = new Array<string>(this.#size - first);
        if (names.length === 0) return names;
        const note = (batch: Batch): void => {
            const hashes = batch.wordPairs(1);
            for (let row = 0; row < batch.rows; row += 1) {
                const code = this.codeOf(hashes, row);
                if (code >= first && code !== NO_STAGE) names[code - first] = batch.text(0, row)!;
            }
        };
        await db.stream(
            `SELECT StageName, ${stageHashSql('StageName')} FROM (SELECT DISTINCT StageName FROM ${table}) WHERE StageName <> ''`,
            note
        );
        return names;
    }

    /** Gives each code the number that stands at its place. */
    renumber(numbers: ArrayLike<number>): void {
        this.#codes.forEach((code, slot) => {
            if (code >= 0 && code !== NO_STAGE) this.#codes[slot] = numbers[code]!;
        });
    }

    #put(low: number, high: number, code: number): void {
        let slot = low & (ROOM - 1);
        while (this.#codes[slot]! >= 0) slot = (slot + 1) & (ROOM - 1);
        [this.#lows[slot], this.#highs[slot], this.#codes[slot]] = [low, high, code];
    }
}

/** What `StageCodes.codeOf` reads, as SQL over a StageName. */
export const stageHashSql = (name: string): string => `hash(${name}::VARCHAR)`;
