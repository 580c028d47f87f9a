/** Stage 1: the six MEDDIC lines as both sides see them. */
import { CONFIRMED_HINT } from './formShape';
import type { ArtifactForm } from './formShape';

const LETTERS = [
    ['Metrics', 'Metrics'],
    ['Economic_Buyer', 'Economic Buyer'],
    ['Decision_Criteria', 'Decision Criteria'],
    ['Decision_Process', 'Decision Process'],
    ['Identify_Pain', 'Identify Pain'],
    ['Champion', 'Champion']
] as const;

export const SCORECARD: ArtifactForm = {
    artifact: 'joint-scorecard',
    objectApiName: 'Joint_Scorecard__c',
    title: 'Joint scorecard',
    confirmed: true,
    hint: CONFIRMED_HINT,
    sections: [
        {
            side: 'host',
            label: 'Our view',
            frozenBy: ['host', 'partner'],
            fields: [
                ...LETTERS.map(([name, label]) => ({ name: `${name}__c`, label, line: label })),
                { name: 'Budget__c', label: 'Budget' },
                { name: 'Timing__c', label: 'Timing' },
                { name: 'Fit__c', label: 'Fit' }
            ]
        },
        {
            side: 'partner',
            label: "The partner's view",
            frozenBy: ['partner'],
            fields: [
                ...LETTERS.flatMap(([name, label]) => [
                    { name: `${name}_Partner_View__c`, label: `${label}: Partner View`, line: label },
                    {
                        name: `${name}_Partner_Note__c`,
                        label: `${label}: Partner Note`,
                        optional: true,
                        line: label,
                        shownWhen: { field: `${name}_Partner_View__c`, values: ['Differs'] }
                    }
                ]),
                { name: 'Buying_Committee__c', label: 'Buying Committee' },
                { name: 'Relationship_Intro_To__c', label: 'Introduced To' },
                { name: 'Relationship_Intro_On__c', label: 'Introduced On' }
            ]
        }
    ]
};
