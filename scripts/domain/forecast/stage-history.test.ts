import { aDeal, STAGES, TODAY } from '../../testing/deals';
import { amountOn, firstWinAfter, standingSince, staysOf, stayOn } from './stage-history';

describe('staysOf', () => {
    it('collapses rows that leave the deal in the same overlay stage', () => {
        const deal = aDeal([
            [100, 'New'],
            [105, 'New'],
            [110, 'Meet'],
            [115, 'Need'],
            [130, 'Offer']
        ]);
        expect(staysOf(deal, STAGES)).toEqual([
            { order: 0, kind: 'open', from: 100, until: 110 },
            { order: 1, kind: 'open', from: 110, until: 130 },
            { order: 2, kind: 'open', from: 130, until: undefined }
        ]);
    });

    it('counts only the last stage of a day', () => {
        const deal = aDeal([
            [100, 'New'],
            [110, 'Meet'],
            [110, 'Offer']
        ]);
        expect(staysOf(deal, STAGES).map(({ order, from }) => [order, from])).toEqual([
            [0, 100],
            [2, 110]
        ]);
    });

    it('forgets a detour that came back within the day', () => {
        const deal = aDeal([
            [100, 'New'],
            [110, 'Meet'],
            [110, 'New']
        ]);
        expect(staysOf(deal, STAGES)).toEqual([{ order: 0, kind: 'open', from: 100, until: undefined }]);
    });

    it('puts rows into the order they happened', () => {
        const deal = aDeal([
            [100, 'New'],
            [110, 'Meet']
        ]);
        expect(staysOf({ ...deal, history: [...deal.history].reverse() }, STAGES).map(({ order }) => order)).toEqual([0, 1]);
    });

    it('takes the day of creation when there is no history', () => {
        expect(staysOf({ ...aDeal([[100, 'Meet']]), history: [] }, STAGES)).toEqual([
            { order: 1, kind: 'open', from: 100, until: undefined }
        ]);
    });
});

describe('reading a history', () => {
    const deal = aDeal([
        [100, 'New', 5_00],
        [110, 'Offer', 7_00],
        [120, 'Meet', 7_00],
        [150, 'Won', 9_00]
    ]);
    const stays = staysOf(deal, STAGES);

    it('knows where the deal stood on a day', () => {
        expect(stayOn(stays, 99)).toBeUndefined();
        expect(stayOn(stays, 119)?.order).toBe(2);
        expect(stayOn(stays, 120)?.order).toBe(1);
    });

    it('knows the first win after a day and the amount on it', () => {
        expect(firstWinAfter(stays, 149)).toBe(150);
        expect(firstWinAfter(stays, 150)).toBeUndefined();
        expect(amountOn(deal.history, 115)).toBe(7_00);
        expect(amountOn(deal.history, TODAY)).toBe(9_00);
    });

    it('counts the wait at a proven stage from the first day at or past it', () => {
        expect(standingSince(stays, 1, 130)).toBe(110);
        expect(standingSince(stays, 2, 130)).toBeUndefined();
        expect(standingSince(stays, 0, 130)).toBe(100);
    });
});
