/** Stage 2: the joint pitch, and the technical pre-brief on the same record. */
import { CONFIRMED_HINT } from './formShape';
import type { ArtifactForm } from './formShape';

export const PITCH: ArtifactForm = {
    artifact: 'joint-pitch',
    objectApiName: 'Joint_Pitch__c',
    title: 'Joint pitch',
    confirmed: true,
    hint: CONFIRMED_HINT,
    sections: [
        {
            side: 'host',
            label: 'Our side',
            frozenBy: ['host'],
            fields: [
                { name: 'Pitch_Held_On__c', label: 'Pitch Held On' },
                { name: 'Buyer_Next_Step__c', label: "Buyer's Next Step" },
                { name: 'Next_Step_On__c', label: 'Next Step On' },
                { name: 'Champion__c', label: 'Champion' },
                { name: 'Deck_Link__c', label: 'Deck', optional: true }
            ]
        },
        {
            side: 'partner',
            label: "The partner's side",
            frozenBy: ['partner'],
            fields: [{ name: 'Partner_Use_Case__c', label: 'Partner Use Case' }]
        }
    ]
};

export const PRE_BRIEF: ArtifactForm = {
    artifact: 'technical-pre-brief',
    objectApiName: 'Joint_Pitch__c',
    title: 'Technical pre-brief',
    confirmed: true,
    hint: 'Part of the joint pitch, confirmed with it.',
    sections: [
        {
            side: 'partner',
            label: 'What the pre-brief found',
            frozenBy: ['host', 'partner'],
            fields: [
                { name: 'Technical_Pre_Brief__c', label: 'Technical Pre-Brief' },
                { name: 'Pre_Brief_Held_On__c', label: 'Pre-Brief Held On' }
            ]
        },
        {
            side: 'host',
            label: 'Or why none is needed',
            frozenBy: ['host', 'partner'],
            fields: [{ name: 'Trivial_Deployment_Reason__c', label: 'Why No Pre-Brief Is Needed', optional: true }]
        }
    ]
};
