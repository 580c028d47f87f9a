/** Stage 4: what both sides learnt. */
import type { ArtifactForm } from './formShape';

export const POST_MORTEM: ArtifactForm = {
    artifact: 'post-mortem',
    objectApiName: 'Joint_Post_Mortem__c',
    title: 'Joint post-mortem',
    confirmed: true,
    hint: 'Two minutes now; it helps the next ten deals with this partner.',
    sections: [
        {
            side: 'host',
            label: 'What both sides learnt',
            frozenBy: ['host', 'partner'],
            fields: [
                { name: 'Outcome__c', label: 'Outcome' },
                { name: 'Held_On__c', label: 'Held On' },
                { name: 'What_Worked__c', label: 'What Worked' },
                { name: 'What_Slipped__c', label: 'What Slipped' },
                { name: 'Slipped_At__c', label: 'Slipped At', optional: true },
                { name: 'Learning__c', label: 'Learning' },
                { name: 'Change_Next_Time__c', label: 'Change Next Time', optional: true }
            ]
        }
    ]
};
