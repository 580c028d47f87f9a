import { parseDay } from '../forecast/calendar-day';
import { businessDaysBetween, creditOf, endedDeals, handoffTimes, linesByStage, type PartnerDeal } from './partner-review';

const dayOf = (iso: string) => parseDay(iso)!;
const aDeal = (given: Partial<PartnerDeal['deal']> = {}, more: Partial<PartnerDeal> = {}): PartnerDeal => ({
    id: 'e1',
    name: 'PE-000001',
    partnerId: 'halden',
    partnerName: 'Halden',
    partnerType: 'SI',
    role: 'Lead',
    attribution: 'Sourced',
    credit: 60,
    registeredOn: undefined,
    handoffAcceptedOn: undefined,
    handoffDueOn: undefined,
    handoffReturnedReason: undefined,
    counterpart: undefined,
    managerName: undefined,
    missing: [],
    owedOnException: [],
    toldOn: undefined,
    postMortemDueOn: undefined,
    postMortems: 0,
    ...more,
    deal: {
        id: 'd1',
        name: 'Deal',
        ownerName: 'Ann',
        accountName: 'Buyer',
        amount: 100_000_00,
        stageName: 'Any',
        closeOn: undefined,
        isClosed: false,
        isWon: false,
        claimedOrder: 1,
        earnedOrder: 1,
        ...given
    }
});

it('counts each open deal once where it stands and once where it is proven', () => {
    const deals = [aDeal(), aDeal({ claimedOrder: 2, earnedOrder: 1, amount: 50_000_01 }), aDeal({ isClosed: true })];
    expect(linesByStage(deals, [1, 2])).toEqual([
        { order: 1, claimed: { deals: 1, amount: 100_000_00 }, proven: { deals: 2, amount: 150_000_01 } },
        { order: 2, claimed: { deals: 1, amount: 50_000_01 }, proven: { deals: 0, amount: 0 } }
    ]);
});

it('takes credit in cents', () => {
    // 60 % of 100,000.00 and 33 % of 0.05, which is 1.65 cents.
    expect(creditOf([aDeal(), aDeal({ amount: 5 }, { credit: 33 }), aDeal({ amount: undefined }), aDeal({}, { credit: undefined })])).toBe(
        60_000_02
    );
});

it('counts business days as people do', () => {
    // 20 November 2026 is a Friday.
    expect(businessDaysBetween(dayOf('2026-11-20'), dayOf('2026-11-23'))).toBe(1);
    expect(businessDaysBetween(dayOf('2026-11-20'), dayOf('2026-11-20'))).toBe(0);
    expect(businessDaysBetween(dayOf('2026-11-18'), dayOf('2026-11-25'))).toBe(5);
});

it('tells how long handoffs took and which wait', () => {
    const registeredOn = dayOf('2026-11-16');
    const accepted = ['2026-11-16', '2026-11-17', '2026-11-19', '2026-11-24'].map((iso) =>
        aDeal({}, { registeredOn, handoffAcceptedOn: dayOf(iso) })
    );
    // 0, 1, 3 and 6 business days: the middle lies at 2.
    const waiting = aDeal({ name: 'Waits' }, { registeredOn });
    const lost = aDeal({ isClosed: true }, { registeredOn });
    const times = handoffTimes([...accepted, waiting, lost], 2);
    expect(times).toMatchObject({ answered: 4, median: 2, slowest: 6, inTime: 2 });
    expect(times.waiting.map(({ deal }) => deal.name)).toEqual(['Waits']);
});

it('counts what ended since a day', () => {
    const deals = [
        aDeal({ isClosed: true, isWon: true, closeOn: 10 }),
        aDeal({ isClosed: true, isWon: true, closeOn: 9 }),
        aDeal({ isClosed: true, closeOn: 11 }),
        aDeal()
    ];
    expect(endedDeals(deals, 10)).toMatchObject({ ended: 2, won: 1, wonAmount: 100_000_00, wonCredit: 60_000_00 });
});
