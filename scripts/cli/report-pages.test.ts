import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from 'jsforce';
import { startSampleOrg, type SampleOrg } from '../testing/sample-org';
import { dealsCloseLoop } from './deals-close-loop';
import { dealsStalled } from './deals-stalled';
import { reportBrief } from './report-brief';
import { reportPlan } from './report-plan';
import { reportQbr } from './report-qbr';

jest.setTimeout(90_000);

let sample: SampleOrg;
let revops: Connection;
beforeAll(async () => {
    sample = await startSampleOrg('2026-11-21');
    revops = as('revops');
}, 90_000);
afterAll(() => sample.stop());

const as = (user: string) => new Connection({ instanceUrl: sample.instanceUrl, accessToken: sample.org.tokens[user]!, version: '62.0' });
const rowsOf = async <Row extends object>(soql: string): Promise<readonly Row[]> => (await revops.query<Row>(soql)).records;

interface PlanRow {
    readonly Id: string;
    readonly Partner_Engagement__r: { readonly Opportunity__c: string };
}

describe('report plan', () => {
    /** The deal on which a second partner works beside the one with the plan. */
    const dealWithPlan = async () => {
        const [plan] = await rowsOf<PlanRow>(
            "SELECT Id, Partner_Engagement__r.Opportunity__c FROM Mutual_Action_Plan__c WHERE Partner_Engagement__r.Opportunity__r.IsClosed = false AND Partner_Engagement__r.Role__c = 'Lead' LIMIT 1"
        );
        return { planId: plan!.Id, dealId: plan!.Partner_Engagement__r.Opportunity__c };
    };

    it('makes one page of the plan, without credit, amount and the name of the deal', async () => {
        const { dealId } = await dealWithPlan();
        const file = join(sample.folder, 'plan.html');
        const { out, exit } = await sample.run(reportPlan, 'revops', ['--deal', dealId, '--html', file, '--json']);
        expect(exit).toBe('OK');
        const document = JSON.parse(out) as { steps: readonly { action: string }[]; parties: readonly { name: string }[] };
        expect(document.steps.map(({ action }) => action)).toEqual([
            'Legal redlines returned',
            'Final price and term agreed',
            'Delivery team confirmed for kick-off'
        ]);
        const page = readFileSync(file, 'utf8');
        const [deal] = await rowsOf<{ Name: string; Amount: number }>(`SELECT Name, Amount FROM Opportunity WHERE Id = '${dealId}'`);
        for (const { name } of document.parties) expect(page).toContain(name);
        expect(`${page}${out}`).not.toContain(deal!.Name);
        expect(`${page}${out}`).not.toContain(deal!.Amount.toLocaleString('en-US'));
        expect(`${page}${out}`).not.toMatch(/credit|sourced|influenced|attribution/i);
    });

    it('names open deals that have a plan where the deal has none, and asks for the deal where none is named', async () => {
        const plans = await rowsOf<{ Partner_Engagement__r: { Opportunity__r: { Name: string } } }>(
            'SELECT Partner_Engagement__r.Opportunity__r.Name FROM Mutual_Action_Plan__c WHERE Partner_Engagement__r.Opportunity__r.IsClosed = false'
        );
        const withPlan = new Set(plans.map((plan) => plan.Partner_Engagement__r.Opportunity__r.Name));
        const [direct] = await rowsOf<{ Id: string }>('SELECT Id FROM Opportunity WHERE Registered_Partners__c = 0 LIMIT 1');
        const none = await sample.run(reportPlan, 'revops', ['--deal', direct!.Id]);
        expect(none.exit).toBe('BAD_USAGE');
        const named =
            /has no mutual action plan yet\.[^]*Open deals that have one: (.+)\./.exec(`${none.out}${none.err}`)?.[1]?.split('; ') ?? [];
        expect(named).toHaveLength(Math.min(3, withPlan.size));
        expect(named.every((name) => withPlan.has(name))).toBe(true);
        const { out, err, exit } = await sample.run(reportPlan, 'revops');
        expect([exit, `${out}${err}`]).toEqual(['BAD_USAGE', expect.stringContaining('--deal is missing.')]);
    });

    it('refuses while a step names another partner of the deal', async () => {
        const { planId, dealId } = await dealWithPlan();
        const [other] = await rowsOf<{ Id: string }>("SELECT Id FROM Account WHERE Name = 'Skybridge Marketplace'");
        const manager = as('partnerManager');
        await manager.sobject('Partner_Engagement__c').create({ Opportunity__c: dealId, Partner__c: other!.Id, Status__c: 'Signal' });
        expect((await sample.run(reportPlan, 'revops', ['--deal', dealId])).exit).toBe('OK');
        // A signed plan freezes its steps: both signatures are taken back first, as a person would.
        const sides = ['Host', 'Partner'].flatMap((side) =>
            ['Confirmed_By__c', 'Confirmed_On__c', 'Recorded_By__c'].map((field) => `${side}_${field}`)
        );
        await revops.sobject('Mutual_Action_Plan__c').update({ Id: planId, ...Object.fromEntries(sides.map((field) => [field, null])) });
        const [step] = await rowsOf<{ Id: string }>(
            `SELECT Id FROM Mutual_Action_Step__c WHERE Mutual_Action_Plan__c = '${planId}' LIMIT 1`
        );
        await revops.sobject('Mutual_Action_Step__c').update({ Id: step!.Id, Action__c: 'Skybridge sends its offer to procurement' });
        const { err, out, exit } = await sample.run(reportPlan, 'revops', ['--deal', dealId]);
        expect(exit).toBe('FOUND');
        expect(`${out}${err}`).toContain('names Skybridge Marketplace, another partner on this deal');
    });
});

