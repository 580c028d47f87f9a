import { UNMAPPED_ORDER } from '../stage-map/ranks';
import type { Attribution } from './attribution';
import { DIRECT } from './deal';
import type { ForecastLine } from './forecast-line';
import { sumCents, type Cents } from './money';
import type { Flag } from './open-pipeline';
import type { RatedDeal } from './deal-roll';
import { toldPeriods, type PeriodForecast, type Rollup } from './roll-up';

/** One row of a split of the forecast. Rows of a split add up to the forecast. Undefined: may not be planned on. */
export interface SplitRow {
    readonly label: string;
    readonly deals: number;
    readonly open: Cents;
    readonly thisQuarter: Cents | undefined;
    readonly nextQuarter: Cents | undefined;
    /** All quarters that may be planned on, and the months that may where their quarter may not: every dollar once. */
    readonly allQuarters: Cents | undefined;
    readonly claimedAllQuarters: Cents | undefined;
}

/** A row of the credit split. */
export interface CreditRow extends SplitRow {
    /** Deals with money in the row; a deal with two partners is in several. `deals` counts each deal in one row only. */
    readonly dealsWithMoney: number;
}

/** A proven stage with the deals in it whose close date has passed. */
export interface StageRow extends SplitRow {
    readonly stageOrder: number;
    readonly overdueDeals: number;
    readonly overdueOpen: Cents;
}

/** Whole deals in which a partner has an attribution, beside the credit split; a deal may stand in both rows. */
export interface WholeDealRow {
    readonly attribution: Exclude<Attribution, 'Direct'>;
    readonly deals: number;
    readonly open: Cents;
    /** Over all that may be planned on (SplitRow.allQuarters). */
    readonly expected: Cents | undefined;
    readonly claimedExpected: Cents | undefined;
}

/** What a reader of the forecast asks first. Every split covers the forecast; pre-registration stands outside of it. */
export interface Summary {
    readonly thisQuarter: PeriodForecast | undefined;
    readonly byAttribution: readonly CreditRow[];
    readonly wholeDeals: readonly WholeDealRow[];
    readonly byPartnerType: readonly SplitRow[];
    readonly byStage: readonly StageRow[];
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
    const split = (labelOf: (line: ForecastLine) => string) =>
        groupBy(lines, labelOf).map(([label, group]) => sumRow(label, group, rollup));
    const counted = countDeals(rollup.openDeals);
    const { overdue } = counted;
    const exceptional = lines.filter((line) => line.onException);
    return {
        thisQuarter: rollup.quarters[0],
        byAttribution: split(attributionLabel).map((row) => ({ ...row, dealsWithMoney: counted.withMoney.get(row.label) ?? 0 })),
        wholeDeals: (['Sourced', 'Influenced'] as const).map((attribution) => wholeDealsOf(counted.credited, attribution)),
        byPartnerType: split(({ partnerType }) => partnerType),
        byStage: groupBy(lines, ({ stageOrder }) => stageOrder).map(([stageOrder, group]) => {
            const { deals: overdueDeals, open: overdueOpen } = overdue.get(stageOrder) ?? { deals: 0, open: 0 };
            return { ...sumRow(stageLabelOf(stageOrder), group, rollup), stageOrder, overdueDeals, overdueOpen };
        }),
        total: sumRow('Total', lines, rollup),
        onException: sumRow('On exception', exceptional, rollup),
        preRegistration: counted.outside,
        aheadOfProof: counted.ahead,
        flagged: counted.flagged
    };
}

/** Deals and their open money. */
interface Heap {
    deals: number;
    open: Cents;
}

const emptyHeap = (): Heap => ({ deals: 0, open: 0 });

function put(heap: Heap, { amount }: RatedDeal): void {
    heap.deals += 1;
    heap.open += amount;
}

