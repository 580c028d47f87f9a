import { measureDwell, type DwellBaseline } from '../dwell/dwell-baselines';
import { UNMAPPED_ORDER } from '../stage-map/ranks';
import type { StageMap } from '../stage-map/stage-map';
import type { Day } from './calendar-day';
import { nameCaveats } from './caveats';
import type { Deal } from './deal';
import type { FiscalPeriod } from './fiscal-periods';
import { reconcile, type OrgTotal, type Reconciliation } from './reconcile';
import { rollUp, type Rollup } from './roll-up';
import { toSnapshotRows, type SnapshotRow } from './snapshot';
import { orderStages, type OrgStage } from './stage-order';
import { summarize, type Summary } from './summary';
import { seeAsOf } from './time-travel';

/** Everything that a forecast reads from an org. */
export interface OrgReading {
    readonly deals: readonly Deal[];
    readonly periods: readonly FiscalPeriod[];
    readonly orgStages: readonly OrgStage[];
    readonly total: OrgTotal;
}

/** One forecast and all that is told about it. */
export interface Forecast {
    readonly rollup: Rollup;
    readonly summary: Summary;
    readonly dwell: readonly DwellBaseline[];
    readonly reconciliation: Reconciliation;
    readonly caveats: readonly string[];
    readonly snapshotRows: readonly SnapshotRow[];
    readonly mapVersion: string;
    /** Days past the usual stay from which a deal counts as stalled. */
    readonly graceDays: number;
    readonly stageLabelOf: (order: number) => string;
}

/** The forecast that would have been made at the end of `asOf`; `today` is the day on which the org was read. */
export function makeForecast(reading: OrgReading, map: StageMap, asOf: Day, today: Day): Forecast {
    const stages = orderStages(map, reading.orgStages);
    const stageLabelOf = labelStages(map);
    // In one order, whatever order the org returned them in: sums of odds must round the same in every run.
    const ordered = [...reading.deals].sort((left, right) => (left.id < right.id ? -1 : 1));
    const deals = seeAsOf(ordered, stages, asOf, today);
    const rollup = rollUp(deals, stages, reading.periods, asOf);
    const summary = summarize(rollup, stageLabelOf);
    const dwell = measureDwell(deals, stages, asOf, map.dwell.minimumSample);
    return {
        rollup,
        summary,
        dwell,
        reconciliation: reconcile(rollup, asOf === today ? reading.total : undefined),
        caveats: nameCaveats(rollup, summary, asOf < today),
        snapshotRows: toSnapshotRows(rollup.lines, dwell, { asOf, mapVersion: map.version, stageLabelOf }),
        mapVersion: map.version,
        graceDays: map.dwell.graceDays,
        stageLabelOf
    };
}

function labelStages(map: StageMap): (order: number) => string {
    const names = new Map(map.stages.map(({ order, name }) => [order, name]));
    return (order) => names.get(order) ?? (order === UNMAPPED_ORDER ? 'Not on the map' : `Stage ${order}`);
}
