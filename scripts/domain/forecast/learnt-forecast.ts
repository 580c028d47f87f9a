import type { Day } from './calendar-day';
import type { Cents } from './money';
import type { Span } from './period-axis';

/** Which stage a deal's odds go by: the one that its evidence supports, or the one that its StageName claims. */
export type StageView = 'earned' | 'claimed';

/** The odds of one open deal. */
export interface DealOdds {
    /** P(won within so many days after the day of the forecast). */
    window(days: number): number;
    /** P(won in period j), 0 = the rest of the running one; their sum is at most 1. NaN: nothing to learn that far from. */
    inPeriod(ahead: number): number;
    /** The same for all periods. */
    readonly periods: Float64Array;
    /** The day by which half of the wins that the periods hold have come; undefined when a win is not in sight. */
    readonly expectedCloseOn: Day | undefined;
}

/** The models that are blended: landmark cohorts, stage timeline, landmark regression, the same aligned to fiscal periods. */
export const CANDIDATES = ['cohort', 'timeline', 'regression', 'aligned'] as const;
export type CandidateName = (typeof CANDIDATES)[number];

/** Why a deal has its odds. */
export interface OddsReasons {
    /** Each model's own P(won within the window); undefined where it could not be learnt. `used`: part of the mean. */
    readonly candidates: readonly { readonly name: CandidateName; readonly window: number | undefined; readonly used: boolean }[];
    readonly stageName: string;
    readonly dwellDays: number;
    readonly partnerType: string;
    /** Different past deals seen in the same stage, dwell and partner type, and how much of the cohort's odds is theirs (0–1). */
    readonly cohort: { readonly deals: number; readonly ownShare: number };
    /** What pulls the odds up (+) or down (−) against an average open deal, in log-odds, the strongest first. */
    readonly pulls: readonly { readonly because: Pull; readonly logOdds: number }[];
}

export const PULLS = ['stage', 'time in stage', 'age', 'partner type', 'close date', 'pushed close date', 'amount', 'period end'] as const;
export type Pull = (typeof PULLS)[number];

/** How a model did on its own past forecasts: each made with what was known on its day, then compared with what came. */
export interface ChampionEntry {
    readonly name: CandidateName | 'blend' | 'base rate' | 'typed probability' | 'closed conversion';
    readonly logLoss: number;
    readonly brier: number;
    readonly dealSnapshots: number;
    /** Part of the blend; false for a model that did worse than the base rate, and for all that are only compared with. */
    readonly used: boolean;
}

/** A range that holds the outcome 8 times in 10, going by how far own past forecasts were off. */
export interface SpreadRange {
    readonly low: Cents;
    readonly mid: Cents;
    readonly high: Cents;
}

/** Wins to come from deals that the pipeline of today does not hold: rolling mean of the past, kept apart from the forecast. */
export interface NotYetCreated {
    readonly deals: number;
    readonly amount: Cents;
    /** Past snapshots that the mean goes over; 0: not known. */
    readonly pastSnapshots: number;
}

/** How far a period j ahead may be relied on. */
export interface HorizonVerdict extends PastErrors {
    readonly ahead: number;
    readonly fundable: boolean;
    readonly reasons: readonly string[];
}

/** How past totals of one kind did. */
export interface PastErrors {
    readonly wape: number;
    readonly bias: number;
    /** Share of past periods inside P10–P90, each with the spread known before it. NaN: never had a range, or nothing was won. */
    readonly coverage80: number;
    readonly crmWape: number;
    readonly pastForecasts: number;
}

/** How far what is left of the running quarter (ahead 0), or the next one, may be relied on: judged by its own past totals. */
export interface QuarterVerdict extends HorizonVerdict {
    /** Different quarters that the past forecasts were of; forecasts of one quarter overlap, so they are fewer proofs than they seem. */
    readonly pastQuarters: number;
    /** There are too few past forecasts to judge it; says nothing against it. */
    readonly isUnjudged: boolean;
}

/** Whether finance may plan on the forecast. */
export interface Fundability {
    readonly fundable: boolean;
    /** Plain words: what is missing and when it is expected; for a fundable forecast, what it rests on. */
    readonly reasons: readonly string[];
    readonly horizons: readonly HorizonVerdict[];
    /** By quarters ahead; none where the forecast is not by months. */
    readonly quarters: readonly QuarterVerdict[];
    /** The source tells no probabilities: every `crmWape` is of assumed ones, 10/25/50/75 % over the open stages, and decided nothing. */
    readonly crmIsAssumed?: boolean;
    readonly brierSkill: number;
    /** Single periods, pooled: each past forecast of one of the next three counts apart. What `reasons` tell first. */
    readonly threePeriods: PastErrors;
    readonly pastSnapshots: number;
    /** The day on which what only time can bring will be there; undefined when fundable or when time alone does not help. */
    readonly expectedOn: Day | undefined;
}

/** What was learnt from all that was known at the end of `asOf`. Deals go by their index in the table. */
export interface LearntForecast {
    readonly asOf: Day;
    /** Days of the scored window (90). */
    readonly window: number;
    /** Periods that odds are given for, the running one first. */
    readonly periods: readonly Span[];
    /** Undefined: not open, not yet there, or outside the forecast (pre-registration). */
    oddsOf(deal: number, view?: StageView): DealOdds | undefined;
    explain(deal: number, view?: StageView): OddsReasons | undefined;
    /** Range around money expected in these periods together; undefined with fewer than six past forecasts. */
    rangeOf(periods: readonly number[], expected: Cents): SpreadRange | undefined;
    /** Range around money expected in what is left of a quarter, from past totals of the same kind; undefined with fewer than six. */
    rangeOfQuarter(ahead: number, expected: Cents): SpreadRange | undefined;
    /** Per period of `periods`. */
    readonly notYetCreated: readonly NotYetCreated[];
    readonly championLog: readonly ChampionEntry[];
    readonly fundability: Fundability;
    /** Different past deals that were followed to the end of the window. */
    readonly learntFromDeals: number;
    /** First day of what was learnt from; undefined without history. */
    readonly historyFrom: Day | undefined;
    /** How much likelier than average a win is in the first, second, third month of a fiscal quarter. */
    readonly rhythm: readonly number[];
}
