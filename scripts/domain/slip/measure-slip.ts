import { staysOfDeals, type DealStay } from '../dwell/deal-stays';
import type { UsualStays } from '../dwell/usual-stay';
import type { Day } from '../forecast/calendar-day';
import { DIRECT } from '../forecast/deal';
import { ATTRIBUTIONS, rowOn, type DealTable } from '../forecast/deal-table';
import type { StageOrder } from '../forecast/stage-order';
import { fisherExact, wilsonInterval, type Share } from './fisher-exact';

/**
 * Slip: a deal slips at an overlay stage when its stay there lasts longer than the usual stay of the stage and partner type by
 * more than the grace of the stage map: the same threshold from which an open deal is stalled. A slip is a stall that happened,
 * whether or not the deal went on later.
 */
export interface SlipQuestion {
    readonly table: DealTable;
    readonly stages: StageOrder;
    readonly usual: UsualStays;
    /** The day on which the table was read. */
    readonly asOf: Day;
    /** First day of working by partner stages. */
    readonly goLive: Day;
    /** Name of the leading partner by deal id; a deal that is absent has none. */
    readonly partnerOf: ReadonlyMap<string, string>;
    /** Fewer stays than this on either side are too few to compare. */
    readonly minimumSample: number;
}

/** Stays that slipped, of those watched for as long as it takes to slip. */
export interface SlipRate extends Share {
    /** 95 % interval of the rate (Wilson); undefined without stays. */
    readonly interval: { readonly low: number; readonly high: number } | undefined;
}

/** Before and after go-live at one stage, for all, for a partner type, or for a partner. */
export interface SlipLine {
    /** Undefined: all overlay stages together. */
    readonly stageOrder: number | undefined;
    readonly group: 'all' | 'partner deals' | 'type' | 'partner';
    /** The type or the partner; empty for all and for all partner deals. */
    readonly name: string;
    readonly before: SlipRate;
    readonly after: SlipRate;
    /** Two-sided exact chance (Fisher) of a difference like this when nothing has changed; undefined when one side is empty. */
    readonly chance: number | undefined;
    /** The change may be chance: the exact test does not exclude it at 5 %, or a side has fewer stays than the minimum sample. */
    readonly mayBeChance: boolean;
}

export interface SlipReport {
    readonly goLive: Day;
    readonly asOf: Day;
    readonly lines: readonly SlipLine[];
    /** Stays left out because go-live fell into the days in which they could slip. */
    readonly straddling: number;
    /** Stays that began so recently that they cannot have slipped yet. */
    readonly tooRecent: number;
}

/** One in twenty differences looks like this by chance. */
const SIGNIFICANT = 0.05;

/**
 * Slip rates per stage, partner type and partner before and after go-live. Only stays that began at least their threshold ago
 * count, slipped or not, so that a young period is not flattered by deals that had no time to slip. Before: the whole of that
 * time lay before go-live. After: the stay began on or after it. Both are held against the same usual stay, that of `asOf`.
 * The type is the one that the deal counted as when it left, as for usual stays.
 */
export function measureSlip(question: SlipQuestion): SlipReport {
    const { table, stages, usual, asOf, goLive, partnerOf } = question;
    const tally = new Map<string, Tally>();
    let [straddling, tooRecent] = [0, 0];
    for (const stay of staysOfDeals(table, stages)) {
        const watched = watch(stay, table, usual, asOf);
        if (!watched) continue;
        const period = watched.decidedOn >= asOf ? 'too recent' : periodOf(stay.from, watched.decidedOn, goLive);
        if (period === 'too recent') tooRecent += 1;
        else if (period === 'straddling') straddling += 1;
        else count(tally, groupsOf(stay, watched.partnerType, partnerOf.get(table.ids[stay.deal]!)), period, watched.slipped);
    }
    return { goLive, asOf, lines: toLines(tally, question.minimumSample), straddling, tooRecent };
}

interface Watched {
    readonly partnerType: string;
    readonly slipped: boolean;
    /** Last day on which the stay was still within its threshold. */
    readonly decidedOn: Day;
}

/** A stay against its threshold; undefined where nothing is known to be usual. */
function watch({ deal, order, from, until }: DealStay, table: DealTable, usual: UsualStays, asOf: Day): Watched | undefined {
    const seenUntil = until ?? asOf;
    const partnerType = typeOn(table, deal, seenUntil);
    const stay = usual(order, partnerType);
    if (!stay) return undefined;
    const decidedOn = from + Math.floor(stay.thresholdDays);
    return { partnerType, slipped: seenUntil - from > stay.thresholdDays, decidedOn };
}

const periodOf = (from: Day, decidedOn: Day, goLive: Day): 'before' | 'after' | 'straddling' =>
    from >= goLive ? 'after' : decidedOn < goLive ? 'before' : 'straddling';

const PRE_REGISTRATION = ATTRIBUTIONS.indexOf('Pre-registration');

function typeOn({ partners, partnerTypes }: DealTable, deal: number, day: Day): string {
    const row = rowOn(partners.day, partners.from[deal]!, partners.from[deal + 1]!, day);
    return row < 0 || partners.attribution[row] === PRE_REGISTRATION ? DIRECT : (partnerTypes[partners.partnerType[row]!] ?? DIRECT);
}

interface Tally {
    readonly stageOrder: number | undefined;
    readonly group: SlipLine['group'];
    readonly name: string;
    readonly before: { count: number; of: number };
    readonly after: { count: number; of: number };
}
type Place = Pick<SlipLine, 'stageOrder' | 'group' | 'name'>;

/** The lines that a stay counts on, each at its stage and over all stages. */
function groupsOf({ order }: DealStay, partnerType: string, partner: string | undefined): Place[] {
    const isPartnerDeal = partnerType !== DIRECT;
    const groups: readonly (readonly [SlipLine['group'], string])[] = [
        ['all', ''],
        ...(isPartnerDeal ? [['partner deals', ''] as const] : []),
        ['type', partnerType],
        ...(isPartnerDeal && partner !== undefined ? [['partner', partner] as const] : [])
    ];
    return [order, undefined].flatMap((stageOrder) => groups.map(([group, name]) => ({ stageOrder, group, name })));
}

function count(tally: Map<string, Tally>, places: readonly Place[], period: 'before' | 'after', slipped: boolean): void {
    for (const place of places) {
        const key = `${place.group}|${place.name}|${place.stageOrder ?? ''}`;
        const line = tally.get(key) ?? { ...place, before: { count: 0, of: 0 }, after: { count: 0, of: 0 } };
        tally.set(key, line);
        line[period].of += 1;
        if (slipped) line[period].count += 1;
    }
}

const GROUPS: readonly SlipLine['group'][] = ['all', 'partner deals', 'type', 'partner'];

function toLines(tally: ReadonlyMap<string, Tally>, minimumSample: number): readonly SlipLine[] {
    const rate = (share: Share): SlipRate => ({ ...share, interval: wilsonInterval(share) });
    return [...tally.values()]
        .map(({ before, after, ...place }): SlipLine => {
            const chance = before.of > 0 && after.of > 0 ? fisherExact(before, after) : undefined;
            const tooFew = Math.min(before.of, after.of) < minimumSample;
            return { ...place, before: rate(before), after: rate(after), chance, mayBeChance: tooFew || (chance ?? 1) >= SIGNIFICANT };
        })
        .sort(
            (a, b) =>
                GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) ||
                (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) ||
                (a.stageOrder ?? Infinity) - (b.stageOrder ?? Infinity)
        );
}
