/** Whose deals the desk opens with: what the person chose last in this session, else their own where they have any. */
import USER_ID from '@salesforce/user/Id';
import type { DeskFilters } from 'c/deskTabs';

type Whose = DeskFilters['whose'];

const KEY = `partnerDesk.whose.${USER_ID}`;
const CHOICES: readonly Whose[] = ['mine', 'team', 'all'];

export const openWith = (hasOwn: boolean): Whose => remembered() ?? (hasOwn ? 'mine' : 'all');

export function remember(whose: Whose): void {
    try {
        sessionStorage.setItem(KEY, whose);
    } catch {
        // A browser may keep nothing; the desk then opens with the person's own deals each time.
    }
}

function remembered(): Whose | undefined {
    try {
        return CHOICES.find((choice) => choice === sessionStorage.getItem(KEY));
    } catch {
        return undefined;
    }
}
