import type { Day } from '../forecast/calendar-day';
import { ATTRIBUTIONS, rowOn, type DealTable } from '../forecast/deal-table';
import { standOf, type StageOrder, type StageStand } from '../forecast/stage-order';
import { StayCounts } from './kaplan-meier';

/** Stays longer than a year count as a year: their tail is not what "usual" means. */
export const DWELL_HORIZON_DAYS = 365;

/** The usual stay in one overlay stage. */
export interface DwellBaseline {
    readonly stageOrder: number;
    /** Undefined: all types together. */
    readonly partnerType: string | undefined;
    /** Shrunk towards all types; what "usually n days here" says. */
    readonly meanDays: number;
    /** Of this stage and type alone. */
    readonly ownMeanDays: number;
    /** Half of this stage and type's own stays have ended by then; undefined while most still last. */
    readonly medianDays: number | undefined;
    /** Stays that were seen to end, and those that still last. */
    readonly ended: number;
    readonly lasting: number;
    /** Fewer ended stays than the stage map's minimum sample: the mean leans on all partner types. */
    readonly borrows: boolean;
}

/**
 * Usual stay per overlay stage and per stage × partner type, from the stage history that was known at the end of `asOf`.
 * StageNames of one overlay stage are one stay. mean = (n · own + m · all) / (n + m), where own and all are restricted
 * Kaplan-Meier means, n the ended stays of the type and m the map's minimum sample: at the minimum sample a type's own
 * experience and everybody's weigh the same.
 */
export function measureDwell(table: DealTable, stages: StageOrder, asOf: Day, minimumSample: number): readonly DwellBaseline[] {
    const stands = table.stageNames.map((name) => standOf(stages, name));
    const orders = [...new Set(stands.map(({ order }) => order))].sort((left, right) => left - right);
    const types = table.partnerTypes.length;
    const stays = orders.map(() => Array.from({ length: types }, () => new StayCounts(DWELL_HORIZON_DAYS)));
    countStays(table, asOf, { stays: stays.flat(), stageOf: stageIndexes(stands, orders) });
    return orders.flatMap((order, stage) => {
        const seen = table.partnerTypes.flatMap((type, index) => {
            const counts = stays[stage]![index]!;
            return counts.ended + counts.lasting > 0 ? [[type, counts] as const] : [];
        });
        const all = new StayCounts(DWELL_HORIZON_DAYS);
        for (const [, counts] of seen) all.include(counts);
        return seen.length === 0 ? [] : baselinesOf(order, all, new Map(seen), minimumSample);
    });
}

/** Index among the orders of each open StageName; −1 where a deal is closed. */
const stageIndexes = (stands: readonly StageStand[], orders: readonly number[]): Int32Array =>
    Int32Array.from(stands, ({ kind, order }) => (kind === 'open' ? orders.indexOf(order) : -1));

/** `stays`: by [stage × types + type]. There may be millions of rows, so nothing is made for one. */
function countStays(
    table: DealTable,
    asOf: Day,
    { stays, stageOf }: { readonly stays: readonly StayCounts[]; readonly stageOf: Int32Array }
) {
    const { from, day, stage } = table.history;
    const types = table.partnerTypes.length;
    const size = table.size;
    for (let deal = 0; deal < size; deal += 1) {
        const end = from[deal + 1]!;
        const isDirect = table.partners.from[deal] === table.partners.from[deal + 1];
        let [begun, here] = [0, -1];
        for (let row = from[deal]!; row < end && day[row]! <= asOf; row += 1) {
            const next = stageOf[stage[row]!]!;
            if (here >= 0 && next === here) continue;
            if (here >= 0) stays[here * types + (isDirect ? 0 : typeOn(table, deal, day[row]!))]!.add(day[row]! - begun, true);
            begun = day[row]!;
            here = next;
        }
        if (here >= 0) stays[here * types + (isDirect ? 0 : typeOn(table, deal, asOf))]!.add(asOf - begun, false);
    }
}

const PRE_REGISTRATION = ATTRIBUTIONS.indexOf('Pre-registration');

/** Index of the type that a deal counted as at the end of a day; 0 is direct. */
function typeOn({ partners }: DealTable, deal: number, day: Day): number {
    const row = rowOn(partners.day, partners.from[deal]!, partners.from[deal + 1]!, day);
    return row < 0 || partners.attribution[row] === PRE_REGISTRATION ? 0 : partners.partnerType[row]!;
}

function baselinesOf(
    stageOrder: number,
    all: StayCounts,
    types: ReadonlyMap<string, StayCounts>,
    minimumSample: number
): readonly DwellBaseline[] {
    const allMean = all.mean() ?? 0;
    const baseline = (partnerType: string | undefined, stays: StayCounts): DwellBaseline => {
        const own = stays.mean() ?? allMean;
        const weight = stays.ended + minimumSample;
        const meanDays = partnerType === undefined || weight === 0 ? own : (stays.ended * own + minimumSample * allMean) / weight;
        return {
            stageOrder,
            partnerType,
            meanDays,
            ownMeanDays: own,
            medianDays: stays.median(),
            ended: stays.ended,
            lasting: stays.lasting,
            borrows: stays.ended < minimumSample
        };
    };
    const ofTypes = [...types].sort(([left], [right]) => (left < right ? -1 : 1)).map(([type, stays]) => baseline(type, stays));
    return [baseline(undefined, all), ...ofTypes];
}
