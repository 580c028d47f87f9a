import { graphql } from 'lightning/graphql';
import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import PartnerStagePath from 'c/partnerStagePath';
import { aDeal, aHostScorecard, anEngagement, aRequest, asGraphql, records } from '../../../../../test/deal-records';
import { button, find, graphqlStub, mount, settled, stubOf, textsOf } from '../../../../../test/harness';
import type { DealRecords } from 'c/dealGraph';

jest.mock('@salesforce/user/Id', () => ({ default: '005000000000001AAA' }), { virtual: true });
jest.mock('@salesforce/customPermission/Advance_Partner_Deal', () => ({ default: true }), { virtual: true });
jest.mock('@salesforce/customPermission/Waive_Partner_Gate', () => ({ default: undefined }), { virtual: true });

const update = updateRecord as unknown as jest.Mock;
const create = createRecord as unknown as jest.Mock;
const refresh = jest.fn().mockResolvedValue(undefined);

const refusal = (message: string) => ({
    status: 400,
    body: {
        message: 'An error occurred while trying to update the record.',
        output: { errors: [], fieldErrors: { StageName: [{ message }] } }
    }
});

async function show(deal: DealRecords): Promise<HTMLElement> {
    const panel = mount('c-partner-stage-path', PartnerStagePath, { recordId: '006000000000001AAA' });
    graphqlStub(graphql).emit(asGraphql(deal), undefined, refresh);
    await settled();
    return panel;
}

beforeEach(() => {
    jest.clearAllMocks();
    update.mockResolvedValue({});
    create.mockResolvedValue({});
});

it('says in one sentence what is missing and who owes it', async () => {
    const panel = await show(records({ artifacts: { Joint_Scorecard__c: [aHostScorecard()] } }));
    expect(textsOf(panel, '[data-id="headline"]')).toEqual(["1 thing before Value Proposition: none yours, 1 Halden Consulting's."]);
    await expect(panel).toBeAccessible();
});

it('asks for the deal in one request', async () => {
    await show(records());
    expect(stubOf(graphql).getLastConfig()).toMatchObject({ variables: { dealId: '006000000000001AAA' } });
});

it('repeats the words of the org when a move is refused, and records the stopped move', async () => {
    update.mockRejectedValue(refusal('Joint scorecard is not complete.'));
    const panel = await show(records());
    button(panel, 'Move to Value Proposition')!.click();
    await settled();
    await settled();
    expect(textsOf(panel, '[data-id="refusal"]')).toEqual(['Not moved to Value Proposition. Joint scorecard is not complete.']);
    expect(create).toHaveBeenCalledWith({
        apiName: 'Stage_Gate_Block__c',
        fields: expect.objectContaining({
            Attempted_Stage__c: 'Value Proposition',
            Attempted_Rank__c: 20,
            Criterion__c: 'joint-scorecard',
            Message__c: 'Joint scorecard is not complete.'
        })
    });
});

it('moves the deal and asks again', async () => {
    const panel = await show(records({ engagements: [anEngagement({ Missing_Criteria__c: 'post-mortem;' })] }));
    button(panel, 'Move to Value Proposition')!.click();
    await settled();
    expect(update).toHaveBeenCalledWith({ fields: { Id: '006000000000001AAA', StageName: 'Value Proposition' } });
    expect(create).not.toHaveBeenCalled();
    expect(refresh).toHaveBeenCalled();
});

it('warns when the deal is ahead of its proof', async () => {
    const panel = await show(
        records({ deal: aDeal({ StageName: 'Proposal/Price Quote', Partner_Stage_Order__c: 3, Earned_Stage_Order__c: 1 }) })
    );
    expect(textsOf(panel, '[data-id="ahead"]')).toEqual(['Ahead of proof: the exit of stage 1, Joint discovery, is not proven yet.']);
});

it('leaves a direct deal alone', async () => {
    const panel = await show(records({ engagements: [] }));
    expect(textsOf(panel, '[role="status"]')[0]).toContain('No partner is on this deal');
    await expect(panel).toBeAccessible();
});

it('shows a requested exception, but no way to approve it, to those who may not', async () => {
    const panel = await show(records({ waivers: [aRequest()] }));
    const exceptions = find(panel, 'c-deal-exceptions')!;
    expect(textsOf(exceptions, '[data-id="exception"] p')).toEqual([
        'Exception requested for stage 1 with Halden Consulting, until Dec 31, 2026: Quarter end'
    ]);
    expect(button(exceptions, 'Approve')).toBeUndefined();
});

it('tells why it could not load', async () => {
    const panel = mount('c-partner-stage-path', PartnerStagePath, { recordId: '006000000000001AAA' });
    graphqlStub(graphql).emitErrors([{ message: 'No such field.' }]);
    await settled();
    expect(textsOf(panel, '[role="alert"]')).toEqual(['Partner Path could not be loaded. No such field.']);
    await expect(panel).toBeAccessible();
});

it('says so when the deal is not visible', async () => {
    const panel = mount('c-partner-stage-path', PartnerStagePath, { recordId: '006000000000001AAA' });
    graphqlStub(graphql).emit({ uiapi: { query: { Opportunity: { edges: [] } } } });
    await settled();
    expect(textsOf(panel, '[role="status"]')).toEqual(['This deal is not visible to you. Ask its owner to share it.']);
});
