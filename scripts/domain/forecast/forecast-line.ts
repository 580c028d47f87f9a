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
 * history says they are won. Lines of all months and Beyond add up to the whole, and so do quarters and Beyond.
 */
export interface ForecastLine extends LineKey {
    readonly deals: number;
    readonly open: Cents;
    readonly expected: Cents;
    /** The same if every deal stood where its StageName says. */
    readonly claimedExpected: Cents;
    /** This line's part of the period's range: parts add up to the range. Undefined when the period has none. */
    readonly low: Cents | undefined;
    readonly high: Cents | undefined;
    /** Different past deals that the stage × partner type was learnt from; 0 where nothing is forecast. */
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

interface Sums {
    readonly key: LineKey;
    deals: number;
    open: Cents;
    expected: Cents;
    claimedExpected: Cents;
}

/** Adds up deals' dollars by line. */
export class LineSums {
    readonly #sums = new Map<string, Sums>();

    add(key: LineKey, amounts: Partial<Omit<Sums, 'key'>>): void {
        const id = lineId(key);
        const sums = this.#sums.get(id) ?? { key, deals: 0, open: 0, expected: 0, claimedExpected: 0 };
        sums.deals += amounts.deals ?? 0;
        sums.open += amounts.open ?? 0;
        sums.expected += amounts.expected ?? 0;
        sums.claimedExpected += amounts.claimedExpected ?? 0;
        this.#sums.set(id, sums);
    }

    /** The lines that hold anything, ordered by period, stage, type and attribution. */
    all(): readonly Sums[] {
        return [...this.#sums.values()]
            .filter(({ deals, open, expected, claimedExpected }) => deals !== 0 || open !== 0 || expected !== 0 || claimedExpected !== 0)
            .sort((left, right) => compareKeys(left.key, right.key));
    }
}

const TYPE_ORDER = ['Month', 'Quarter', 'Beyond'];

const compareKeys = (left: LineKey, right: LineKey): number =>
    TYPE_ORDER.indexOf(left.periodType) - TYPE_ORDER.indexOf(right.periodType) ||
    left.periodFrom - right.periodFrom ||
    left.stageOrder - right.stageOrder ||
    compareText(left.partnerType, right.partnerType) ||
    compareText(left.attribution, right.attribution) ||
    Number(left.onException) - Number(right.onException);

const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
