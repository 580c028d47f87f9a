import { DealDesk } from './deal-desk';
import type { Customer, Partner } from './deal-desk';
import { openOrgUnderTest } from './org-under-test';
import type { OrgUnderTest } from './org-under-test';
import { wordsOf } from './refusal';

jest.setTimeout(60_000);

let org: OrgUnderTest;
let desk: DealDesk;
let customer: Customer;
let partner: Partner;

beforeAll(async () => {
    org = await openOrgUnderTest();
    desk = new DealDesk(org);
    customer = await desk.customer();
    partner = await desk.partner('ISV');
});
afterAll(() => org?.stop());

const joinedDeal = async (): Promise<{ readonly deal: string; readonly engagement: string }> => {
    const deal = await desk.deal({ customer, stageName: 'Prospecting' });
    return { deal, engagement: await desk.joined(deal, partner) };
};
const COMPLETE = ['Complete__c'] as const;
const isComplete = async (object: string, id: string) => (await desk.read<{ Complete__c: boolean }>(object, id, COMPLETE)).Complete__c;

const NO_HOST = { Host_Confirmed_By__c: null, Host_Confirmed_On__c: null, Host_Recorded_By__c: null };
const NO_PARTNER = { Partner_Confirmed_By__c: null, Partner_Confirmed_On__c: null, Partner_Recorded_By__c: null };

describe('each side confirms for itself', () => {
    it('refuses a second AE who confirms for the partner', async () => {
        const { engagement } = await joinedDeal();
        const id = await desk.create('ae', 'Joint_Scorecard__c', {
            Partner_Engagement__c: engagement,
            ...desk.scorecardHostSide(customer)
        });
        await desk.update('partnerManager', 'Joint_Scorecard__c', id, desk.scorecardPartnerSide(customer));
        await desk.update('ae', 'Joint_Scorecard__c', id, desk.hostConfirmation());
        await expect(wordsOf(desk.update('ae2', 'Joint_Scorecard__c', id, desk.partnerConfirmation(partner, 'ae2')))).resolves.toEqual([
            expect.stringContaining('Only the partner side confirms for the partner.')
        ]);
        await expect(isComplete('Joint_Scorecard__c', id)).resolves.toBe(false);
    });

    it.each(['Joint_Pitch__c', 'Mutual_Action_Plan__c', 'Joint_Post_Mortem__c'])('holds for %s too', async (object) => {
        const { engagement } = await joinedDeal();
        const id = await desk.create('partnerManager', object, { Partner_Engagement__c: engagement });
        await expect(wordsOf(desk.update('ae2', object, id, desk.partnerConfirmation(partner, 'ae2')))).resolves.toContainEqual(
            expect.stringContaining('Only the partner side confirms for the partner.')
        );
    });

    it('lets somebody with both jobs confirm where named as partner manager', async () => {
        const deal = await desk.deal({ customer, stageName: 'Prospecting' });
        const engagement = await desk.joined(deal, partner, 0, { Partner_Manager__c: org.userId('ae2') });
        const pitch = await desk.create('partnerManager', 'Joint_Pitch__c', {
            Partner_Engagement__c: engagement,
            ...desk.pitchPartnerSide()
        });
        await desk.update('ae2', 'Joint_Pitch__c', pitch, desk.partnerConfirmation(partner, 'ae2'));
    });
});

