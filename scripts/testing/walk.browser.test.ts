import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { createLocalOrg } from '../local-org/local-org';
import { axeViolations, launchBrowser } from './browser';
import { DealDesk } from './contract/deal-desk';
import type { Customer, Partner } from './contract/deal-desk';
import { messageOf, OFF_THE_MAP, stageNames, WON } from './contract/map-words';
import { connectRoles, sourceFolder, writeUsersOnly } from './contract/org-under-test';
import type { OrgUnderTest } from './contract/org-under-test';
import { rulesSay } from './contract/rule-words';
import { PartnerPathPage } from './partner-path-page';

/** A partner deal from registration to post-mortem, with nothing but the page: every click is one that a person would make. */

const ROOT = resolve(__dirname, '../..');
const SHOTS = join(ROOT, '.local', 'screenshots');
const AE = 'Avery Lindqvist';
const PARTNER_MANAGER = 'Priya Raman';
const REVOPS = 'Rosa Delgado';
const INTEGRATION = 'Integration User';
const [[PROSPECTING], [QUALIFICATION, NEEDS], [VALUE, DECIDERS, PERCEPTION], [PROPOSAL, NEGOTIATION]] = [0, 1, 2, 3].map(stageNames) as [
    [string],
    [string, string],
    [string, string, string],
    [string, string]
];

const folder = mkdtempSync(join(tmpdir(), 'partner-stages-walk-'));
const local = createLocalOrg({ sources: [sourceFolder()], seedFile: writeUsersOnly(folder), pageFolder: join(ROOT, '.local/page') });

let browser: Browser;
let org: OrgUnderTest;
let desk: DealDesk;
let path: PartnerPathPage;
let customer: Customer;
let partner: Partner;
let partnerName: string;
let seller: string;

jest.setTimeout(60_000);

const nameOf = async (object: string, id: string): Promise<string> => (await desk.read<{ Name: string }>(object, id, ['Name'])).Name;

beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    const ready = await local.start();
    org = connectRoles(ready as never, true, () => local.stop());
    desk = new DealDesk(org);
    [customer, partner] = [await desk.customer(), await desk.partner('SI')];
    [partnerName, seller] = [await nameOf('Account', partner.account), await nameOf('Contact', partner.seller)];
    browser = await launchBrowser();
    path = await PartnerPathPage.open(browser, ready.url, SHOTS);
}, 120_000);

afterAll(async () => {
    await browser?.close();
    await org?.stop();
    rmSync(folder, { recursive: true, force: true });
});

