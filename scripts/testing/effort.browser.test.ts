import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { createLocalOrg } from '../local-org/local-org';
import { launchBrowser } from './browser';
import { DealDesk } from './contract/deal-desk';
import type { Customer, Partner } from './contract/deal-desk';
import { stageNames, WON } from './contract/map-words';
import { connectRoles, sourceFolder, writeUsersOnly } from './contract/org-under-test';
import type { OrgUnderTest } from './contract/org-under-test';
import { EffortWalk } from './effort-walk';
import type { Effort } from './effort-walk';
import { PartnerPathPage } from './partner-path-page';

/**
 * What one deal with a system integrator asks of people over all gates: fields that somebody types or chooses, and buttons that
 * somebody presses. What is filled in already and left alone is not counted.
 */

const ROOT = resolve(__dirname, '../..');
const AE = 'Avery Lindqvist';
const PARTNER_MANAGER = 'Priya Raman';
const OPEN_STAGES = [1, 2, 3].flatMap((order) => stageNames(order));
const folder = mkdtempSync(join(tmpdir(), 'partner-stages-effort-'));
const local = createLocalOrg({ sources: [sourceFolder()], seedFile: writeUsersOnly(folder), pageFolder: join(ROOT, '.local/page') });
const efforts: Record<string, Effort> = {};

let browser: Browser;
let org: OrgUnderTest;
let desk: DealDesk;
let path: PartnerPathPage;
let customer: Customer;

jest.setTimeout(120_000);

const nameOf = async (object: string, id: string): Promise<string> => (await desk.read<{ Name: string }>(object, id, ['Name'])).Name;

beforeAll(async () => {
    const ready = await local.start();
    org = connectRoles(ready as never, true, () => local.stop());
    desk = new DealDesk(org);
    customer = await desk.customer();
    browser = await launchBrowser();
    path = await PartnerPathPage.open(browser, ready.url, join(ROOT, '.local', 'screenshots'));
}, 120_000);

afterAll(async () => {
    mkdirSync(join(ROOT, '.local'), { recursive: true });
    writeFileSync(join(ROOT, '.local', 'effort.json'), `${JSON.stringify(efforts, null, 4)}\n`);
    await browser?.close();
    await org?.stop();
    rmSync(folder, { recursive: true, force: true });
});

/** Stages 0 and 1: registration, handoff, scorecard. */
async function qualify(walk: EffortWalk, partner: Partner, known: boolean): Promise<void> {
    await walk.as(PARTNER_MANAGER, 'partnerManager');
    const form = path.panel.locator('c-artifact-form');
    await walk.press(path.panel, 'Register a partner on this deal');
    await walk.look(form, 'Partner', await nameOf('Account', partner.account));
    if (known) await path.says(form, /From the last deal with/);
    if (!known) {
        await walk.choose(form, 'Partner Type', 'SI');
        await walk.look(form, 'Partner Seller', await nameOf('Contact', partner.seller));
        await walk.choose(form, 'PRM', 'Introw');
        await walk.type(form, 'Partner Credit', '40');
    }
    await walk.type(form, 'Confirmed Need', 'Nurses enter every reading twice; the ward wants one record.');
    await walk.choose(form, 'Signal Tier', 'Tier 1');
    await walk.type(form, 'Registration ID', known ? 'REG-KNOWN' : 'REG-NEW');
    await walk.choose(form, 'Attribution', 'Sourced');
    await walk.save(form);
    await walk.as(AE, 'ae');
    await walk.press(path.criterion('Handoff accepted'), 'Accept handoff');
    for (const stage of stageNames(1)) await walk.move(stage);
    const scorecard = path.criterion('Joint scorecard');
    await walk.press(scorecard, 'Start');
    await walk.type(scorecard, 'Metrics', 'Cut order-to-cash from 21 to 12 days');
    await walk.look(scorecard, 'Economic Buyer', await nameOf('Contact', customer.economicBuyer));
    await walk.type(scorecard, 'Decision Criteria', 'Passes the security review and is live in two units');
    await walk.type(scorecard, 'Decision Process', 'Steering committee shortlists, the CFO approves');
    await walk.type(scorecard, 'Identify Pain', 'Two systems disagree on inventory every week');
    await walk.look(scorecard, 'Champion', await nameOf('Contact', customer.champion));
    for (const label of ['Budget', 'Timing', 'Fit']) await walk.choose(scorecard, label, 'Confirmed');
    await walk.save(scorecard, 'Save and confirm our side');
    await walk.as(PARTNER_MANAGER, 'partnerManager');
    await walk.press(scorecard, 'Fill in what is missing');
    for (const letter of ['Metrics', 'Economic Buyer', 'Decision Criteria', 'Decision Process', 'Identify Pain', 'Champion'])
        await walk.choose(scorecard, `${letter}: Partner View`, 'Agrees');
    await walk.type(scorecard, 'Buying Committee', 'CIO sponsors, procurement negotiates, legal reviews');
    await walk.look(scorecard, 'Introduced To', await nameOf('Contact', customer.committeeMember));
    await walk.save(scorecard, /^Save and confirm for/);
    await walk.as(AE, 'ae');
    for (const stage of stageNames(2)) await walk.move(stage);
}

