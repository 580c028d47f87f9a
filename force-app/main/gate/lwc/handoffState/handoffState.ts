/** Where a handoff stands between the partner manager and the owner of the deal: whose turn, since when, by when. Pure but for the clock. */
import type { Side } from 'c/artifactForms';
import { daysSince, showDays } from 'c/calendarDay';
import type { Fields } from 'c/dealGraph';

export interface HandoffState {
    readonly state: 'waiting' | 'returned' | 'accepted';
    /** Sent again at least once: there is an answer to what the owner missed. */
    readonly sentAgain: boolean;
    /** Whose turn it is; nobody's once it is accepted. */
    readonly turn?: Side;
    /** "due tomorrow", "2 days late". */
    readonly clock: string;
    readonly late: boolean;
    /** How long the one whose turn it is has had it: "today", "3 days". */
    readonly age: string;
}

/** Reads the fields of an engagement; days as the user's own calendar has them. */
export function handoffState(engagement: Fields): HandoffState {
    const returned = isReturned(engagement);
    const { Handoff_Accepted_On__c: accepted, Handoff_Due_On__c: due, Handoff_Sent_Again_On__c: again } = engagement;
    const since = returned ? (engagement.Handoff_Returned_On__c ?? engagement.Registered_On__c) : (again ?? engagement.Registered_On__c);
    const daysLate = due ? daysSince(due) : 0;
    return {
        state: accepted ? 'accepted' : returned ? 'returned' : 'waiting',
        sentAgain: Boolean(again),
        turn: accepted ? undefined : returned ? 'partner' : 'host',
        clock: !accepted && due ? sayDue(daysLate) : '',
        late: !accepted && daysLate > 0,
        age: since ? showDays(daysSince(since)) : ''
    };
}

/** Sent back and not sent again since. A reason without a time is a return that was written past Partner Path. */
function isReturned(engagement: Fields): boolean {
    const { Handoff_Returned_On__c: returned, Handoff_Sent_Again_On__c: again, Handoff_Returned_Reason__c: reason } = engagement;
    if (returned) return !again || Date.parse(String(again)) < Date.parse(String(returned));
    return Boolean(reason) && !again;
}

function sayDue(daysLate: number): string {
    if (daysLate > 0) return `${showDays(daysLate)} late`;
    if (daysLate === 0) return 'due today';
    return daysLate === -1 ? 'due tomorrow' : `due in ${-daysLate} days`;
}
