/** What people add to a sentence when they were in the room. Each short, and true of almost any deal. */
const CIRCUMSTANCES = [
    "shown on last year's figures",
    'first at the northern plant',
    'before the autumn freeze',
    'the works council has agreed',
    'checked with two site leads',
    'written down after the March workshop',
    'finance wants monthly numbers',
    'their own team does the training',
    'legacy reports stay until summer',
    'the CIO asked for it twice',
    'depends on the new warehouse',
    'measured per region',
    'a sister company did the same',
    'audit will review it',
    'no change to payroll',
    'sales operations pays half',
    'wanted by the supervisory board',
    'the old vendor has given notice',
    'three languages from day one',
    'mobile crews come last',
    'customs data is out of scope',
    'seen live in Rotterdam',
    'budget sits with logistics',
    'quality management joins in May'
] as const;

const PAIRS = (CIRCUMSTANCES.length * (CIRCUMSTANCES.length - 1)) / 2;

/** A sentence with two circumstances of its own. `nth` counts the sentences of a kind: for 276 of them no two share both. */
export function inOwnWords(sentence: string, nth: number): string {
    const all = CIRCUMSTANCES.length;
    // A stride without a common divisor visits every pair once, and neighbours share no circumstance.
    let left = (nth * 85) % PAIRS;
    let first = 0;
    for (; left >= all - 1 - first; first += 1) left -= all - 1 - first;
    return `${sentence}; ${CIRCUMSTANCES[first]}, ${CIRCUMSTANCES[first + 1 + left]}`;
}

/** The same with several sentences to choose from: when every pair of circumstances has been used, the next sentence takes over. */
export const inWordsOf = (sentences: readonly string[], nth: number): string =>
    inOwnWords(sentences[Math.floor(nth / PAIRS) % sentences.length]!, nth);
