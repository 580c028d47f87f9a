/**
 * The document of `forecast rollup --json`, which the pages are made from as well. Keys are stable: new ones may be added,
 * none changes its meaning. Money is in units of `currency.code` with at most two decimals, days are 'YYYY-MM-DD', shares
 * are 0 to 1, null is not known. Where `fundable.fundable` is false, or a period's own `fundable` is, its expected money is
 * null: a number that may not be planned on is not shown as a forecast.
 */
export interface ForecastDocument {
    readonly formatVersion: 2;
    readonly asOf: string;
    /** Address of the org, or the folder that the files came from. */
    readonly org: string;
    readonly stageMapVersion: string;
    readonly methods: { readonly forecast: string; readonly dwell: string };
    readonly currency: CurrencyDocument;
    readonly fundable: FundableDocument;
    /** What the page shows first: the nearest period that may be planned on; where none may, the running quarter. */
    readonly headline: PeriodDocument | null;
    /** The first one is the running quarter. */
    readonly quarters: readonly PeriodDocument[];
    readonly months: readonly PeriodDocument[];
    readonly total: SplitDocument;
    /** By credit, each dollar once: Partner sourced, Partner influenced, Our share of partner deals, Direct deals. */
    readonly byAttribution: readonly (SplitDocument & {
        /** Deals with money in the row; a deal with two partners is in several. `deals` counts each deal in one row only. */
        readonly dealsWithMoney: number;
    })[];
    /** Whole deals in which a registered partner has that attribution. A deal may stand in both rows: do not add them. */
    readonly wholeDeals: readonly SplitDocument[];
    readonly byPartnerType: readonly SplitDocument[];
    readonly byStage: readonly (SplitDocument & {
        readonly stageOrder: number;
        readonly overdueDeals: number;
        readonly overdueOpen: number;
    })[];
    readonly onException: SplitDocument;
    /** Deals that claim a later stage than proven; what believing the claim would add, over all that is fundable. */
    readonly aheadOfProof: { readonly deals: number; readonly open: number; readonly gap: number | null };
    /** Outside the forecast. */
    readonly preRegistration: { readonly deals: number; readonly open: number };
    /** The largest open deals by expected money (open money where nothing is fundable). */
    readonly topDeals: readonly TopDealDocument[];
    readonly change: ChangeDocument | null;
    readonly learntFrom: {
        readonly pastSnapshots: number;
        readonly pastDeals: number;
        readonly from: string | null;
        readonly monthOfQuarterFactors: readonly number[];
    };
    /** How each model did on its own past forecasts. */
    readonly championLog: readonly {
        readonly name: string;
        readonly used: boolean;
        readonly logLoss: number | null;
        readonly brier: number | null;
        readonly dealSnapshots: number;
    }[];
    readonly dwell: readonly {
        readonly stageOrder: number;
        readonly stage: string;
        /** Null: all types. */
        readonly partnerType: string | null;
        readonly meanDays: number;
        readonly medianDays: number | null;
        readonly ended: number;
        readonly lasting: number;
        readonly borrows: boolean;
    }[];
    readonly passage: PassageDocument;
    readonly reconciliation: ReconciliationDocument;
    readonly caveats: readonly string[];
    /** What --write came to; null when nothing was to be kept. */
    readonly snapshots: SnapshotsDocument | null;
    readonly lines: readonly LineDocument[];
}

/** How deals pass each open overlay stage, by the stages that the CRM recorded. */
export interface PassageDocument {
    /** First day of any history. */
    readonly since: string | null;
    /** Days past the usual stay from which a stay counts as too long. */
    readonly graceDays: number;
    /** First day of working by gates; null: there are none. */
    readonly gatesLiveOn: string | null;
    /** By stage: all deals, direct ones, partner deals (as they counted when they left). */
    readonly stages: readonly StagePassageDocument[];
}