describe('two confirmations stand and fall together', () => {
    it('keeps the AE from changing the next step under the confirmation of the partner', async () => {
        const { engagement } = await joinedDeal();
        const pitch = await desk.pitch(engagement, customer, partner);
        await expect(wordsOf(desk.update('ae', 'Joint_Pitch__c', pitch, NO_HOST))).resolves.toEqual([
            expect.stringContaining('clear both confirmations in the same save')
        ]);
        await expect(isComplete('Joint_Pitch__c', pitch)).resolves.toBe(true);
    });

    it('keeps the partner manager from changing views under the confirmation of the host', async () => {
        const { engagement } = await joinedDeal();
        const card = await desk.scorecard(engagement, customer, partner);
        await expect(wordsOf(desk.update('partnerManager', 'Joint_Scorecard__c', card, NO_PARTNER))).resolves.toEqual([
            expect.stringContaining('clear both confirmations in the same save')
        ]);
    });

    it.each(['ae', 'partnerManager'] as const)('lets the %s take back both and change', async (role) => {
        const { engagement } = await joinedDeal();
        const { plan } = await desk.signedPlan(engagement, partner);
        await desk.update(role, 'Mutual_Action_Plan__c', plan, { ...NO_HOST, ...NO_PARTNER, Target_Close_On__c: org.day(60) });
        await expect(isComplete('Mutual_Action_Plan__c', plan)).resolves.toBe(false);
    });

    it('lets a side that confirmed alone take it back', async () => {
        const { engagement } = await joinedDeal();
        const { plan } = await desk.draftPlan(engagement, partner);
        await desk.update('ae', 'Mutual_Action_Plan__c', plan, desk.hostConfirmation());
        await desk.update('ae', 'Mutual_Action_Plan__c', plan, NO_HOST);
    });
});

describe('a decided exception', () => {
    it('is asked for when the deal stands at its gate, not in advance', async () => {
        const { engagement } = await joinedDeal();
        await expect(wordsOf(desk.requestException(engagement, 1))).resolves.toEqual([
            expect.stringContaining('has not reached that stage yet')
        ]);
    });

    it('is closed by RevOps only, and never rewritten', async () => {
        const { engagement } = await joinedDeal();
        const exception = await desk.requestException(engagement, 0);
        await desk.approve(exception);
        await expect(wordsOf(desk.update('ae', 'Gate_Waiver__c', exception, { Status__c: 'Closed' }))).resolves.toEqual([
            expect.stringContaining('decided and closed by RevOps')
        ]);
        await desk.update('revops', 'Gate_Waiver__c', exception, { Status__c: 'Closed' });
        await expect(
            wordsOf(desk.update('ae', 'Gate_Waiver__c', exception, { Reason__c: 'It was RevOps who wanted this one.' }))
        ).resolves.toEqual([expect.stringContaining('A decided exception is not edited')]);
    });

    it.each([-1, 1])('bears the day of its approval, not one %d day off', async (offset) => {
        const { engagement } = await joinedDeal();
        const exception = await desk.requestException(engagement, 0);
        await expect(
            wordsOf(desk.update('revops', 'Gate_Waiver__c', exception, { ...desk.approval(), Approved_On__c: org.day(offset) }))
        ).resolves.toEqual([expect.stringContaining('set Approved On to today')]);
    });

    it('is taken back by its author while nobody has decided it', async () => {
        const { engagement } = await joinedDeal();
        const exception = await desk.requestException(engagement, 0);
        await desk.update('ae', 'Gate_Waiver__c', exception, { Status__c: 'Closed' });
    });
});

describe('a partner that has confirmed evidence', () => {
    it('is not replaced by another one, which would inherit the proof', async () => {
        const { engagement } = await joinedDeal();
        await desk.scorecard(engagement, customer, partner);
        const other = await desk.partner('ISV');
        await expect(
            wordsOf(
                desk.update('partnerManager', 'Partner_Engagement__c', engagement, {
                    Partner__c: other.account,
                    Counterpart__c: other.seller
                })
            )
        ).resolves.toEqual([expect.stringContaining('has confirmed evidence on this deal, so it stays')]);
    });
});

describe('a migration', () => {
    it('registers the partner of a lost deal at the stage where it joined', async () => {
        const deal = await desk.deal({ customer, stageName: 'Prospecting' });
        await desk.move('ae', deal, 'Closed Lost');
        await desk.create('integration', 'Partner_Engagement__c', { Opportunity__c: deal, ...desk.registration(partner, 0) });
    });
});
