import type { Day } from './calendar-day';
import type { ChampionEntry, Fundability } from './learnt-forecast';
import type { PeriodKind } from './period-axis';

/** What `runBacktest` is asked. */
export interface BacktestPlan {
    /** Days within which a win counts. */
    readonly window: number;
    readonly period: PeriodKind;
    /** First and last snapshot day allowed. Default: as soon as something can be learnt; as late as the outcome is known. */
    readonly from?: Day | undefined;
    readonly to?: Day | undefined;
    /** Last day on which the log is known to be complete. Default: the last day that occurs in it, and the weekend after it. */
    readonly knownTo?: Day | undefined;
    /** Called for each open deal of each snapshot, in order of snapshot and deal. */
    readonly onPrediction?: (prediction: BacktestPrediction) => void;
}

/** One row of the predictions file. */
export interface BacktestPrediction {
    readonly snapshot: Day;
    /** Index in the table. */
    readonly deal: number;
    /** Of the earned stage. */
    readonly stageName: string;
    readonly partnerType: string;
    readonly attribution: string;
    readonly dwellDays: number;
    readonly pWindow: number;
    readonly wonInWindow: boolean;
    /** P(won in period 0, 1, 2) and whether it was. */
    readonly p: readonly [number, number, number];
    readonly won: readonly [boolean, boolean, boolean];
    /** P(won within the window) by the claimed stage, by the CRM's probability × close date, by closed conversion × close date. */
    readonly pClaimed: number;
    readonly pCrm: number;
    readonly pClosedConversion: number;
    /** Share of deals won within the window as it was known on the day, the same for all deals of it: what `skill` is against. */
    readonly pBase: number;
}

/** How well probabilities did. `skill` = 1 − Brier / Brier of the base rate. */
export interface Scores {
    readonly dealSnapshots: number;
    readonly brier: number;
    readonly baseBrier: number;
    readonly skill: number;
    readonly logLoss: number;
    /** NaN without both outcomes. */
    readonly auc: number;
    /** Expected calibration error over ten equal bins. */
    readonly ece: number;
}

/** Totals of one period j ahead, over all scored snapshots: in deals, and in money. */
export interface HorizonScores {
    readonly ahead: number;
    readonly snapshots: number;
    readonly wape: number;
    /** Σ expected / Σ actual − 1. */
    readonly bias: number;
    /** Share of outcomes inside P10–P90 among forecasts that had a range; NaN when none had, or nothing was won. */
    readonly coverage80: number;
    /** Mean of P90 − P10 over the mean outcome. */
    readonly width: number;
    readonly ranges: number;
    readonly wapeMoney: number;
    readonly biasMoney: number;
    readonly coverage80Money: number;
    readonly wapeCrm: number;
    readonly wapeClosedConversion: number;
}

/** One snapshot's period total, for plots. */
export interface PeriodOutcome {
    readonly snapshot: Day;
    readonly ahead: number;
    /** Last day of the period. */
    readonly endsOn: Day;
    readonly expected: number;
    readonly actual: number;
    readonly low: number | undefined;
    readonly high: number | undefined;
    readonly crm: number;
}

export interface BacktestResult extends Scores {
    /** Days of the scored snapshots. */
    readonly snapshotDays: readonly Day[];
    readonly snapshots: number;
    readonly window: number;
    readonly period: PeriodKind;
    readonly horizons: readonly HorizonScores[];
    /** Three periods added up: WAPE of their sum. Single ones, pooled: `fundability.threePeriods`. */
    readonly threePeriodWape: number;
    readonly fundable: boolean;
    readonly reasons: readonly string[];
    readonly fundability: Fundability;
    readonly championLog: readonly ChampionEntry[];
    readonly comparisons: { readonly claimed: Scores; readonly crm: Scores; readonly closedConversion: Scores };
    /** Brier by claimed stage − Brier by earned stage: above 0, proof tells more than claims. */
    readonly earnedGain: number;
    readonly byPartnerType: ReadonlyMap<string, Scores>;
    readonly byAttribution: ReadonlyMap<string, Scores>;
    /** Before and after the first day on which anything was proven; absent when nothing ever was. */
    readonly gates: { readonly liveOn: Day; readonly before: Scores; readonly after: Scores } | undefined;
    /** Ten bins of the calibration plot. */
    readonly calibration: readonly {
        readonly from: number;
        readonly to: number;
        readonly deals: number;
        readonly said: number;
        readonly won: number;
    }[];
    readonly periods: readonly PeriodOutcome[];
}
