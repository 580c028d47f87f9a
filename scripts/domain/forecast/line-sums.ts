import { isoOf } from './calendar-day';
import { quarterOf, type ForecastCalendar } from './fiscal-periods';
import type { LineKey } from './forecast-line';
import type { Cents } from './money';
import type { Day } from './calendar-day';

/** A place in time that lines stand in: the months, then the quarters, then one for everything after them. */
export interface Place {
    readonly type: LineKey['periodType'];
    readonly from: Day;
    readonly label: string;
}

/** Where dollars of a day or a month stand among the places of a calendar. */
export class Places {
    readonly all: readonly Place[];
    /** Place of the quarter of each month. */
    readonly quarterOfMonth: readonly number[];
    readonly beyond: number;
    /** Month of each day from the first of the first month on. */
    readonly #monthOfDay: Int16Array;
    readonly #first: Day;

    constructor(calendar: ForecastCalendar) {
        const { months, quarters } = calendar;
        const end = quarters.at(-1)?.to ?? 0;
        this.all = [...months, ...quarters, { type: 'Beyond' as const, from: end + 1, label: `after ${isoOf(end)}` }];
        this.beyond = this.all.length - 1;
        this.quarterOfMonth = months.map((month) => {
            const quarter = quarterOf(calendar, month);
            return quarter ? months.length + quarters.indexOf(quarter) : this.beyond;
        });
        this.#first = months[0]?.from ?? 0;
        this.#monthOfDay = new Int16Array((months.at(-1)?.to ?? this.#first - 1) - this.#first + 1).fill(-1);
        months.forEach(({ from, to }, month) => this.#monthOfDay.fill(month, from - this.#first, to - this.#first + 1));
    }

    /** The month that a day lies in; −1 after the last. */
    monthOf(day: Day): number {
        return this.#monthOfDay[day - this.#first] ?? -1;
    }
}

/** What a deal's lines have in common. */
export interface Segment {
    readonly stageOrder: number;
    readonly partnerType: string;
    readonly attribution: LineKey['attribution'];
    readonly onException: boolean;
}

/** One line's sums, in cents. */
interface Sums {
    readonly deals: number;
    readonly open: Cents;
    readonly expected: Cents;
    readonly claimedExpected: Cents;
}

const DEALS = 0;
const OPEN = 1;
const EXPECTED = 2;
const CLAIMED = 3;
const SUMS = 4;

/** Adds deals' dollars up by place and segment. Segments are numbered once, so that adding is arithmetic on two numbers. */
export class LineSums {
    readonly #segments: Segment[] = [];
    readonly #numbers = new Map<string, number>();
    /** By segment; four sums a place. */
    readonly #sums: Float64Array[] = [];

    constructor(readonly places: readonly Place[]) {}

    /** The number of a segment; new ones are entered. */
    segment({ stageOrder, partnerType, attribution, onException }: Segment): number {
        const key = `${stageOrder}|${attribution}|${onException ? 1 : 0}|${partnerType}`;
        const known = this.#numbers.get(key);
        if (known !== undefined) return known;
        const number = this.#segments.push({ stageOrder, partnerType, attribution, onException }) - 1;
        this.#numbers.set(key, number);
        this.#sums.push(new Float64Array(SUMS * this.places.length));
        return number;
    }

    /** Adds open dollars of so many deals. */
    addOpen(place: number, segment: number, deals: number, open: Cents): void {
        const sums = this.#sums[segment]!;
        sums[SUMS * place + DEALS]! += deals;
        sums[SUMS * place + OPEN]! += open;
    }

    /** Adds expected dollars, by what is proven and by what is claimed. */
    addExpected(place: number, segment: number, expected: Cents, claimed: Cents): void {
        const sums = this.#sums[segment]!;
        sums[SUMS * place + EXPECTED]! += expected;
        sums[SUMS * place + CLAIMED]! += claimed;
    }

    /** The lines that hold anything, ordered by period, stage, type and attribution. */
    all(): readonly (LineKey & Readonly<Sums>)[] {
        return this.#segments
            .flatMap((segment, number) =>
                this.places.flatMap(({ type, from, label }, place) => {
                    const sums = this.#at(place, number);
                    return holdsAnything(sums)
                        ? [{ order: place, line: { periodType: type, periodFrom: from, periodLabel: label, ...segment, ...sums } }]
                        : [];
                })
            )
            .sort((left, right) => left.order - right.order || compareSegments(left.line, right.line))
            .map(({ line }) => line);
    }

    #at(place: number, segment: number): Sums {
        const [deals, open, expected, claimedExpected] = this.#sums[segment]!.subarray(SUMS * place, SUMS * place + SUMS);
        return { deals: deals!, open: open!, expected: expected!, claimedExpected: claimedExpected! };
    }
}

const holdsAnything = ({ deals, open, expected, claimedExpected }: Sums): boolean =>
    deals !== 0 || open !== 0 || expected !== 0 || claimedExpected !== 0;

const compareSegments = (left: Segment, right: Segment): number =>
    left.stageOrder - right.stageOrder ||
    compareText(left.partnerType, right.partnerType) ||
    compareText(left.attribution, right.attribution) ||
    Number(left.onException) - Number(right.onException);

const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
