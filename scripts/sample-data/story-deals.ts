import { businessDaysBefore, dateOf, momentOf } from './calendar';
import { addEngagement } from './deals';
import type { Engagement } from './deals';
import { unconfirmed } from './evidence';
import { addSignal } from './everyday-deals';
import { addOverduePostMortems, addStalledDeals, addStoppedMoves } from './neglected-deals';
import { addStoryDeal } from './story-deal';
import type { World } from './world';

/**
 * Deals that a person can look for by name, one per situation that the product is about.
 * Each says its situation in its name's offering, so that lists read like a tour.
 */
export function addStoryDeals(world: World): void {
    addHeroDeal(world);
    addStaleHandoff(world);
    addLateJoiner(world);
    addExceptionAtQuarterEnd(world);
    addUnregisteredPartner(world);
    addPreRegistrations(world);
    addPileUpAtQualification(world);
    addStalledDeals(world);
    addOverduePostMortems(world);
    addStoppedMoves(world);
}

const partnerNamed = ({ partners }: World, ref: string) => partners.find(({ account }) => account === `@${ref}`)!;

/** SI leads, marketplace supports; two things are missing, both the partner side's, and the scorecard shows a disagreement. */
function addHeroDeal(world: World): void {
    const deal = addStoryDeal(world, {
        ref: 'hero',
        name: 'Care Analytics Platform',
        customer: 0,
        amount: 480_000,
        entered: [52, 38, 24],
        closesIn: 32
    });
    const lead = addEngagement(world, {
        deal,
        partner: partnerNamed(world, 'halden'),
        attribution: 'Sourced',
        credit: 60,
        registeredDay: world.today - 48
    });
    world.evidence.scorecard(lead, world.today - 6, {
        ...unconfirmed('Partner'),
        Economic_Buyer_Partner_View__c: 'Differs',
        Economic_Buyer_Partner_Note__c: 'Our delivery lead hears that the CFO signs above 250k, not the CIO.',
        Champion_Partner_View__c: null
    });
    addEngagement(world, {
        deal,
        partner: partnerNamed(world, 'skybridge'),
        role: 'Supporting',
        attribution: 'Influenced',
        credit: 10,
        registeredDay: world.today - 12,
        joinedOrder: world.orders.ofOpen[2]!,
        changes: { Signal_Tier__c: null }
    });
}

/** Registered, and nobody on the host side has answered for six business days. */
function addStaleHandoff(world: World): void {
    const deal = addStoryDeal(world, {
        ref: 'stale-handoff',
        name: 'Service Desk Renewal',
        customer: 4,
        amount: 126_000,
        entered: [14],
        owner: '@ae2'
    });
    addEngagement(world, {
        deal,
        partner: partnerNamed(world, 'lumenstack'),
        attribution: 'Sourced',
        credit: 80,
        registeredDay: businessDaysBefore(world.today, 6),
        handoffAccepted: false
    });
}

/** The partner joined at the proposal: it owes the close plan, not yesterday's scorecard. */
function addLateJoiner(world: World): void {
    const deal = addStoryDeal(world, {
        ref: 'late-joiner',
        name: 'Order Visibility',
        customer: 14,
        amount: 215_000,
        entered: [96, 84, 70, 58, 47, 35, 16]
    });
    const engagement = addEngagement(world, {
        deal,
        partner: partnerNamed(world, 'corvus'),
        attribution: 'Influenced',
        credit: 20,
        registeredDay: world.today - 9,
        joinedOrder: world.orders.ofOpen[6]!
    });
    world.evidence.plan(engagement, world.today - 8, unconfirmed('Partner'));
}

