import { isoOf } from '../domain/forecast/calendar-day';
import type { ForecastLine } from '../domain/forecast/forecast-line';
import type { Forecast } from '../domain/forecast/make-forecast';
import type { Cents } from '../domain/forecast/money';
import type { PeriodForecast } from '../domain/forecast/roll-up';
import { DWELL_METHOD, FORECAST_METHOD } from '../domain/forecast/snapshot';
import type { SplitRow } from '../domain/forecast/summary';
import type { SnapshotsKept } from './keep-snapshots';

/** A forecast, where it was read, and what was kept of it there. */
export type ForecastReport = Forecast & { readonly instanceUrl: string; readonly kept: SnapshotsKept | undefined };

/** The forecast as the document of `--json`. Money is in units of the org's currency, days are 'YYYY-MM-DD', null is unknown. */
export function toForecastDocument(report: ForecastReport): unknown {
    const { rollup, summary, reconciliation, stageLabelOf } = report;
    return {
        asOf: isoOf(rollup.asOf),
        org: report.instanceUrl,
        stageMapVersion: report.mapVersion,
        methods: { forecast: FORECAST_METHOD, dwell: DWELL_METHOD },
        quarters: rollup.quarters.map(periodDocument),
        months: rollup.months.map(periodDocument),
        total: splitDocument(summary.total),
        byAttribution: summary.byAttribution.map(splitDocument),
        byPartnerType: summary.byPartnerType.map(splitDocument),
        byStage: summary.byStage.map(splitDocument),
        onException: splitDocument(summary.onException),
        aheadOfProof: { deals: summary.aheadOfProof.deals, open: units(summary.aheadOfProof.open) },
        preRegistration: { deals: summary.preRegistration.deals, open: units(summary.preRegistration.open) },
        learntFrom: {
            pastSnapshots: rollup.pastSnapshots,
            from: rollup.historyFrom === undefined ? null : isoOf(rollup.historyFrom),
            monthOfQuarterFactors: rollup.rhythm,
            segments: rollup.segments.map((segment) => ({ ...segment, stage: stageLabelOf(segment.stageOrder) }))
        },
        dwell: report.dwell.map((baseline) => ({
            ...baseline,
            stage: stageLabelOf(baseline.stageOrder),
            partnerType: baseline.partnerType ?? null
        })),
        reconciliation: {
            agrees: reconciliation.agrees,
            deals: reconciliation.deals,
            openByMonth: units(reconciliation.byMonth),
            openByQuarter: units(reconciliation.byQuarter),
            inForecast: units(reconciliation.inForecast),
            preRegistration: units(reconciliation.preRegistration),
            org: reconciliation.org ? { deals: reconciliation.org.deals, open: units(reconciliation.org.open) } : null
        },
        caveats: report.caveats,
        snapshots: report.kept ?? null,
        lines: rollup.lines.map((line) => lineDocument(line, stageLabelOf))
    };
}

const units = (cents: Cents): number => cents / 100;
const unitsOrNull = (cents: Cents | undefined): number | null => (cents === undefined ? null : units(cents));

const periodDocument = ({
    period,
    alreadyWon,
    expected,
    claimedExpected,
    range,
    pastForecasts,
    accuracy,
    learntFromDeals
}: PeriodForecast) => ({
    label: period.label,
    from: isoOf(period.from),
    to: isoOf(period.to),
    alreadyWon: units(alreadyWon),
    expected: unitsOrNull(expected),
    claimedExpected: unitsOrNull(claimedExpected),
    p10: unitsOrNull(range?.low),
    p90: unitsOrNull(range?.high),
    pastForecasts: { count: pastForecasts, wape: accuracy?.wape ?? null, bias: accuracy?.bias ?? null },
    learntFromDeals
});

const splitDocument = ({ label, deals, open, thisQuarter, nextQuarter, allQuarters, claimedAllQuarters }: SplitRow) => ({
    label,
    deals,
    open: units(open),
    expectedThisQuarter: units(thisQuarter),
    expectedNextQuarter: units(nextQuarter),
    expectedAllQuarters: units(allQuarters),
    claimedExpectedAllQuarters: units(claimedAllQuarters)
});

const lineDocument = (line: ForecastLine, stageLabelOf: (order: number) => string) => ({
    ...line,
    periodFrom: isoOf(line.periodFrom),
    stage: stageLabelOf(line.stageOrder),
    open: units(line.open),
    expected: units(line.expected),
    claimedExpected: units(line.claimedExpected),
    low: unitsOrNull(line.low),
    high: unitsOrNull(line.high)
});
