/** What leadership reads of a kept forecast. Pure: snapshot rows in, figures out. */

/** One kept line of the newest forecast. Money in the org's currency; null is not known, or may not be planned on. */
export interface ForecastRow {
    readonly periodType: 'Month' | 'Quarter' | 'Beyond';
    readonly periodStart: string;
    readonly periodLabel: string;
    readonly stageOrder: number;
    readonly stageLabel: string;
    readonly partnerType: string;
    readonly attribution: string;
    readonly onException: boolean;
    readonly deals: number;
    readonly open: number;
    readonly expected: number | null;
    readonly claimedExpected: number | null;
    readonly low: number | null;
    readonly high: number | null;
}

/** Sums of one group of lines. `expected` is null when none of them may be planned on. */
export interface Figures {
    readonly label: string;
    readonly deals: number;
    readonly open: number;
    readonly expected: number | null;
    readonly claimedExpected: number | null;
    readonly low: number | null;
    readonly high: number | null;
}

export interface PeriodFigures extends Figures {
    readonly periodStart: string;
    /** Against the kept forecast before this one; undefined when there is none for the period. */
    readonly change?: number;
}

export interface QuarterFigures extends PeriodFigures {
    /** Where the quarter as a whole may not be planned on but single months may: all its months. */
    readonly months: readonly PeriodFigures[];
}

export interface ForecastView {
    readonly quarters: readonly QuarterFigures[];
    /** The nearest period that may be planned on: a quarter, or a month where its quarter may not. */
    readonly planOn?: PeriodFigures;
    /** Each split covers the whole forecast and all that may be planned on, so every one adds up to `total`. */
    readonly byAttribution: readonly Figures[];
    readonly byPartnerType: readonly Figures[];
    readonly byStage: readonly Figures[];
    readonly total: Figures;
    readonly onException: Figures;
    /** Outside of the forecast: nobody registered these yet. */
    readonly preRegistration: Figures;
}

/** Key of a period in the kept forecast before this one. */
export const periodKey = (type: string, start: string): string => `${type} ${start}`;

const PRE_REGISTRATION = 'Pre-registration';
const DIRECT = 'Direct';
/** Stage order of a deal whose stage the stage map does not hold. */
const OFF_MAP = 99;

/** `before`: expected money by `periodKey` in the kept forecast before this one. */
export function viewForecast(rows: readonly ForecastRow[], before: ReadonlyMap<string, number>): ForecastView {
    const inside = rows.filter(({ attribution }) => attribution !== PRE_REGISTRATION);
    const outside = rows.filter(({ attribution, periodType }) => attribution === PRE_REGISTRATION && periodType !== 'Month');
    const quarters = viewQuarters(inside, before);
    const counted = countOnce(inside, quarters);
    const split = (labelOf: (row: ForecastRow) => string): Figures[] =>
        [...groups(counted, labelOf)].map(([label, group]) => sum(label, group));
    const byOpen = (a: Figures, b: Figures) => b.open - a.open;
    const byOrder = [...counted].sort((a, b) => a.stageOrder - b.stageOrder);
    return {
        quarters,
        planOn: quarters.flatMap((quarter) => [quarter, ...quarter.months]).find(({ expected }) => expected !== null),
        byAttribution: split(attributionLabel).sort((a, b) => CREDITS.indexOf(a.label) - CREDITS.indexOf(b.label)),
        byPartnerType: split(({ partnerType }) => (partnerType === DIRECT ? CREDITS[0]! : partnerType)).sort(byOpen),
        byStage: [...groups(byOrder, stageName)].map(([label, group]) => sum(label, group)),
        total: sum('Forecast', counted),
        onException: sum(
            'On exception',
            counted.filter(({ onException }) => onException)
        ),
        preRegistration: sum(PRE_REGISTRATION, outside)
    };
}

/** Open deals by quarter; expected money by quarter, and by month where only months may be planned on. No dollar twice. */
function countOnce(rows: readonly ForecastRow[], quarters: readonly QuarterFigures[]): ForecastRow[] {
    const months = new Set(quarters.flatMap((quarter) => quarter.months.map(({ periodStart }) => periodStart)));
    return rows.flatMap((row) => {
        if (row.periodType !== 'Month') return [row];
        return months.has(row.periodStart) && row.expected !== null ? [{ ...row, deals: 0, open: 0 }] : [];
    });
}

function viewQuarters(rows: readonly ForecastRow[], before: ReadonlyMap<string, number>): QuarterFigures[] {
    const quarters = viewPeriods('Quarter', rows, before);
    const months = viewPeriods('Month', rows, before);
    return quarters.map((quarter, at) => {
        const until = quarters[at + 1]?.periodStart ?? '9999';
        const own = months.filter(({ periodStart }) => periodStart >= quarter.periodStart && periodStart < until);
        const needed = quarter.expected === null && own.some(({ expected }) => expected !== null);
        return { ...quarter, months: needed ? own : [] };
    });
}

/** All periods of a type, the first one first. */
function viewPeriods(type: ForecastRow['periodType'], rows: readonly ForecastRow[], before: ReadonlyMap<string, number>): PeriodFigures[] {
    const ofType = rows.filter(({ periodType }) => periodType === type);
    return [...groups(ofType, ({ periodStart }) => periodStart)]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([periodStart, group]) => {
            const figures = sum(group[0]!.periodLabel, group);
            const last = before.get(periodKey(type, periodStart));
            const change = last === undefined || figures.expected === null ? undefined : round(figures.expected - last);
            return { ...figures, periodStart, change };
        });
}

/** In the order in which every page tells them. */
const CREDITS = ['Direct deals', 'Our share of partner deals', 'Partner sourced', 'Partner influenced'];

/** The host's own share of a partner deal is told apart from deals without a partner, as in the rollup's report. */
function attributionLabel({ attribution, partnerType }: ForecastRow): string {
    if (attribution !== DIRECT) return `Partner ${attribution.toLowerCase()}`;
    return partnerType === DIRECT ? 'Direct deals' : 'Our share of partner deals';
}

/** A stage with its number on the map; one that is not on the map has none. */
const stageName = ({ stageOrder, stageLabel }: ForecastRow): string => (stageOrder < OFF_MAP ? `${stageOrder} ${stageLabel}` : stageLabel);

function groups(rows: readonly ForecastRow[], keyOf: (row: ForecastRow) => string): Map<string, ForecastRow[]> {
    const found = new Map<string, ForecastRow[]>();
    for (const row of rows) {
        const group = found.get(keyOf(row));
        if (group) group.push(row);
        else found.set(keyOf(row), [row]);
    }
    return found;
}

function sum(label: string, rows: readonly ForecastRow[]): Figures {
    const of = (amountOf: (row: ForecastRow) => number | null): number | null => {
        const known = rows.map(amountOf).filter((amount) => amount !== null);
        return known.length === 0 ? null : round(known.reduce((total, amount) => total + amount, 0));
    };
    return {
        label,
        deals: rows.reduce((total, { deals }) => total + deals, 0),
        open: of(({ open }) => open) ?? 0,
        expected: of(({ expected }) => expected),
        claimedExpected: of(({ claimedExpected }) => claimedExpected),
        low: of(({ low }) => low),
        high: of(({ high }) => high)
    };
}

/** Sums of cents in doubles: back to the cent. */
const round = (amount: number): number => Math.round(100 * amount) / 100;
