import { parseStageMapFile } from '../../testing/stage-maps';
import { dayOf, isoOf } from '../forecast/calendar-day';
import { findOpenLoops, type ClosedPartner } from './open-loops';

/** Seven business days, owed by the lead. */
const map = parseStageMapFile();
/** A Tuesday. */
const TODAY = dayOf(2026, 12, 1);

const aPartner = (changes: Partial<ClosedPartner> = {}): ClosedPartner => ({
    engagementId: 'a01',
    dealId: '006',
    dealName: 'Pricing Engine',
    ownerName: 'Avery',
    partnerName: 'Halden',
    managerName: 'Priya',
    partnerType: 'SI',
    role: 'Lead',
    registeredOn: dayOf(2026, 10, 5),
    joinedOrder: 0,
    amount: 100_00,
    isWon: true,
    // A Thursday: seven business days later it is Monday, November 30.
    closedOn: dayOf(2026, 11, 19),
    isTold: false,
    completePostMortems: 0,
    isHostConfirmed: false,
    unpublished: 0,
    ...changes
});
const find = (changes: Partial<ClosedPartner>, today = TODAY) => findOpenLoops([aPartner(changes)], map, today)[0];

it('owes the partner a call and both sides a post-mortem, overdue on the day after the seventh business day', () => {
    const loop = find({})!;
    expect([loop.debts, isoOf(loop.dueOn), loop.isOverdue]).toEqual([['partner not told', 'post-mortem'], '2026-11-30', true]);
    expect(find({}, dayOf(2026, 11, 30))!.isOverdue).toBe(false);
});

it('owes the same when the deal was lost', () => {
    expect(find({ isWon: false })!.debts).toEqual(['partner not told', 'post-mortem']);
});

it('asks to publish what was learnt, without a day', () => {
    expect(find({ isTold: true, completePostMortems: 1, unpublished: 1 })).toMatchObject({
        debts: ['learning not published'],
        isOverdue: false
    });
});

it.each([
    ['all is done', { isTold: true, completePostMortems: 1 }],
    ['the partner joined after the last stage, as deals that were loaded closed', { joinedOrder: 5 }],
    ['the partner supports and does not lead', { role: 'Supporting' }]
])('owes nothing when %s', (_, changes) => {
    expect(find(changes)).toBeUndefined();
});

it.each([
    ['the post-mortem waits for both sides', {}, ['Priya', 'Avery']],
    ['the host side has confirmed it', { isHostConfirmed: true }, ['Priya']],
    ['only the partner is not told', { completePostMortems: 1, isHostConfirmed: true }, ['Priya']],
    ['nobody manages the partner', { managerName: undefined, isHostConfirmed: true }, ['nobody yet (partner manager missing)']]
])('names who acts when %s', (_, changes, names) => {
    expect(find(changes)!.whoActs).toEqual(names);
});

it('puts what is overdue first, then the most money', () => {
    const all = [
        aPartner({ engagementId: 'young', closedOn: TODAY - 1, amount: 900_00 }),
        aPartner({ engagementId: 'small' }),
        aPartner({ engagementId: 'big', amount: 500_00 })
    ];
    expect(findOpenLoops(all, map, TODAY).map(({ partner }) => partner.engagementId)).toEqual(['big', 'small', 'young']);
});
