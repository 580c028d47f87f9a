/** Knows which record proves which criterion, which side fills what, and what a finished one holds. The org decides; this explains. */

export type Side = 'host' | 'partner';

export interface FormField {
    readonly name: string;
    /** The field's own label, so that what is missing is called as the form calls it. */
    readonly label: string;
    /** Filled when it helps; its absence keeps no gate shut. */
    readonly optional?: boolean;
    /** Shown only while another field holds one of these values. */
    readonly shownWhen?: { readonly field: string; readonly values: readonly string[] };
}

export interface FormSection {
    readonly side: Side | 'both';
    readonly label: string;
    /** Confirmations that freeze these fields; changing one of them then takes both back. */
    readonly frozenBy?: readonly Side[];
    readonly fields: readonly FormField[];
}

export interface ArtifactForm {
    readonly artifact: string;
    readonly objectApiName: string;
    readonly title: string;
    readonly sections: readonly FormSection[];
    /** Both sides confirm; false for what has no confirmation of its own. */
    readonly confirmed: boolean;
    /** One sentence under the heading. */
    readonly hint: string;
}

const LETTERS = [
    ['Metrics', 'Metrics'],
    ['Economic_Buyer', 'Economic Buyer'],
    ['Decision_Criteria', 'Decision Criteria'],
    ['Decision_Process', 'Decision Process'],
    ['Identify_Pain', 'Identify Pain'],
    ['Champion', 'Champion']
] as const;

const CONFIRMED_HINT = 'Drafts always save. Both sides confirm when it is right; changing it later takes both confirmations back.';

/** How a partner comes onto a deal; not an artifact itself, so it is no part of ARTIFACT_FORMS. */
const REGISTER_PARTNER: ArtifactForm = {
    artifact: 'register-partner',
    objectApiName: 'Partner_Engagement__c',
    title: 'Register a partner',
    confirmed: false,
    hint: 'Registering puts the partner on the deal: from then on its gates hold. Partner, type, attribution and credit lock the day after.',
    sections: [
        {
            side: 'partner',
            label: 'Partner',
            fields: [
                { name: 'Partner__c', label: 'Partner' },
                { name: 'Partner_Type__c', label: 'Partner Type' },
                { name: 'Role__c', label: 'Role' },
                { name: 'Partner_Manager__c', label: 'Partner Manager' },
                { name: 'Counterpart__c', label: 'Partner Seller' },
                { name: 'Confirmed_Need__c', label: 'Confirmed Need' }
            ]
        },
        {
            side: 'partner',
            label: 'Signal, PRM and credit',
            fields: [
                { name: 'Signal_Source__c', label: 'Signal Source' },
                { name: 'Signal_Tier__c', label: 'Signal Tier' },
                { name: 'PRM__c', label: 'PRM' },
                { name: 'Registration_Id__c', label: 'Registration ID' },
                { name: 'Attribution__c', label: 'Attribution' },
                { name: 'Credit_Percent__c', label: 'Partner Credit' }
            ]
        }
    ]
};

/** A governed way past a gate: reason and date now, approval by somebody else, and what was waived stays owed. */
const REQUEST_EXCEPTION: ArtifactForm = {
    artifact: 'request-exception',
    objectApiName: 'Gate_Waiver__c',
    title: 'Request an exception',
    confirmed: false,
    hint: 'RevOps approves or declines. What is waived is owed again at the next gate and shows on its own forecast line.',
    sections: [
        {
            side: 'both',
            label: 'Why, and until when',
            fields: [
                { name: 'Reason__c', label: 'Reason' },
                { name: 'Expires_On__c', label: 'Expires On' }
            ]
        }
    ]
};

/** One line of the mutual action plan: what, whose, by when. */
const PLAN_STEP: ArtifactForm = {
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

export const ARTIFACT_FORMS: readonly ArtifactForm[] = [
    {
        artifact: 'registration',
        objectApiName: 'Partner_Engagement__c',
        title: 'Partner registration',
        confirmed: false,
        hint: 'Who is on this deal, what brought it, and how credit is shared.',
        sections: [
            {
                side: 'partner',
                label: 'Partner side',
                fields: [
                    { name: 'Counterpart__c', label: 'Partner Seller' },
                    { name: 'Signal_Source__c', label: 'Signal Source', optional: true },
                    { name: 'Signal_Tier__c', label: 'Signal Tier' },
                    { name: 'PRM__c', label: 'PRM' },
                    { name: 'Registration_Id__c', label: 'Registration ID', optional: true }
                ]
            },
            {
                side: 'partner',
                label: 'Agreed at entry',
                fields: [
                    { name: 'Confirmed_Need__c', label: 'Confirmed Need' },
                    { name: 'Attribution__c', label: 'Attribution' },
                    { name: 'Credit_Percent__c', label: 'Partner Credit' },
                    { name: 'Credit_Change_Reason__c', label: 'Reason for Credit Change', optional: true },
                    { name: 'Role__c', label: 'Role' },
                    { name: 'Partner_Manager__c', label: 'Partner Manager' }
                ]
            }
        ]
    },
    {
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
                    ...LETTERS.map(([name, label]) => ({ name: `${name}__c`, label })),
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
                        { name: `${name}_Partner_View__c`, label: `${label}: Partner View` },
                        {
                            name: `${name}_Partner_Note__c`,
                            label: `${label}: Partner Note`,
                            optional: true,
                            shownWhen: { field: `${name}_Partner_View__c`, values: ['Differs'] }
                        }
                    ]),
                    { name: 'Buying_Committee__c', label: 'Buying Committee' },
                    { name: 'Relationship_Intro_To__c', label: 'Introduced To' },
                    { name: 'Relationship_Intro_On__c', label: 'Introduced On' }
                ]
            }
        ]
    },
    {
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
    },
    {
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
    },
    {
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
    },
    {
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
    },
    {
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
    }
];

export const formOf = (artifact: string): ArtifactForm | undefined =>
    [...ARTIFACT_FORMS, REGISTER_PARTNER, REQUEST_EXCEPTION, PLAN_STEP].find((form) => form.artifact === artifact);

/** Confirmation fields of an artifact, by side: who, when, who recorded it. */
export const CONFIRMATION: Readonly<Record<Side, { readonly by: string; readonly on: string; readonly recordedBy: string }>> = {
    host: { by: 'Host_Confirmed_By__c', on: 'Host_Confirmed_On__c', recordedBy: 'Host_Recorded_By__c' },
    partner: { by: 'Partner_Confirmed_By__c', on: 'Partner_Confirmed_On__c', recordedBy: 'Partner_Recorded_By__c' }
};

/** Fields that take both confirmations back. */
export const withoutConfirmations = (): Record<string, null> =>
    Object.fromEntries(Object.values(CONFIRMATION).flatMap(({ by, on, recordedBy }) => [by, on, recordedBy].map((field) => [field, null])));