/** Pushed through before the pitch was proven, on an approved exception that is still owed. */
function addExceptionAtQuarterEnd(world: World): void {
    const deal = addStoryDeal(world, {
        ref: 'exception',
        name: 'Pricing Engine',
        customer: 15,
        amount: 340_000,
        entered: [88, 77, 66, 52, 44, 36, 20, 9],
        closesIn: 20,
        owner: '@ae3'
    });
    const engagement = addEngagement(world, {
        deal,
        partner: partnerNamed(world, 'quillbase'),
        attribution: 'Influenced',
        credit: 30,
        registeredDay: world.today - 84
    });
    world.evidence.scorecard(engagement, world.today - 55);
    world.rows.add('Gate_Waiver__c', 'exception-waiver', {
        Partner_Engagement__c: engagement.record,
        Gate__c: '2',
        Reason__c: 'Buyer skipped the joint pitch to keep the quarter-end budget; pre-brief follows with the pilot.',
        Status__c: 'Approved',
        Approver__c: '@revops',
        Approved_On__c: dateOf(world.today - 20),
        Expires_On__c: dateOf(world.today + 12),
        CreatedById: '@ae3',
        CreatedDate: momentOf(world.today - 21)
    });
}

/** Past discovery with a partner that nobody registered. */
function addUnregisteredPartner(world: World): void {
    const deal = addStoryDeal(world, {
        ref: 'unregistered',
        name: 'Fraud Monitoring',
        customer: 26,
        amount: 158_000,
        entered: [61, 50, 39, 18],
        owner: '@ae4'
    });
    addSignal(world, deal, 'Sourced', partnerNamed(world, 'tessera'));
}

/** Sourced signals at the very start: not in the forecast until they are registered. */
function addPreRegistrations(world: World): void {
    for (let index = 0; index < 5; index++) {
        const deal = addStoryDeal(world, {
            ref: `signal-${index}`,
            name: 'Data Platform',
            customer: 30 + index,
            amount: 60_000 + 15_000 * index,
            entered: [4 + index]
        });
        addSignal(world, deal, 'Sourced');
    }
}

/** Nobody owned qualification, so deals sit there: the pile that the first review finds. */
function addPileUpAtQualification(world: World): void {
    for (let index = 0; index < 16; index++) {
        const partner = world.partners[index % world.partners.length]!;
        const deal = addStoryDeal(world, {
            ref: `qualify-${index}`,
            name: world.cast.offerings[index % 10]!,
            customer: 10 + index,
            amount: 45_000 + 9_500 * index,
            entered: [30 + 2 * index, 22 + index],
            ...(index === MOVED_BACK && { before: [75, 66, 58] }),
            owner: index % 2 === 0 ? '@ae' : '@ae2',
            closesIn: 40 + 4 * index
        });
        const engagement = addEngagement(world, {
            deal,
            partner,
            attribution: index % 3 === 0 ? 'Sourced' : 'Influenced',
            credit: index % 3 === 0 ? 70 : 25,
            registeredDay: world.today - 27 - 2 * index,
            ...(SAME_NEED_OF.includes(index) && { changes: { Confirmed_Need__c: needOf(deal.customer.name) } })
        });
        if (index % 2 === 0)
            world.evidence.scorecard(engagement, world.today - 5, {
                ...unconfirmed('Host', 'Partner'),
                ...(PASTED_INTO.includes(index) && { Identify_Pain__c: PASTED_PAIN }),
                ...(index === 4 && { Metrics__c: 'TBD' })
            });
        if (index === 15) addExceptionRequest(world, engagement);
    }
}

/** Discovery had begun before it was moved back to the start, where its partner was registered as the source. */
const MOVED_BACK = 9;

/** One pain for three customers: nobody asked the buyer. */
const PASTED_INTO = [0, 2, 8];
const PASTED_PAIN = 'Processes are too manual and data is spread over too many systems, which slows the whole company down.';

/** One need for two customers, with the name exchanged. */
const SAME_NEED_OF = [5, 7];
const needOf = (customer: string): string =>
    `Operations at ${customer} have to bring all sites onto one system before the audit in spring, because the present one is out of support and nobody can say which of its figures are right.`;

/** Asked for three days ago; RevOps has not decided. */
function addExceptionRequest({ rows, today }: World, engagement: Engagement): void {
    rows.add('Gate_Waiver__c', 'requested-waiver', {
        Partner_Engagement__c: engagement.record,
        Gate__c: '1',
        Reason__c: 'The economic buyer is away until the steering committee; the partner knows the process from last year.',
        Status__c: 'Requested',
        CreatedById: '@ae2',
        CreatedDate: momentOf(today - 3)
    });
}
