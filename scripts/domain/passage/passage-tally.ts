import type { UsualStays } from '../dwell/usual-stay';
import type { Day } from '../forecast/calendar-day';
import { NO_DAY } from '../forecast/deal-table';
import type { Cents } from '../forecast/money';
import type { StageKind } from '../forecast/stage-order';
import { fisherExact, type Share } from '../slip/fisher-exact';

/** Which deals: all, those without a partner, those with one (as they counted when they left the stage). */
export type PassageGroup = 'all' | 'direct' | 'partner';

/** How deals passed one open overlay stage. One that came back counts again: entered = wentOn + wentBack + lost + offMap + stillThere. */
export interface StagePassage {
    readonly stageOrder: number;
    readonly group: PassageGroup;
    readonly entered: number;
    /** To a later open stage, or won. */
    readonly wentOn: number;
    readonly wentBack: number;
    readonly lost: number;
    /** To a stage that is not on the map. */
    readonly offMap: number;
    readonly stillThere: number;
    /** Of the deals that were ever here, each once: those that stand won, and lost. */
    readonly dealsWon: number;
    readonly dealsLost: number;
    readonly slip: CloseDateSlip;
    readonly overstay: Overstay;
    /** Undefined while there are no gates. */
    readonly sinceGates: SinceGates | undefined;
}

/**
 * How the close date moved while deals were here: from the one that held when a stay began to the one that held when it ended.
 * Only stays that have ended, and whose two dates are known.
 */
export interface CloseDateSlip {
    readonly stays: number;
    readonly pushed: number;
    readonly pulledIn: number;
    /** Half of the pushes were as long or shorter; undefined without pushes. More days than a year count as a year. */
    readonly medianPushDays: number | undefined;
    /** Mean days over all of `stays`, pulled in against pushed; undefined without stays. */
    readonly meanDays: number | undefined;
}

/** Stays past the usual stay of their stage and partner type and the grace of the stage map: the limit of `deals stalled` and `deals slip`. */
export interface Overstay {
    /** Stays that began so long ago that they could pass the limit. */
    readonly watched: number;
    readonly past: number;
    /** Deals that stand here now past the limit, and their open money. */
    readonly now: number;
    readonly nowOpen: Cents;
}

/**
 * Stays past the limit before the gates went live and since, held against the same limit. Stays that go-live fell into the days
 * of are left out, as in `deals slip`.
 */
export interface SinceGates {
    readonly before: Share;
    readonly since: Share;
    /** Two-sided exact chance (Fisher) of a difference like this when nothing has changed; undefined when one side is empty. */
    readonly chance: number | undefined;
    /** The test does not exclude chance at 5 %, or a side has fewer stays than the minimum sample. */
    readonly mayBeChance: boolean;
}

