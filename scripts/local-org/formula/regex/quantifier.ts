import type { Greed } from './matcher';

/** How often at least and at most: of *, +, ? or {2,5}. */
export const bounds = (sign: string, least: string | undefined, comma: string | undefined, most: string | undefined): [number, number] => {
    if (sign === '*') return [0, Number.POSITIVE_INFINITY];
    if (sign === '+') return [1, Number.POSITIVE_INFINITY];
    if (sign === '?') return [0, 1];
    const from = Number(least);
    if (comma === undefined) return [from, from];
    return [from, most === undefined ? Number.POSITIVE_INFINITY : Number(most)];
};

export const greedOf = (sign: string | undefined): Greed => (sign === '?' ? 'lazy' : sign === '+' ? 'possessive' : 'greedy');
