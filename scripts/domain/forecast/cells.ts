/** What the odds of a deal depend on. */
export interface DealState {
    readonly order: number;
    readonly dwellDays: number;
    readonly partnerType: string;
}

/** Days in the stage at which the next dwell bucket begins. */
const DWELL_BUCKETS: readonly number[] = [0, 15, 45, 90];

/** Cells of a state, the most general first: all deals, its stage, stage × dwell, stage × dwell × type. */
export const LEVELS = 4;

/** A cell that groups states; `parent` is the cell one level up. Level −1 marks stage × type, kept to report evidence only. */
export interface Cell {
    readonly id: number;
    readonly level: number;
    readonly parent: number;
}

const REPORT_LEVEL = -1;

/** Numbers the cells as they are first met, so that counting is array arithmetic. */
export class CellBook {
    readonly #ids = new Map<string, number>();
    readonly #cells: Cell[] = [];

    get cells(): readonly Cell[] {
        return this.#cells;
    }

    /** The ids of a state's cells, one per level, and last its stage × type; new cells are entered. */
    enter(state: DealState): readonly number[] {
        const keys = keysOf(state);
        const ids: number[] = [];
        keys.forEach((key, index) => {
            const isReport = index === LEVELS;
            ids.push(this.#idOf(key, isReport ? REPORT_LEVEL : index, isReport ? -1 : (ids[index - 1] ?? -1)));
        });
        return ids;
    }

    /** The ids of a state's known cells, the most general first; shorter where nobody has been. */
    find(state: DealState): readonly number[] {
        const known = keysOf(state)
            .slice(0, LEVELS)
            .map((key) => this.#ids.get(key));
        const end = known.indexOf(undefined);
        return (end < 0 ? known : known.slice(0, end)).map(Number);
    }

    /** The cell of a stage × type; undefined when no such deal was ever seen. */
    segment(order: number, partnerType: string): number | undefined {
        return this.#ids.get(segmentKey(order, partnerType));
    }

    #idOf(key: string, level: number, parent: number): number {
        const known = this.#ids.get(key);
        if (known !== undefined) return known;
        const id = this.#cells.length;
        this.#ids.set(key, id);
        this.#cells.push({ id, level, parent });
        return id;
    }
}

function keysOf({ order, dwellDays, partnerType }: DealState): readonly string[] {
    const bucket = DWELL_BUCKETS.findLastIndex((from) => dwellDays >= from);
    return ['', `${order}`, `${order}|${bucket}`, `${order}|${bucket}|${partnerType}`, segmentKey(order, partnerType)];
}

const segmentKey = (order: number, partnerType: string): string => `segment|${order}|${partnerType}`;
