import type { DealDesk } from './deal-desk';
import type { Role } from './org-under-test';
import { refusalOf } from './refusal';

export interface DealRow {
    readonly StageName: string;
    /** 10 x overlay order + position of the StageName; -1 lost, 999 not on the map. */
    readonly Partner_Stage_Rank__c: number;
    readonly Partner_Stage_Order__c: number;
    readonly Earned_Stage_Order__c: number;
    readonly Partner_Open_Gate__c: number | null;
    readonly Registered_Partners__c: number;
    readonly Sourcing_Partners__c: number;
    readonly Lead_Partners__c: number;
    /** In percent, as the API counts. */
    readonly Partner_Credit__c: number | null;
    readonly Waiver_Expires_On__c: string | null;
}

const DEAL_FIELDS = [
    'StageName',
    'Partner_Stage_Rank__c',
    'Partner_Stage_Order__c',
    'Earned_Stage_Order__c',
    'Partner_Open_Gate__c',
    'Registered_Partners__c',
    'Sourcing_Partners__c',
    'Lead_Partners__c',
    'Partner_Credit__c',
    'Waiver_Expires_On__c'
] as const;

export interface EngagementRow {
    readonly Open_Gate__c: number;
    readonly Missing_Criteria__c: string | null;
    readonly Waiver_Debt__c: string | null;
}

export const dealRow = (desk: DealDesk, deal: string) => desk.read<DealRow>('Opportunity', deal, DEAL_FIELDS);

export const engagementRow = (desk: DealDesk, id: string) =>
    desk.read<EngagementRow>('Partner_Engagement__c', id, ['Open_Gate__c', 'Missing_Criteria__c', 'Waiver_Debt__c']);

/** The org takes the move. */
export async function expectMove(desk: DealDesk, deal: string, stageName: string, role: Role = 'ae'): Promise<void> {
    await desk.move(role, deal, stageName);
    expect((await dealRow(desk, deal)).StageName).toBe(stageName);
}

/** The org refuses the move with this message and no other, on StageName, and the deal stays where it is. */
export async function expectRefusedMove(
    desk: DealDesk,
    deal: string,
    stageName: string,
    message: string,
    role: Role = 'ae'
): Promise<void> {
    const before = (await dealRow(desk, deal)).StageName;
    await expect(refusalOf(desk.move(role, deal, stageName))).resolves.toEqual([
        { code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message, fields: ['StageName'] }
    ]);
    expect((await dealRow(desk, deal)).StageName).toBe(before);
}