/** A deal that came back to a stage counts again: entered = wentOn + wentBack + lost + offMap + stillThere. */
export interface StagePassageDocument {
    readonly stageOrder: number;
    readonly stage: string;
    readonly deals: 'all' | 'direct' | 'partner';
    readonly entered: number;
    /** To a later stage, or won. */
    readonly wentOn: number;
    readonly wentBack: number;
    readonly lost: number;
    /** To a stage that the map does not hold. */
    readonly offMap: number;
    readonly stillThere: number;
    /** Of the deals that were ever here, each once. */
    readonly dealsWon: number;
    readonly dealsLost: number;
    /** How far close dates moved from entering the stage to leaving it, over stays that ended; a loss itself moves no date. */
    readonly closeDate: {
        readonly stays: number;
        readonly pushed: number;
        readonly pulledIn: number;
        readonly medianPushDays: number | null;
        readonly meanDays: number | null;
    };
    /** Stays past the usual stay and grace, of those that began long enough ago; and deals that stand here past it now. */
    readonly tooLong: {
        readonly watched: number;
        readonly past: number;
        readonly now: number;
        readonly nowOpen: number;
        /** The same before the gates went live and since, without stays that go-live divides; null while there are no gates. */
        readonly gates: {
            readonly before: { readonly watched: number; readonly past: number };
            readonly since: { readonly watched: number; readonly past: number };
            /** Exact chance (Fisher, two-sided) of a difference like this when nothing has changed. */
            readonly chance: number | null;
            /** The test does not exclude chance at 5 %, or a side has fewer stays than the minimum sample. */
            readonly mayBeChance: boolean;
        } | null;
    };
}

export interface CurrencyDocument {
    readonly code: string | null;
    readonly policy: 'single' | 'current-rates' | 'dated-rates';
    readonly convertedRows: number;
    /** Open deals in each currency, own money beside converted money, with the rates used (units for one corporate unit). */
    readonly byCurrency: readonly {
        readonly code: string;
        readonly deals: number;
        readonly open: number;
        readonly converted: number;
        readonly rates: readonly number[];
    }[];
}

export interface FundableDocument {
    readonly fundable: boolean;
    /** Plain words: what is missing, or what a fundable forecast rests on. */
    readonly reasons: readonly string[];
    readonly expectedOn: string | null;
    readonly pastSnapshots: number;
    /** The source tells no probabilities: every crmWape is of assumed ones, 10/25/50/75 % over the open stages, and decided nothing. */
    readonly crmIsAssumed?: boolean;
    readonly brierSkill: number | null;
    /** Single months, pooled: each past forecast of one of the next three counts apart. What the first reason of a verdict tells. */
    readonly threePeriods: {
        readonly wape: number | null;
        readonly bias: number | null;
        readonly coverage80: number | null;
        readonly crmWape: number | null;
        readonly pastForecasts: number;
    };
    /** Months ahead, 0 the running one. */
    readonly horizons: readonly {
        readonly ahead: number;
        readonly fundable: boolean;
        readonly reasons: readonly string[];
        readonly wape: number | null;
        readonly bias: number | null;
        readonly coverage80: number | null;
        readonly crmWape: number | null;
        readonly pastForecasts: number;
    }[];
    /** Quarters ahead, 0 the running one, each judged by past totals of its own kind. */
    readonly quarters: readonly {
        readonly ahead: number;
        readonly fundable: boolean;
        readonly reasons: readonly string[];
        readonly wape: number | null;
        readonly bias: number | null;
        readonly coverage80: number | null;
        readonly crmWape: number | null;
        readonly pastForecasts: number;
        /** Different quarters among them: those of one quarter overlap. */
        readonly pastQuarters: number;
        /** Too few to judge it by; it then goes by its months. */
        readonly isUnjudged: boolean;
    }[];
}