/** How a stay ended. */
export const EXIT = { on: 0, back: 1, lost: 2, offMap: 3, there: 4 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Places after the five exits in the counts of a cell. */
const WON = 5;
const LOST = 6;
const WATCHED = 7;
const PAST = 8;
const NOW = 9;
const NOW_OPEN = 10;
const BEFORE = 11;
const BEFORE_PAST = 12;
const SINCE = 13;
const SINCE_PAST = 14;
const PLACES = 15;

/** One in twenty differences looks like this by chance. */
const SIGNIFICANT = 0.05;

/** Days beyond it, either way, count as it. */
const SLIP_HORIZON_DAYS = 365;
const SLIP_DAYS = 2 * SLIP_HORIZON_DAYS + 1;

/** Days of a stay from which on it counts as too long, by stage and partner type: [stage × types + type]; Infinity where nobody has been. */
export function limitsOf(orders: readonly number[], partnerTypes: readonly string[], usual: UsualStays): Float64Array {
    return Float64Array.from(
        orders.flatMap((order) => partnerTypes.map((partnerType) => usual(order, partnerType)?.thresholdDays ?? Infinity))
    );
}

function compare(before: Share, since: Share, minimumSample: number): SinceGates {
    const chance = before.of > 0 && since.of > 0 ? fisherExact(before, since) : undefined;
    const tooFew = Math.min(before.of, since.of) < minimumSample;
    return { before, since, chance, mayBeChance: tooFew || (chance ?? 1) >= SIGNIFICANT };
}

/** The day of the measurement, and what is compared with what. */
export interface PassagePlan {
    readonly asOf: Day;
    /** First day of working by gates; undefined: there are none. */
    readonly goLive: Day | undefined;
    /** Fewer stays than this on either side are too few to compare. */
    readonly minimumSample: number;
}

/** Counts of stays, by stage and by whether a partner was on the deal. Told deal by deal: begin, its stays, end. */
export class PassageTally {
    readonly #counts: Float64Array;
    /** Stays by net days that their close date moved. */
    readonly #slips: Float64Array;
    readonly #types: number;
    readonly #limits: Float64Array;
    readonly #asOf: Day;
    readonly #minimumSample: number;
    readonly #goLive: Day | undefined;
    readonly #noDay = NO_DAY;
    /** Stages that the deal has been in: a bit for each. */
    #seen = 0;
    #cell = 0;
    #isPast = false;

    constructor(stages: number, types: number, limits: Float64Array, { asOf, goLive, minimumSample }: PassagePlan) {
        this.#counts = new Float64Array(2 * stages * PLACES);
        this.#slips = new Float64Array(2 * stages * SLIP_DAYS);
        this.#types = types;
        this.#limits = limits;
        this.#asOf = asOf;
        this.#minimumSample = minimumSample;
        this.#goLive = goLive !== undefined && goLive <= asOf ? goLive : undefined;
    }

    begin(): void {
        this.#seen = 0;
    }

    stay(stage: number, type: number, from: Day, until: Day, exit: ExitCode): void {
        const limit = this.#limits[stage * this.#types + type]!;
        this.#cell = 2 * stage + (type > 0 ? 1 : 0);
        this.#isPast = until - from > limit;
        this.#seen |= 1 << stage;
        const at = this.#cell * PLACES;
        this.#counts[at + exit]! += 1;
        const decidedOn = from + Math.floor(limit);
        if (decidedOn >= this.#asOf) return;
        this.#counts[at + WATCHED]! += 1;
        if (this.#isPast) this.#counts[at + PAST]! += 1;
        if (this.#goLive === undefined) return;
        if (decidedOn < this.#goLive) this.#count(at, BEFORE, BEFORE_PAST);
        else if (from >= this.#goLive) this.#count(at, SINCE, SINCE_PAST);
    }

    #count(at: number, all: number, past: number): void {
        this.#counts[at + all]! += 1;
        if (this.#isPast) this.#counts[at + past]! += 1;
    }

    /** Of the stay just told, which has ended. */
    slip(before: Day, after: Day): void {
        if (before === this.#noDay || after === this.#noDay) return;
        const days = Math.max(-SLIP_HORIZON_DAYS, Math.min(SLIP_HORIZON_DAYS, after - before));
        this.#slips[this.#cell * SLIP_DAYS + SLIP_HORIZON_DAYS + days]! += 1;
    }

    /** Of the stay just told, which still lasts. */
    stands(amount: Cents): void {
        if (!this.#isPast) return;
        this.#counts[this.#cell * PLACES + NOW]! += 1;
        if (amount > 0 || amount < 0) this.#counts[this.#cell * PLACES + NOW_OPEN]! += amount;
    }

    end(kind: StageKind, type: number): void {
        if (kind === 'open') return;
        const place = kind === 'won' ? WON : LOST;
        for (let stage = 0, seen = this.#seen; seen !== 0; stage += 1, seen >>>= 1)
            if ((seen & 1) === 1) this.#counts[(2 * stage + (type > 0 ? 1 : 0)) * PLACES + place]! += 1;
    }

    /** One stage: all deals, direct ones, partner deals. */
    read(stage: number, stageOrder: number): readonly StagePassage[] {
        const [direct, partner] = [2 * stage, 2 * stage + 1];
        return [
            this.#line(stageOrder, 'all', [direct, partner]),
            this.#line(stageOrder, 'direct', [direct]),
            this.#line(stageOrder, 'partner', [partner])
        ];
    }

    #line(stageOrder: number, group: PassageGroup, cells: readonly number[]): StagePassage {
        const at = (place: number) => cells.reduce((sum, cell) => sum + this.#counts[cell * PLACES + place]!, 0);
        const [wentOn, wentBack, lost, offMap, stillThere] = [at(EXIT.on), at(EXIT.back), at(EXIT.lost), at(EXIT.offMap), at(EXIT.there)];
        return {
            stageOrder,
            group,
            entered: wentOn + wentBack + lost + offMap + stillThere,
            wentOn,
            wentBack,
            lost,
            offMap,
            stillThere,
            dealsWon: at(WON),
            dealsLost: at(LOST),
            slip: this.#slipOf(cells),
            overstay: { watched: at(WATCHED), past: at(PAST), now: at(NOW), nowOpen: at(NOW_OPEN) },
            sinceGates:
                this.#goLive === undefined
                    ? undefined
                    : compare({ count: at(BEFORE_PAST), of: at(BEFORE) }, { count: at(SINCE_PAST), of: at(SINCE) }, this.#minimumSample)
        };
    }

    #slipOf(cells: readonly number[]): CloseDateSlip {
        const at = (days: number) => cells.reduce((sum, cell) => sum + this.#slips[cell * SLIP_DAYS + SLIP_HORIZON_DAYS + days]!, 0);
        let [stays, pushed, pulledIn, sum] = [0, 0, 0, 0];
        for (let days = -SLIP_HORIZON_DAYS; days <= SLIP_HORIZON_DAYS; days += 1) {
            const count = at(days);
            stays += count;
            sum += count * days;
            if (days > 0) pushed += count;
            if (days < 0) pulledIn += count;
        }
        let [medianPushDays, upTo] = [0, 0];
        while (pushed > 0 && 2 * upTo < pushed) upTo += at((medianPushDays += 1));
        return {
            stays,
            pushed,
            pulledIn,
            medianPushDays: pushed > 0 ? medianPushDays : undefined,
            meanDays: stays > 0 ? sum / stays : undefined
        };
    }
}
