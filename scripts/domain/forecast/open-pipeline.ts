import { UNMAPPED_ORDER } from '../stage-map/ranks';
import { hasUnprovenInfluence, isOverCredited, splitByCredit, type Share } from './attribution';
import type { Day } from './calendar-day';
import { DIRECT, type PartnerOnDeal } from './deal';
import { ANY_ORDER, ATTRIBUTIONS, NO_DAY, rowOn, type DealTable } from './deal-table';
import type { FiscalPeriod } from './fiscal-periods';
import type { Cents } from './money';
import { liveSignals, registeredOn } from './partner-type';
import { EARNED_NOT_KNOWN, type OpenDealDetails } from './source-reading';
import { standOf, type StageOrder, type StageStand } from './stage-order';

/** What a forecast is rolled up from: see SourceReading. */
export interface PipelineReading {
    readonly table: DealTable;
    readonly stages: StageOrder;
    readonly periods: readonly FiscalPeriod[];
    readonly open: OpenDealDetails;
}

/** What a reader should know about a deal beside its dollars. */
export const FLAGS = [
    'no-amount',
    'no-close-date',
    'no-history',
    'off-map',
    'overdue',
    'signal-past-registration',
    'influence-unproven',
    'credit-under-review',
    'over-credited'
] as const;
export type Flag = (typeof FLAGS)[number];

/** One open deal as the forecast sees it. */
export interface OpenDeal {
    /** Index in the table. */
    readonly deal: number;
    /** Position in the details of open deals; undefined for a past day. */
    readonly position: number | undefined;
    readonly amount: Cents;
    /** NO_DAY where none is known. */
    readonly closeOn: Day;
    /** Index of its StageName. */
    readonly stage: number;
    /** Overlay order by what its StageName claims, and by what the deal has proven. */
    readonly claimedOrder: number;
    readonly earnedOrder: number;
    /** The leading partner's type, or Direct. */
    readonly partnerType: string;
    /** The first share (the leading partner's, else the host's) is the one that the deal is counted on. Empty: pre-registration. */
    readonly shares: readonly Share[];
    readonly preRegistration: boolean;
    readonly onException: boolean;
    readonly flags: readonly Flag[];
    /**
     * Over all fundable quarters and the fundable months beside them, and by the stage that it claims: told by the roll-up.
     * Undefined before, when nothing is fundable, and when it is outside.
     */
    expected: Cents | undefined;
    claimedExpected: Cents | undefined;
}

const PRE_REGISTRATION = ATTRIBUTIONS.indexOf('Pre-registration');
const SOURCED = ATTRIBUTIONS.indexOf('Sourced');
const NO_FLAGS: readonly Flag[] = [];
/** One list for all deals that have one flag: many are overdue and nothing else. */
const ONLY: ReadonlyMap<Flag, readonly Flag[]> = new Map(FLAGS.map((flag) => [flag, [flag]]));
const NOBODY: readonly PartnerOnDeal[] = [];

/**
 * The open deals as they were known at the end of `asOf`, in the order of the table. From `today`, the day on which the
 * source was read, on, the stage, amount, close date and proof of now count; for an earlier day those that history shows.
 * Facts that a source only holds for now are unknown for a past day: credit, proven influence, open exceptions. The whole
 * deal then counts for its leading partner when that sourced it, else as ours. A deal without history up to a past day is
 * left out of it.
 */
export function openDealsOn(reading: PipelineReading, asOf: Day, today: Day): readonly OpenDeal[] {
    const { table, stages, open } = reading;
    const stands = table.stageNames.map((name) => standOf(stages, name));
    const shared = { shares: new Map<string, readonly Share[]>() };
    const deals: OpenDeal[] = [];
    if (asOf >= today) {
        for (let position = 0; position < open.deal.length; position += 1) {
            const deal = open.deal[position]!;
            const stage = table.stage[deal]!;
            if (stands[stage]!.kind !== 'open' || table.createdOn[deal]! > asOf) continue;
            const now = { stage, amount: table.amount[deal]!, closeOn: table.closeOn[deal]! };
            const proven = open.earnedOrder[position]!;
            const proof = proven === EARNED_NOT_KNOWN ? provenOn(table, deal, asOf) : proven;
            deals.push(
                readOpenDeal(table, { deal, position, proof, partners: open.partnersOf(position), ...now }, stands[stage]!, asOf, shared)
            );
        }
        return deals;
    }
    for (let deal = 0; deal < table.size; deal += 1) {
        const then = standThen(table, stands, deal, asOf);
        if (!then) continue;
        const proof = provenOn(table, deal, asOf);
        deals.push(
            readOpenDeal(table, { deal, position: undefined, proof, partners: undefined, ...then }, stands[then.stage]!, asOf, shared)
        );
    }
    return deals;
}

/** Where a deal stood at the end of a past day; undefined when it was not open, or nothing is known of then. */
function standThen(table: DealTable, stands: readonly StageStand[], deal: number, asOf: Day) {
    if (table.createdOn[deal]! > asOf) return undefined;
    const { history } = table;
    const end = history.from[deal + 1]!;
    const row = rowOn(history.day, history.from[deal]!, end, asOf);
    if (row < 0 || stands[history.stage[row]!]!.kind !== 'open') return undefined;
    // A deal whose history never says that it closed was closed on its close date.
    const closed = row === end - 1 && stands[table.stage[deal]!]!.kind !== 'open';
    if (closed && asOf >= Math.max(history.day[row]! + 1, table.closeOn[deal]!)) return undefined;
    return { stage: history.stage[row]!, amount: history.amount[row]!, closeOn: history.closeOn[row]! };
}

