/** Steps that a mutual action plan usually starts with, dated back from the close. Pure: days in, steps out. */
import { shiftDay } from 'c/calendarDay';
import type { Fields } from 'c/dealGraph';
import type { LastDeal } from 'c/lastDeal';

export interface PlannedStep {
    readonly action: string;
    readonly party: 'Host' | 'Partner' | 'Buyer';
    /** Calendar days before the close. */
    readonly daysBefore: number;
}

const step = (action: string, party: PlannedStep['party'], daysBefore: number): PlannedStep => ({ action, party, daysBefore });

const CONTRACT: readonly PlannedStep[] = [
    step('Return the legal redlines', 'Buyer', 21),
    step('Agree the final price', 'Host', 14),
    step('Sign the order', 'Buyer', 0)
];

const BY_TYPE: Readonly<Record<string, readonly PlannedStep[]>> = {
    SI: [
        step('Agree the statement of work', 'Partner', 42),
        step('Finish the security review', 'Buyer', 35),
        step('Name the delivery team and its start', 'Partner', 28),
        ...CONTRACT
    ],
    ISV: [
        step('Show the integration on the buyer’s data', 'Partner', 42),
        step('Finish the security review', 'Buyer', 35),
        step('Agree who supports what', 'Partner', 28),
        ...CONTRACT
    ],
    Reseller: [
        step('Confirm the resale terms and the price file', 'Partner', 35),
        step('Set the buyer up as a customer of the reseller', 'Partner', 28),
        ...CONTRACT.slice(0, 2),
        step('Send the purchase order to the reseller', 'Buyer', 7),
        step('Place the order with us', 'Partner', 0)
    ],
    Marketplace: [
        step('Confirm the committed spend that pays for it', 'Buyer', 35),
        step('Draft the private offer', 'Host', 21),
        ...CONTRACT.slice(0, 2),
        step('Publish the private offer', 'Host', 7),
        step('Accept the private offer', 'Buyer', 0)
    ]
};

/** The usual steps with a partner of this type; none for a type that nobody has described. */
export const usualSteps = (partnerType: unknown): readonly PlannedStep[] => BY_TYPE[String(partnerType)] ?? [];

/** The steps of the last plan with the partner, by their distance from its close. Texts of the buyer's own steps are plan, not qualification. */
export function stepsOfLast({ plan, steps }: LastDeal): readonly PlannedStep[] {
    const close = plan?.Target_Close_On__c;
    if (!close) return [];
    return steps
        .filter(({ Due_On__c }) => Due_On__c)
        .map(({ Action__c, Party__c, Due_On__c }) =>
            step(String(Action__c), Party__c as PlannedStep['party'], Math.max(0, daysBetween(String(Due_On__c), String(close))))
        );
}

/** Field values of the steps of a plan that closes on a day (YYYY-MM-DD); on working days, and none before `today`. */
export function datedSteps(steps: readonly PlannedStep[], close: string, today: string, planId: string): readonly Fields[] {
    return steps.map(({ action, party, daysBefore }) => {
        const due = workingDay(shiftDay(close, -daysBefore));
        return { Mutual_Action_Plan__c: planId, Action__c: action, Party__c: party, Due_On__c: due < today ? today : due };
    });
}

const daysBetween = (from: string, to: string): number =>
    Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000);

/** The day itself, or the Friday before a weekend. */
function workingDay(day: string): string {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return shiftDay(day, weekday === 6 ? -1 : weekday === 0 ? -2 : 0);
}
