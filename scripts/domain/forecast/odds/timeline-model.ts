import type { Day } from '../calendar-day';
import type { PeriodAxis } from '../period-axis';
import type { PipelineStates } from '../pipeline-states';
import { chooseKappa, KAPPA_GRID, logGamma, shrink } from '../shrinkage';
import type { Sightings } from './sightings';
import { rhythmFactors } from './tempo';
import { BUCKETS as BUCKETS_OF_COUNTS, HAZARD_BUCKETS as FIRST_DAYS, POSITIONS, type TimelineCounts } from './timeline-counts';

/** Looked up once: these run millions of times. */
const { max, min, floor } = Math;
const [BUCKETS, HAZARD_BUCKETS] = [BUCKETS_OF_COUNTS, FIRST_DAYS];

/** Days in stage that are told apart; beyond, the last bucket's hazard holds. */
const DWELL_DAYS = (HAZARD_BUCKETS.at(-1) ?? 0) + 1;

/** Daily hazards of leaving a state × dwell bucket × partner type for each target, and the win factor by month of quarter. */
export interface Timeline {
    readonly counts: TimelineCounts;
    readonly hazards: Float64Array;
    readonly rhythm: Float64Array;
}

/**
 * Semi-Markov competing risks on a one-day grid (METHOD §4.1, 4.2): h_k(s,b,g) = (x_k + κ · h_k(s,b)) / (n + κ), h_k(s,b)
 * shrunk the same way to h_k(s), κ by Dirichlet-multinomial marginal likelihood; h_won(s) and h_lost(s) of a StageName lean
 * on its overlay stage. Period-end factor by rhythmFactors: wins observed
 * against those that the hazards expect in month q of the fiscal quarter.
 */
export function learnTimeline(counts: TimelineCounts, states: PipelineStates): Timeline {
    const { states: size, partnerTypes, targets } = counts;
    const days = sumPositions(counts.daysAtRisk);
    const byBucket = pool(days, counts.exits, targets, partnerTypes);
    const byState = pool(byBucket.days, byBucket.exits, targets, BUCKETS);
    const stateHazards = leanOnOverlay(byState.days, byState.exits, states, targets);
    const bucketHazards = shrinkCells(byBucket.days, byBucket.exits, stateHazards, targets, BUCKETS);
    const hazards = partnerTypes === 1 ? bucketHazards : shrinkCells(days, counts.exits, bucketHazards, targets, partnerTypes);
    const positions = Array.from({ length: POSITIONS }, (_, position) => ({
        observed: counts.wins[position]!,
        expected: counts.daysAtRisk[position]!.reduce((sum, risk, cell) => sum + risk * hazards[cell * targets + size]!, 0),
        periods: counts.months[position]!.size
    }));
    const rhythm = rhythmFactors(positions);
    return { counts, hazards, rhythm };
}

interface Pooled {
    readonly days: Float64Array;
    readonly exits: Float64Array;
}

/** Adds up groups of `size` neighbouring cells. */
function pool(days: Float64Array, exits: Float64Array, targets: number, size: number): Pooled {
    const pooled = { days: new Float64Array(days.length / size), exits: new Float64Array(exits.length / size) };
    for (let cell = 0; cell < days.length; cell += 1) {
        const group = floor(cell / size);
        pooled.days[group]! += days[cell]!;
        for (let target = 0; target < targets; target += 1) pooled.exits[group * targets + target]! += exits[cell * targets + target]!;
    }
    return pooled;
}

function sumPositions(columns: readonly Float64Array[]): Float64Array {
    const sum = new Float64Array(columns[0]?.length ?? 0);
    for (const column of columns) for (let cell = 0; cell < sum.length; cell += 1) sum[cell]! += column[cell]!;
    return sum;
}

/** Hazards per state: moves as counted; won and lost shrunk to the overlay stage, that to all stages. */
function leanOnOverlay(days: Float64Array, exits: Float64Array, { overlayOf, overlays }: PipelineStates, targets: number): Float64Array {
    const hazards = exits.map((count, index) => (count === 0 ? 0 : count / days[floor(index / targets)]!));
    for (const target of [targets - 2, targets - 1]) {
        const overlayDays = new Float64Array(overlays);
        const overlayExits = new Float64Array(overlays);
        days.forEach((count, state) => {
            overlayDays[overlayOf[state]!]! += count;
            overlayExits[overlayOf[state]!]! += exits[state * targets + target]!;
        });
        const all =
            overlayExits.reduce((a, b) => a + b, 0) /
            max(
                1,
                overlayDays.reduce((a, b) => a + b, 0)
            );
        const seenOf = (trials: number, wins: number, parent: number) => ({ seen: { trials, wins }, parent });
        const top = Array.from(overlayDays, (trials, overlay) => seenOf(trials, overlayExits[overlay]!, all));
        const topKappa = chooseKappa(top.filter(({ seen }) => seen.trials > 0));
        const parents = top.map(({ seen, parent }) => shrink(seen, parent, topKappa));
        const own = Array.from(days, (trials, state) => seenOf(trials, exits[state * targets + target]!, parents[overlayOf[state]!]!));
        const kappa = chooseKappa(own.filter(({ seen }) => seen.trials > 0));
        own.forEach(({ seen, parent }, state) => (hazards[state * targets + target] = shrink(seen, parent, kappa)));
    }
    return hazards;
}

