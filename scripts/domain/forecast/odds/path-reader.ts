import type { Day } from '../calendar-day';
import { ANY_ORDER as ANY_ORDER_OF_TABLE, ATTRIBUTIONS, NO_DAY as NO_DAY_OF_TABLE, type DealTable } from '../deal-table';
import type { StageView } from '../learnt-forecast';
import { LOST as LOST_STATE, OUTSIDE as OUTSIDE_STATE, WON as WON_STATE, type PipelineStates } from '../pipeline-states';

// Imports are looked up at each use, and these are used for each of millions of rows.
const [LOST, OUTSIDE, WON] = [LOST_STATE, OUTSIDE_STATE, WON_STATE];
const [ANY_ORDER, NO_DAY] = [ANY_ORDER_OF_TABLE, NO_DAY_OF_TABLE];

const PRE_REGISTRATION = ATTRIBUTIONS.indexOf('Pre-registration');

/** Where one deal stood from which day on: a row per change of state or partner type, one per day at most, oldest first. */
export interface DealPath {
    /** Its rows are those in [from, to). */
    from: number;
    to: number;
    day: Int32Array;
    /** Index of an open state, or WON, LOST, OUTSIDE. */
    state: Int16Array;
    /** The day on which the state was entered; a change of partner type leaves it as it is. */
    since: Int32Array;
    partnerType: Uint8Array;
}

/** Where paths come from. What `read` gives holds until it is called again. */
export interface Paths {
    /** The path of a deal; without rows when it has no history. */
    read(deal: number): DealPath;
}

/**
 * Reads paths out of a table into one buffer that each call fills anew. A deal that is closed now and whose history does
 * not say so was closed on its close date (an import left the row out). A deal without history has no path.
 */
export class PathReader implements Paths {
    readonly path: DealPath = emptyPath(64);
    readonly #table: DealTable;
    readonly #states: PipelineStates;
    readonly #byProof: boolean;
    /** Per state: whether its overlay stage is the first, where pre-registration happens. */
    readonly #isFirstOverlay: readonly boolean[];

    constructor(table: DealTable, states: PipelineStates, view: StageView) {
        this.#table = table;
        this.#states = states;
        this.#byProof = view === 'earned' && table.proof.day.length > 0;
        this.#isFirstOverlay = states.open.map(({ order }) => order === 0);
    }

    read(deal: number): DealPath {
        const { history, partners, proof } = this.#table;
        const path = this.path;
        path.to = 0;
        let row = history.from[deal]!;
        const rowEnd = history.from[deal + 1]!;
        if (row === rowEnd) return path;
        let partner = partners.from[deal]!;
        const partnerEnd = partners.from[deal + 1]!;
        let proven = this.#byProof ? proof.from[deal]! : 0;
        const provenEnd = this.#byProof ? proof.from[deal + 1]! : 0;
        let claimed = LOST;
        let type = 0;
        let isPreRegistration = false;
        let order = ANY_ORDER;
        let day = history.day[row]!;
        for (;;) {
            for (; row < rowEnd && history.day[row]! <= day; row += 1) claimed = this.#states.ofStage[history.stage[row]!]!;
            for (; partner < partnerEnd && partners.day[partner]! <= day; partner += 1) {
                isPreRegistration = partners.attribution[partner] === PRE_REGISTRATION;
                type = isPreRegistration ? 0 : partners.partnerType[partner]!;
            }
            for (; proven < provenEnd && proof.day[proven]! <= day; proven += 1) order = proof.order[proven]!;
            this.#append(day, claimed, type, isPreRegistration, order);
            let next = row < rowEnd ? history.day[row]! : NEVER;
            if (partner < partnerEnd && partners.day[partner]! < next) next = partners.day[partner]!;
            if (proven < provenEnd && proof.day[proven]! < next) next = proof.day[proven]!;
            if (next === NEVER) break;
            day = next;
        }
        if (claimed >= 0) this.#closeAsOrgSays(deal, day, type);
        return path;
    }

    #append(day: Day, claimed: number, type: number, isPreRegistration: boolean, order: number): void {
        const path = this.path;
        const outside = isPreRegistration && claimed >= 0 && this.#isFirstOverlay[claimed]!;
        const state = outside ? OUTSIDE : order === ANY_ORDER ? claimed : this.#states.earned(claimed, order);
        const last = path.to - 1;
        if (last >= 0 && path.state[last] === state && (state < 0 || path.partnerType[last] === type)) return;
        if (path.to === path.day.length) grow(path);
        const at = path.to++;
        path.day[at] = day;
        path.state[at] = state;
        path.since[at] = state === claimed || state < 0 ? this.#sinceSame(last, state, day) : this.#standingSince(last, state, day);
        path.partnerType[at] = type;
    }

    #sinceSame(last: number, state: number, day: Day): Day {
        return last >= 0 && this.path.state[last] === state ? this.path.since[last]! : day;
    }

    /** A deal ahead of its proof has waited at the proven stage since it first stood there or further, not since proof was asked for. */
    #standingSince(last: number, state: number, day: Day): Day {
        const { open } = this.#states;
        const { path } = this;
        let since = day;
        for (let row = last; row >= 0 && path.state[row]! >= 0 && open[path.state[row]!]!.order >= open[state]!.order; row -= 1)
            since = path.since[row]!;
        return since;
    }

    #closeAsOrgSays(deal: number, lastDay: Day, type: number): void {
        const now = this.#states.ofStage[this.#table.stage[deal]!]!;
        if (now !== WON && now !== LOST) return;
        const closeOn = this.#table.closeOn[deal]!;
        this.#append(closeOn === NO_DAY ? lastDay + 1 : Math.max(lastDay + 1, closeOn), now, type, false, ANY_ORDER);
    }
}

const NEVER = 2_147_483_647;

export function emptyPath(capacity: number): DealPath {
    return {
        from: 0,
        to: 0,
        day: new Int32Array(capacity),
        state: new Int16Array(capacity),
        since: new Int32Array(capacity),
        partnerType: new Uint8Array(capacity)
    };
}

export function grow(path: DealPath): void {
    const larger = emptyPath(2 * path.day.length);
    larger.day.set(path.day);
    larger.state.set(path.state);
    larger.since.set(path.since);
    larger.partnerType.set(path.partnerType);
    Object.assign(path, larger, { to: path.to });
}