it('briefs for a call: who, what is missing on each side, since when, and what is next', async () => {
    const file = join(sample.folder, 'brief.html');
    const name = 'Aldergate Health - Care Analytics Platform';
    const { out, exit } = await sample.run(reportBrief, 'revops', ['--deal', name, '--json', '--html', file]);
    expect(exit).toBe('OK');
    const brief = JSON.parse(out) as {
        deal: { days: number; claimedOrder: number };
        partners: readonly { name: string; missing: readonly { key: string; isDueNow: boolean }[] }[];
        moves: readonly { on: string }[];
    };
    // The story says: entered stage 1 38 days ago, the StageName of today 24 days ago.
    expect(brief.deal).toMatchObject({ claimedOrder: 1, days: 38 });
    expect(brief.moves[0]!.on).toBe('2026-10-28');
    const halden = brief.partners.find((partner) => partner.name === 'Halden Consulting')!;
    expect(halden.missing.filter(({ isDueNow }) => isDueNow).map(({ key }) => key)).toEqual(['joint-scorecard']);
    expect(readFileSync(file, 'utf8')).toContain('What is missing on each side');
});

it('means the only open one of deals with the same name, and tells several apart by stage, amount and close date', async () => {
    const name = 'Aldergate Health - Care Analytics Platform';
    const [closed] = await rowsOf<{ StageName: string }>(
        'SELECT StageName FROM Opportunity WHERE IsClosed = true AND IsWon = false LIMIT 1'
    );
    const [open] = await rowsOf<{ Id: string; AccountId: string; StageName: string }>(
        `SELECT Id, AccountId, StageName FROM Opportunity WHERE Name = '${name}'`
    );
    const more = { Name: name, AccountId: open!.AccountId, Amount: 250_000, CloseDate: '2025-03-31' };
    await revops.sobject('Opportunity').create({ ...more, StageName: closed!.StageName });
    const meant = await sample.run(reportBrief, 'revops', ['--deal', name, '--json']);
    expect([meant.exit, (JSON.parse(meant.out) as { deal: { id: string } }).deal.id]).toEqual(['OK', open!.Id]);
    await revops.sobject('Opportunity').create({ ...more, CloseDate: '2027-03-31', StageName: 'Prospecting' });
    const { out, err, exit } = await sample.run(reportBrief, 'revops', ['--deal', name]);
    expect(exit).toBe('BAD_USAGE');
    expect(`${out}${err}`).toContain('may mean 3 deals');
    expect(`${out}${err}`).toContain('Prospecting, 250,000, closes 2027-03-31');
});

