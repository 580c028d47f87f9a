import { changeSince, placeOf, readersOf, sayChange, type Learning, type Registration } from './learnings';

const aLearning = (id: string, publishedOn: number, given: Partial<Learning> = {}): Learning => ({
    id,
    partnerId: 'halden',
    outcome: 'Lost',
    slippedAt: 'Joint pitch',
    learning: 'Ask early',
    changeNextTime: undefined,
    publishedOn,
    publishedBy: undefined,
    ...given
});
const registrations = (count: number, from: number): readonly Registration[] =>
    Array.from({ length: count }, (_, index) => ({
        id: `r${index + 1}`,
        name: `PE-${String(index + 1).padStart(6, '0')}`,
        partnerId: 'halden',
        registeredOn: from + index
    }));

it('counts the next ten deals from the day of publication on', () => {
    const learning = aLearning('a', 100);
    const before = { id: 'early', name: 'PE-000000', partnerId: 'halden', registeredOn: 99 };
    const other = { id: 'other', name: 'PE-000000', partnerId: 'corvus', registeredOn: 100 };
    const all = [before, other, ...registrations(12, 100)];
    expect(readersOf(learning, all)).toHaveLength(12);
    expect(['early', 'other', 'r1', 'r4', 'r10', 'r11'].map((id) => placeOf(learning, id, all))).toEqual([
        undefined,
        undefined,
        1,
        4,
        10,
        undefined
    ]);
});

it('orders registrations of one day by their number', () => {
    const sameDay = registrations(3, 100).map((one) => ({ ...one, registeredOn: 100 }));
    expect(placeOf(aLearning('a', 100), 'r2', [...sameDay].reverse())).toBe(2);
});

describe('what changed since', () => {
    const learning = aLearning('a', 100);
    const before = Array.from({ length: 5 }, (_, index) => aLearning(`b${index}`, 50 + index));
    const since = Array.from({ length: 6 }, (_, index) => aLearning(`s${index}`, 110 + index, { outcome: 'Won', slippedAt: undefined }));

    it('holds both samples against chance', () => {
        const change = changeSince(learning, [learning, ...before, ...since]);
        expect(change.won).toMatchObject({ before: { count: 0, of: 6 }, since: { count: 6, of: 6 }, tooFew: false, mayBeChance: false });
        expect(change.slippedThere).toMatchObject({ before: { count: 6, of: 6 }, since: { count: 0, of: 6 }, mayBeChance: false });
        expect(sayChange(change)).toBe('Slipped there 6 of 6 before, 0 of 6 since; won 0 of 6 before, 6 of 6 since.');
    });

    it('says when the samples are too few, or there is nothing yet', () => {
        expect(sayChange(changeSince(learning, [learning, ...before, since[0]!]))).toBe(
            'Slipped there 6 of 6 before, 0 of 1 since; won 0 of 6 before, 1 of 1 since. Too few to tell.'
        );
        expect(sayChange(changeSince(learning, [learning]))).toBe('Nothing published since: no comparison yet.');
    });

    it('says when enough cases may still be chance', () => {
        const mixed = since.map((one, index) => ({
            ...one,
            outcome: index < 3 ? ('Won' as const) : ('Lost' as const),
            slippedAt: 'joint pitch '
        }));
        const earlier = before.map((one, index) => ({ ...one, outcome: index < 2 ? ('Won' as const) : ('Lost' as const) }));
        expect(sayChange(changeSince(learning, [learning, ...earlier, ...mixed]))).toBe(
            'Slipped there 6 of 6 before, 6 of 6 since; won 2 of 6 before, 3 of 6 since. May be chance.'
        );
    });
});
