import { measureDwell, type DwellBaseline } from '../dwell/dwell-baselines';
import { usualStays, type UsualStays } from '../dwell/usual-stay';
import { measurePassage, type PassageReport } from '../passage/stage-passage';
import { UNMAPPED_ORDER } from '../stage-map/ranks';
import type { StageMap } from '../stage-map/stage-map';
import type { Day } from './calendar-day';
import { nameCaveats } from './caveats';
import { dealStatesOf, explainChange, type DealStates, type ForecastChange } from './change';
import { firstProofDay } from './deal-table';
import { sweepDust } from './dust';
import { reconcile, type Reconciliation } from './reconcile';
import { rollUp, type Rollup } from './roll-up';
import { toSnapshotRows, type SnapshotRow } from './snapshot';
import type { SourceReading } from './source-reading';
import { summarize, type Summary } from './summary';

/** One forecast and all that is told about it. */
export interface Forecast {
    readonly source: SourceReading;
    readonly rollup: Rollup;
    readonly summary: Summary;
    readonly dwell: readonly DwellBaseline[];
    readonly passage: PassageReport;
    readonly reconciliation: Reconciliation;
    readonly caveats: readonly string[];
    readonly snapshotRows: readonly SnapshotRow[];
    /** What is kept of each deal, so that the next forecast can say what changed; undefined when it may not be planned on. */
    readonly states: () => DealStates | undefined;
    readonly mapVersion: string;
    /** Days past the usual stay from which a deal counts as stalled. */
    readonly graceDays: number;
    readonly stageLabelOf: (order: number) => string;
}

/** The forecast that would have been made at the end of `asOf`; `today` is the day on which the source was read. */
export function makeForecast(source: SourceReading, map: StageMap, asOf: Day, today: Day): Forecast {
    const stageLabelOf = labelStages(map);
    const rollup = rollUp(source, asOf, today);
    const summary = summarize(rollup, stageLabelOf);
    const dwell = measureDwell(source.table, source.stages, asOf, map.dwell.minimumSample);
    const isNow = asOf >= today;
    return {
        source,
        rollup,
        summary,
        dwell,
        passage: passageOf(source, usualStays(dwell, map.dwell.graceDays), asOf, map.dwell.minimumSample),
        reconciliation: reconcile(rollup, isNow ? source.total : undefined, isNow ? source.currency.unrounded : undefined),
        caveats: [
            ...source.caveats.slice(0, source.leadingCaveats ?? 0),
            ...nameCaveats(rollup, summary, !isNow, source.table.proof.day.length > 0),
            ...source.caveats.slice(source.leadingCaveats ?? 0)
        ],
        snapshotRows: toSnapshotRows(sweepDust(rollup.lines), dwell, { asOf, mapVersion: map.version, stageLabelOf }),
        states: () => dealStatesOf(rollup, source.table),
        mapVersion: map.version,
        graceDays: map.dwell.graceDays,
        stageLabelOf
    };
}

/** The gates went live when anything was first proven. */
const passageOf = ({ table, stages }: SourceReading, usual: UsualStays, asOf: Day, minimumSample: number): PassageReport =>
    measurePassage({ table, stages, usual, asOf, minimumSample, goLive: firstProofDay(table.proof) });

/** What moved the forecast since a day of which the deals are known; undefined when either may not be planned on. */
export function changeSince(before: DealStates | undefined, { states, source }: Forecast, today: Day): ForecastChange | undefined {
    const after = before && states();
    return before && after && explainChange(before, after, source, today);
}

/** The deals as a forecast of an earlier day would have had them: same model, only what was known then. Old proof may not be. */
export const statesOn = (source: SourceReading, day: Day, today: Day): DealStates | undefined =>
    dealStatesOf(rollUp(source, day, today), source.table);

/** What people call an overlay stage, by its order. */
export function labelStages(map: StageMap): (order: number) => string {
    const names = new Map(map.stages.map(({ order, name }) => [order, name]));
    return (order) => names.get(order) ?? (order === UNMAPPED_ORDER ? 'Not on the map' : `Stage ${order}`);
}