export interface PeriodDocument {
    readonly label: string;
    readonly from: string;
    readonly to: string;
    readonly fundable: boolean;
    /** Open money of deals whose close date lies in the period. */
    readonly open: number;
    readonly alreadyWon: number;
    /** From the open pipeline; alreadyWon is not part of it. */
    readonly expected: number | null;
    readonly claimedExpected: number | null;
    /** alreadyWon + expected. */
    readonly lands: number | null;
    readonly p10: number | null;
    readonly p50: number | null;
    readonly p90: number | null;
    /** Wins to come from deals that are not in the pipeline yet; not part of expected. */
    readonly notYetCreated: number | null;
}

export interface SplitDocument {
    readonly label: string;
    readonly deals: number;
    readonly open: number;
    readonly expectedThisQuarter: number | null;
    readonly expectedNextQuarter: number | null;
    /** Over every quarter that may be planned on, and every month that may where its quarter may not. */
    readonly expectedAllQuarters: number | null;
    readonly claimedExpectedAllQuarters: number | null;
}

export interface TopDealDocument {
    readonly id: string;
    readonly name: string;
    readonly stage: string;
    readonly stageName: string;
    readonly partnerType: string;
    /** Null: none is known. */
    readonly closeOn: string | null;
    readonly open: number;
    readonly expected: number | null;
    /** P(won within 90 days). */
    readonly probability: number | null;
    readonly dwellDays: number;
    /** Days since it was created. */
    readonly ageDays: number;
    /** How often its close date was moved later. */
    readonly pushes: number;
    /** What pulls the odds up or down, the strongest first, in words. */
    readonly because: readonly { readonly what: string; readonly logOdds: number }[];
    readonly aheadOfProof: boolean;
    readonly onException: boolean;
}

export const CHANGE_KINDS = ['new', 'won', 'lost', 'left', 'evidence', 'stage', 'pushed', 'pulled in', 'amount', 'odds'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** from.expected + Σ steps.amount = to.expected, to the cent. */
/** What was expected on a day, over these periods: what may be planned on moves on with the day. */
export interface ExpectedOnDocument {
    readonly asOf: string;
    readonly expected: number;
    /** Null: not kept with that snapshot. */
    readonly periods: readonly string[] | null;
}

export interface ChangeDocument {
    readonly from: ExpectedOnDocument;
    readonly to: ExpectedOnDocument;
    /** How the deals of the last snapshot are known: kept with it, or made again from history. */
    readonly basis: 'kept' | 'time travel';
    /** One per kind that moved anything. */
    readonly steps: readonly { readonly kind: ChangeKind; readonly label: string; readonly deals: number; readonly amount: number }[];
    /** The largest movements deal by deal; one deal may have an amount step and another one. */
    readonly deals: readonly {
        readonly id: string;
        readonly name: string;
        readonly kind: ChangeKind;
        readonly amount: number;
        readonly what: string;
    }[];
    readonly dealsLeftOut: number;
}

export interface ReconciliationDocument {
    readonly agrees: boolean;
    readonly deals: number;
    readonly openByMonth: number;
    readonly openByQuarter: number;
    readonly inForecast: number;
    readonly preRegistration: number;
    /** What rounding each converted row to the cent adds to the org's unrounded sum; 0 with one currency. */
    readonly rounding: number;
    readonly org: { readonly deals: number; readonly open: number } | null;
    /** Whether the running login sees every opportunity; null: not known. */
    readonly seesAllDeals: boolean | null;
}

export interface SnapshotsDocument {
    readonly written: number;
    readonly unchanged: number;
    readonly removed: number;
    readonly refused: readonly { readonly key: string; readonly reason: string }[];
}

export interface LineDocument {
    readonly periodType: 'Month' | 'Quarter' | 'Beyond';
    readonly periodFrom: string;
    readonly periodLabel: string;
    readonly stageOrder: number;
    readonly stage: string;
    readonly partnerType: string;
    readonly attribution: 'Direct' | 'Sourced' | 'Influenced' | 'Pre-registration';
    readonly onException: boolean;
    readonly deals: number;
    readonly open: number;
    readonly expected: number | null;
    readonly claimedExpected: number | null;
    readonly low: number | null;
    readonly high: number | null;
}
