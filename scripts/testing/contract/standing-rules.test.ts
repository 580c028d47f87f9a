import { DealDesk } from './deal-desk';
import type { Customer, Fields, Partner } from './deal-desk';
import { dealRow, engagementRow, expectMove, expectRefusedMove } from './deal-expectations';
import { ALL_STAGE_NAMES, LOST, OFF_THE_MAP, WON, messageOf, stageNames } from './map-words';
import { openOrgUnderTest } from './org-under-test';
import type { OrgUnderTest } from './org-under-test';
import { refusalOf, wordsOf } from './refusal';
import { ruleSays, rulesSay } from './rule-words';

jest.setTimeout(60_000);

let org: OrgUnderTest;
let desk: DealDesk;
let customer: Customer;
let si: Partner;
let isv: Partner;

beforeAll(async () => {
    org = await openOrgUnderTest();
    desk = new DealDesk(org);
    customer = await desk.customer();
    si = await desk.partner('SI');
    isv = await desk.partner('ISV');
});
afterAll(() => org?.stop());

const cleared = (side: 'Host' | 'Partner'): Fields => ({
    [`${side}_Confirmed_By__c`]: null,
    [`${side}_Confirmed_On__c`]: null,
    [`${side}_Recorded_By__c`]: null
});

const UNMAPPED =
    'This stage is not on the partner stage map, so a partner deal cannot enter it. Choose a stage shown in Partner Path. If the stage is new, ask RevOps to add it to the map.';

describe('a stage that the map does not know', () => {
    it('is refused for a partner deal with words of its own', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(0)[0]! });
        await desk.joined(deal, isv);
        await expectRefusedMove(desk, deal, OFF_THE_MAP, UNMAPPED);
    });

    it('is taken by a direct deal, which then cannot register a partner there', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(0)[0]! });
        await expectMove(desk, deal, OFF_THE_MAP);
        expect(await dealRow(desk, deal)).toMatchObject({
            Partner_Stage_Rank__c: 999,
            Partner_Stage_Order__c: 99,
            Earned_Stage_Order__c: 99
        });
        expect(await wordsOf(desk.register(deal, isv, 99))).toContain(ruleSays('Partner_Engagement__c.Registration_Needs_Mapped_Stage'));
    });

    it('is no trampoline for the integration user’s deals: the way out of it is gated', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(0)[0]! });
        await desk.joined(deal, isv);
        await expectMove(desk, deal, OFF_THE_MAP, 'integration');
        await expectRefusedMove(desk, deal, stageNames(2)[0]!, messageOf('joint-scorecard'));
        await expectMove(desk, deal, stageNames(1)[1]!);
    });
});

describe('a partner that joins late', () => {
    it('owes the gates from the stage at which it joined, and no older one', async () => {
        const [proposal, negotiation] = stageNames(3) as [string, string];
        const deal = await desk.deal({ customer, stageName: proposal });
        const engagement = await desk.joined(deal, isv, 3);
        expect((await engagementRow(desk, engagement)).Missing_Criteria__c).toBe('mutual-action-plan;post-mortem;');
        await expectMove(desk, deal, negotiation);
        await expectRefusedMove(desk, deal, WON, messageOf('mutual-action-plan'));
        await desk.signedPlan(engagement, isv);
        await expectMove(desk, deal, WON);
    });

    it('does not pretend an earlier start, and has not sourced the deal', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(3)[0]! });
        expect(await wordsOf(desk.register(deal, isv, 0, { Attribution__c: 'Influenced' }))).toEqual(
            rulesSay('Partner_Engagement__c.Registration_Notes_Joined_Stage')
        );
        expect(await wordsOf(desk.register(deal, isv, 3, { Attribution__c: 'Sourced' }))).toEqual(
            rulesSay('Partner_Engagement__c.Sourced_Only_Early')
        );
    });
});

