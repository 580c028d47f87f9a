import { Connection } from 'jsforce';
import { startSampleOrg, type SampleOrg } from '../testing/sample-org';
import { dealsAhead } from './deals-ahead';

jest.setTimeout(60_000);

let sample: SampleOrg;
beforeAll(async () => {
    sample = await startSampleOrg('2026-11-21');
}, 60_000);
afterAll(() => sample.stop());

it('shows a deal that the integration user pushed past its proof, by name', async () => {
    const lane = new Connection({ instanceUrl: sample.instanceUrl, accessToken: sample.org.tokens['integration']!, version: '62.0' });
    const { records } = await lane.query<{ Id: string; Name: string }>(
        "SELECT Id, Name FROM Opportunity WHERE Name = 'Dunmore Foods - Service Desk Renewal'"
    );
    const lists = async () => {
        const { out } = await sample.run(dealsAhead, 'revops', ['--json']);
        return (JSON.parse(out) as { deals: readonly { deal: { name: string } }[] }).deals.filter(
            ({ deal }) => deal.name === records[0]!.Name
        );
    };
    expect(await lists()).toEqual([]);
    await lane.sobject('Opportunity').update({ Id: records[0]!.Id, StageName: 'Proposal/Price Quote' });
    // The handoff of this deal is not accepted: nothing beyond stage 0 is proven.
    expect(await lists()).toEqual([expect.objectContaining({ claimedOrder: 3, earnedOrder: 0, byIntegrationLane: true })]);
    const { out, exit } = await sample.run(dealsAhead, 'revops');
    expect([exit, out]).toEqual(['FOUND', expect.stringMatching(/Service Desk Renewal .* 3 +0 +.* 2026-11-21 +integration lane/)]);
});
