import { liveDeal } from './deal-history';
import type { DealKind } from './deal-history';
import { addDeal, addEngagement } from './deals';
import type { Deal, Engagement } from './deals';
import { unconfirmed } from './evidence';
import type { SeedRow } from './seed-file';
import type { World } from './world';
import { dateOf } from './calendar';

/** How many deals of each kind; Marketplace is too thin to learn from, which the forecast has to say. */
const MIX: Readonly<Record<DealKind, number>> = { Direct: 210, SI: 68, ISV: 56, Reseller: 42, Marketplace: 8 };

const HISTORY_DAYS = 730;
const OWNERS = ['@ae', '@ae2', '@ae3', '@ae4'] as const;

/** Two years of ordinary business. */
export function addEverydayDeals(world: World): void {
    for (const kind of Object.keys(MIX) as DealKind[]) for (let index = 0; index < MIX[kind]; index++) addEverydayDeal(world, kind, index);
}

function addEverydayDeal(world: World, kind: DealKind, index: number): void {
    const { random, rows, names, cast, today } = world;
    // Business grows: nearly half of the deals were created in the last seven months.
    const age = random.chance(0.45) ? random.between(6, 210) : random.between(30, HISTORY_DAYS);
    const createdDay = today - age;
    const deal = addDeal(rows, names, {
        ref: `${kind.toLowerCase()}-${index}`,
        name: random.pick(cast.offerings),
        owner: random.pick(OWNERS),
        customer: random.pick(world.customers),
        createdDay,
        history: liveDeal(random, kind, createdDay, today, names.open.length),
        amount: Math.round(random.logNormal(kind === 'Direct' ? 62_000 : 98_000, 0.7) / 50) * 50 + (index % 7 === 0 ? 0.37 : 0)
    });
    if (kind !== 'Direct') addPartner(world, deal, kind);
    else if (index % 40 === 3) addSignal(world, deal, 'Influenced');
}

/** A partner that has not been registered: it never gates, and past stage 0 somebody should ask why. */
export function addSignal(
    world: World,
    deal: Deal,
    attribution: 'Sourced' | 'Influenced',
    partner = world.random.pick(world.partners)
): Engagement {
    return addEngagement(world, {
        deal,
        partner,
        attribution,
        registeredDay: Math.min(deal.createdDay + 2, world.today),
        handoffAccepted: false,
        changes: {
            Status__c: 'Signal',
            Registered_On__c: null,
            Registration_Key__c: null,
            Registration_Id__c: null,
            PRM__c: null,
            Joined_Stage_Order__c: null,
            Role__c: null,
            Credit_Percent__c: null
        }
    });
}

function addPartner(world: World, deal: Deal, kind: Exclude<DealKind, 'Direct'>): void {
    const { random, today } = world;
    const sourced = random.chance(0.4);
    const closedBeforeGates = isClosed(deal) && deal.history.last.day < world.goLive;
    const engagement = addEngagement(world, {
        deal,
        partner: random.pick(world.partners.filter(({ type }) => type === kind)),
        attribution: sourced ? 'Sourced' : 'Influenced',
        credit: sourced ? random.pick([60, 80, 100]) : random.pick([20, 25, 30, 50]),
        registeredDay: Math.min(deal.createdDay + random.between(1, 4), today - 3),
        // Deals that closed before the gates existed were loaded afterwards and owe nothing.
        joinedOrder: closedBeforeGates ? world.orders.afterLast : 0
    });
    if (closedBeforeGates) return;
    const isLoopClosed = addEarnedEvidence(world, engagement);
    if (isClosed(deal) && !isLoopClosed) world.openLoops.push(engagement);
}

const isClosed = (deal: Deal): boolean => typeof deal.history.last.stage === 'string';

/** Every artifact that the deal's stage claims, and sometimes a draft of the next one. Says whether the post-mortem is among them. */
function addEarnedEvidence({ evidence, random, today, orders, rows }: World, engagement: Engagement): boolean {
    const { deal } = engagement;
    const { last, steps } = deal.history;
    const claimed = last.stage === 'won' ? orders.won : last.stage === 'lost' ? orders.ofOpen[lastOpen(deal)]! : orders.ofOpen[last.stage]!;
    const leftOn = (order: number) =>
        Math.min(
            today,
            steps.find(({ stage }) => stage === 'won' || (typeof stage === 'number' && orders.ofOpen[stage]! > order))?.day ?? today
        );
    const draft = random.chance(0.5) ? unconfirmed('Partner') : unconfirmed('Host', 'Partner');
    if (claimed > 1) evidence.scorecard(engagement, leftOn(1));
    else if (claimed === 1 && random.chance(0.6)) evidence.scorecard(engagement, today - 2, draft);
    if (claimed > 2) evidence.pitch(engagement, leftOn(2));
    else if (claimed === 2 && random.chance(0.6)) evidence.pitch(engagement, today - 2, draft);
    if (claimed > 3) evidence.plan(engagement, leftOn(3), marketplacePath(engagement));
    else if (claimed === 3 && random.chance(0.5))
        evidence.plan(engagement, draftedOn(deal, today), { ...draft, ...marketplacePath(engagement) });
    const isLoopClosed = last.stage === 'won' && (today - last.day > 40 || random.chance(0.5));
    if (isLoopClosed) {
        evidence.postMortem(engagement, Math.min(today, last.day + random.between(3, 12)), 'Won');
        rows.amend(engagement.record, { Partner_Told_On__c: toldOn(last.day, today), Partner_Told_By__c: engagement.partner.manager });
    }
    return isLoopClosed;
}

/** Half of the plans in draft are ten days old: their first step is overdue. */
const draftedOn = ({ ref }: Deal, today: number): number => today - (ref.charCodeAt(ref.length - 1) % 2 === 0 ? 2 : 10);

function lastOpen({ history }: Deal): number {
    const open = history.steps.map(({ stage }) => stage).filter((stage): stage is number => typeof stage === 'number');
    return open[open.length - 1]!;
}

const MARKETPLACE_PATH = 'Google Cloud Marketplace';

function marketplacePath({ partner, ref }: Engagement): SeedRow {
    if (partner.type !== 'Marketplace') return {};
    const id = `offer-${ref}`.slice(0, 60);
    return {
        Procurement_Path__c: MARKETPLACE_PATH,
        Marketplace_Tool__c: 'Suger',
        Marketplace_Deal_Id__c: id,
        Marketplace_Deal_Key__c: `${MARKETPLACE_PATH}:${id}`.toLowerCase()
    };
}

const toldOn = (closedDay: number, today: number): string => dateOf(Math.min(closedDay + 2, today));
