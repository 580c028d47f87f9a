import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalOrg } from '../../local-org/local-org';
import { DealDesk } from './deal-desk';
import type { Customer, Partner } from './deal-desk';
import { dealRow, engagementRow, expectMove, expectRefusedMove } from './deal-expectations';
import { LOST, WON, stageNames } from './map-words';
import { connectRoles, sourceFolder, writeUsersOnly } from './org-under-test';
import type { OrgUnderTest } from './org-under-test';
import { wordsOf } from './refusal';
import { rulesSay } from './rule-words';

jest.setTimeout(60_000);

const MILLISECONDS_PER_DAY = 86_400_000;

/** Days that the org's clock is ahead of ours. Only the local org lets its clock be moved, so these scenarios run there alone. */
let daysAhead = 0;
let org: OrgUnderTest;
let desk: DealDesk;
let customer: Customer;
let partner: Partner;

beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'partner-stages-days-'));
    const local = createLocalOrg({
        sources: [sourceFolder()],
        seedFile: writeUsersOnly(folder),
        now: () => new Date(Date.now() + daysAhead * MILLISECONDS_PER_DAY)
    });
    const ready = await local.start();
    org = connectRoles(ready as Parameters<typeof connectRoles>[0], true, async () => {
        await local.stop();
        rmSync(folder, { recursive: true, force: true });
    });
    desk = new DealDesk(org);
    customer = await desk.customer();
    partner = await desk.partner('ISV');
});
beforeEach(() => (daysAhead = 0));
afterAll(() => org?.stop());

describe('an exception', () => {
    const [discovered, pitched] = [stageNames(1)[1]!, stageNames(2)[0]!];
    const exceptedDeal = async () => {
        const deal = await desk.deal({ customer, stageName: discovered });
        const engagement = await desk.joined(deal, partner, 1);
        const exception = await desk.requestException(engagement, 1, 3);
        await desk.approve(exception);
        return { deal, engagement, exception };
    };

    it('holds through its last day and not one day longer', async () => {
        const { deal } = await exceptedDeal();
        daysAhead = 3;
        await expectMove(desk, deal, pitched);
        daysAhead = 4;
        const [expired] = rulesSay('Opportunity.Partner_Gate_Exception_Expired');
        await expectRefusedMove(desk, deal, stageNames(2)[1]!, expired!);
        await expectMove(desk, deal, discovered);
        await expectRefusedMove(desk, deal, pitched, expired!);
        await expectMove(desk, deal, LOST);
    });

    it('that has expired stops nothing any more once the proof is there', async () => {
        const { deal, engagement } = await exceptedDeal();
        daysAhead = 10;
        await desk.scorecard(engagement, customer, partner);
        expect((await dealRow(desk, deal)).Waiver_Expires_On__c).toBeNull();
        await expectMove(desk, deal, pitched);
    });

    it('is renewed by a new one, after which the old one is closed', async () => {
        const { deal, engagement, exception } = await exceptedDeal();
        daysAhead = 10;
        const renewal = await desk.requestException(engagement, 1, 30);
        await desk.update('revops', 'Gate_Waiver__c', renewal, { ...desk.approval(), Approved_On__c: org.day(10) });
        await desk.update('revops', 'Gate_Waiver__c', exception, { Status__c: 'Closed' });
        await expectMove(desk, deal, pitched);
    });

    it('whose debt is paid stands in nobody’s way, expired or not', async () => {
        const { deal, engagement } = await exceptedDeal();
        await desk.scorecard(engagement, customer, partner);
        for (const stageName of stageNames(2)) await expectMove(desk, deal, stageName);
        await desk.approve(await desk.requestException(engagement, 2, 30));
        daysAhead = 10;
        await expectMove(desk, deal, stageNames(3)[0]!);
        expect((await engagementRow(desk, engagement)).Waiver_Debt__c).toBe('joint-pitch;technical-pre-brief;');
    });
});

describe('credit and registration', () => {
    it('settle one day after the registration; then RevOps changes them, with a reason', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(0)[0]! });
        const engagement = await desk.register(deal, partner);
        const change = (role: 'partnerManager' | 'revops', percent: number, reason = {}) =>
            desk.update(role, 'Partner_Engagement__c', engagement, { Credit_Percent__c: percent, ...reason });
        daysAhead = 1;
        await change('partnerManager', 45);
        daysAhead = 2;
        expect(await wordsOf(change('partnerManager', 50))).toEqual(rulesSay('Partner_Engagement__c.Credit_Lock_Needs_Right'));
        expect(await wordsOf(change('revops', 50))).toEqual(rulesSay('Partner_Engagement__c.Credit_Change_Needs_New_Reason'));
        await change('revops', 50, { Credit_Change_Reason__c: 'Agreed with the partner on the renewal share' });
        expect((await dealRow(desk, deal)).Partner_Credit__c).toBe(50);
    });

    it('settle the role with the credit, since a partner that does not lead owes less', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(0)[0]! });
        const engagement = await desk.register(deal, partner);
        const change = (role: 'partnerManager' | 'revops', to: string, reason = {}) =>
            desk.update(role, 'Partner_Engagement__c', engagement, { Role__c: to, ...reason });
        daysAhead = 1;
        await change('partnerManager', 'Supporting');
        await change('partnerManager', 'Lead');
        daysAhead = 2;
        expect(await wordsOf(change('partnerManager', 'Supporting'))).toEqual(rulesSay('Partner_Engagement__c.Credit_Lock_Needs_Right'));
        expect(await wordsOf(change('revops', 'Supporting'))).toEqual(rulesSay('Partner_Engagement__c.Credit_Change_Needs_New_Reason'));
        await change('revops', 'Supporting', { Credit_Change_Reason__c: 'Halden leads from now on; agreed by both' });
        expect((await engagementRow(desk, engagement)).Open_Gate__c).toBe(0.02);
    });

    it('are dated with the day of the registration', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(0)[0]! });
        daysAhead = 1;
        expect(await wordsOf(desk.register(deal, partner))).toEqual(rulesSay('Partner_Engagement__c.Registration_Is_Dated_Today'));
    });
});

it('a deal that was won long ago still takes its post-mortem, and its plan steps are ticked off', async () => {
    const deal = await desk.deal({ customer, stageName: stageNames(3)[1]! });
    const engagement = await desk.joined(deal, partner, 3);
    const { step } = await desk.signedPlan(engagement, partner);
    await expectMove(desk, deal, WON);
    daysAhead = 200;
    await desk.update('ae', 'Mutual_Action_Step__c', step, { Done__c: true, Done_On__c: org.day(200) });
    await desk.postMortem(engagement, partner, 'Won');
    expect((await engagementRow(desk, engagement)).Missing_Criteria__c).toBeNull();
});
