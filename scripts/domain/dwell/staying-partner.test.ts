import { aDeal, STAGES, type Step } from '../../testing/deals';
import { toDealTable } from '../forecast/to-deal-table';
import { differs, stayFactsOf } from './staying-partner';

/** Joined at stage `joinedOrder` on day 120. */
const factsOf = (steps: readonly Step[], joinedOrder: number | undefined, registeredOn: number | undefined = 120) =>
    stayFactsOf(toDealTable([aDeal(steps)], 300), STAGES, 0, { registeredOn, joinedOrder });

it('tells since when the deal has stood in its overlay stage', () => {
    expect(
        factsOf(
            [
                [100, 'New'],
                [110, 'Meet'],
                [140, 'Need']
            ],
            0
        )
    ).toEqual({ since: 110, order: 1, regressed: false });
});

describe('a deal that had been further along before its partner joined', () => {
    it('was moved back before, or on the day of registration', () => {
        const steps = (back: number): Step[] => [
            [100, 'New'],
            [105, 'Offer'],
            [back, 'New']
        ];
        expect(factsOf(steps(115), 0).regressed).toBe(true);
        expect(factsOf(steps(120), 0).regressed).toBe(true);
        // The day of registration is known in the time zone of whoever registered.
        expect(factsOf(steps(121), 0).regressed).toBe(true);
        expect(factsOf(steps(122), 0).regressed).toBe(false);
    });

    it('is not one that only went on, nor one that moved back to where the partner says it joined late', () => {
        expect(
            factsOf(
                [
                    [100, 'New'],
                    [119, 'Offer']
                ],
                0
            ).regressed
        ).toBe(false);
        expect(
            factsOf(
                [
                    [100, 'Offer'],
                    [115, 'Meet']
                ],
                2
            ).regressed
        ).toBe(false);
    });

    it('is not known of a partner without a day or a stage', () => {
        const steps: Step[] = [
            [100, 'Offer'],
            [115, 'New']
        ];
        expect(factsOf(steps, undefined).regressed).toBe(false);
        expect(factsOf(steps, 0).regressed).toBe(true);
    });
});

it('writes only what differs', () => {
    const facts = { since: 110, order: 1, regressed: false };
    expect(differs(facts, { ...facts })).toBe(false);
    expect(differs(facts, { ...facts, regressed: true })).toBe(true);
    expect(differs(facts, { since: undefined, order: undefined, regressed: false })).toBe(true);
});
