import { parseDay } from '../forecast/calendar-day';
import { findStalled, stallMark, withoutTask, type StandingDeal } from './stalled-deals';
import type { UsualStays } from './usual-stay';

const TODAY = parseDay('2026-11-21')!;
/** 22.3 days are usual for SI in stage 1, and 36.3 the limit; nobody has been in stage 2. */
const usual: UsualStays = (order, type) =>
    order === 1 && type === 'SI' ? { meanDays: 22.3, thresholdDays: 36.3, sampleSize: 30, leansOnAllTypes: false } : undefined;

const aDeal = (daysAgo: number, changes: Partial<StandingDeal> = {}): StandingDeal => ({
    id: '006000000000001AAA',
    name: 'Pricing Engine',
    ownerName: 'Avery',
    accountName: 'Acme',
    stageName: 'Qualification',
    amount: 100_00,
    stageOrder: 1,
    since: TODAY - daysAgo,
    partnerType: 'SI',
    partnerName: 'Halden',
    managerId: '005000000000001AAA',
    managerName: 'Priya',
    ...changes
});

it('finds deals past the limit of their stage and type, the most money first', () => {
    const [kept, small, big, unknown] = [
        aDeal(36, { name: 'kept' }),
        aDeal(37, { name: 'small' }),
        aDeal(40, { name: 'big', amount: 900_00 }),
        aDeal(400, { name: 'unknown', stageOrder: 2 })
    ];
    expect(findStalled([kept, small, big, unknown], usual, TODAY).map(({ deal, days }) => [deal.name, days])).toEqual([
        ['big', 40],
        ['small', 37]
    ]);
});

describe('a task for a stall', () => {
    const [stall] = findStalled([aDeal(40)], usual, TODAY);

    it('is known by stage and first day', () => {
        expect(stallMark(stall!)).toBe('[stall: stage 1 since 2026-10-12]');
    });

    it('is made once, whatever became of the words around the mark', () => {
        const task = { dealId: stall!.deal.id, text: `Called them.\n${stallMark(stall!)} done` };
        expect(withoutTask([stall!], [task])).toEqual([]);
    });

    it('is made for another deal, and for the next stall of the same deal', () => {
        const text = stallMark(stall!);
        expect(withoutTask([stall!], [{ dealId: 'other', text }])).toEqual([stall]);
        const [next] = findStalled([aDeal(38)], usual, TODAY);
        expect(withoutTask([next!], [{ dealId: stall!.deal.id, text }])).toEqual([next]);
    });

    it('is nobody’s where no partner manager is named', () => {
        expect(withoutTask(findStalled([aDeal(40, { managerId: undefined })], usual, TODAY), [])).toEqual([]);
    });
});
