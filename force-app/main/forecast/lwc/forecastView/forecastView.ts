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

export interface QuarterFigures extends Figures {
    readonly periodStart: string;
    /** Against the kept forecast before this one; undefined when there is none for the quarter. */
    readonly change?: number;
}

export interface ForecastView {
    readonly quarters: readonly QuarterFigures[];
    /** Each split covers the whole forecast, so every one adds up to `total`. */
    readonly byAttribution: readonly Figures[];
    readonly byPartnerType: readonly Figures[];
    readonly byStage: readonly Figures[];
    readonly total: Figures;
    readonly onException: Figures;
    /** Outside of the forecast: nobody registered these yet. */
    readonly preRegistration: Figures;
}

const PRE_REGISTRATION = 'Pre-registration';
const DIRECT = 'Direct';

/** `before`: expected money by quarter start in the kept forecast before this one. */
export function viewForecast(rows: readonly ForecastRow[], before: ReadonlyMap<string, number>): ForecastView {
    const inside = rows.filter(({ attribution }) => attribution !== PRE_REGISTRATION);
    const outside = rows.filter(({ attribution }) => attribution === PRE_REGISTRATION);
    const split = (labelOf: (row: ForecastRow) => string): Figures[] =>
        [...groups(inside, labelOf)].map(([label, group]) => sum(label, group));
    const byOrder = [...inside].sort((a, b) => a.stageOrder - b.stageOrder);
    return {
        quarters: viewQuarters(inside, before),
        byAttribution: split(attributionLabel),
        byPartnerType: split(({ partnerType }) => partnerType),
        byStage: [...groups(byOrder, ({ stageLabel }) => stageLabel)].map(([label, group]) => sum(label, group)),
        total: sum('Forecast', inside),
        onException: sum(
            'On exception',
            inside.filter(({ onException }) => onException)
        ),
        preRegistration: sum(PRE_REGISTRATION, outside)
    };
}

function viewQuarters(rows: readonly ForecastRow[], before: ReadonlyMap<string, number>): QuarterFigures[] {
    const ofQuarters = rows.filter(({ periodType }) => periodType === 'Quarter');
    return [...groups(ofQuarters, ({ periodStart }) => periodStart)]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([periodStart, group]) => {
            const figures = sum(group[0]!.periodLabel, group);
            const last = before.get(periodStart);
            const change = last === undefined || figures.expected === null ? undefined : figures.expected - last;
            return { ...figures, periodStart, change };
        });
}

/** The host's own share of a partner deal is told apart from deals without a partner, as in the rollup's report. */
function attributionLabel({ attribution, partnerType }: ForecastRow): string {
    if (attribution !== DIRECT) return `Partner ${attribution.toLowerCase()}`;
    return partnerType === DIRECT ? 'Direct deals' : 'Our share of partner deals';
}

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