describe('work on evidence', () => {
    it('adds steps to an unsigned plan of a late deal, and after signing only ticks them off', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(3)[0]! });
        const engagement = await desk.joined(deal, isv, 3);
        await expectMove(desk, deal, stageNames(3)[1]!);
        const { plan, step } = await desk.draftPlan(engagement, isv);
        await desk.addStep('ae', plan, 'Order form sent to the buyer');
        await desk.sign(plan, isv);
        const frozen = rulesSay('Mutual_Action_Step__c.Signed_Plan_Keeps_Its_Steps');
        expect(await wordsOf(desk.addStep('ae', plan, 'One more thing'))).toEqual(frozen);
        expect(await wordsOf(desk.update('ae', 'Mutual_Action_Step__c', step, { Due_On__c: org.day(60) }))).toEqual(frozen);
        await desk.update('ae', 'Mutual_Action_Step__c', step, { Done__c: true, Done_On__c: org.day() });
        expect(await desk.read('Mutual_Action_Plan__c', plan, ['Steps__c', 'Open_Steps__c', 'Complete__c'] as never[])).toMatchObject({
            Steps__c: 3,
            Open_Steps__c: 2,
            Complete__c: true
        });
    });

    it('changes confirmed answers only when both confirmations go in the same save, which closes the gate again', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(1)[1]! });
        const engagement = await desk.joined(deal, isv, 1);
        const scorecard = await desk.scorecard(engagement, customer, isv);
        const answer = { Metrics__c: 'Raise on-time delivery from 86 to 95 percent' };
        const stands = rulesSay('Joint_Scorecard__c.Confirmed_Evidence_Stands');
        expect(await wordsOf(desk.update('ae', 'Joint_Scorecard__c', scorecard, answer))).toEqual(stands);
        expect(await wordsOf(desk.update('ae', 'Joint_Scorecard__c', scorecard, { ...answer, ...cleared('Host') }))).toEqual(stands);
        expect((await engagementRow(desk, engagement)).Open_Gate__c).toBe(22.04);
        await desk.update('ae', 'Joint_Scorecard__c', scorecard, { ...answer, ...cleared('Host'), ...cleared('Partner') });
        expect((await engagementRow(desk, engagement)).Open_Gate__c).toBe(11.03);
        await expectRefusedMove(desk, deal, stageNames(2)[0]!, messageOf('joint-scorecard'));
    });

    it('is not confirmed for the partner by the AE, nor for the host by the partner manager', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(1)[1]! });
        const engagement = await desk.joined(deal, isv, 1);
        const scorecard = await desk.create('ae', 'Joint_Scorecard__c', {
            Partner_Engagement__c: engagement,
            ...desk.scorecardHostSide(customer)
        });
        await desk.update('partnerManager', 'Joint_Scorecard__c', scorecard, desk.scorecardPartnerSide(customer));
        expect(await wordsOf(desk.update('ae', 'Joint_Scorecard__c', scorecard, desk.partnerConfirmation(isv, 'ae')))).toEqual(
            rulesSay('Joint_Scorecard__c.Partner_Side_Confirms_For_The_Partner', 'Joint_Scorecard__c.Two_People_Confirm')
        );
        expect(await wordsOf(desk.update('ae', 'Joint_Scorecard__c', scorecard, desk.partnerConfirmation(isv)))).toEqual(
            rulesSay('Joint_Scorecard__c.Partner_Confirmation_Is_Whole', 'Joint_Scorecard__c.Partner_Side_Confirms_For_The_Partner')
        );
        expect(
            await wordsOf(desk.update('partnerManager', 'Joint_Scorecard__c', scorecard, desk.hostConfirmation('partnerManager')))
        ).toEqual(rulesSay('Joint_Scorecard__c.Host_Side_Confirms_For_The_Host'));
        expect(
            await wordsOf(
                desk.update('partnerManager', 'Joint_Scorecard__c', scorecard, {
                    ...desk.partnerConfirmation(isv),
                    Partner_Confirmed_By__c: customer.champion
                })
            )
        ).toEqual(rulesSay('Joint_Scorecard__c.Partner_Contact_Confirms'));
    });
});

describe('losing and moving back', () => {
    it('never waits for anything, and reopening is gated again', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(1)[1]! });
        await desk.register(deal, isv, 1);
        await expectMove(desk, deal, LOST);
        expect(await dealRow(desk, deal)).toMatchObject({ Partner_Stage_Rank__c: -1, Earned_Stage_Order__c: -1 });
        await expectRefusedMove(desk, deal, stageNames(1)[0]!, messageOf('handoff'));
        await expectMove(desk, deal, stageNames(0)[0]!);
    });

    it('goes back past gates that are not open', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(3)[1]! });
        await desk.register(deal, isv, 3);
        for (const stageName of [...ALL_STAGE_NAMES].reverse().slice(2)) await expectMove(desk, deal, stageName);
        await expectRefusedMove(desk, deal, stageNames(1)[0]!, messageOf('handoff'));
    });

    it('lets the post-mortem of a lost deal be held', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(2)[0]! });
        const engagement = await desk.joined(deal, isv, 2);
        await expectMove(desk, deal, LOST);
        await desk.postMortem(engagement, isv, 'Lost');
        expect((await engagementRow(desk, engagement)).Missing_Criteria__c).not.toContain('post-mortem');
    });
});

