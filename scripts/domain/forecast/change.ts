import type { Day } from './calendar-day';
import { NO_DAY, rowOn, type DealTable } from './deal-table';
import { sumCents, type Cents } from './money';
import type { PipelineReading } from './open-pipeline';
import { toldPeriods, type Rollup } from './roll-up';
import { standOf } from './stage-order';

/** What is kept of one open deal with a snapshot, so that the next one can say what changed. */
export interface DealState {
    readonly id: string;
    readonly expected: Cents;
    readonly amount: Cents;
    /** NO_DAY where none is known. */
    readonly closeOn: Day;
    readonly stageName: string;
    readonly claimedOrder: number;
    readonly earnedOrder: number;
}

/** The deals of a forecast at one day. */
export interface DealStates {
    readonly asOf: Day;
    /** Names of the periods that `expected` goes over, in order of time; undefined where they were not kept. */
    readonly periods?: readonly string[] | undefined;
    readonly deals: readonly DealState[];
}

/** What was expected of all deals on a day. */
export interface ExpectedOn extends Pick<DealStates, 'asOf' | 'periods'> {
    readonly expected: Cents;
}

/**
 * Why the expected money of a deal changed. When several things happened between two snapshots, the change of its amount is
 * told on its own, and the change of its odds stands under the first of: evidence, stage, pushed, pulled in, odds.
 */
