import type { Day } from '../forecast/calendar-day';
import { DIRECT } from '../forecast/deal';
import { sumCents, type Cents } from '../forecast/money';
import type { StageMap } from '../stage-map/stage-map';
import { versionFor, withoutGrandfathering } from '../stage-map/versions';
import type { DealFacts } from './engagement-facts';
import { judgeDeal, type Block, type DealJudgement } from './judge-deal';

/** What a new map does to the next step of a deal. */
export type Effect = 'newly blocked' | 'newly freed' | 'still blocked';

/** One deal whose next step is blocked under one of the maps. */
export interface AffectedDeal {
    readonly id: string;
    readonly name: string;
    readonly ownerName: string;
    readonly stageName: string;
    /** StageName that is refused, of the map under which it is refused; undefined for a deal that stands off the map. */
    readonly nextStageName: string | undefined;
    /** Order of the overlay stage in the new map; 99 off the map. */
    readonly stageOrder: number;
    readonly partnerType: string;
    readonly amount: Cents;
    readonly effect: Effect;
    /** Why it is blocked: under the new map, or under the old one for a deal that is freed. */
    readonly blocks: readonly Block[];
    /** Those of the blocks that the old map does not know; empty for a deal that is freed. */
    readonly addedBlocks: readonly Block[];
}

/** A deal whose next step stays as free as it was, and that will be asked for more, or claims more than it has then proven. */
export interface LaterDeal {
    readonly id: string;
    readonly name: string;
    readonly stageName: string;
    readonly amount: Cents;
    readonly owed: readonly Block[];
}

/** How many deals, and for how much. Each dollar once in a grouping by deal; a deal with two artifacts stands in two rows. */
export interface ImpactGroup {
    readonly label: string;
    readonly effects: Readonly<Record<Effect, { readonly deals: number; readonly amount: Cents }>>;
}

export interface Impact {
    readonly openDeals: number;
    readonly gatedDeals: number;
    readonly total: ImpactGroup;
    /** By overlay stage of the new map, in its order. */
    readonly byStage: readonly ImpactGroup[];
    /** By type of the leading partner. */
    readonly byPartnerType: readonly ImpactGroup[];
    /** By what is missing. */
    readonly byArtifact: readonly ImpactGroup[];
    /** Newly blocked first, largest amounts first. */
    readonly deals: readonly AffectedDeal[];
    /** Deals whose next step is not newly blocked, with what they will owe further ahead under the new map only. */
    readonly askedForMoreLater: readonly LaterDeal[];
    /** Deals that have proven a lower stage under the new map than under the old one: the forecast counts them lower. */
    readonly provenLess: readonly LaterDeal[];
    /** What grandfathering does: undefined when the new map holds for every deal. */
    readonly grandfathered: Grandfathered | undefined;
    /** Deals without an amount; they count as nothing. */
    readonly withoutAmount: number;
}

/** Deals whose partners stay under the previous map, and what that spares them. */
export interface Grandfathered {
    /** Gated deals with at least one partner under the previous map. */
    readonly deals: number;
    readonly amount: Cents;
    /** Those of them whose next step the new map would block if it held for every partner, and does not. */
    readonly sparedNow: readonly LaterDeal[];
    /** Those of them that it would ask for more at a later step. */
    readonly sparedLater: readonly LaterDeal[];
}

export const EFFECTS: readonly Effect[] = ['newly blocked', 'newly freed', 'still blocked'];

/** Judges every open deal under both maps. Nothing is deployed or written. */
export function measureImpact(before: StageMap, after: StageMap, deals: readonly DealFacts[], today: Day): Impact {
    const open = deals.filter(({ isClosed }) => !isClosed);
    const judged = open.map((deal): JudgedDeal => ({
        deal,
        old: judgeDeal(before, deal, today),
        now: judgeDeal(after, deal, today)
    }));
    const affected = judged.flatMap(affectedDeal).sort(byWeight);
    return {
        openDeals: open.length,
        gatedDeals: judged.filter(({ now }) => now.isGated).length,
        total: group('All', affected),
        byStage: groupBy(affected, ({ stageOrder }) => [stageOrder])
            .sort(([a], [b]) => a - b)
            .map(([order, some]) => group(stageLabel(after, order), some)),
        byPartnerType: groupBy(affected, ({ partnerType }) => [partnerType]).map(([type, some]) => group(type, some)),
        byArtifact: groupBy(affected, ({ blocks }) => [...new Set(blocks.map(({ title }) => title))]).map(([title, some]) =>
            group(title, some)
        ),
        deals: affected,
        askedForMoreLater: judged.flatMap(askedLater).sort(byAmount),
        provenLess: judged
            .filter(({ old, now }) => now.earnedOrder < old.earnedOrder)
            .map((each) => later(each, newDebts(each)))
            .sort(byAmount),
        grandfathered: after.inFlight?.rule === 'grandfather' ? measureGrandfathered(after, judged, today) : undefined,
        withoutAmount: judged.filter(({ deal, now }) => now.isGated && deal.amount === undefined).length
    };
}