describe('a direct deal', () => {
    it('jumps wherever it likes, with and without a signal', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(0)[0]! });
        for (const stageName of [WON, stageNames(1)[0]!, stageNames(3)[1]!]) await expectMove(desk, deal, stageName);
        await desk.signal(deal, isv);
        for (const stageName of [stageNames(0)[0]!, OFF_THE_MAP, WON]) await expectMove(desk, deal, stageName);
    });
});

describe('who sits where', () => {
    const together = (deal: string, changes: Fields) =>
        desk.register(deal, si, 0, { Role__c: 'Supporting', Attribution__c: 'Influenced', ...changes });

    it('has one lead, one sourcing partner and credits of at most 100 percent', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(0)[0]! });
        await desk.register(deal, isv);
        expect(await wordsOf(together(deal, { Role__c: 'Lead' }))).toEqual(rulesSay('Partner_Engagement__c.One_Lead_Partner'));
        expect(await wordsOf(together(deal, { Attribution__c: 'Sourced' }))).toEqual(
            rulesSay('Partner_Engagement__c.One_Sourcing_Partner')
        );
        const tooMuch = rulesSay('Partner_Engagement__c.Credits_At_Most_The_Whole_Deal');
        expect(await wordsOf(together(deal, { Credit_Percent__c: 60.01 }))).toEqual(tooMuch);
        const second = await together(deal, { Credit_Percent__c: 60 });
        expect((await dealRow(desk, deal)).Partner_Credit__c).toBe(100);
        expect(await wordsOf(desk.update('partnerManager', 'Partner_Engagement__c', second, { Credit_Percent__c: 61 }))).toEqual(tooMuch);
        await desk.update('partnerManager', 'Partner_Engagement__c', second, { Credit_Percent__c: 20 });
        expect((await dealRow(desk, deal)).Partner_Credit__c).toBe(60);
    });

    it('does not advance without a lead', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(0)[0]! });
        await desk.joined(deal, isv, 0, { Role__c: 'Supporting' });
        await expectRefusedMove(desk, deal, stageNames(1)[0]!, ruleSays('Opportunity.Partner_Gate_Lead_Partner'));
    });

    it('keeps the gate shut while the credit is under review', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(0)[0]! });
        await desk.joined(deal, isv, 0, { Attribution__c: 'Under Review' });
        await expectRefusedMove(desk, deal, stageNames(1)[0]!, messageOf('registration'));
    });

    it('goes free once RevOps has withdrawn the partner, which nobody undoes', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(0)[0]! });
        const engagement = await desk.register(deal, isv);
        expect(
            await wordsOf(
                desk.update('partnerManager', 'Partner_Engagement__c', engagement, { Status__c: 'Withdrawn', Registration_Key__c: null })
            )
        ).toEqual(rulesSay('Partner_Engagement__c.Withdrawal_Needs_Reason', 'Partner_Engagement__c.Withdrawal_Needs_Right'));
        const withdrawal = {
            Status__c: 'Withdrawn',
            Withdrawal_Reason__c: 'Partner has no seller for this region',
            Registration_Key__c: null
        };
        await desk.update('revops', 'Partner_Engagement__c', engagement, withdrawal);
        expect(await dealRow(desk, deal)).toMatchObject({ Registered_Partners__c: 0, Partner_Open_Gate__c: null });
        await expectMove(desk, deal, WON);
        expect(await wordsOf(desk.update('revops', 'Partner_Engagement__c', engagement, { Status__c: 'Signal' }))).toEqual(
            rulesSay('Partner_Engagement__c.Status_Goes_Forward_Only')
        );
    });
});

describe('who advances', () => {
    it.each(['revops', 'admin'] as const)('is not %s, whose right it is to open gates by exception', async (role) => {
        const deal = await desk.deal({ customer, stageName: stageNames(0)[0]! });
        await desk.joined(deal, isv);
        await expectRefusedMove(desk, deal, stageNames(1)[0]!, ruleSays('Opportunity.Partner_Gate_Advance_Right'), role);
        await expectMove(desk, deal, LOST, role);
        await expectRefusedMove(desk, deal, stageNames(0)[0]!, ruleSays('Opportunity.Partner_Gate_Advance_Right'), role);
    });

    it('is not the partner manager, even as owner of the deal', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(0)[0]! });
        await desk.joined(deal, isv);
        await desk.update('admin', 'Opportunity', deal, { OwnerId: org.userId('partnerManager') });
        await expectRefusedMove(desk, deal, stageNames(1)[0]!, ruleSays('Opportunity.Partner_Gate_Advance_Right'), 'partnerManager');
    });
});