describe('a partner deal, by page only', () => {
    let deal: string;

    it('starts as a direct deal that nothing gates', async () => {
        deal = await desk.deal({ customer, stageName: PROSPECTING });
        await path.become(AE);
        await path.visit(deal);
        expect(await path.text('[data-id="direct"]')).toContain('No partner is on this deal, so nothing here gates its stages.');
        expect(await path.button('Register a partner on this deal').count()).toBe(0);
    });

    it('is refused a registration with a placeholder as need, in the form, next to Save', async () => {
        await path.become(PARTNER_MANAGER);
        await path.button('Register a partner on this deal').click();
        const form = path.panel.locator('c-artifact-form');
        await path.look(form, 'Partner', partnerName);
        await path.choose(form, 'Partner Type', 'SI');
        await path.choose(form, 'Role', 'Lead');
        await path.look(form, 'Partner Seller', seller);
        await path.fill(form, 'Confirmed Need', 'tbd');
        await path.choose(form, 'Signal Source', 'Overlap');
        await path.choose(form, 'Signal Tier', 'Tier 1');
        await path.choose(form, 'PRM', 'Introw');
        await path.fill(form, 'Registration ID', 'REG-2041');
        await path.choose(form, 'Attribution', 'Sourced');
        await path.fill(form, 'Partner Credit', '40');
        await path.shot('walk-1-register');
        await path.save(form);
        await path.says(form, rulesSay('Partner_Engagement__c.Registration_Text_Is_Real')[0]!);
        expect(await path.focusIsIn(form.locator('[data-name="Confirmed_Need__c"]'))).toBe(true);
        await path.shot('walk-2-register-refused');
        expect(await axeViolations(path.page)).toEqual([]);
    });

    it('is registered once the need is real', async () => {
        const form = path.panel.locator('c-artifact-form');
        await path.fill(form, 'Confirmed Need', 'Nurses enter every reading twice; the ward wants one record.');
        await path.save(form);
        await path.headline("1 thing before Qualification: none yours, 1 the AE's.");
    });

    it('waits for the handoff', async () => {
        await path.become(AE);
        await path.headline('1 thing before Qualification: 1 yours.');
        await path.refusedMove(QUALIFICATION, messageOf('handoff'));
        await path.criterion('Handoff accepted').getByRole('button', { name: 'Accept handoff' }).click();
        await path.move(QUALIFICATION);
        await path.move(NEEDS);
    });

    it('waits for the scorecard of both sides', async () => {
        await path.refusedMove(VALUE, messageOf('joint-scorecard'));
        const scorecard = path.criterion('Joint scorecard');
        await scorecard.getByRole('button', { name: 'Start' }).click();
        for (const [label, text] of [
            ['Metrics', 'Cut order-to-cash from 21 to 12 days'],
            ['Decision Criteria', 'Passes the security review and is live in two units'],
            ['Decision Process', 'Steering committee shortlists, the CFO approves'],
            ['Identify Pain', 'tbd']
        ] as const)
            await path.fill(scorecard, label, text);
        await path.look(scorecard, 'Economic Buyer', await nameOf('Contact', customer.economicBuyer));
        await path.look(scorecard, 'Champion', await nameOf('Contact', customer.champion));
        for (const [label, value] of [
            ['Budget', 'Confirmed'],
            ['Timing', 'At Risk'],
            ['Fit', 'Confirmed']
        ] as const)
            await path.choose(scorecard, label, value);
        await path.save(scorecard);
        await path.closed(scorecard);
        // A draft saves; a placeholder is no evidence, and the refusal stands where the button is.
        await scorecard.getByRole('button', { name: 'Confirm our side' }).click();
        await scorecard.locator('.refusal').waitFor();
        expect(await path.focusIsIn(scorecard.locator('.refusal'))).toBe(true);
        await path.shot('walk-3-confirm-refused');
        await scorecard.getByRole('button', { name: 'View or edit' }).click();
        await path.fill(scorecard, 'Identify Pain', 'Two systems disagree on inventory every week');
        await path.save(scorecard);
        await path.closed(scorecard);
        await scorecard.getByRole('button', { name: 'Confirm our side' }).click();
        await scorecard.getByText(`Missing. Waits on ${partnerName}`).waitFor();
        await path.refusedMove(VALUE, messageOf('joint-scorecard'));
    });

    it('takes the scorecard as proven once the partner side agrees', async () => {
        await path.become(PARTNER_MANAGER);
        const scorecard = path.criterion('Joint scorecard');
        await scorecard.getByRole('button', { name: 'Fill in what is missing' }).click();
        for (const letter of ['Metrics', 'Economic Buyer', 'Decision Criteria', 'Decision Process', 'Identify Pain'])
            await path.choose(scorecard, `${letter}: Partner View`, 'Agrees');
        await path.choose(scorecard, 'Champion: Partner View', 'Differs');
        await path.fill(scorecard, 'Champion: Partner Note', 'Our architects hear the head of nursing decide, not the CIO.');
        await path.fill(scorecard, 'Buying Committee', 'CIO sponsors, procurement negotiates, legal reviews');
        await path.look(scorecard, 'Introduced To', await nameOf('Contact', customer.committeeMember));
        await path.fillDay(scorecard, 'Introduced On', org.day(-1));
        await path.save(scorecard);
        await path.closed(scorecard);
        await scorecard.getByRole('button', { name: `Confirm for ${partnerName}` }).click();
        await path.headline('Nothing is missing before Value Proposition.');
        await path.become(AE);
        for (const stage of [VALUE, DECIDERS, PERCEPTION]) await path.move(stage);
    });

    it('waits for the joint pitch, and for the pre-brief of an SI', async () => {
        await path.refusedMove(PROPOSAL, messageOf('joint-pitch'));
        const pitch = path.criterion('Joint pitch with a buyer next step');
        await pitch.getByRole('button', { name: 'Start' }).click();
        await path.says(pitch, "Filled in: From this deal's scorecard");
        await path.fill(pitch, "Buyer's Next Step", 'Security questionnaire returned, architecture session booked');
        await path.fillDay(pitch, 'Next Step On', org.day(7));
        await path.save(pitch);
        await path.closed(pitch);
        await path.become(PARTNER_MANAGER);
        await pitch.getByRole('button', { name: 'Fill in what is missing' }).click();
        await path.fill(pitch, 'Partner Use Case', 'Delivery accelerator that is live at a sister company');
        await path.save(pitch);
        await path.closed(pitch);
        await path.shot('walk-4-pitch');
        const brief = path.criterion('Technical pre-brief');
        await brief.getByRole('button', { name: 'Fill in what is missing' }).click();
        await path.fill(brief, 'Technical Pre-Brief', 'Single sign-on and two data feeds are in scope');
        await path.fillDay(brief, 'Pre-Brief Held On', org.day(-1));
        await path.save(brief);
        await path.closed(brief);
        await brief.getByRole('button', { name: `Confirm for ${partnerName}` }).click();
        await path.become(AE);
        await pitch.getByRole('button', { name: 'Confirm our side' }).click();
        await path.headline('Nothing is missing before Proposal/Price Quote.');
        for (const stage of [PROPOSAL, NEGOTIATION]) await path.move(stage);
    });

    it('waits for the plan with a step and both signatures', async () => {
        await path.refusedMove(WON, messageOf('mutual-action-plan'));
        const plan = path.criterion('Signed mutual action plan');
        await plan.getByRole('button', { name: 'Start' }).click();
        await path.choose(plan, 'Procurement Path', 'Direct');
        await path.look(plan, 'Host Executive Sponsor', 'Lena Brandt');
        await path.save(plan);
        await path.closed(plan);
        await plan.getByRole('button', { name: 'Add a step' }).click();
        await path.fill(plan, 'Action', 'Legal redlines returned');
        await path.fillDay(plan, 'Due On', org.day(14));
        await path.choose(plan, 'Party', 'Host');
        await path.save(plan);
        await plan.getByText('Legal redlines returned', { exact: true }).waitFor();
        await path.shot('walk-5-plan');
        await path.become(PARTNER_MANAGER);
        await plan.getByRole('button', { name: 'Fill in what is missing' }).click();
        await path.look(plan, 'Partner Executive Sponsor', await nameOf('Contact', partner.sponsor));
        await path.save(plan);
        await path.closed(plan);
        await plan.getByRole('button', { name: `Sign for ${partnerName}` }).click();
        await path.become(AE);
        await plan.getByRole('button', { name: 'Sign for our side' }).click();
        await path.headline('Nothing is missing before Closed Won.');
        await plan.getByRole('checkbox', { name: 'Legal redlines returned' }).check({ force: true });
        await path.move(WON);
    });

    it('closes the loop: the post-mortem of both sides, and the partner told', async () => {
        await path.headline('The deal is closed; the loop is not.');
        const learning = path.criterion('Joint post-mortem');
        await learning.getByRole('button', { name: 'Start' }).click();
        await path.says(learning, 'Filled in: How the deal closed');
        await path.fill(learning, 'What Worked', 'The joint discovery named the economic buyer early');
        await path.fill(learning, 'What Slipped', 'The security review started after the proposal');
        await path.fill(learning, 'Learning', 'Start the security review in discovery, not after the pitch');
        await path.save(learning);
        await path.closed(learning);
        await learning.getByRole('button', { name: 'Confirm our side' }).click();
        await learning.getByText(`Missing. Waits on ${partnerName}`).waitFor();
        await path.become(PARTNER_MANAGER);
        await learning.getByRole('button', { name: `Confirm for ${partnerName}` }).click();
        await learning.getByText('Record that the partner was told the outcome').waitFor();
        await learning.getByRole('button', { name: 'The partner was told' }).click();
        await path.headline('The deal is closed and nothing is owed.');
        await path.shot('walk-6-closed');
        expect(await axeViolations(path.page)).toEqual([]);
    });
});

