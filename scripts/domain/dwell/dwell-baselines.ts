import type { Day } from '../forecast/calendar-day';
import { DIRECT } from '../forecast/deal';
import { ATTRIBUTIONS, rowOn, type DealTable } from '../forecast/deal-table';
import { standOf, type StageOrder } from '../forecast/stage-order';
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
    const byStage = new Map<number, Map<string, StayCounts>>();
    const stands = table.stageNames.map((name) => standOf(stages, name));
    const { history } = table;
    const add = (deal: number, order: number, days: number, until: Day | undefined) => {
        const types = byStage.get(order) ?? new Map<string, StayCounts>();
        byStage.set(order, types);
        const partnerType = typeOn(table, deal, until ?? asOf);
        const counts = types.get(partnerType) ?? new StayCounts(DWELL_HORIZON_DAYS);
        types.set(partnerType, counts);
        counts.add(days, until !== undefined);
        everyone(byAll, order).add(days, until !== undefined);
    };
    const byAll = new Map<number, StayCounts>();
    for (let deal = 0; deal < table.size; deal += 1) {
        let [from, order, isOpen] = [0, 0, false];
        for (let row = history.from[deal]!; row < history.from[deal + 1]! && history.day[row]! <= asOf; row += 1) {
            const next = stands[history.stage[row]!]!;
            const day = history.day[row]!;
            if (isOpen && next.kind === 'open' && next.order === order) continue;
            if (isOpen) add(deal, order, day - from, day);
            [from, order, isOpen] = [day, next.order, next.kind === 'open'];
        }
        if (isOpen) add(deal, order, asOf - from, undefined);
    }
    return [...byStage]
        .sort(([left], [right]) => left - right)
        .flatMap(([order, types]) => baselinesOf(order, everyone(byAll, order), types, minimumSample));
}

function everyone(byAll: Map<number, StayCounts>, order: number): StayCounts {
    const counts = byAll.get(order) ?? new StayCounts(DWELL_HORIZON_DAYS);
    byAll.set(order, counts);
    return counts;
}

const PRE_REGISTRATION = ATTRIBUTIONS.indexOf('Pre-registration');

/** The type that a deal counted as at the end of a day. */
function typeOn({ partners, partnerTypes }: DealTable, deal: number, day: Day): string {
    const row = rowOn(partners.day, partners.from[deal]!, partners.from[deal + 1]!, day);
    return row < 0 || partners.attribution[row] === PRE_REGISTRATION ? DIRECT : (partnerTypes[partners.partnerType[row]!] ?? DIRECT);
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
