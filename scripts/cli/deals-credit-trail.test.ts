import { Connection } from 'jsforce';
import { startSampleOrg, type SampleOrg } from '../testing/sample-org';
import { dealsCreditTrail } from './deals-credit-trail';

jest.setTimeout(60_000);

const DATA = '/services/data/v62.0';

let sample: SampleOrg;
let admin: Connection;
let revops: Connection;
/** The hero deal's lead (60 percent, registered on 4 October 2026) and its supporting partner. */
let lead: string;
let supporting: string;
let deal: string;

beforeAll(async () => {
    sample = await startSampleOrg('2026-11-21');
    const as = (user: string) =>
        new Connection({ instanceUrl: sample.instanceUrl, accessToken: sample.org.tokens[user]!, version: '62.0' });
    [admin, revops] = [as('admin'), as('revops')];
    const { records } = await admin.query<{ Id: string; Role__c: string; Opportunity__c: string }>(
        "SELECT Id, Role__c, Opportunity__c FROM Partner_Engagement__c WHERE Opportunity__r.Name LIKE '%Care Analytics Platform' ORDER BY Role__c"
    );
    [lead, supporting] = [records[0]!.Id, records[1]!.Id];
    deal = records[0]!.Opportunity__c;
}, 60_000);
afterAll(() => sample.stop());

interface Keyed {
    readonly Registration_Key__c: string;
}

interface Trail {
    readonly Id: string;
    readonly Field_Changed__c: string;
    readonly Old_Value__c: string | null;
    readonly New_Value__c: string | null;
    readonly Reason__c: string | null;
    readonly Stage_At_Change__c: string;
    readonly After_Entry__c: boolean;
    readonly Days_After_Registration__c: number;
    readonly Days_After_Lock__c: number;
    readonly Changed_By_Name__c: string;
}
const trail = async (where: string) =>
    (
        await admin.query<Trail>(
            'SELECT Id, Field_Changed__c, Old_Value__c, New_Value__c, Reason__c, Stage_At_Change__c, After_Entry__c, Days_After_Registration__c, ' +
                `Days_After_Lock__c, Changed_By_Name__c FROM Partner_Credit_Change__c WHERE ${where} ORDER BY Source_History_Id__c`
        )
    ).records;
const standardPartners = async () =>
    (
        await admin.query<{ AccountTo: { Name: string }; Role: string; IsPrimary: boolean }>(
            `SELECT AccountTo.Name, Role, IsPrimary FROM OpportunityPartner WHERE OpportunityId = '${deal}' ORDER BY AccountTo.Name`
        )
    ).records.map(({ AccountTo, Role, IsPrimary }) => [AccountTo.Name, Role, IsPrimary]);
const run = (args: readonly string[] = []) => sample.run(dealsCreditTrail, 'revops', args);

it('previews, then copies the late change of credit, and a second run writes nothing', async () => {
    const preview = await run(['--dry-run']);
    expect(preview.exit).toBe('FOUND');
    expect(preview.out).toMatch(/Credit +60 % +80 % +Rosa Delgado +Negotiation\/Review +94 days past lock +The partner ran both workshops/);
    expect(await trail('Id != null')).toEqual([]);

    const first = await run();
    expect([first.exit, first.err, first.out]).toEqual([
        'OK',
        '',
        expect.stringMatching(/^1 change of credit written to the trail; 0 were there\./)
    ]);
    // Registered 116 days before today and changed 21 days before today; the first day after registration is still open.
    expect(await trail('Id != null')).toEqual([
        expect.objectContaining({
            Field_Changed__c: 'Credit',
            Old_Value__c: '60 %',
            New_Value__c: '80 %',
            Changed_By_Name__c: 'Rosa Delgado',
            Stage_At_Change__c: 'Negotiation/Review',
            After_Entry__c: true,
            Days_After_Registration__c: 95,
            Days_After_Lock__c: 94
        })
    ]);
    const second = await run();
    expect([second.exit, second.out]).toEqual([
        'OK',
        expect.stringMatching(
            /is complete: 1 change, none new\.\n\nStandard partner list: 0 rows added, 0 removed, \d{3} as they should be\./
        )
    ]);
});

it('shows the partners of a deal in the standard list', async () => {
    expect(await standardPartners()).toEqual([
        ['Halden Consulting', 'System Integrator', true],
        [expect.stringMatching(/^Skybridge/), 'Distributor', false]
    ]);
});

