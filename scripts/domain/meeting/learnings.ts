import type { Day } from '../forecast/calendar-day';
import { fisherExact, type Share } from '../slip/fisher-exact';

/** What a finished deal taught, as it is published under the partner's account. It knows no deal. */
export interface Learning {
    readonly id: string;
    readonly partnerId: string;
    readonly outcome: 'Won' | 'Lost' | undefined;
    readonly slippedAt: string | undefined;
    readonly learning: string;
    readonly changeNextTime: string | undefined;
    readonly publishedOn: Day;
    readonly publishedBy: string | undefined;
}

/** A registration of the partner on some deal; `name` (PE-000012) orders those of one day. */
export interface Registration {
    readonly id: string;
    readonly name: string;
    readonly partnerId: string;
    readonly registeredOn: Day;
}

/** On how many deals with the partner a learning is shown. */
export const NEXT_DEALS = 10;
/** Fewer ended deals than this on a side are too few to tell a change. */
export const ENOUGH = 5;

/** Registrations with the partner from the day of publication on, the first first. Counted from registrations, never stored. */
export const readersOf = (learning: Learning, registrations: readonly Registration[]): readonly Registration[] =>
    registrations
        .filter(({ partnerId, registeredOn }) => partnerId === learning.partnerId && registeredOn >= learning.publishedOn)
        .sort((a, b) => a.registeredOn - b.registeredOn || (a.name < b.name ? -1 : 1));

/** Which of the next ten deals this registration is; undefined before publication and after the tenth. */
export function placeOf(learning: Learning, registrationId: string, registrations: readonly Registration[]): number | undefined {
    const place = readersOf(learning, registrations).findIndex(({ id }) => id === registrationId) + 1;
    return place >= 1 && place <= NEXT_DEALS ? place : undefined;
}

export interface Comparison {
    readonly before: Share;
    readonly since: Share;
    /** A side has too few cases, or the exact test (Fisher, two-sided) does not exclude chance at 5 %. */
    readonly mayBeChance: boolean;
    readonly tooFew: boolean;
}

export interface ChangeSince {
    readonly won: Comparison;
    /** How often deals slipped at the same place; undefined where the learning names none. */
    readonly slippedThere: Comparison | undefined;
}

/**
 * How the partner's deals ended, and how often they slipped at the same place, up to and with the deal that taught this, and since.
 * Counted over published learnings, so that everybody may count: both samples are deals whose post-mortem was published.
 */
export function changeSince(learning: Learning, all: readonly Learning[]): ChangeSince {
    const same = all.filter(({ partnerId }) => partnerId === learning.partnerId);
    const isSince = (one: Learning) => one.id !== learning.id && one.publishedOn > learning.publishedOn;
    const compare = (counts: (one: Learning) => boolean): Comparison => {
        const shareOf = (rows: readonly Learning[]): Share => ({ count: rows.filter(counts).length, of: rows.length });
        const before = shareOf(same.filter((one) => !isSince(one)));
        const since = shareOf(same.filter(isSince));
        const tooFew = before.of < ENOUGH || since.of < ENOUGH;
        return { before, since, tooFew, mayBeChance: tooFew || fisherExact(before, since) >= 0.05 };
    };
    const place = normal(learning.slippedAt);
    return {
        won: compare(({ outcome }) => outcome === 'Won'),
        slippedThere: place === '' ? undefined : compare(({ slippedAt }) => normal(slippedAt) === place)
    };
}

/** The change in plain words, with both sample sizes. */
export function sayChange({ won, slippedThere }: ChangeSince): string {
    if (won.since.of === 0) return 'Nothing published since: no comparison yet.';
    const say = (what: string, { before, since }: Comparison) =>
        `${what} ${before.count} of ${before.of} before, ${since.count} of ${since.of} since`;
    const facts = [...(slippedThere ? [say('slipped there', slippedThere)] : []), say('won', won)].join('; ');
    const note = won.tooFew ? 'Too few to tell.' : [won, slippedThere].every((one) => one?.mayBeChance ?? true) ? 'May be chance.' : '';
    return `${facts.charAt(0).toUpperCase()}${facts.slice(1)}. ${note}`.trim();
}

const normal = (text: string | undefined): string => (text ?? '').trim().toLowerCase();
