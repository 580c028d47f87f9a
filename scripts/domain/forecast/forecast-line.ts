import type { Attribution } from './attribution';
import { isoOf, type Day } from './calendar-day';
import type { Cents } from './money';

/** What tells one line of the forecast from another. */
export interface LineKey {
    /** Beyond: after the last forecast quarter; it completes the months as well as the quarters. */
    readonly periodType: 'Month' | 'Quarter' | 'Beyond';
    readonly periodFrom: Day;
    readonly periodLabel: string;
    /** Proven overlay stage. */
    readonly stageOrder: number;
    readonly partnerType: string;
    readonly attribution: Attribution | 'Pre-registration';
    readonly onException: boolean;
}

/**
 * One line. Open dollars and deals stand in the period of the deals' CloseDate, expected dollars in the period in which
 * history says they are won. Open dollars of all months and Beyond add up to the whole, and so do those of quarters and Beyond.
 */
export interface ForecastLine extends LineKey {
    readonly deals: number;
    readonly open: Cents;
    /** Undefined: the period may not be planned on. */
    readonly expected: Cents | undefined;
    /** The same if every deal stood where its StageName says. */
    readonly claimedExpected: Cents | undefined;
    /** This line's part of the period's range: parts add up to the range. Undefined when the period has none. */
    readonly low: Cents | undefined;
    readonly high: Cents | undefined;
    /** Different past deals that the odds were learnt from; 0 where nothing is forecast. */
    readonly sampleSize: number;
}

/** Text that is the same for the same line in every run. */
export const lineId = (key: LineKey): string =>
    [
        key.periodType,
        isoOf(key.periodFrom),
        key.stageOrder,
        key.partnerType,
        key.attribution,
        key.onException ? 'exception' : 'regular'
    ].join('|');