export const CHANGE_KINDS = ['new', 'won', 'lost', 'left', 'evidence', 'stage', 'pushed', 'pulled in', 'amount', 'odds'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** One reason why one deal expects more or less than before. */
export interface DealChange {
    readonly id: string;
    readonly kind: ChangeKind;
    readonly amount: Cents;
    /** Before and after; undefined where the deal was not in the forecast. */
    readonly before: DealState | undefined;
    readonly after: DealState | undefined;
    /** What a won deal came to. */
    readonly wonFor?: Cents;
}

export interface ForecastChange {
    readonly from: ExpectedOn;
    readonly to: ExpectedOn;
    /** from.expected + Σ amount = to.expected, to the cent. The largest first. */
    readonly changes: readonly DealChange[];
    readonly steps: readonly { readonly kind: ChangeKind; readonly deals: number; readonly amount: Cents }[];
}

/** Said where the two ends of a bridge go over different periods: what may be planned on moves on with the day. */
export const WINDOW_MOVED =
    'The two days tell other periods, as what may be planned on moves on: of each deal, the step also holds what its chances in the one are more or less than in the other.';

type Periods = ExpectedOn['periods'] | null;

/** Whether both ends know their periods, and they are not the same. */
export const isWindowMoved = (from: Periods, to: Periods): boolean => !!from && !!to && from.join() !== to.join();

/** Where the lives of deals are read. */
type Lives = Pick<PipelineReading, 'table' | 'stages'>;

/** The states to keep of a forecast; undefined when it may not be planned on: then there is nothing to compare with. */
export function dealStatesOf(rollup: Rollup, table: DealTable): DealStates | undefined {
    if (!rollup.fundability.fundable) return undefined;
    const deals = rollup.openDeals.flatMap((deal): readonly DealState[] => {
        if (deal.preRegistration || deal.expected === undefined) return [];
        const { expected, amount, closeOn, claimedOrder, earnedOrder } = deal;
        const [id, stageName] = [table.ids[deal.deal]!, table.stageNames[deal.stage]!];
        return [{ id, expected, amount, closeOn, stageName, claimedOrder, earnedOrder }];
    });
    const { whole, apart } = toldPeriods(rollup);
    const told = [...whole, ...apart].sort((left, right) => left.from - right.from);
    return { asOf: rollup.asOf, periods: told.map(({ label }) => label), deals };
}

/**
 * Explains deal by deal how the expected money came from one day to the next. A deal that is no more open is looked up in
 * the table: won, lost, or left (deleted, not visible any more, or outside the forecast now). Ids may have 15 or 18 characters.
 */
export function explainChange(before: DealStates, after: DealStates, { table, stages }: Lives, today: Day): ForecastChange {
    const old = new Map(before.deals.map((deal) => [shortId(deal.id), deal]));
    const now = new Map(after.deals.map((deal) => [shortId(deal.id), deal]));
    const endOf = lookUpEnds(
        { table, stages },
        new Set([...old.keys()].filter((id) => !now.has(id))),
        after.asOf < today ? after.asOf : undefined
    );
    const changes = [
        ...after.deals.flatMap((deal) => changesOf(old.get(shortId(deal.id)), deal)),
        ...before.deals.flatMap((deal): readonly DealChange[] => {
            if (now.has(shortId(deal.id))) return [];
            const end = endOf.get(shortId(deal.id));
            const wonFor = end?.kind === 'won' ? { wonFor: end.amount } : {};
            return [{ id: deal.id, kind: end?.kind ?? 'left', amount: -deal.expected, before: deal, after: undefined, ...wonFor }];
        })
    ].sort((left, right) => Math.abs(right.amount) - Math.abs(left.amount) || (left.id < right.id ? -1 : 1));
    const steps = CHANGE_KINDS.flatMap((kind) => {
        const own = changes.filter((change) => change.kind === kind);
        return own.length === 0 ? [] : [{ kind, deals: own.length, amount: sumCents(own.map(({ amount }) => amount)) }];
    });
    const expectedOf = ({ asOf, periods, deals }: DealStates): ExpectedOn => ({
        asOf,
        periods,
        expected: sumCents(deals.map(({ expected }) => expected))
    });
    return { from: expectedOf(before), to: expectedOf(after), changes, steps };
}

function changesOf(before: DealState | undefined, after: DealState): readonly DealChange[] {
    const { id } = after;
    if (!before) return [{ id, kind: 'new', amount: after.expected, before, after }];
    // At the old odds, the new amount would have expected so much more or less.
    const byAmount = before.amount === 0 ? 0 : Math.round((before.expected * (after.amount - before.amount)) / before.amount);
    const byOdds = after.expected - before.expected - byAmount;
    const changes: DealChange[] = [];
    if (before.amount !== after.amount) changes.push({ id, kind: 'amount', amount: byAmount, before, after });
    const kind = oddsKind(before, after);
    if (kind !== 'odds' || byOdds !== 0) changes.push({ id, kind, amount: byOdds, before, after });
    return changes;
}

function oddsKind(before: DealState, after: DealState): ChangeKind {
    const isProofMoved = before.earnedOrder !== after.earnedOrder && (before.stageName === after.stageName || wasAhead(before, after));
    if (isProofMoved) return 'evidence';
    if (before.stageName !== after.stageName) return 'stage';
    // A date that was not known, or is no more, was not moved.
    if (before.closeOn === NO_DAY || after.closeOn === NO_DAY) return 'odds';
    if (after.closeOn > before.closeOn) return 'pushed';
    return after.closeOn < before.closeOn ? 'pulled in' : 'odds';
}

/** Proof was what held the deal back, before or after: not the stage alone has moved. */
const wasAhead = (before: DealState, after: DealState): boolean =>
    before.earnedOrder < before.claimedOrder || after.earnedOrder < after.claimedOrder;

/** The 15 characters that tell two records apart; the last three of an id of 18 only repeat their case. */
const shortId = (id: string): string => (id.length === 18 ? id.slice(0, 15) : id);

/** How the wanted deals ended, as the table has them now, or as it was known at the end of a past day. */
function lookUpEnds({ table, stages }: Lives, wanted: ReadonlySet<string>, pastDay: Day | undefined) {
    const ends = new Map<string, { readonly kind: 'won' | 'lost'; readonly amount: Cents }>();
    if (wanted.size === 0) return ends;
    const kinds = table.stageNames.map((name) => standOf(stages, name).kind);
    const { history } = table;
    for (let deal = 0; deal < table.size; deal += 1) {
        const id = shortId(table.ids[deal]!);
        if (!wanted.has(id)) continue;
        const row = pastDay === undefined ? -1 : rowOn(history.day, history.from[deal]!, history.from[deal + 1]!, pastDay);
        if (pastDay !== undefined && row < 0) continue;
        const kind = kinds[row < 0 ? table.stage[deal]! : history.stage[row]!]!;
        const amount = row < 0 ? table.amount[deal]! : history.amount[row]!;
        if (kind !== 'open') ends.set(id, { kind, amount: Number.isNaN(amount) ? 0 : amount });
    }
    return ends;
}