/** The order that the evidence of a day supports. */
function provenOn({ proof }: DealTable, deal: number, day: Day): number {
    const row = rowOn(proof.day, proof.from[deal]!, proof.from[deal + 1]!, day);
    return row < 0 ? ANY_ORDER : proof.order[row]!;
}

interface Stand {
    readonly deal: number;
    readonly position: number | undefined;
    readonly stage: number;
    readonly amount: number;
    readonly closeOn: Day;
    readonly proof: number;
    /** Undefined for a past day: not known which credit they had. */
    readonly partners: readonly PartnerOnDeal[] | undefined;
}

function readOpenDeal(
    table: DealTable,
    { deal, position, stage, amount, closeOn, proof, partners }: Stand,
    { order }: StageStand,
    asOf: Day,
    shared: { readonly shares: Map<string, readonly Share[]> }
): OpenDeal {
    const leading = rowOn(table.partners.day, table.partners.from[deal]!, table.partners.from[deal + 1]!, asOf);
    const attribution = leading < 0 ? 0 : table.partners.attribution[leading]!;
    const leadingType = leading < 0 ? DIRECT : (table.partnerTypes[table.partners.partnerType[leading]!] ?? DIRECT);
    const preRegistration = order === 0 && attribution === PRE_REGISTRATION;
    const withPartners = { partners: partners ?? NOBODY };
    const registered = partners && partners.length > 0 ? registeredOn(withPartners, asOf) : NOBODY;
    const partnerType = preRegistration ? signallingType(withPartners, asOf) : partners ? registered[0]?.type || DIRECT : leadingType;
    const flags = flagsOf(order, amount, closeOn, asOf, table, deal, withPartners, registered);
    return {
        deal,
        position,
        amount: Number.isNaN(amount) ? 0 : amount,
        closeOn,
        stage,
        claimedOrder: order,
        // Nobody has earned more than is claimed; an order that makes no sense for an open deal (lost) is not used.
        earnedOrder: proof < 0 ? order : Math.min(order, proof),
        partnerType,
        shares: preRegistration ? [] : partners ? splitOf(shared, registered) : wholeDeal(shared, attribution, partnerType),
        preRegistration,
        onException: registered.some((partner) => partner.onException),
        flags,
        expected: undefined,
        claimedExpected: undefined
    };
}

/** Most deals are direct; they share one split. */
function splitOf({ shares }: { readonly shares: Map<string, readonly Share[]> }, registered: readonly PartnerOnDeal[]): readonly Share[] {
    if (registered.length > 0) return splitByCredit(registered);
    const known = shares.get(DIRECT) ?? splitByCredit(NOBODY);
    shares.set(DIRECT, known);
    return known;
}

function wholeDeal(shared: { readonly shares: Map<string, readonly Share[]> }, attribution: number, partnerType: string): readonly Share[] {
    // Nobody knows whether influence was proven on a past day: it counts as ours.
    const name = attribution === SOURCED ? 'Sourced' : 'Direct';
    const key = `${name}|${partnerType}`;
    const known = shared.shares.get(key) ?? [{ attribution: name, partnerType, basisPoints: 10_000 } as const];
    shared.shares.set(key, known);
    return known;
}

/** The type of the partner that says it sourced a deal that nobody has registered. */
const signallingType = (deal: { readonly partners: readonly PartnerOnDeal[] }, asOf: Day): string =>
    liveSignals(deal, asOf).find(({ attribution, type }) => attribution === 'Sourced' && type !== '')?.type ?? DIRECT;

function flagsOf(
    order: number,
    amount: number,
    closeOn: Day,
    asOf: Day,
    { history }: DealTable,
    deal: number,
    withPartners: { readonly partners: readonly PartnerOnDeal[] },
    registered: readonly PartnerOnDeal[]
): readonly Flag[] {
    const flags: Flag[] = [];
    if (Number.isNaN(amount)) flags.push('no-amount');
    if (history.from[deal] === history.from[deal + 1]) flags.push('no-history');
    if (order === UNMAPPED_ORDER) flags.push('off-map');
    if (closeOn === NO_DAY) flags.push('no-close-date');
    else if (closeOn < asOf) flags.push('overdue');
    // Most deals are direct, and there may be hundreds of thousands.
    if (withPartners.partners.length > 0) {
        if (order > 0 && order !== UNMAPPED_ORDER && liveSignals(withPartners, asOf).length > 0) flags.push('signal-past-registration');
        if (hasUnprovenInfluence(registered)) flags.push('influence-unproven');
        if (registered.some(({ attribution }) => attribution === 'Under Review')) flags.push('credit-under-review');
        if (isOverCredited(registered)) flags.push('over-credited');
    }
    if (flags.length === 0) return NO_FLAGS;
    return (flags.length === 1 ? ONLY.get(flags[0]!) : undefined) ?? flags;
}
