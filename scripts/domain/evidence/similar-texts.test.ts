import * as fc from 'fast-check';
import { groupCopies, NEAR_COPY, normalise, similarity } from './similar-texts';

it('compares words, not case, accents, punctuation or blanks', () => {
    expect(normalise('  The CFO’s  décision -- above 250k! ')).toBe('the cfo s decision above 250k');
    expect(similarity('Auditors flagged manual controls.', 'AUDITORS flagged, manual controls')).toBe(1);
});

it('is the share of common three-letter pieces', () => {
    // ' ab', 'abc', 'bc ' and ' ab', 'abd', 'bd ': one of three each, so 2 * 1 / 6.
    expect(similarity('abc', 'abd')).toBeCloseTo(1 / 3, 10);
    expect(similarity('', '')).toBe(0);
});

const PAIN = 'Processes at Acme are too manual and their data is spread over too many systems, which slows everybody down.';

it('takes a sentence with another name in it for a copy, and another sentence on the same subject not', () => {
    const other = PAIN.replace('Acme', 'Umbra');
    const own = 'Two people key every order by hand, because stock and sales live in different systems at Acme.';
    expect(similarity(PAIN, other)).toBeGreaterThan(NEAR_COPY);
    expect(similarity(PAIN, own)).toBeLessThan(0.5);
    expect(groupCopies([PAIN, own, other])).toEqual([[0, 2]]);
});

it('groups copies of copies, each text once, and leaves alone what says too little', () => {
    expect(groupCopies(['yes', 'yes', PAIN, 'Something else entirely', PAIN.toUpperCase(), 'something else, entirely!'])).toEqual([
        [2, 4],
        [3, 5]
    ]);
    expect(groupCopies([])).toEqual([]);
});

it('finds every pair that comparing all with all finds', () => {
    const word = fc.constantFrom('order', 'stock', 'plant', 'audit', 'buyer', 'cloud', 'ledger', 'crew');
    const text = fc.array(word, { minLength: 3, maxLength: 9 }).map((words) => words.join(' '));
    fc.assert(
        fc.property(fc.array(text, { maxLength: 25 }), (texts) => {
            const groupOf = new Map(groupCopies(texts).flatMap((group, at) => group.map((index) => [index, at] as const)));
            for (let one = 0; one < texts.length; one += 1)
                for (let other = 0; other < one; other += 1)
                    if (similarity(texts[one]!, texts[other]!) >= NEAR_COPY) {
                        expect(groupOf.get(one)).toBeDefined();
                        expect(groupOf.get(one)).toBe(groupOf.get(other));
                    }
        }),
        { numRuns: 200 }
    );
});

it('stays a matter of seconds for ten thousand texts', () => {
    const syllables = 'or sto pla au bu clo led cre mar har per ro sig ta ven wha kin dur lis mon fex qua zel vo'.split(' ');
    const word = (n: number) => syllables[n % 24]! + syllables[Math.floor(n / 24) % 24]! + syllables[Math.floor(n / 576) % 24]!;
    let state = 7;
    const next = () => (state = (state * 48_271) % 2_147_483_647);
    const texts = Array.from({ length: 10_000 }, () => Array.from({ length: 10 }, () => word(next() % 2_000)).join(' '));
    const start = performance.now();
    expect(groupCopies([...texts, texts[17]!.replace(/^\w+/, 'another')])).toContainEqual([17, 10_000]);
    expect(performance.now() - start).toBeLessThan(20_000);
});
