import { liveDeal } from './deal-history';
import type { DealKind } from './deal-history';
import { addDeal, addEngagement } from './deals';
import { Random } from './random';
import type { World } from './world';

/** Deals of each kind that were over before the gates went live, as an org that goes live brings them along. */
const MIX: Readonly<Record<DealKind, number>> = { Direct: 340, SI: 110, ISV: 90, Reseller: 68, Marketplace: 6 };
const FIRST_DAYS_AGO = 1_080;
const LAST_DAYS_AGO = 200;
const OWNERS = ['@ae', '@ae2', '@ae3', '@ae4'] as const;

/**
 * Closed business of three years, at the pace of today: what a forecast learns from. A quarter brings a few dozen wins, too
 * few of them to judge a forecast by two years of a young company. Drawn apart from all other deals; none of these is open.
 */
export function addOlderBusiness(world: World, seed: number): void {
    const random = new Random(seed);
    for (const kind of Object.keys(MIX) as DealKind[])
        for (let index = 0; index < MIX[kind]; index++) addOlderDeal(world, random, kind, index);
}

function addOlderDeal(world: World, random: Random, kind: DealKind, index: number): void {
    const { rows, names, cast, today, goLive, orders } = world;
    const createdDay = today - random.between(LAST_DAYS_AGO, FIRST_DAYS_AGO);
    const history = liveDeal(random, kind, createdDay, today, names.open.length);
    const facts = { name: random.pick(cast.offerings), owner: random.pick(OWNERS), customer: random.pick(world.customers) };
    const amount = Math.round(random.logNormal(kind === 'Direct' ? 62_000 : 98_000, 0.7) / 50) * 50;
    const sourced = random.chance(0.4);
    const [partner, credit, after] = [
        random.next(),
        sourced ? random.pick([60, 80, 100]) : random.pick([20, 25, 30, 50]),
        random.between(1, 4)
    ];
    // The few that lasted until the gates went live would owe evidence: they are not among what was brought along.
    if (typeof history.last.stage !== 'string' || history.last.day >= goLive) return;
    const deal = addDeal(rows, names, { ref: `older-${kind.toLowerCase()}-${index}`, createdDay, history, amount, ...facts });
    if (kind === 'Direct') return;
    const ofType = world.partners.filter(({ type }) => type === kind);
    addEngagement(world, {
        deal,
        partner: ofType[Math.floor(partner * ofType.length)]!,
        attribution: sourced ? 'Sourced' : 'Influenced',
        credit,
        registeredDay: createdDay + after,
        joinedOrder: orders.afterLast
    });
}
