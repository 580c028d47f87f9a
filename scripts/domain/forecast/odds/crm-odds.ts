import type { Day } from '../calendar-day';
import { NO_DAY as NO_DAY_OF_TABLE, type DealTable } from '../deal-table';
import { WON, type PipelineStates } from '../pipeline-states';
import { chooseKappa, shrink, type Seen } from '../shrinkage';
import { UNMAPPED_ORDER } from '../../stage-map/ranks';
import type { Window } from './cohort-model';
import type { Paths } from './path-reader';
import type { Sightings } from './sightings';

// Imports are looked up at each use, and these are used for each of millions of rows.
const NO_DAY = NO_DAY_OF_TABLE;

/** What a pipeline report gives stages that nobody has set a probability for, from the first open stage to the last. */
const LADDER = [0.1, 0.25, 0.5, 0.75];

/** What the comparison is called where the source tells no probabilities and all of it is the ladder. */
export const ASSUMED_CRM = 'CRM at assumed 10/25/50/75 %';

/**
 * Whether the source tells what an open stage or a deal is worth. Where it does not, nobody ever promised what `CrmOdds` says: it
 * may be shown, as assumed, and decides nothing.
 */
export function tellsProbability({ stageNames, stageProbability, history }: DealTable, { open }: PipelineStates): boolean {
    const ofStages =
        stageProbability && open.some(({ stageName }) => !Number.isNaN(stageProbability[stageNames.indexOf(stageName)] ?? NaN));
    return ofStages || (history.probability?.some((percent) => !Number.isNaN(percent)) ?? false);
}

/**
 * The forecast that a CRM report makes: the probability that stands on the deal (else its stage's, else a ladder of 10, 25,
 * 50, 75 % over the stages of the map), all of it in the period of the close date; overdue deals in the running one.
 */
export class CrmOdds {
    readonly #byState: Float64Array;

    constructor({ stageNames, stageProbability }: DealTable, { open }: PipelineStates) {
        const mapped = open.filter(({ order }) => order !== UNMAPPED_ORDER);
        this.#byState = Float64Array.from(open, (state) => {
            const percent = stageProbability?.[stageNames.indexOf(state.stageName)] ?? NaN;
            return Number.isNaN(percent) ? onLadder(mapped.indexOf(state), mapped.length) : percent / 100;
        });
    }

    oddsOf(sightings: Sightings, row: number, window: Window): number {
        if (!closesIn(sightings.closeIn[row]!, window)) return 0;
        const typed = sightings.probability[row]!;
        return Number.isNaN(typed) ? this.#byState[sightings.claimed[row]!]! : typed / 100;
    }
}

function onLadder(step: number, steps: number): number {
    if (step < 0 || steps < 2) return LADDER[step < 0 ? 0 : 1]!;
    const at = (step / (steps - 1)) * (LADDER.length - 1);
    const below = Math.min(LADDER.length - 2, Math.floor(at));
    return LADDER[below]! + (at - below) * (LADDER[below + 1]! - LADDER[below]!);
}

/** Whether the close date puts a deal into the window. */
function closesIn(closeIn: number, { after, upTo }: Window): boolean {
    if (closeIn === NO_DAY || upTo <= after) return false;
    return closeIn <= 0 ? after === 0 : closeIn > after && closeIn <= upTo;
}

/** Won / (won + lost) among closed deals that passed a stage, by stage × partner type. */
export interface ClosedConversion {
    oddsOf(sightings: Sightings, row: number, window: Window): number;
}

/**
 * "Historic conversion", the usual and misleading way: of the deals closed by `knownOn` that ever stood in a stage, the
 * share won, shrunk stage by stage and type by type, all of it in the period of the close date. `paths` are those of claimed stages. Open deals are left out,
 * which is why it promises too much (METHOD §0.1). Only compared with.
 */
export function learnClosedConversion(
    paths: Paths,
    deals: Int32Array,
    states: PipelineStates,
    partnerTypes: number,
    knownOn: Day
): ClosedConversion {
    const size = states.open.length;
    const closed = new Float64Array(size * partnerTypes);
    const won = new Float64Array(size * partnerTypes);
    const passed = new Int32Array(size).fill(-1);
    for (const deal of deals) {
        const path = paths.read(deal);
        for (let row = path.from; row < path.to && path.day[row]! <= knownOn; row += 1) {
            if (path.state[row]! >= 0) passed[path.state[row]!] = deal;
            else if (row > path.from && path.state[row - 1]! >= 0) {
                for (let state = 0; state < size; state += 1) {
                    if (passed[state] !== deal) continue;
                    closed[state * partnerTypes + path.partnerType[row]!]! += 1;
                    if (path.state[row] === WON) won[state * partnerTypes + path.partnerType[row]!]! += 1;
                }
                break;
            }
        }
    }
    const odds = shrinkConversion(closed, won, partnerTypes);
    return {
        oddsOf: (rows, row, window) =>
            closesIn(rows.closeIn[row]!, window) ? odds[rows.claimed[row]! * partnerTypes + rows.partnerType[row]!]! : 0
    };
}

function shrinkConversion(closed: Float64Array, won: Float64Array, partnerTypes: number): Float64Array {
    const sum = (column: Float64Array, from: number, to: number) => column.slice(from, to).reduce((a, b) => a + b, 0);
    const all = (sum(won, 0, won.length) + 0.5) / (sum(closed, 0, closed.length) + 1);
    const stateSeen = Array.from({ length: closed.length / partnerTypes }, (_, state): Seen => {
        const from = state * partnerTypes;
        return { trials: sum(closed, from, from + partnerTypes), wins: sum(won, from, from + partnerTypes) };
    });
    const stateKappa = chooseKappa(stateSeen.filter(({ trials }) => trials > 0).map((seen) => ({ seen, parent: all })));
    const parents = stateSeen.map((seen) => shrink(seen, all, stateKappa));
    const cells = Array.from(closed, (trials, cell) => ({
        seen: { trials, wins: won[cell]! },
        parent: parents[Math.floor(cell / partnerTypes)]!
    }));
    const kappa = chooseKappa(cells.filter(({ seen }) => seen.trials > 0));
    return Float64Array.from(cells, ({ seen, parent }) => shrink(seen, parent, kappa));
}
