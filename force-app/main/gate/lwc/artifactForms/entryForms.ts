/** How a partner comes onto a deal, and the governed way past a gate. */
import type { ArtifactForm, FormSection } from './formShape';

/** Prefilled by the partner's type or from the last deal with it; no gate reads it. */
const WHO_LEADS: FormSection = {
    side: 'partner',
    label: 'Who leads',
    fields: [
        { name: 'Customer_Lead__c', label: 'Leads with the Customer', optional: true },
        { name: 'Technical_Lead__c', label: 'Leads the Technical Work', optional: true },
        { name: 'Reference_Lead__c', label: 'Brings the References', optional: true },
        { name: 'Closing_Lead__c', label: 'Leads the Close', optional: true }
    ]
};

/** How a partner comes onto a deal; not an artifact itself, so it is no part of ARTIFACT_FORMS. */
export const REGISTER_PARTNER: ArtifactForm = {
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
                { name: 'Signal_Source__c', label: 'Signal Source', optional: true },
                { name: 'Signal_Tier__c', label: 'Signal Tier' },
                { name: 'PRM__c', label: 'PRM' },
                { name: 'Registration_Id__c', label: 'Registration ID' },
                { name: 'Attribution__c', label: 'Attribution' },
                { name: 'Credit_Percent__c', label: 'Partner Credit' }
            ]
        },
        WHO_LEADS
    ]
};

export const REGISTRATION: ArtifactForm = {
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
        },
        WHO_LEADS
    ]
};

/** A governed way past a gate: reason and date now, approval by somebody else, and what was waived stays owed. */
export const REQUEST_EXCEPTION: ArtifactForm = {
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
