import { DWELL_HORIZON_DAYS, type DwellBaseline } from '../dwell/dwell-baselines';
import { isoOf, type Day } from './calendar-day';
import { lineId, type ForecastLine } from './forecast-line';
import type { Cents } from './money';

/** Names the way the numbers were made, so that a row says which method to judge it by. */
export const FORECAST_METHOD = 'blend of landmark cohorts, timeline and regression, v3';
export const DWELL_METHOD = `Kaplan-Meier mean to ${DWELL_HORIZON_DAYS} days, shrunk, v1`;

/** Stands for all partner types on a dwell baseline. */
export const ALL_TYPES = 'All';

/** One row to keep: a forecast line or a usual dwell time, as of one day. `key` is the same for the same line in every run. */
export interface SnapshotRow {
    readonly key: string;
    readonly kind: 'Forecast Line' | 'Dwell Baseline';
    readonly asOf: Day;
    readonly stageOrder: number;
    readonly stageLabel: string;
    readonly partnerType: string;
    readonly mapVersion: string;
    readonly method: string;
    readonly sampleSize: number;
    readonly line?: {
        readonly periodType: ForecastLine['periodType'];
        readonly periodFrom: Day;
        readonly periodLabel: string;
        readonly attribution: ForecastLine['attribution'];
        readonly onException: boolean;
        readonly deals: number;
        readonly open: Cents;
        /** Undefined: the period may not be planned on. */
        readonly expected: Cents | undefined;
        readonly claimedExpected: Cents | undefined;
        readonly low: Cents | undefined;
        readonly mid: Cents | undefined;
        readonly high: Cents | undefined;
    };
    /** Days. */
    readonly meanDwellDays?: number;
}

export interface SnapshotContext {
    readonly asOf: Day;
    readonly mapVersion: string;
    readonly stageLabelOf: (order: number) => string;
}

/** The rows that keep a rollup and its dwell baselines. */
export function toSnapshotRows(
    lines: readonly ForecastLine[],
    baselines: readonly DwellBaseline[],
    context: SnapshotContext
): readonly SnapshotRow[] {
    return [...lines.map((line) => toLineRow(line, context)), ...baselines.map((baseline) => toDwellRow(baseline, context))];
}

function toLineRow(line: ForecastLine, { asOf, mapVersion, stageLabelOf }: SnapshotContext): SnapshotRow {
    const { stageOrder, partnerType, sampleSize, ...rest } = line;
    return {
        key: `${isoOf(asOf)}|forecast|${lineId(line)}`,
        kind: 'Forecast Line',
        asOf,
        stageOrder,
        stageLabel: stageLabelOf(stageOrder),
        partnerType,
        mapVersion,
        method: FORECAST_METHOD,
        sampleSize,
        line: { ...rest, mid: line.low === undefined ? undefined : line.expected }
    };
}

function toDwellRow(baseline: DwellBaseline, { asOf, mapVersion, stageLabelOf }: SnapshotContext): SnapshotRow {
    const partnerType = baseline.partnerType ?? ALL_TYPES;
    return {
        key: `${isoOf(asOf)}|dwell|${baseline.stageOrder}|${partnerType}`,
        kind: 'Dwell Baseline',
        asOf,
        stageOrder: baseline.stageOrder,
        stageLabel: stageLabelOf(baseline.stageOrder),
        partnerType,
        mapVersion,
        method: DWELL_METHOD,
        sampleSize: baseline.ended,
        meanDwellDays: Math.round(baseline.meanDays * 10) / 10
    };
}
