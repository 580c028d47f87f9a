import { parseStageMapFile } from '../../testing/stage-maps';
import { dayOf, isoOf, parseDay } from '../forecast/calendar-day';
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
    closeDate: dayOf(2026, 11, 19),
    closedOn: undefined,
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

// Seven business days counted by hand in November 2026, whose first is a Sunday. A holiday (11 and 26 in the USA) counts as any day.
it.each([
    ['a Tuesday: 4–6, 9–12', '2026-11-03', '2026-11-12'],
    ['a Monday: 3–6, 9–11', '2026-11-02', '2026-11-11'],
    ['a Saturday, as its Friday: 9–13, 16, 17', '2026-11-07', '2026-11-17'],
    ['a Sunday, as its Friday: 9–13, 16, 17', '2026-11-08', '2026-11-17'],
    ['a Friday: 23–27, 30 and the first of December', '2026-11-20', '2026-12-01'],
    ['the close date itself', '2026-11-19', '2026-11-30']
])('tells the due day by stage history beside: closed on %s', (_, closedOn, dueByHistory) => {
    const loop = find({ closedOn: parseDay(closedOn) })!;
    expect(isoOf(loop.dueByHistory!)).toBe(dueByHistory);
    expect([isoOf(loop.dueOn), loop.isOverdue]).toEqual(['2026-11-30', true]);
});

it('judges overdue by the close date, whichever of both days is the later', () => {
    // By the close date it is due on November 30, by the other day on November 11: a Monday.
    const [early, late] = [dayOf(2026, 11, 2), dayOf(2026, 11, 19)];
    const between = dayOf(2026, 11, 20);
    expect(find({ closeDate: late, closedOn: early }, between)!.isOverdue).toBe(false);
    expect(find({ closeDate: early, closedOn: late }, between)!.isOverdue).toBe(true);
    expect(find({})!.dueByHistory).toBeUndefined();
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
        aPartner({ engagementId: 'young', closeDate: TODAY - 1, amount: 900_00 }),
        aPartner({ engagementId: 'small' }),
        aPartner({ engagementId: 'big', amount: 500_00 })
    ];
    expect(findOpenLoops(all, map, TODAY).map(({ partner }) => partner.engagementId)).toEqual(['big', 'small', 'young']);
});
