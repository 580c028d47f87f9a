import type { OrgState, Row } from '../../local-org/model/org';
import { findField, findObject } from '../../local-org/model/schema';
import type { Session } from '../../local-org/model/org';
import type { PartnerFacts } from './gate-oracle';

/** A partner as its own records say when each is looked at field by field; beside it what the org's formulas say. */
export interface RecountedPartner {
    readonly id: string;
    readonly facts: PartnerFacts;
    readonly openGate: number;
}

const OBJECT = 'Partner_Engagement__c';
const LETTERS = ['Metrics', 'Economic_Buyer', 'Decision_Criteria', 'Decision_Process', 'Identify_Pain', 'Champion'];

const isFilled = (row: Row, ...fields: readonly string[]): boolean =>
    fields.every((field) => (row[field] ?? null) !== null && row[field] !== '');
const isConfirmed = (row: Row): boolean =>
    ['Host', 'Partner'].every((side) => isFilled(row, `${side}_Confirmed_By__c`, `${side}_Confirmed_On__c`, `${side}_Recorded_By__c`));

function isScorecard(row: Row): boolean {
    const views = LETTERS.map((letter) => row[`${letter}_Partner_View__c`]);
    return (
        isConfirmed(row) &&
        isFilled(row, ...LETTERS.map((letter) => `${letter}__c`), 'Budget__c', 'Timing__c', 'Fit__c') &&
        isFilled(row, 'Buying_Committee__c', 'Relationship_Intro_To__c', 'Relationship_Intro_On__c') &&
        isFilled(row, ...LETTERS.map((letter) => `${letter}_Partner_View__c`)) &&
        LETTERS.every((letter, index) => views[index] !== 'Differs' || isFilled(row, `${letter}_Partner_Note__c`)) &&
        views.filter((view) => view === 'Unknown').length <= 2
    );
}

const isRegistered = (row: Row): boolean =>
    row['Status__c'] === 'Registered' &&
    isFilled(row, 'Partner__c', 'Partner_Type__c', 'Role__c', 'PRM__c', 'Counterpart__c', 'Signal_Tier__c') &&
    isFilled(row, 'Credit_Percent__c', 'Partner_Manager__c', 'Confirmed_Need__c') &&
    (row['PRM__c'] === 'No PRM' || isFilled(row, 'Registration_Id__c')) &&
    ['Sourced', 'Influenced'].includes(String(row['Attribution__c']));

/** Looks at every partner of a deal with all its artifacts and exceptions. Uses no roll-up and no formula of the org but the gate told beside. */
export function recount({ store, schema, reader }: OrgState, session: Session, deal: string): readonly RecountedPartner[] {
    const object = findObject(schema, OBJECT)!;
    const gate = findField(object, 'Open_Gate__c')!;
    return store.find(OBJECT, 'Opportunity__c', deal).map((row) => {
        const own = (child: string): Row[] => store.find(child, OBJECT, row.Id);
        const pitches = own('Joint_Pitch__c');
        const plans = own('Mutual_Action_Plan__c');
        const isPreBriefed = (pitch: Row): boolean =>
            isConfirmed(pitch) && isFilled(pitch, 'Technical_Pre_Brief__c', 'Pre_Brief_Held_On__c');
        return {
            id: row.Id,
            openGate: Number(reader.read(object, row, gate, session)),
            facts: {
                type: text(row, 'Partner_Type__c'),
                role: text(row, 'Role__c'),
                status: String(row['Status__c']),
                attribution: text(row, 'Attribution__c'),
                credit: number(row, 'Credit_Percent__c'),
                joinedOrder: number(row, 'Joined_Stage_Order__c'),
                isRegistrationComplete: isRegistered(row),
                isHandoffAccepted: isFilled(row, 'Handoff_Accepted_By__c', 'Handoff_Accepted_On__c'),
                hasScorecard: own('Joint_Scorecard__c').some(isScorecard),
                hasPitch: pitches.some(
                    (pitch) =>
                        isConfirmed(pitch) &&
                        isFilled(pitch, 'Partner_Use_Case__c', 'Pitch_Held_On__c', 'Buyer_Next_Step__c', 'Next_Step_On__c', 'Champion__c')
                ),
                hasPreBrief: pitches.some(isPreBriefed),
                hasPreBriefOrReason: pitches.some(
                    (pitch) => isPreBriefed(pitch) || (isConfirmed(pitch) && isFilled(pitch, 'Trivial_Deployment_Reason__c'))
                ),
                hasSignedPlan: plans.some(
                    (plan) =>
                        isConfirmed(plan) &&
                        isFilled(plan, 'Procurement_Path__c', 'Host_Exec_Sponsor__c', 'Partner_Exec_Sponsor__c', 'Target_Close_On__c') &&
                        store.find('Mutual_Action_Step__c', 'Mutual_Action_Plan__c', plan.Id).length > 0
                ),
                owesMarketplaceId: plans.some(
                    (plan) => / Marketplace$/.test(String(plan['Procurement_Path__c'])) && !isFilled(plan, 'Marketplace_Deal_Id__c')
                ),
                hasPostMortem: own('Joint_Post_Mortem__c').some(
                    (row) =>
                        isConfirmed(row) && isFilled(row, 'Outcome__c', 'Held_On__c', 'What_Worked__c', 'What_Slipped__c', 'Learning__c')
                ),
                isTold: isFilled(row, 'Partner_Told_On__c'),
                waivedUntil: lastDays(own('Gate_Waiver__c'))
            }
        };
    });
}

const text = (row: Row, field: string): string | null => (isFilled(row, field) ? String(row[field]) : null);
const number = (row: Row, field: string): number | null => (isFilled(row, field) ? Number(row[field]) : null);

/** A renewal runs beside what it renews, so the last day counts. */
function lastDays(exceptions: readonly Row[]): ReadonlyMap<number, string> {
    const days = new Map<number, string>();
    for (const exception of exceptions.filter((row) => row['Status__c'] === 'Approved')) {
        const gate = Number(exception['Gate__c']);
        const day = String(exception['Expires_On__c']);
        if (day > (days.get(gate) ?? '')) days.set(gate, day);
    }
    return days;
}