it('refuses to brief on a deal without a partner', async () => {
    const [direct] = await rowsOf<{ Id: string }>('SELECT Id FROM Opportunity WHERE Registered_Partners__c = 0 LIMIT 1');
    const { err, out, exit } = await sample.run(reportBrief, 'revops', ['--deal', direct!.Id]);
    expect(exit).toBe('BAD_USAGE');
    expect(`${out}${err}`).toContain('has no registered partner');
});

it('agrees with the lists of deals to the deal and to the dollar', async () => {
    const json = async <T>(command: Parameters<SampleOrg['run']>[0], ...args: string[]) =>
        JSON.parse((await sample.run(command, 'revops', [...args, '--json'])).out) as T;
    const review = await json<{
        pipeline: {
            amount: number;
            deals: number;
            stages: readonly { claimedAmount: number; provenAmount: number; claimedDeals: number }[];
        };
        stalled: readonly { id: string; amount: number }[];
        openLoops: readonly { deal: string; debts: readonly string[]; dueOn: string | null; isOverdue: boolean }[];
    }>(reportQbr, '--partner', 'Halden Consulting');
    const stalled = await json<{ deals: readonly { deal: { id: string }; amount: number; partner: string }[] }>(dealsStalled);
    const ours = stalled.deals.filter(({ partner }) => partner === 'Halden Consulting');
    expect(ours.length).toBeGreaterThan(0);
    expect(review.stalled.map(({ id, amount }) => [id, amount])).toEqual(ours.map(({ deal, amount }) => [deal.id, amount]));
    const loops = await json<{ loops: readonly { deal: { name: string }; partner: string }[] }>(dealsCloseLoop);
    expect(review.openLoops.map(({ deal }) => deal).sort()).toEqual(
        loops.loops
            .filter(({ partner }) => partner === 'Halden Consulting')
            .map(({ deal }) => deal.name)
            .sort()
    );
    // One rule: overdue is what has a due day, and that day is before today.
    for (const { dueOn, isOverdue, debts } of review.openLoops) {
        expect(isOverdue).toBe(dueOn !== null && dueOn < '2026-11-21');
        expect(dueOn === null).toBe(debts.join() === 'learning not published');
    }
    const open = await rowsOf<{ Opportunity__r: { Amount: number } }>(
        "SELECT Opportunity__r.Amount FROM Partner_Engagement__c WHERE Partner__r.Name = 'Halden Consulting' AND Status__c = 'Registered' AND Opportunity__r.IsClosed = false"
    );
    expect(review.pipeline.deals).toBe(open.length);
    expect(review.pipeline.amount).toBe(open.reduce((sum, { Opportunity__r }) => sum + Opportunity__r.Amount, 0));
    for (const kind of ['claimedAmount', 'provenAmount'] as const)
        expect(review.pipeline.stages.reduce((sum, stage) => sum + stage[kind], 0)).toBe(review.pipeline.amount);
});

it('names nobody of another partner in the review', async () => {
    const file = join(sample.folder, 'qbr.html');
    const { out } = await sample.run(reportQbr, 'revops', ['--partner', 'Halden Consulting', '--html', file]);
    const partners = await rowsOf<{ Partner__r: { Name: string } }>(
        "SELECT Partner__r.Name FROM Partner_Engagement__c WHERE Partner__r.Name != 'Halden Consulting'"
    );
    const page = `${out}${readFileSync(file, 'utf8')}`;
    for (const name of new Set(partners.map(({ Partner__r }) => Partner__r.Name))) expect(page).not.toContain(name);
});