describe('off the straight path', () => {
    it('lets an exception through that the AE asks for and RevOps approves, and keeps the debt in sight', async () => {
        const deal = await desk.deal({ customer, stageName: PROSPECTING });
        await desk.joined(deal, partner);
        for (const stage of [QUALIFICATION, NEEDS]) await desk.move('ae', deal, stage);
        await path.become(AE);
        await path.visit(deal);
        const scorecard = path.criterion('Joint scorecard');
        await scorecard.getByRole('button', { name: 'Request exception' }).press('Enter');
        expect(await path.focusIsIn(scorecard.locator('.open-form'))).toBe(true);
        await path.fill(scorecard, 'Reason', 'The buyer signs before the quarter ends; the scorecard follows with the pilot.');
        await path.fillDay(scorecard, 'Expires On', org.day(14));
        await path.save(scorecard);
        const exception = path.panel.locator('[data-id="exception"]');
        await exception.filter({ hasText: 'Exception requested for stage 1' }).waitFor();
        expect(await exception.getByRole('button').count()).toBe(0);
        await path.become(REVOPS);
        await exception.getByRole('button', { name: 'Approve' }).click();
        await exception.filter({ hasText: 'Exception approved for stage 1' }).waitFor();
        await path.shot('walk-7-exception');
        await path.become(AE);
        await path.move(VALUE);
        await path
            .criterion('Joint scorecard')
            .getByText(/Owed on exception\. Waits on/)
            .waitFor();
        expect(await path.text('[data-state="exception"] .state')).toBe('On exception');
    });

    it('asks a late joiner only for what its stage needs', async () => {
        const deal = await desk.deal({ customer, stageName: PROPOSAL });
        await desk.register(deal, partner, 3);
        await path.visit(deal);
        await path.headline(/before Negotiation\/Review/);
        const titles = await path.panel.locator('c-gate-criterion h4').allTextContents();
        expect(titles).toEqual(['Handoff accepted', 'Signed mutual action plan', 'Marketplace deal ID']);
    });

    it('tells people whom the gates do not stop, and under which map the deal stands', async () => {
        const deal = await desk.deal({ customer, stageName: PROSPECTING });
        await desk.register(deal, partner);
        const setting = await desk.create('admin', 'Partner_Gate_Settings__c', { SetupOwnerId: org.userId('ae'), Advise_Only__c: true });
        try {
            await path.become(AE);
            await path.visit(deal);
            expect(await path.text('[data-id="lane"]')).toBe('Gates advise only for you: moves are not blocked.');
            expect(await path.text('[data-id="map-version"]')).toMatch(/^Stage map \S+$/);
            expect(await axeViolations(path.page)).toEqual([]);
            await path.shot('walk-8-advise-only');
        } finally {
            await org.as('admin').sobject('Partner_Gate_Settings__c').destroy(setting);
        }
        await path.visit(deal);
        await path.headline(/before/);
        expect(await path.panel.locator('[data-id="lane"]').count()).toBe(0);
        await path.become(INTEGRATION);
        await path.visit(deal);
        expect(await path.text('[data-id="lane"]')).toContain('Integration lane');
        await path.become(AE);
    });

    it('tells a deal on an unmapped stage where to go', async () => {
        const deal = await desk.deal({ customer, stageName: PROSPECTING });
        await desk.joined(deal, partner);
        await desk.update('integration', 'Opportunity', deal, { StageName: OFF_THE_MAP });
        await path.visit(deal);
        expect(await path.text('[data-id="unmapped"]')).toContain('is not on the partner stage map');
    });

    it('counts a signal for nothing until the partner manager registers it', async () => {
        const deal = await desk.deal({ customer, stageName: PROSPECTING });
        await desk.signal(deal, partner);
        await path.visit(deal);
        expect(await path.text('[data-id="signals"]')).toContain(`${partnerName} sent a signal that nobody has registered.`);
    });

    it('had no defect on the way and asked nobody outside', () => {
        expect(path.defects).toEqual([]);
    });
});
