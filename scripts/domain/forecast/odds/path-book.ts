import { emptyPath, grow, type DealPath, type PathReader, type Paths } from './path-reader';

/** Paths of some deals, read once and kept: they are asked for on every past day. */
export class PathBook implements Paths {
    readonly #path: DealPath = emptyPath(1024);
    /** Rows of deal d are those in [from[d], from[d + 1]); `deals` ascend. */
    readonly #from: Uint32Array;

    /** `size` is that of the table. */
    constructor(reader: PathReader, deals: Int32Array, size: number) {
        const kept = this.#path;
        this.#from = new Uint32Array(size + 1);
        let entered = 0;
        for (const deal of deals) {
            this.#from.fill(kept.to, entered, deal + 1);
            entered = deal + 1;
            const path = reader.read(deal);
            while (kept.to + path.to > kept.day.length) grow(kept);
            for (let row = 0; row < path.to; row += 1, kept.to += 1) {
                kept.day[kept.to] = path.day[row]!;
                kept.state[kept.to] = path.state[row]!;
                kept.since[kept.to] = path.since[row]!;
                kept.partnerType[kept.to] = path.partnerType[row]!;
            }
        }
        this.#from.fill(kept.to, entered);
    }

    read(deal: number): DealPath {
        this.#path.from = this.#from[deal]!;
        this.#path.to = this.#from[deal + 1]!;
        return this.#path;
    }
}