/** What is told of deals beside their lines: in one go, for there may be hundreds of thousands. */
function countDeals(deals: readonly RatedDeal[]) {
    const [outside, ahead] = [emptyHeap(), emptyHeap()];
    /** Those whose close date has passed, by proven stage. */
    const overdue = new Map<number, Heap>();
    const credited: RatedDeal[] = [];
    const flagged = new Map<Flag, number>();
    const withMoney = new Map<string, number>();
    for (const deal of deals) {
        for (const flag of deal.flags) flagged.set(flag, (flagged.get(flag) ?? 0) + 1);
        if (deal.preRegistration) {
            put(outside, deal);
            continue;
        }
        if (isAheadOfProof(deal)) put(ahead, deal);
        countRows(deal, withMoney);
        for (const { attribution } of deal.shares)
            if (attribution !== 'Direct') {
                credited.push(deal);
                break;
            }
        if (!deal.flags.includes('overdue')) continue;
        const heap = overdue.get(deal.earnedOrder) ?? emptyHeap();
        overdue.set(deal.earnedOrder, heap);
        put(heap, deal);
    }
    return { outside, ahead, overdue, credited, flagged, withMoney };
}

/** It claims a later stage than it has proven. */
export const isAheadOfProof = ({ earnedOrder, claimedOrder }: Pick<RatedDeal, 'earnedOrder' | 'claimedOrder'>): boolean =>
    earnedOrder < claimedOrder && claimedOrder !== UNMAPPED_ORDER;

function wholeDealsOf(deals: readonly RatedDeal[], attribution: WholeDealRow['attribution']): WholeDealRow {
    const whole = deals.filter(({ shares }) => shares.some((share) => share.attribution === attribution));
    return {
        attribution,
        deals: whole.length,
        open: sumCents(whole.map(({ amount }) => amount)),
        expected: sumKnown(whole.map(({ expected }) => expected)),
        claimedExpected: sumKnown(whole.map(({ claimedExpected }) => claimedExpected))
    };
}

/** Undefined when any is. */
const sumKnown = (amounts: readonly (Cents | undefined)[]): Cents | undefined =>
    amounts.reduce<Cents | undefined>((sum, amount) => (sum === undefined || amount === undefined ? undefined : sum + amount), 0);

/** The host's own share of a partner deal is told apart from deals without a partner. */
function attributionLabel({ attribution, partnerType }: Pick<ForecastLine, 'attribution' | 'partnerType'>): string {
    if (attribution !== 'Direct') return `Partner ${attribution.toLowerCase()}`;
    return partnerType === DIRECT ? 'Direct deals' : 'Our share of partner deals';
}

/** Counts a deal once in every row of the credit split that it has a share in. */
function countRows({ shares }: RatedDeal, counts: Map<string, number>): void {
    const labels = new Set(shares.map(attributionLabel));
    for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
}

/** Lines by a key, in the order of proven stages. */
function groupBy<Key>(
    lines: readonly ForecastLine[],
    keyOf: (line: ForecastLine) => Key
): readonly (readonly [Key, readonly ForecastLine[]])[] {
    const groups = new Map<Key, ForecastLine[]>();
    for (const line of [...lines].sort((left, right) => left.stageOrder - right.stageOrder)) {
        const group = groups.get(keyOf(line));
        if (group) group.push(line);
        else groups.set(keyOf(line), [line]);
    }
    return [...groups];
}

function sumRow(label: string, lines: readonly ForecastLine[], { months, quarters }: Rollup): SplitRow {
    const quarterly = lines.filter((line) => line.periodType !== 'Month');
    const expectedIn = (quarter: PeriodForecast | undefined): Cents | undefined => {
        if (!quarter?.fundable) return undefined;
        const own = quarterly.filter((line) => line.periodType === 'Quarter' && line.periodFrom === quarter.period.from);
        return sumCents(own.map((line) => line.expected ?? 0));
    };
    const { whole, apart } = toldPeriods({ months, quarters });
    const [ofQuarters, ofMonths] = [whole, apart].map((periods) => new Set(periods.map(({ from }) => from)));
    const told = lines.filter(({ periodType, periodFrom }) =>
        periodType === 'Quarter' ? ofQuarters!.has(periodFrom) : periodType === 'Month' && ofMonths!.has(periodFrom)
    );
    const isFundable = whole.length + apart.length > 0;
    return {
        label,
        deals: quarterly.reduce((sum, line) => sum + line.deals, 0),
        open: sumCents(quarterly.map((line) => line.open)),
        thisQuarter: expectedIn(quarters[0]),
        nextQuarter: expectedIn(quarters[1]),
        allQuarters: isFundable ? sumCents(told.map((line) => line.expected ?? 0)) : undefined,
        claimedAllQuarters: isFundable ? sumCents(told.map((line) => line.claimedExpected ?? 0)) : undefined
    };
}
