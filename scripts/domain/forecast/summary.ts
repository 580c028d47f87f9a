import { UNMAPPED_ORDER } from '../stage-map/ranks';
import type { ForecastLine } from './forecast-line';
import { DIRECT } from './deal';
import { sumCents, type Cents } from './money';
import type { Flag } from './open-deal';
import type { PeriodForecast, Rollup } from './roll-up';

/** One row of a split of the forecast. Rows of a split add up to the forecast. */
export interface SplitRow {
    readonly label: string;
    readonly deals: number;
    readonly open: Cents;
    readonly thisQuarter: Cents;
    readonly nextQuarter: Cents;
    /** All forecast quarters. */
    readonly allQuarters: Cents;
    readonly claimedAllQuarters: Cents;
}

/** What a reader of the forecast asks first. Every split covers the forecast; pre-registration stands outside of it. */
export interface Summary {
    readonly thisQuarter: PeriodForecast | undefined;
    readonly byAttribution: readonly SplitRow[];
    readonly byPartnerType: readonly SplitRow[];
    readonly byStage: readonly SplitRow[];
    readonly total: SplitRow;
    readonly onException: SplitRow;
    readonly preRegistration: { readonly deals: number; readonly open: Cents };
    /** Deals that claim a later stage than they have proven. */
    readonly aheadOfProof: { readonly deals: number; readonly open: Cents };
    readonly flagged: ReadonlyMap<Flag, number>;
}

/** Sums the lines of a rollup by attribution, partner type and proven stage. `stageLabelOf` names overlay stages. */
export function summarize(rollup: Rollup, stageLabelOf: (order: number) => string): Summary {
    const lines = rollup.lines.filter((line) => line.attribution !== 'Pre-registration');
    const quarterStarts = rollup.quarters.map(({ period }) => period.from);
    const split = (labelOf: (line: ForecastLine) => string) => splitBy(lines, quarterStarts, labelOf);
    const inForecast = rollup.openDeals.filter((deal) => !deal.preRegistration);
    const ahead = inForecast.filter(({ earned, claimed }) => earned.order < claimed.order && claimed.order !== UNMAPPED_ORDER);
    const outside = rollup.openDeals.filter((deal) => deal.preRegistration);
    const exceptional = lines.filter((line) => line.onException);
    return {
        thisQuarter: rollup.quarters[0],
        byAttribution: split(attributionLabel),
        byPartnerType: split(({ partnerType }) => partnerType),
        byStage: split(({ stageOrder }) => stageLabelOf(stageOrder)),
        total: sumRow('Total', lines, quarterStarts),
        onException: sumRow('On exception', exceptional, quarterStarts),
        preRegistration: { deals: outside.length, open: sumCents(outside.map(({ amount }) => amount)) },
        aheadOfProof: { deals: ahead.length, open: sumCents(ahead.map(({ amount }) => amount)) },
        flagged: countFlags(rollup)
    };
}

/** The host's own share of a partner deal is told apart from deals without a partner. */
function attributionLabel({ attribution, partnerType }: ForecastLine): string {
    if (attribution !== 'Direct') return `Partner ${attribution.toLowerCase()}`;
    return partnerType === DIRECT ? 'Direct deals' : 'Our share of partner deals';
}

function splitBy(lines: readonly ForecastLine[], quarterStarts: readonly number[], labelOf: (line: ForecastLine) => string) {
    const groups = new Map<string, ForecastLine[]>();
    for (const line of [...lines].sort((left, right) => left.stageOrder - right.stageOrder)) {
        const label = labelOf(line);
        groups.set(label, [...(groups.get(label) ?? []), line]);
    }
    return [...groups].map(([label, group]) => sumRow(label, group, quarterStarts));
}

function sumRow(label: string, lines: readonly ForecastLine[], quarterStarts: readonly number[]): SplitRow {
    const quarterly = lines.filter((line) => line.periodType !== 'Month');
    const expectedIn = (from: number | undefined) =>
        sumCents(quarterly.filter((line) => line.periodType === 'Quarter' && line.periodFrom === from).map((line) => line.expected));
    return {
        label,
        deals: quarterly.reduce((sum, line) => sum + line.deals, 0),
        open: sumCents(quarterly.map((line) => line.open)),
        thisQuarter: expectedIn(quarterStarts[0]),
        nextQuarter: expectedIn(quarterStarts[1]),
        allQuarters: sumCents(quarterly.map((line) => line.expected)),
        claimedAllQuarters: sumCents(quarterly.map((line) => line.claimedExpected))
    };
}

function countFlags({ openDeals }: Rollup): ReadonlyMap<Flag, number> {
    const counts = new Map<Flag, number>();
    for (const flag of openDeals.flatMap(({ flags }) => flags)) counts.set(flag, (counts.get(flag) ?? 0) + 1);
    return counts;
}