describe('an exception', () => {
    it('is requested by the AE, decided by RevOps, and owed again at the next gate', async () => {
        const [value, , perception] = stageNames(2) as [string, string, string];
        const deal = await desk.deal({ customer, stageName: stageNames(1)[1]! });
        const engagement = await desk.joined(deal, isv, 1);
        const exception = await desk.requestException(engagement, 1);
        await expectRefusedMove(desk, deal, value, messageOf('joint-scorecard'));
        await desk.approve(exception);
        expect(await engagementRow(desk, engagement)).toMatchObject({ Open_Gate__c: 22.03, Waiver_Debt__c: 'joint-scorecard;' });
        expect((await dealRow(desk, deal)).Waiver_Expires_On__c).toBe(org.day(14));
        await expectMove(desk, deal, value);
        await expectMove(desk, deal, perception);
        await desk.pitch(engagement, customer, isv);
        await expectRefusedMove(desk, deal, stageNames(3)[0]!, messageOf('joint-scorecard'));
        await desk.scorecard(engagement, customer, isv);
        expect(await engagementRow(desk, engagement)).toMatchObject({ Open_Gate__c: 31.07, Waiver_Debt__c: null });
        expect((await dealRow(desk, deal)).Waiver_Expires_On__c).toBeNull();
        await expectMove(desk, deal, stageNames(3)[0]!);
    });

    it('is born as a request and not approved by its author or by an AE', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(1)[1]! });
        const engagement = await desk.joined(deal, isv, 1);
        expect(
            await wordsOf(
                desk.create('revops', 'Gate_Waiver__c', {
                    Partner_Engagement__c: engagement,
                    Gate__c: '1',
                    Reason__c: 'Quarter end, and the proof follows in a week.',
                    Expires_On__c: org.day(7),
                    ...desk.approval()
                })
            )
        ).toEqual(rulesSay('Gate_Waiver__c.Exception_Starts_As_Request'));
        const own = await desk.requestException(engagement, 1, 14, 'revops');
        expect(await wordsOf(desk.approve(own))).toEqual(rulesSay('Gate_Waiver__c.Exception_Approver_Is_Not_Its_Author'));
        const asked = await desk.requestException(engagement, 1);
        expect(await refusalOf(desk.update('ae', 'Gate_Waiver__c', asked, desk.approval('ae')))).not.toEqual([]);
        expect((await engagementRow(desk, engagement)).Open_Gate__c).toBe(11.03);
    });

    it('ends on a day in the future, at most 90 days ahead, and an approved one is not edited', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(1)[1]! });
        const engagement = await desk.joined(deal, isv, 1);
        for (const expiresIn of [-1, 0, 91]) {
            const late = await desk.requestException(engagement, 1, expiresIn);
            expect(await wordsOf(desk.approve(late))).toEqual(rulesSay('Gate_Waiver__c.Exception_Has_An_End'));
        }
        const exception = await desk.requestException(engagement, 1, 1);
        await desk.approve(exception);
        expect(await wordsOf(desk.update('revops', 'Gate_Waiver__c', exception, { Expires_On__c: org.day(90) }))).toEqual(
            rulesSay('Gate_Waiver__c.Approved_Exception_Stands')
        );
        await expectMove(desk, deal, stageNames(2)[0]!);
    });
});

describe('the two ways past the gate that are meant', () => {
    it('lets the integration user pass, which shows as ahead of proof', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(0)[0]! });
        await desk.joined(deal, isv);
        await expectMove(desk, deal, stageNames(3)[0]!, 'integration');
        expect(await dealRow(desk, deal)).toMatchObject({ Partner_Stage_Order__c: 3, Earned_Stage_Order__c: 1 });
        await expectRefusedMove(desk, deal, stageNames(3)[1]!, messageOf('joint-scorecard'));
    });

    it('only advises a user for whom the rollout switch is set', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(0)[0]! });
        await desk.register(deal, isv);
        const setting = await desk.create('admin', 'Partner_Gate_Settings__c', { SetupOwnerId: org.userId('ae'), Advise_Only__c: true });
        try {
            await expectMove(desk, deal, stageNames(2)[0]!);
            expect(await dealRow(desk, deal)).toMatchObject({ Partner_Stage_Order__c: 2, Earned_Stage_Order__c: 0 });
        } finally {
            await org.as('admin').sobject('Partner_Gate_Settings__c').destroy(setting);
        }
        await expectRefusedMove(desk, deal, stageNames(2)[1]!, messageOf('handoff'));
    });
});
