/** Stage 3: the mutual action plan, its steps, and the private offer of a marketplace. */
import type { ArtifactForm } from './formShape';

export const PLAN: ArtifactForm = {
    artifact: 'mutual-action-plan',
    objectApiName: 'Mutual_Action_Plan__c',
    title: 'Mutual action plan',
    confirmed: true,
    hint: 'Signing freezes the steps; ticking them off stays free.',
    sections: [
        {
            side: 'host',
            label: 'Our side',
            frozenBy: ['host', 'partner'],
            fields: [
                { name: 'Procurement_Path__c', label: 'Procurement Path' },
                { name: 'Procurement_Steps__c', label: 'Procurement Steps', optional: true },
                { name: 'Target_Close_On__c', label: 'Target Close' },
                { name: 'Host_Exec_Sponsor__c', label: 'Host Executive Sponsor' },
                { name: 'Buyer_Agreed_By__c', label: 'Buyer Agreed By', optional: true },
                { name: 'Buyer_Agreed_On__c', label: 'Buyer Agreed On', optional: true }
            ]
        },
        {
            side: 'partner',
            label: "The partner's side",
            frozenBy: ['host', 'partner'],
            fields: [{ name: 'Partner_Exec_Sponsor__c', label: 'Partner Executive Sponsor' }]
        }
    ]
};

export const MARKETPLACE_ID: ArtifactForm = {
    artifact: 'marketplace-deal-id',
    objectApiName: 'Mutual_Action_Plan__c',
    title: 'Marketplace deal ID',
    confirmed: false,
    hint: 'The private offer that the buyer accepts. It may follow the signatures.',
    sections: [
        {
            side: 'partner',
            label: 'Private offer',
            fields: [
                { name: 'Marketplace_Tool__c', label: 'Marketplace Tool' },
                { name: 'Marketplace_Deal_Id__c', label: 'Marketplace Deal ID' }
            ]
        }
    ]
};

/** One line of the mutual action plan: what, whose, by when. */
export const PLAN_STEP: ArtifactForm = {
    artifact: 'plan-step',
    objectApiName: 'Mutual_Action_Step__c',
    title: 'Add a step',
    confirmed: false,
    hint: 'Steps can be added until one side signs.',
    sections: [
        {
            side: 'both',
            label: 'What and when',
            fields: [
                { name: 'Action__c', label: 'Action' },
                { name: 'Due_On__c', label: 'Due On' }
            ]
        },
        {
            side: 'both',
            label: 'Whose',
            fields: [
                { name: 'Party__c', label: 'Party' },
                { name: 'Host_Owner__c', label: 'Our Owner', optional: true, shownWhen: { field: 'Party__c', values: ['Host'] } },
                {
                    name: 'Contact_Owner__c',
                    label: 'Partner or Buyer Owner',
                    optional: true,
                    shownWhen: { field: 'Party__c', values: ['Partner', 'Buyer'] }
                }
            ]
        }
    ]
};
