/** What a save carries that nobody should have to type: parents, keys, states, confirmations. Pure but for the clock. */
import USER_ID from '@salesforce/user/Id';
import { CONFIRMATION, withoutConfirmations } from 'c/artifactForms';
import type { Side } from 'c/artifactForms';
import { today } from 'c/calendarDay';
import type { Fields } from 'c/dealGraph';

export interface Save {
    readonly artifact: string;
    /** Values that the form hands over. */
    readonly fields: Readonly<Record<string, unknown>>;
    readonly record?: Fields;
    readonly engagementId?: string;
    readonly deal?: Fields;
    readonly gateOrder?: number;
    readonly planId?: string;
    /** A field that a confirmation stands for changes. */
    readonly changesWhatStands: boolean;
}

export function derivedFields(save: Save): Record<string, unknown> {
    const { artifact, record, engagementId, changesWhatStands } = save;
    const parent = record || artifact === 'register-partner' ? {} : { Partner_Engagement__c: engagementId };
    const cleared = changesWhatStands ? withoutConfirmations() : {};
    switch (artifact) {
        case 'register-partner':
            return { ...registered(save), Registration_Key__c: registrationKey(save) };
        case 'registration':
            return { Registration_Key__c: registrationKey(save) };
        case 'marketplace-deal-id':
            return { Marketplace_Deal_Key__c: marketplaceKey(save) };
        case 'mutual-action-plan':
            return { ...parent, ...cleared, Marketplace_Deal_Key__c: marketplaceKey(save) };
        case 'technical-pre-brief':
            return { ...parent, ...cleared, ...preBriefDay(save) };
        case 'plan-step':
            return record ? {} : { Mutual_Action_Plan__c: save.planId };
        case 'request-exception':
            return { ...parent, Gate__c: String(save.gateOrder), Status__c: 'Requested' };
        default:
            return { ...parent, ...cleared };
    }
}

/** One side stands behind the record: in its own name for us, in the partner seller's name for the partner. */
export function confirmationOf(side: Side, engagement: Fields): Record<string, unknown> {
    const { by, on, recordedBy } = CONFIRMATION[side];
    return {
        [by]: side === 'host' ? USER_ID : engagement.Counterpart__c,
        [on]: new Date().toISOString(),
        [recordedBy]: USER_ID
    };
}

function registered({ record, deal }: Save): Record<string, unknown> {
    const onDeal = record ? {} : { Opportunity__c: deal?.Id };
    return { ...onDeal, Status__c: 'Registered', Registered_On__c: today(), Joined_Stage_Order__c: deal?.Partner_Stage_Order__c };
}

/** The same PRM registration on two deals is refused by this key; without a PRM there is nothing to compare. */
function registrationKey({ artifact, fields, record }: Save): string | null {
    const value = (name: string) => fields[name] ?? record?.[name];
    const counts = artifact === 'register-partner' || record?.Status__c === 'Registered';
    const [id, prm] = [value('Registration_Id__c'), value('PRM__c')];
    return counts && prm && prm !== 'No PRM' && id ? `${prm}:${id}` : null;
}

/** The same private offer on two deals is refused by this key. A direct path needs none. */
function marketplaceKey({ fields, record }: Save): string | null {
    const value = (name: string) => (name in fields ? fields[name] : record?.[name]);
    const [id, path] = [value('Marketplace_Deal_Id__c'), value('Procurement_Path__c')];
    return id && path ? `${path}:${id}`.toLowerCase() : null;
}

/** A day without a pre-brief says nothing: the prefilled one goes when the deployment is trivial. */
const preBriefDay = ({ fields }: Save): Record<string, unknown> =>
    'Technical_Pre_Brief__c' in fields && !fields.Technical_Pre_Brief__c ? { Pre_Brief_Held_On__c: null } : {};
