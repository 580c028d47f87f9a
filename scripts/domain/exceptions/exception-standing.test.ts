import { parseStageMapFile } from '../../testing/stage-maps';
import { expiredAmong, standingOf, type ExceptionFacts } from './exception-standing';

const map = parseStageMapFile();
const TODAY = 1_000;

/** Gate 2 of the default map holds the joint pitch and the technical pre-brief; the deal stands in stage 3. */
const anException = (changes: Partial<ExceptionFacts> = {}): ExceptionFacts => ({
    id: 'a01000000000001AAA',
    name: 'GW-000001',
    gate: 2,
    status: 'Approved',
    reason: 'The buyer skipped the pitch.',
    requestedBy: 'Avery',
    requestedOn: TODAY - 20,
    approver: 'Rosa',
    approvedOn: TODAY - 19,
    expiresOn: TODAY + 5,
    partnerName: 'Halden',
    partnerManager: 'Priya',
    isRegistered: true,
    registeredOn: TODAY - 60,
    missingKeys: ['joint-pitch', 'mutual-action-plan'],
    dealId: '006000000000001AAA',
    dealName: 'Pricing Engine',
    dealOwner: 'Avery',
    amount: 100_00,
    stageName: 'Proposal/Price Quote',
    claimedOrder: 3,
    isLost: false,
    ...changes
});

const stand = (changes: Partial<ExceptionFacts>) => {
    const [only] = standingOf([anException(changes)], map, TODAY);
    return only && { state: only.state, owed: only.owed.map(({ key }) => key), whoActs: only.whoActs };
};

describe('where an exception stands', () => {
    it('is approved and owed by both sides while its pitch is missing; what another gate misses is none of its debt', () => {
        expect(stand({})).toEqual({ state: 'approved', owed: ['joint-pitch'], whoActs: ['Owner Avery', 'Partner manager Priya'] });
    });

    it('is settled once the proof is there', () => {
        expect(stand({ missingKeys: ['mutual-action-plan'] })).toEqual({ state: 'settled', owed: [], whoActs: [] });
    });

    it('still holds on its last day and has expired on the next', () => {
        expect(stand({ expiresOn: TODAY })!.state).toBe('approved');
        expect(stand({ expiresOn: TODAY - 1 })).toMatchObject({
            state: 'expired',
            whoActs: ['RevOps: close it (--expire)', 'Owner Avery', 'Partner manager Priya']
        });
    });

    it('waits for RevOps while requested', () => {
        expect(stand({ status: 'Requested', approver: undefined, approvedOn: undefined, expiresOn: undefined })).toMatchObject({
            state: 'requested',
            whoActs: ['RevOps: approve or decline']
        });
    });

    it('is owed after it was closed, when the deal went past its gate without the proof', () => {
        expect(stand({ status: 'Closed' })).toMatchObject({ state: 'owed', owed: ['joint-pitch'] });
        expect(stand({ status: 'Closed', claimedOrder: 2 })).toMatchObject({ state: 'settled', whoActs: [] });
    });

    it.each([
        ['the deal is lost', { isLost: true }],
        ['the partner has withdrawn', { isRegistered: false }]
    ])('leaves no debt when %s', (_, changes) => {
        expect(stand(changes)).toEqual({ state: 'settled', owed: [], whoActs: [] });
    });

    it('is over when declined', () => {
        expect(stand({ status: 'Declined' })).toBeUndefined();
    });

    it('tells a debt once: the running exception stands for closed ones before it, else the latest closed one does', () => {
        const old = anException({ id: 'a', name: 'GW-1', status: 'Closed', approvedOn: TODAY - 90 });
        const newer = anException({ id: 'b', name: 'GW-2', status: 'Closed', approvedOn: TODAY - 40 });
        const running = anException({ id: 'c', name: 'GW-3' });
        const names = (all: readonly ExceptionFacts[]) => standingOf(all, map, TODAY).map(({ exception }) => exception.name);
        expect(names([old, newer, running])).toEqual(['GW-3']);
        expect(names([old, newer])).toEqual(['GW-2']);
    });

    it('puts decisions first, then what has expired, dearest deals first', () => {
        const all = [
            anException({ id: 'a', name: 'GW-1', amount: 100 }),
            anException({ id: 'b', name: 'GW-2', amount: 900, partnerName: 'Other' }),
            anException({ id: 'c', name: 'GW-3', expiresOn: TODAY - 1 }),
            anException({ id: 'd', name: 'GW-4', status: 'Requested' })
        ];
        expect(standingOf(all, map, TODAY).map(({ exception }) => exception.name)).toEqual(['GW-4', 'GW-3', 'GW-2', 'GW-1']);
    });
});

it('expires only what is approved and past its last day', () => {
    const all = [
        anException({ name: 'past', expiresOn: TODAY - 1 }),
        anException({ name: 'last day', expiresOn: TODAY }),
        anException({ name: 'closed', expiresOn: TODAY - 1, status: 'Closed' }),
        anException({ name: 'asked', expiresOn: TODAY - 1, status: 'Requested' })
    ];
    expect(expiredAmong(all, TODAY).map(({ name }) => name)).toEqual(['past']);
});