/** Shrinks each cell's hazards to its parent's; `perParent` neighbouring cells have one parent. */
function shrinkCells(days: Float64Array, exits: Float64Array, parents: Float64Array, targets: number, perParent: number): Float64Array {
    const kappa = chooseHazardKappa(days, exits, parents, targets, perParent);
    return exits.map((count, index) => {
        const cell = floor(index / targets);
        const parent = parents[floor(cell / perParent) * targets + (index % targets)]!;
        return (count + kappa * parent) / (days[cell]! + kappa);
    });
}

/**
 * The κ of the grid under which the cells are likeliest (Dirichlet-multinomial over targets and staying):
 * Σ_cells ln Γ(κ) − ln Γ(n+κ) + Σ_k ln Γ(x_k + κm_k) − ln Γ(κm_k); ties go to the larger κ.
 */
export function chooseHazardKappa(
    days: Float64Array,
    exits: Float64Array,
    parents: Float64Array,
    targets: number,
    perParent: number
): number {
    const likelihoods = KAPPA_GRID.map((kappa) => {
        let sum = 0;
        for (let cell = 0; cell < days.length; cell += 1) {
            if (days[cell] === 0) continue;
            const parent = floor(cell / perParent) * targets;
            let stays = days[cell]!;
            let staying = 1;
            for (let target = 0; target < targets; target += 1) {
                const mean = parents[parent + target]!;
                const count = exits[cell * targets + target]!;
                if (mean <= 0) continue;
                staying -= mean;
                stays -= count;
                if (count > 0) sum += logGamma(count + kappa * mean) - logGamma(kappa * mean);
            }
            const stay = max(1e-9, staying) * kappa;
            sum += logGamma(kappa) - logGamma(days[cell]! + kappa) + logGamma(stays + stay) - logGamma(stay);
        }
        return sum;
    });
    return KAPPA_GRID[likelihoods.lastIndexOf(max(...likelihoods))]!;
}

/**
 * P(won by the end of each of `ends`, days after `asOf`) for every state × dwell × type. Backward over days:
 * V_n(s,d) = h_won R + Σ_k h_k V_{n−1}(k,0) + (1 − Σ h) V_{n−1}(s,d+1), V_0 = 0: what a forward pass from (s,d) gives, for
 * all starts at once.
 */
export class TimelineOdds {
    readonly #tables: readonly Float64Array[];
    readonly #partnerTypes: number;

    constructor(timeline: Timeline, axis: PeriodAxis, asOf: Day, ends: readonly number[]) {
        this.#partnerTypes = timeline.counts.partnerTypes;
        this.#tables = ends.map((end) => winsWithin(timeline, axis, asOf, end));
    }

    /** P(won by the end with this index) by place; the places of all ends are the same. */
    wonBy(end: number): Float64Array {
        return this.#tables[end]!;
    }

    placeOf({ dwell, partnerType, state }: Sightings, row: number): number {
        return (partnerType[row]! + this.#partnerTypes * state[row]!) * DWELL_DAYS + min(DWELL_DAYS - 1, dwell[row]!);
    }
}

function winsWithin({ counts, hazards, rhythm }: Timeline, axis: PeriodAxis, asOf: Day, days: number): Float64Array {
    const { states, partnerTypes, targets } = counts;
    const odds = new Float64Array(states * partnerTypes * DWELL_DAYS);
    const entered = new Float64Array(states);
    for (let left = 1; left <= days; left += 1) {
        const factor = rhythm[axis.monthOfQuarter(asOf + days - left + 1)]!;
        for (let type = 0; type < partnerTypes; type += 1) {
            for (let state = 0; state < states; state += 1) entered[state] = odds[(type + partnerTypes * state) * DWELL_DAYS]!;
            for (let state = 0; state < states; state += 1) {
                const start = (type + partnerTypes * state) * DWELL_DAYS;
                for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
                    const hazard = ((state * BUCKETS + bucket) * partnerTypes + type) * targets;
                    const win = min(1, hazards[hazard + states]! * factor);
                    let gain = win;
                    let leave = win + hazards[hazard + states + 1]!;
                    for (let target = 0; target < states; target += 1) {
                        const move = hazards[hazard + target]!;
                        if (move === 0) continue;
                        gain += move * entered[target]!;
                        leave += move;
                    }
                    const stay = max(0, 1 - leave);
                    const end = bucket + 1 < BUCKETS ? HAZARD_BUCKETS[bucket + 1]! : DWELL_DAYS;
                    for (let dwell = HAZARD_BUCKETS[bucket]!; dwell < end; dwell += 1) {
                        odds[start + dwell] = gain + stay * odds[start + min(dwell + 1, DWELL_DAYS - 1)]!;
                    }
                }
            }
        }
    }
    return odds.map((p) => min(1, p));
}
