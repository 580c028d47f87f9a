import type { Row } from '../../local-org/model/org';
import { rankOf } from './gate-oracle';
import type { DealTotals } from './gate-oracle';
import { ARTIFACTS } from './gate-steps';
import type { GateWorld } from './gate-world';

const ENGAGEMENT = 'Partner_Engagement__c';
const DETAILS = [...Object.values(ARTIFACTS)];

/**
 * Why a deal claims more than it has earned, as the org's own records tell it: nobody has to remember. Empty when nothing in the org
 * says why.
 */
export function explanationsOf(world: GateWorld, deal: string, totals: DealTotals): readonly string[] {
    const found: string[] = [];
    const engagements = [...world.rows(ENGAGEMENT, 'Opportunity__c', deal), ...world.deleted(ENGAGEMENT, 'Opportunity__c', deal)];
    if (engagements.some((row) => row['Status__c'] === 'Registered' && joined(row) >= totals.Partner_Stage_Order__c))
        found.push('a partner that registered when the deal stood here already');
    // Who moves back from where such a lane brought it is still ahead by it.
    const ungated = world
        .rows('OpportunityHistory', 'OpportunityId', deal)
        .filter((row) => ['integration', 'advised'].some((key) => world.users[key]!.id === row['CreatedById']));
    if (ungated.some((row) => rankOf(world.map, String(row['StageName'])) >= totals.Partner_Stage_Rank__c))
        found.push('a move in a lane that is not gated');
    for (const engagement of engagements) {
        if (world.rows('Mutual_Action_Plan__c', ENGAGEMENT, engagement.Id).some(owesId))
            found.push('a plan through a marketplace without its id');
        if (
            world.rows('Gate_Waiver__c', ENGAGEMENT, engagement.Id).some((row) => ['Approved', 'Closed'].includes(String(row['Status__c'])))
        )
            found.push('an exception');
        if (isTakenBack(world, engagement)) found.push('evidence, registration or credit taken back');
    }
    return found;
}

const owesId = (plan: Row): boolean => / Marketplace$/.test(String(plan['Procurement_Path__c'])) && !plan['Marketplace_Deal_Id__c'];
const joined = (row: Row): number => Number(row['Joined_Stage_Order__c'] ?? 0);

/** Fields of a partner whose every change may cost what was proven, and those that cost it when they are emptied. */
const WEIGHTY = ['Role__c', 'Partner_Type__c', 'Attribution__c'];

/** A partner or an artifact that is gone, or a tracked field that was changed or emptied. */
function isTakenBack(world: GateWorld, engagement: Row): boolean {
    const isGone = engagement['Status__c'] === 'Withdrawn' || world.rows(ENGAGEMENT, 'Id', engagement.Id).length === 0;
    const hasLost = (object: string, id: string): boolean =>
        world
            .rows(object.replace(/__c$/, '__History'), 'ParentId', id)
            .some((row) =>
                WEIGHTY.includes(String(row['Field'])) ? row['OldValue'] !== null : row['Field'] !== 'created' && row['NewValue'] === null
            );
    return (
        isGone ||
        hasLost(ENGAGEMENT, engagement.Id) ||
        DETAILS.some(
            (object) =>
                world.deleted(object, ENGAGEMENT, engagement.Id).length > 0 ||
                world.rows(object, ENGAGEMENT, engagement.Id).some(({ Id }) => hasLost(object, Id))
        )
    );
}
