import { Connection } from 'jsforce';
import { startSampleOrg, type SampleOrg } from '../testing/sample-org';
import { dealsWaivers } from './deals-waivers';

jest.setTimeout(60_000);

let sample: SampleOrg;
let admin: Connection;
beforeAll(async () => {
    sample = await startSampleOrg('2026-11-21');
    admin = new Connection({ instanceUrl: sample.instanceUrl, accessToken: sample.org.tokens['admin']!, version: '62.0' });
}, 60_000);
afterAll(() => sample.stop());

interface Document {
    readonly exceptions: readonly { readonly state: string; readonly name: string; readonly deal: { readonly name: string } }[];
    readonly closed?: readonly unknown[];
    readonly refused?: readonly unknown[];
}

const statuses = async () =>
    (await admin.query<{ Status__c: string }>('SELECT Status__c FROM Gate_Waiver__c')).records.map((row) => row.Status__c);
const read = (out: string) => JSON.parse(out) as Document;

it('lists a request, an expired and a running exception, and changes nothing', async () => {
    const before = await statuses();
    const { out, exit } = await sample.run(dealsWaivers, 'revops', ['--json']);
    expect(read(out).exceptions.map(({ state }) => state)).toEqual(['requested', 'expired', 'approved']);
    expect(exit).toBe('FOUND');
    const text = await sample.run(dealsWaivers, 'revops');
    expect(text.out).toMatch(
        /approved +GW-\d+ +.* - Pricing Engine +Quillbase Software +2 +340,000 +2026-12-03 +Rosa Delgado +Joint pitch with a buyer next step; Technical pre-brief/
    );
    expect(await statuses()).toEqual(before);
});

it('tells in the org’s words what somebody without the right cannot close', async () => {
    const { out, err, exit } = await sample.run(dealsWaivers, 'ae', ['--expire', '--json']);
    expect(exit).toBe('FOUND');
    expect(read(out).closed).toEqual([]);
    expect(err).toMatch(/GW-\d+ was not closed: FIELD_CUSTOM_VALIDATION_EXCEPTION: Exceptions are decided and closed by RevOps\./);
});

it('closes the expired one, so that what was waived holds the deal again, and finds nothing the second time', async () => {
    const gate = async () =>
        (
            await admin.query<{ Open_Gate__c: number; Waiver_Debt__c: string | null }>(
                'SELECT Open_Gate__c, Waiver_Debt__c FROM Partner_Engagement__c WHERE Id IN (SELECT Partner_Engagement__c FROM Gate_Waiver__c WHERE Expires_On__c < 2026-11-21)'
            )
        ).records[0]!;
    expect((await gate()).Waiver_Debt__c).toBe('joint-pitch;technical-pre-brief-si;');
    const { out, exit } = await sample.run(dealsWaivers, 'revops', ['--expire']);
    expect([exit, out]).toEqual(['OK', expect.stringMatching(/^Closed one exception past the last day/)]);
    // Gate 2 is rank 22 in the default map, and the pitch its fourth criterion.
    expect(await gate()).toMatchObject({ Open_Gate__c: 22.04, Waiver_Debt__c: null });
    const again = await sample.run(dealsWaivers, 'revops', ['--expire', '--json']);
    expect([again.exit, read(again.out).closed]).toEqual(['OK', []]);
    expect((await statuses()).sort()).toEqual(['Approved', 'Closed', 'Requested']);
});
