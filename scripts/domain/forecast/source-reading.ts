import type { PartnerOnDeal } from './deal';
import type { DealTable } from './deal-table';
import type { FiscalPeriod } from './fiscal-periods';
import type { OrgTotal } from './reconcile';
import type { StageOrder } from './stage-order';

/** Everything that a forecast reads, from an org or from files: the same shape, so that nobody downstream knows which. */
export interface SourceReading {
    /** Address of the org, or the folder as it was named. */
    readonly origin: string;
    readonly table: DealTable;
    /** The stand of every StageName that occurs in `table`, the map or the org. */
    readonly stages: StageOrder;
    /** Fiscal months and quarters; empty when the source has none. */
    readonly periods: readonly FiscalPeriod[];
    /** The org's own count and sum of open deals in the currency of `table`; undefined where nobody can contradict the rows (files). */
    readonly total: OrgTotal | undefined;
    readonly open: OpenDealDetails;
    readonly currency: CurrencyReading;
    /** First day of the latest row that was read, history or opportunity: files made long ago are as of then. NO_DAY when empty. */
    readonly latestDay: number;
    /** What the reader must know about the source, in sentences: columns that are not there, rows that were left out, and how many. */
    readonly caveats: readonly string[];
    /** How many of `caveats`, its first ones, come before all that a forecast has to say itself; none unless said. */
    readonly leadingCaveats?: number;
}

/** How amounts came into one currency. */
export interface CurrencyReading {
    /** ISO code of the corporate currency, of the only one where there is one; undefined when the source names none. */
    readonly code: string | undefined;
    readonly policy: 'single' | 'current-rates' | 'dated-rates';
    /** Rows that were converted from another currency: opportunities and history. */
    readonly convertedRows: number;
    /**
     * Open deals added up before any converted row was rounded, in cents of `code`; undefined with one currency. What rounding
     * the rows makes of it is told when the forecast is held against the org, which adds up unrounded.
     */
    readonly unrounded?: number | undefined;
    /** Open deals by their own currency, with the rates that were used; absent with one currency. */
    readonly byCurrency?: readonly CurrencyTotal[] | undefined;
}

/** Open deals of one currency. */
export interface CurrencyTotal {
    readonly code: string;
    readonly deals: number;
    /** In cents of its own currency, and as converted row by row. */
    readonly open: number;
    readonly converted: number;
    /** Units for one unit of the corporate currency, each rate that was used once, ascending. */
    readonly rates: readonly number[];
}

/** What only open deals need, as the source has it now. Arrays are by position among the open deals, in the order of `table`. */
export interface OpenDealDetails {
    /** Index of the open deal in `table`. */
    readonly deal: Uint32Array;
    /** What the deal is called. Decoded on demand. */
    nameOf(position: number): string;
    /** Overlay order that the evidence supports as the org computed it; −128 where the source does not say. */
    readonly earnedOrder: Int8Array;
    /** All partners on the deal, signals and withdrawn ones too. */
    partnersOf(position: number): readonly PartnerOnDeal[];
}

/** OpenDealDetails.earnedOrder of a deal whose source does not say. */
export const EARNED_NOT_KNOWN = -128;