function measureGrandfathered(map: StageMap, judged: readonly JudgedDeal[], today: Day): Grandfathered {
    const own = withoutGrandfathering(map);
    const kept = judged.filter(
        ({ deal, now }) =>
            now.isGated && deal.partners.some((each) => each.status === 'Registered' && versionFor(map, each.registeredOn) !== map)
    );
    const spared = kept.map((each) => {
        const asked = judgeDeal(own, each.deal, today);
        const isNow = each.now.blocks.length === 0 && asked.blocks.length > 0;
        const owed = isNow ? asked.blocks : withoutThose(asked.debts, [...each.now.debts, ...each.now.blocks]);
        return { isNow, deal: later(each, owed) };
    });
    const those = (isNow: boolean) =>
        spared
            .filter((each) => each.isNow === isNow && each.deal.owed.length > 0)
            .map(({ deal }) => deal)
            .sort(byAmount);
    return {
        deals: kept.length,
        amount: sumCents(kept.map(({ deal }) => deal.amount ?? 0)),
        sparedNow: those(true),
        sparedLater: those(false)
    };
}

interface JudgedDeal {
    readonly deal: DealFacts;
    readonly old: DealJudgement;
    readonly now: DealJudgement;
}

function affectedDeal({ deal, old, now }: JudgedDeal): AffectedDeal[] {
    const [wasBlocked, isBlocked] = [old.blocks.length > 0, now.blocks.length > 0];
    if (!wasBlocked && !isBlocked) return [];
    const blocks = isBlocked ? now.blocks : old.blocks;
    return [
        {
            id: deal.id,
            name: deal.name,
            ownerName: deal.ownerName,
            stageName: deal.stageName,
            nextStageName: (isBlocked ? now : old).nextStageName,
            stageOrder: now.claimedOrder,
            partnerType: leadTypeOf(deal),
            amount: deal.amount ?? 0,
            effect: !isBlocked ? 'newly freed' : wasBlocked ? 'still blocked' : 'newly blocked',
            blocks,
            addedBlocks: isBlocked ? withoutThose(blocks, old.blocks) : []
        }
    ];
}

/** What blocks it now is told there; here what it does not feel yet. */
function askedLater(judged: JudgedDeal): LaterDeal[] {
    if (judged.now.blocks.length > 0 && judged.old.blocks.length === 0) return [];
    const owed = withoutThose(newDebts(judged), judged.now.blocks);
    return owed.length === 0 ? [] : [later(judged, owed)];
}

const newDebts = ({ old, now }: JudgedDeal): Block[] => withoutThose(now.debts, old.debts);

const later = ({ deal }: JudgedDeal, owed: readonly Block[]): LaterDeal => ({
    id: deal.id,
    name: deal.name,
    stageName: deal.stageName,
    amount: deal.amount ?? 0,
    owed: owed.map(({ key, title, partnerName }) => ({ key, title, partnerName }))
});

const withoutThose = (blocks: readonly Block[], those: readonly Block[]): Block[] =>
    blocks.filter(({ key, partnerName }) => !those.some((other) => other.key === key && other.partnerName === partnerName));

/** The type that answers for the deal: its Lead's, else its first registered partner's. */
function leadTypeOf({ partners }: DealFacts): string {
    const registered = partners.filter(({ status }) => status === 'Registered');
    const lead = registered.find(({ role }) => role === 'Lead') ?? registered[0];
    return lead ? (lead.partnerType ?? 'No type') : DIRECT;
}

function stageLabel(map: StageMap, order: number): string {
    const stage = map.stages.find((each) => each.order === order);
    return stage ? `${order} ${stage.name}` : 'Not on the map';
}

function group(label: string, deals: readonly AffectedDeal[]): ImpactGroup {
    const count = (effect: Effect) => {
        const some = deals.filter((deal) => deal.effect === effect);
        return { deals: some.length, amount: sumCents(some.map(({ amount }) => amount)) };
    };
    return {
        label,
        effects: {
            'newly blocked': count('newly blocked'),
            'newly freed': count('newly freed'),
            'still blocked': count('still blocked')
        }
    };
}

function groupBy<K>(deals: readonly AffectedDeal[], keysOf: (deal: AffectedDeal) => readonly K[]): [K, AffectedDeal[]][] {
    const groups = new Map<K, AffectedDeal[]>();
    for (const deal of deals) for (const key of keysOf(deal)) groups.set(key, [...(groups.get(key) ?? []), deal]);
    return [...groups];
}

const byWeight = (a: AffectedDeal, b: AffectedDeal): number => EFFECTS.indexOf(a.effect) - EFFECTS.indexOf(b.effect) || byAmount(a, b);

const byAmount = (a: { readonly amount: Cents; readonly name: string }, b: { readonly amount: Cents; readonly name: string }): number =>
    b.amount - a.amount || (a.name < b.name ? -1 : 1);
