import type { BacktestResult, Scores } from '../domain/forecast/backtest-result';
import { isoOf } from '../domain/forecast/calendar-day';
import { CRM_IS_ASSUMED } from '../domain/forecast/caveats';
import type { PeriodKind } from '../domain/forecast/period-axis';
import type { SourceReading } from '../domain/forecast/source-reading';

export interface BacktestReport {
    readonly result: BacktestResult;
    readonly source: SourceReading;
    readonly mapVersion: string;
    /** Name of the predictions file; undefined when none was asked for. */
    readonly predictions: string | undefined;
}

/** The back-test as one JSON document. What is not known (NaN) is null. */
export function toBacktestDocument({ result, source, mapVersion, predictions }: BacktestReport) {
    const { fundability } = result;
    return {
        source: source.origin,
        stageMapVersion: mapVersion,
        currency: source.currency.code ?? null,
        deals: source.table.size,
        historyRows: source.table.history.day.length,
        window: result.window,
        period: result.period,
        snapshots: result.snapshots,
        snapshotDays: result.snapshotDays.map(isoOf),
        ...toScores(result),
        horizons: result.horizons,
        /** Three periods added up: the miss of their sum, which is smaller than that of each. */
        threePeriodWape: result.threePeriodWape,
        /** Single periods, pooled: each forecast of one of the next three counts apart. */
        singlePeriodsPooled: fundability.threePeriods,
        fundable: result.fundable,
        reasons: result.reasons,
        /** Whose verdict that is, and whose decides for today. */
        verdictOf: sayWhoseVerdict(result.period),
        /** The verdict by periods ahead, and by what was left of quarters and the next ones. */
        fundability: { periods: fundability.horizons, quarters: fundability.quarters },
        /** All comparisons with the CRM are with assumed probabilities, 10/25/50/75 % over the open stages; they decided nothing. */
        crmIsAssumed: fundability.crmIsAssumed ?? false,
        fundableExpectedOn: fundability.expectedOn === undefined ? null : isoOf(fundability.expectedOn),
        comparisons: {
            crm: toScores(result.comparisons.crm),
            closedConversion: toScores(result.comparisons.closedConversion),
            claimedStage: toScores(result.comparisons.claimed)
        },
        earnedGain: result.earnedGain,
        models: result.championLog,
        byPartnerType: toObject(result.byPartnerType),
        byAttribution: toObject(result.byAttribution),
        gates: result.gates
            ? { liveOn: isoOf(result.gates.liveOn), before: toScores(result.gates.before), after: toScores(result.gates.after) }
            : null,
        calibration: result.calibration,
        periods: result.periods.map(({ snapshot, endsOn, ...period }) => ({ snapshot: isoOf(snapshot), endsOn: isoOf(endsOn), ...period })),
        predictions: predictions ?? null,
        caveats: backtestCaveats({ result, source })
    };
}

const MADE_ON: Readonly<Record<PeriodKind, string>> = {
    month: 'on the first day of every month',
    quarter: 'on the first day of every quarter',
    week: 'on the eve of every week'
};

/** What the reader must know about the source and about what is compared with. */
export const backtestCaveats = ({ result, source }: Pick<BacktestReport, 'result' | 'source'>): readonly string[] => [
    ...(result.fundability.crmIsAssumed ? [CRM_IS_ASSUMED] : []),
    ...source.caveats
];

/** A back-test and a forecast may end in different verdicts on the same data: they go by forecasts made on different days. */
export const sayWhoseVerdict = (period: PeriodKind): string =>
    `This is the verdict on forecasts made ${MADE_ON[period]}. \`forecast rollup\` judges by past forecasts of months made on the ` +
    `same day of the month as its own: the two may differ, and for the day of a forecast that of \`forecast rollup\` decides.`;

const toScores = ({ dealSnapshots, brier, baseBrier, skill, logLoss, auc, ece }: Scores): Scores => ({
    dealSnapshots,
    brier,
    baseBrier,
    skill,
    logLoss,
    auc,
    ece
});

const toObject = (scores: ReadonlyMap<string, Scores>) => Object.fromEntries([...scores].map(([name, one]) => [name, toScores(one)]));
