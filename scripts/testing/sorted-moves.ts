const DAY = 86_400_000;
const ID_BYTES = 18;

/** Rows of stage history in columns, in any order; grouped by stage, type of their deal, and month of entry. */
export class SortedMoves {
    #rows = 0;
    #deal = new Int32Array(1024);
    #at = new Float64Array(1024);
    #stage = new Uint16Array(1024);
    #ids = Buffer.alloc(1024 * ID_BYTES);
    readonly #stages = new Map<string, number>();

    /** `deal` is an index, `at` in milliseconds since 1970; of two rows of the same moment the greater id came later. */
    add(deal: number, at: number, stageName: string, id: string): void {
        if (this.#rows === this.#deal.length) this.#grow();
        const row = this.#rows++;
        this.#deal[row] = deal;
        this.#at[row] = at;
        let stage = this.#stages.get(stageName);
        if (stage === undefined) this.#stages.set(stageName, (stage = this.#stages.size));
        this.#stage[row] = stage;
        this.#ids.write(id, row * ID_BYTES, ID_BYTES, 'latin1');
    }

    /** [stage, type, month, entries, exits, wins, days] */
    group(types: readonly string[]): readonly (readonly [string, string, string, number, number, number, number])[] {
        const names = [...this.#stages.keys()];
        const isWon = names.map((name) => name.includes('Won'));
        const groups = new Map<string, { entries: number; exits: number; wins: number; days: number }>();
        const months = new Map<number, string>();
        const { from, order } = this.#byDeal(types.length);
        for (let deal = 0; deal < types.length; deal += 1) {
            const rows = order.subarray(from[deal], from[deal + 1]).sort((left, right) => this.#compare(left, right));
            for (let place = 0; place < rows.length; place += 1) {
                const row = rows[place]!;
                const next = rows[place + 1];
                const day = Math.floor(this.#at[row]! / DAY);
                const month = months.get(day) ?? new Date(day * DAY).toISOString().slice(0, 7);
                months.set(day, month);
                const key = `${names[this.#stage[row]!]}|${types[deal]}|${month}`;
                const group = groups.get(key) ?? { entries: 0, exits: 0, wins: 0, days: 0 };
                groups.set(key, group);
                group.entries += 1;
                if (next === undefined) continue;
                group.exits += 1;
                if (isWon[this.#stage[next]!]) group.wins += 1;
                group.days += Math.floor(this.#at[next]! / DAY) - day;
            }
        }
        return [...groups].map(([key, { entries, exits, wins, days }]) => {
            const [stage = '', type = '', month = ''] = key.split('|');
            return [stage, type, month, entries, exits, wins, days];
        });
    }

    #byDeal(deals: number): { readonly from: Uint32Array; readonly order: Uint32Array } {
        const from = new Uint32Array(deals + 1);
        for (let row = 0; row < this.#rows; row += 1) from[this.#deal[row]! + 1]! += 1;
        for (let deal = 0; deal < deals; deal += 1) from[deal + 1]! += from[deal]!;
        const next = from.slice();
        const order = new Uint32Array(this.#rows);
        for (let row = 0; row < this.#rows; row += 1) order[next[this.#deal[row]!]!++] = row;
        return { from, order };
    }

    #compare(left: number, right: number): number {
        const byTime = this.#at[left]! - this.#at[right]!;
        if (byTime !== 0) return byTime;
        const idOf = (row: number) => this.#ids.subarray(row * ID_BYTES, (row + 1) * ID_BYTES);
        return idOf(left).compare(idOf(right));
    }

    #grow(): void {
        const room = 2 * this.#deal.length;
        const [deal, at, stage, ids] = [this.#deal, this.#at, this.#stage, this.#ids];
        this.#deal = new Int32Array(room);
        this.#deal.set(deal);
        this.#at = new Float64Array(room);
        this.#at.set(at);
        this.#stage = new Uint16Array(room);
        this.#stage.set(stage);
        this.#ids = Buffer.alloc(room * ID_BYTES);
        this.#ids.set(ids);
    }
}
