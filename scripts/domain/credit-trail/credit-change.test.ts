import { parseDay } from '../forecast/calendar-day';
import { creditChangesOf, type CreditedPartner, type FieldChange } from './credit-change';

const at = (moment: string): number => Date.parse(moment);

/** Registered on 1 June; the correction day is 2 June; locked from 3 June on. */
const partner: CreditedPartner = {
    id: 'a00000000000001AAA',
    name: 'PE-000001',
    dealId: '006000000000001AAA',
    dealName: 'Pricing Engine',
    partnerId: '001000000000001AAA',
    partnerName: 'Halden',
    status: 'Registered',
    role: 'Lead',
    partnerType: 'SI',
    registeredOn: parseDay('2026-06-01'),
    createdAt: at('2026-05-20T09:00:00Z')
};

let count = 0;
const change = (moment: string, changes: Partial<FieldChange>): FieldChange => ({
    id: `017${String((count += 1)).padStart(15, '0')}`,
    engagementId: partner.id,
    field: 'Credit',
    from: '60 %',
    to: '80 %',
    isById: false,
    byId: '005000000000001AAA',
    byName: 'Rosa',
    at: at(moment),
    ...changes
});

const registered = change('2026-06-01T09:00:00Z', { field: 'Status', from: 'Signal', to: 'Registered' });
const stages = [
    { id: '2', at: at('2026-06-10T00:00:00Z'), stageName: 'Qualification', amount: undefined, closeOn: undefined },
    { id: '1', at: at('2026-05-01T00:00:00Z'), stageName: 'Prospecting', amount: undefined, closeOn: undefined }
];
const trailOf = (...changes: FieldChange[]) => creditChangesOf(changes, [partner], () => stages);

it.each([
    ['while it was a signal', '2026-05-30T09:00:00Z', false, undefined, undefined],
    ['in the save that registered it', '2026-06-01T09:00:00Z', false, 0, undefined],
    ['later on that day', '2026-06-01T15:00:00Z', true, 0, undefined],
    ['on the correction day', '2026-06-02T23:59:00Z', true, 1, undefined],
    ['on the first locked day', '2026-06-03T00:00:00Z', true, 2, 1],
    ['a month later', '2026-07-01T12:00:00Z', true, 30, 29]
])('knows how late a change %s came', (_, moment, isAfterEntry, daysAfterRegistration, daysAfterLock) => {
    const trail = trailOf(registered, change(moment, {}));
    expect(trail.find(({ field }) => field === 'Credit')).toMatchObject({ isAfterEntry, daysAfterRegistration, daysAfterLock });
});

it('takes the creation for the entry of a partner that was born registered, and the day where neither is known', () => {
    const born = { ...partner, createdAt: at('2026-06-01T09:00:00Z') };
    const late = change('2026-06-01T09:00:01Z', {});
    expect(creditChangesOf([late], [born], () => [])[0]).toMatchObject({ isAfterEntry: true, stageName: undefined });
    expect(trailOf(late)[0]).toMatchObject({ isAfterEntry: false });
    expect(trailOf(change('2026-06-02T08:00:00Z', {}))[0]).toMatchObject({ isAfterEntry: true });
});

it('keeps the reason of the same save, and no other one', () => {
    const moment = '2026-07-01T12:00:00Z';
    const reason = change(moment, { field: 'reason', from: 'an older one', to: 'They ran both workshops.' });
    const trail = trailOf(change(moment, {}), reason, change('2026-07-02T12:00:00Z', { to: '70 %' }));
    expect(trail.map(({ to, reason: given }) => [to, given])).toEqual([
        ['80 %', 'They ran both workshops.'],
        ['70 %', undefined]
    ]);
});

it('gives saves of one moment each its own reason, and none where it cannot be told', () => {
    const moment = '2026-07-01T12:00:00Z';
    const saves = ['70 %', '75 %'].flatMap((to) => [change(moment, { to }), change(moment, { field: 'reason', to: `why ${to}` })]);
    expect(trailOf(...saves).map(({ to, reason }) => [to, reason])).toEqual([
        ['70 %', 'why 70 %'],
        ['75 %', 'why 75 %']
    ]);
    const third = change(moment, { to: '90 %' });
    expect(trailOf(...saves, third).map(({ reason }) => reason)).toEqual([undefined, undefined, undefined]);
});

it('tells a changed partner once, by name, and by id where nothing else is left', () => {
    const moment = '2026-07-01T12:00:00Z';
    const byName = change(moment, { field: 'Partner', from: 'Halden', to: 'Corvus' });
    const byId = change(moment, { field: 'Partner', from: '001000000000001AAA', to: '001000000000002AAA', isById: true });
    expect(trailOf(byId, byName).map(({ sourceId }) => sourceId)).toEqual([byName.id]);
    expect(trailOf(byId).map(({ to }) => to)).toEqual(['001000000000002AAA']);
});

it('names the stage in which the deal stood, oldest change first, and leaves partners aside that were not read', () => {
    const trail = trailOf(
        change('2026-06-20T00:00:00Z', {}),
        change('2026-06-05T00:00:00Z', {}),
        change('2026-06-06T00:00:00Z', { engagementId: 'somebody else' })
    );
    expect(trail.map(({ stageName }) => stageName)).toEqual(['Prospecting', 'Qualification']);
});