it('keeps a change whatever path it took, with the reason of its own save', async () => {
    const change = (credit: number) => ({ Credit_Percent__c: credit, Credit_Change_Reason__c: `Agreed at ${credit} percent on the call.` });
    await revops.sobject('Partner_Engagement__c').update({ Id: lead, ...change(59) });
    const send = (method: 'PATCH' | 'POST', url: string, body: unknown) =>
        revops.request({ method, url, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
    const attributes = { type: 'Partner_Engagement__c' };
    await send('PATCH', `${DATA}/composite/sobjects`, { allOrNone: true, records: [{ attributes, id: lead, ...change(58) }] });
    const { Registration_Key__c } = (await revops.sobject('Partner_Engagement__c').retrieve(lead)) as unknown as Keyed;
    await revops.sobject('Partner_Engagement__c').upsert({ Registration_Key__c, ...change(57) }, 'Registration_Key__c');
    await send('POST', `${DATA}/composite`, {
        compositeRequest: [{ method: 'PATCH', url: `${DATA}/sobjects/Partner_Engagement__c/${lead}`, referenceId: 'one', body: change(56) }]
    });
    await send('PATCH', `${DATA}/ui-api/records/${lead}`, { fields: change(55) });
    await revops.bulk2.loadAndWaitForResults({
        object: 'Partner_Engagement__c',
        operation: 'update',
        input: [{ Id: lead, ...change(54) }]
    });

    expect((await run()).exit).toBe('OK');
    const rows = await trail(`Partner_Engagement__c = '${lead}'`);
    expect(rows.map(({ Old_Value__c: from, New_Value__c: to, Reason__c: reason }) => [from, to, reason])).toEqual(
        [59, 58, 57, 56, 55, 54].map((credit) => [`${credit + 1} %`, `${credit} %`, `Agreed at ${credit} percent on the call.`])
    );
});

it('keeps a withdrawal with its reason and takes the partner off the standard list', async () => {
    await revops.sobject('Partner_Engagement__c').update({
        Id: supporting,
        Status__c: 'Withdrawn',
        Withdrawal_Reason__c: 'The buyer chose to sign directly with us.',
        Withdrawn_On__c: '2026-11-21',
        Registration_Key__c: null
    });
    expect((await run()).exit).toBe('OK');
    expect(await trail(`Partner_Engagement__c = '${supporting}'`)).toEqual([
        expect.objectContaining({
            Field_Changed__c: 'Status',
            Old_Value__c: 'Registered',
            New_Value__c: 'Withdrawn',
            Reason__c: 'The buyer chose to sign directly with us.'
        })
    ]);
    expect(await standardPartners()).toEqual([['Halden Consulting', 'System Integrator', true]]);
});

describe('a line of the trail', () => {
    const refusal = (work: Promise<unknown>) =>
        work.then(
            () => 'done',
            (error: unknown) => String(error)
        );

    it.each(['admin', 'revops'] as const)('is not edited by %s', async (user) => {
        const { Id } = (await trail('Id != null'))[0]!;
        const connection = user === 'admin' ? admin : revops;
        const said = await refusal(connection.sobject('Partner_Credit_Change__c').update({ Id, New_Value__c: '10 %' }));
        expect(said).toMatch(user === 'admin' ? /never edited, by nobody/ : /insufficient access|entity type cannot be updated/i);
    });

    it('is deleted by nobody but an administrator, and the next run writes it again', async () => {
        const { Id } = (await trail('Id != null'))[0]!;
        expect(await refusal(revops.sobject('Partner_Credit_Change__c').delete(Id))).toMatch(/insufficient access/i);
        const before = (await trail('Id != null')).length;
        await admin.sobject('Partner_Credit_Change__c').delete(Id);
        expect((await run()).exit).toBe('OK');
        expect(await trail('Id != null')).toHaveLength(before);
    });

    it('tells of a line that was written by hand over what history says', async () => {
        const [line] = await trail("Field_Changed__c = 'Credit'");
        const { Source_History_Id__c, Partner_Engagement__c } = await admin.sobject('Partner_Credit_Change__c').retrieve(line!.Id);
        await admin.sobject('Partner_Credit_Change__c').destroy(line!.Id);
        const forged = {
            ...{ Source_History_Id__c, Partner_Engagement__c, Field_Changed__c: 'Credit', Old_Value__c: '80 %', New_Value__c: '80 %' },
            Changed_On__c: '2026-10-31T09:00:00Z'
        };
        const { id } = await revops.sobject('Partner_Credit_Change__c').create(forged);
        const { exit, err } = await run();
        expect([exit, err]).toEqual(['FOUND', expect.stringMatching(/PCC-\d+ does not say what field history says in \w{18}\./)]);
        await admin.sobject('Partner_Credit_Change__c').destroy(id!);
        expect((await run()).exit).toBe('OK');
    });

    it('tells of a line that names an entry which history does not hold, though it reaches back further', async () => {
        const forged = {
            ...{ Source_History_Id__c: '017000000000ABCAAA', Partner_Engagement__c: lead, Field_Changed__c: 'Credit' },
            ...{ Old_Value__c: '10 %', New_Value__c: '60 %', Changed_On__c: '2026-11-20T09:00:00Z' }
        };
        const { id } = await revops.sobject('Partner_Credit_Change__c').create(forged);
        const { exit, err } = await run();
        expect([exit, err]).toEqual([
            'FOUND',
            expect.stringMatching(/PCC-\d+ names the history entry 017000000000ABCAAA, which there is not/)
        ]);
        await admin.sobject('Partner_Credit_Change__c').destroy(id!);
        expect((await run()).exit).toBe('OK');
    });

    it('outlives the partner and the deal that it is about', async () => {
        await admin.sobject('Opportunity').delete(deal);
        const rows = await admin.query<{ Opportunity__c: string | null; Deal_Name__c: string; Partner_Name__c: string }>(
            "SELECT Opportunity__c, Deal_Name__c, Partner_Name__c FROM Partner_Credit_Change__c WHERE Deal_Name__c LIKE '%Care Analytics Platform'"
        );
        expect(rows.records.length).toBe(7); // six of the lead's credit, one of the supporting partner's withdrawal
        expect(rows.records[0]).toMatchObject({ Opportunity__c: null, Partner_Name__c: 'Halden Consulting' });
    });

    it('tells who may not write it in the org’s own words', async () => {
        const { exit, err } = await sample.run(dealsCreditTrail, 'ae');
        expect([exit, err]).toEqual(['FOUND', expect.stringMatching(/could not read Partner_Credit_Change__c/)]);
    });
});
