import { dateOf } from './calendar';
import type { World } from './world';

/** Post-mortems take this many days on the calendar when people take them seriously. */
const HELD_WITHIN = 9;
/** Of the loops whose day has passed, one in so many is still open. */
const FORGOTTEN_EVERY = 6;
/** Of those that were held, one in so many waits for somebody to publish what it taught. */
const UNPUBLISHED_EVERY = 5;

/**
 * Closes the loop of most deals that closed since the gates went live, won or lost: the partner was told, the post-mortem held, the
 * learning published. A few are forgotten, a few are not published, and the latest still have time. Comes after all deals, so that
 * it changes none of them.
 */
export function closeLoops({ openLoops, evidence, random, rows, today }: World): void {
    openLoops.forEach((engagement, index) => {
        const { last } = engagement.deal.history;
        const toldOn = last.day + random.between(0, 2);
        const heldOn = last.day + random.between(4, HELD_WITHIN);
        const isForgotten = index % FORGOTTEN_EVERY === 1;
        if (toldOn <= today && !isForgotten)
            rows.amend(engagement.record, { Partner_Told_On__c: dateOf(toldOn), Partner_Told_By__c: engagement.partner.manager });
        if (heldOn <= today && !isForgotten)
            evidence.postMortem(engagement, heldOn, last.stage === 'won' ? 'Won' : 'Lost', index % UNPUBLISHED_EVERY !== 0);
    });
}
