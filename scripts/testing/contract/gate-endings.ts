import type { Fields } from './deal-desk';
import { rankOf } from './gate-oracle';
import { isTaken } from './gate-paths';
import type { DealWork } from './gate-steps';

const ENGAGEMENT = 'Partner_Engagement__c';
const REASON = { Credit_Change_Reason__c: 'Settled between the partners before the close' };

/**
 * Gives every partner of a deal all that it can owe, with the means that the product's users have, and makes roles and credit add up.
 * Throws what the org said when it refuses any of it: then the deal is in a deadlock.
 */
export async function supplyAll(work: DealWork): Promise<void> {
    const { world, deal, customer } = work;
    const { desk } = world;
    const registered = () => world.recount(deal).filter(({ facts }) => facts.status === 'Registered');
    const change = (role: 'revops' | 'partnerManager' | 'ae', id: string, fields: Fields) => desk.update(role, ENGAGEMENT, id, fields);
    const all = registered();
    const lead = all.find(({ facts }) => facts.role === 'Lead') ?? all[0];
    // What was undeleted may lead, source or earn beside what took its place: RevOps settles it, lowering before raising.
    for (const { id } of all.filter((each) => each !== lead)) {
        await change('revops', id, { Role__c: 'Supporting', Credit_Change_Reason__c: desk.unique('Settled') });
        await change('revops', id, {
            Attribution__c: 'Influenced',
            Credit_Percent__c: 10,
            Credit_Change_Reason__c: desk.unique('Settled')
        });
    }
    if (lead && lead.facts.role !== 'Lead')
        await change('revops', lead.id, { Role__c: 'Lead', Credit_Change_Reason__c: desk.unique('Settled') });
    for (const { id, facts } of all) {
        const partner = work.partnerOf(id);
        await change('revops', id, {
            ...(facts.attribution === 'Under Review' ? { Attribution__c: 'Influenced', ...REASON } : {}),
            Signal_Tier__c: 'Tier 1',
            Counterpart__c: partner.seller,
            Confirmed_Need__c: 'Nurses enter every reading twice; the ward wants one record.'
        });
        if (!facts.isHandoffAccepted) await change('ae', id, desk.acceptance());
        if (!facts.hasScorecard) await desk.scorecard(id, customer, partner);
        if (!facts.hasPitch || !facts.hasPreBrief) await desk.pitch(id, customer, partner);
        if (!facts.hasSignedPlan) await desk.signedPlan(id, partner);
        for (const plan of world.rows('Mutual_Action_Plan__c', ENGAGEMENT, id).filter((row) => !row['Marketplace_Deal_Id__c'])) {
            const path = String(plan['Procurement_Path__c']);
            const marketplaceId = desk.unique('offer').replaceAll(' ', '-');
            if (path.endsWith(' Marketplace'))
                await desk.update('ae', 'Mutual_Action_Plan__c', plan.Id, {
                    Marketplace_Deal_Id__c: marketplaceId,
                    Marketplace_Deal_Key__c: `${path}:${marketplaceId}`.toLowerCase()
                });
        }
    }
}

/** The stages that a deal still has before it, by the map that is in force. */
export function stagesAhead({ world }: DealWork, stageName: string): readonly string[] {
    const from = rankOf(world.map, stageName);
    return Object.entries(world.map.ranks)
        .filter(([, rank]) => rank > (from === 999 ? -1 : from))
        .sort(([, a], [, b]) => a - b)
        .map(([name]) => name);
}

/** Saves something on every child of a closed deal, as people do afterwards. Answers the objects whose rows could not be saved. */
export async function saveChildren(work: DealWork): Promise<readonly string[]> {
    const { world, deal } = work;
    const { desk } = world;
    const refused: string[] = [];
    const save = async (object: string, id: string, fields: Fields): Promise<void> => {
        if (!(await isTaken(desk.update('ae', object, id, fields)))) refused.push(object);
    };
    for (const { id } of world.recount(deal)) {
        const partner = work.partnerOf(id);
        for (const plan of world.rows('Mutual_Action_Plan__c', ENGAGEMENT, id))
            for (const step of world.rows('Mutual_Action_Step__c', 'Mutual_Action_Plan__c', plan.Id))
                await save('Mutual_Action_Step__c', step.Id, { Done__c: true, Done_On__c: world.day() });
        if (!(await isTaken(desk.postMortem(id, partner, 'Won')))) refused.push('Joint_Post_Mortem__c');
    }
    return refused;
}