/** Stage 2: pitch and pre-brief. */
async function pitch(walk: EffortWalk): Promise<void> {
    const joint = path.criterion('Joint pitch with a buyer next step');
    await walk.press(joint, 'Start');
    await walk.type(joint, "Buyer's Next Step", 'Security questionnaire returned, architecture session booked');
    await walk.day(joint, 'Next Step On', org.day(7));
    await walk.save(joint);
    await walk.as(PARTNER_MANAGER, 'partnerManager');
    await walk.press(joint, 'Fill in what is missing');
    await walk.type(joint, 'Partner Use Case', 'Delivery accelerator that is live at a sister company');
    await walk.save(joint);
    const brief = path.criterion('Technical pre-brief');
    await walk.press(brief, 'Fill in what is missing');
    await walk.type(brief, 'Technical Pre-Brief', 'Single sign-on and two data feeds are in scope');
    await walk.save(brief, /^Save and confirm for/);
    await walk.as(AE, 'ae');
    await walk.press(joint, 'Confirm our side');
    await path.headline('Nothing is missing before Proposal/Price Quote.');
    for (const stage of stageNames(3)) await walk.move(stage);
}

/** Stages 3 and 4: plan, signatures, post-mortem. */
async function close(walk: EffortWalk, partner: Partner, known: boolean): Promise<void> {
    const plan = path.criterion('Signed mutual action plan');
    await walk.press(plan, 'Start');
    await walk.choose(plan, 'Procurement Path', 'Direct');
    if (known) await path.says(plan, /From the last deal with/);
    else await walk.look(plan, 'Host Executive Sponsor', 'Lena Brandt');
    await walk.save(plan);
    await walk.press(plan, 'Add the 6 usual steps');
    await plan.getByText('Sign the order', { exact: true }).waitFor();
    await walk.as(PARTNER_MANAGER, 'partnerManager');
    await walk.press(plan, 'Fill in what is missing');
    if (known) await path.says(plan, /From the last deal with/);
    else await walk.look(plan, 'Partner Executive Sponsor', await nameOf('Contact', partner.sponsor));
    await walk.save(plan);
    await walk.press(plan, /^Sign for/);
    await walk.as(AE, 'ae');
    await walk.press(plan, 'Sign for our side');
    await path.headline(`Nothing is missing before ${WON}.`);
    await walk.move(WON);
    const learning = path.criterion('Joint post-mortem');
    await walk.press(learning, 'Start');
    await walk.type(learning, 'What Worked', 'The joint discovery named the economic buyer early');
    await walk.type(learning, 'What Slipped', 'The security review started after the proposal');
    await walk.type(learning, 'Learning', 'Start the security review in discovery, not after the pitch');
    await walk.save(learning, 'Save and confirm our side');
    await walk.as(PARTNER_MANAGER, 'partnerManager');
    await walk.press(learning, /^Confirm for/);
    await learning.getByText('Record that the partner was told the outcome').waitFor();
    await walk.press(learning, 'The partner was told');
    await path.headline('The deal is closed and nothing is owed.');
}

async function wholeDeal(partner: Partner, known: boolean): Promise<Effort> {
    const walk = new EffortWalk(path);
    const deal = await desk.deal({ customer, stageName: stageNames(0)[0]! });
    await path.visit(deal);
    await qualify(walk, partner, known);
    await pitch(walk);
    await close(walk, partner, known);
    return walk.effort;
}

it('asks little where the partner is known from an earlier deal', async () => {
    const partner = await desk.partner('SI');
    const earlier = await desk.deal({ customer, stageName: stageNames(0)[0]! });
    const engagement = await desk.register(earlier, partner);
    const plan = { Partner_Engagement__c: engagement, Procurement_Path__c: 'Direct', Target_Close_On__c: org.day(30) };
    await desk.create('revops', 'Mutual_Action_Plan__c', {
        ...plan,
        Host_Exec_Sponsor__c: org.userId('leader'),
        Partner_Exec_Sponsor__c: partner.sponsor
    });
    const effort = await wholeDeal(partner, true);
    efforts['SI, known partner'] = effort;
    expect(effort.fields.ae).toBeLessThanOrEqual(21);
    expect(effort.fields.partnerManager).toBeLessThanOrEqual(15);
    expect(effort.clicks.ae + effort.clicks.partnerManager).toBeLessThanOrEqual(35);
});

it('asks a little more for the first deal with a partner', async () => {
    const effort = await wholeDeal(await desk.partner('SI'), false);
    efforts['SI, new partner'] = effort;
    expect(effort.fields.ae).toBeLessThanOrEqual(21);
    expect(effort.fields.partnerManager).toBeLessThanOrEqual(20);
    expect(effort.clicks.ae + effort.clicks.partnerManager).toBeLessThanOrEqual(35);
});

it('says what it counted', () => {
    const lines = Object.entries(efforts).map(
        ([deal, { fields, clicks }]) =>
            `${deal}: ${fields.ae} fields for the AE, ${fields.partnerManager} for the partner manager, ${clicks.ae + clicks.partnerManager} clicks (${clicks.ae} + ${clicks.partnerManager}) over ${OPEN_STAGES.length + 1} moves and five gates`
    );
    process.stdout.write(`${lines.join('\n')}\n`);
    expect(lines).toHaveLength(2);
});
