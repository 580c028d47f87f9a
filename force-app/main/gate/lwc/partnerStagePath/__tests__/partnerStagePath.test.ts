import { graphql } from 'lightning/graphql';
import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import { RefreshEvent, registerRefreshHandler, unregisterRefreshHandler } from 'lightning/refresh';
import PartnerStagePath from 'c/partnerStagePath';
import { aDeal, aHostScorecard, anEngagement, aRequest, asGraphql, records } from '../../../../../test/deal-records';
import { button, find, graphqlStub, mount, settled, stubOf, textsOf } from '../../../../../test/harness';
import type { DealRecords } from 'c/dealGraph';

jest.mock('@salesforce/i18n/timeZone', () => ({ __esModule: true, default: 'UTC' }), { virtual: true });
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
    expect(textsOf(panel, '[data-id="refusal"]')[0]).toContain('Not moved to Value Proposition. Joint scorecard is not complete.');
    expect(textsOf(panel, '[data-id="refused-for"]')).toEqual(['Missing now: Joint scorecard (Halden Consulting): not started.']);
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

it('asks again when the page is brought up to date, and once only for what it changed itself', async () => {
    const handlers: (() => Promise<unknown>)[] = [];
    (registerRefreshHandler as unknown as jest.Mock).mockImplementation((_panel: unknown, handler: () => Promise<unknown>) => {
        handlers.push(handler);
        return 'handler-1';
    });
    const panel = await show(records());
    panel.addEventListener(new RefreshEvent().type, () => handlers.forEach((handler) => handler()));
    button(panel, 'Move to Value Proposition')!.click();
    await settled();
    expect(refresh).toHaveBeenCalledTimes(1);
    await Promise.all(handlers.map((handler) => handler()));
    expect(refresh).toHaveBeenCalledTimes(2);
    panel.remove();
    expect(unregisterRefreshHandler).toHaveBeenCalledWith('handler-1');
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

it('says what is usual where the deal stands, and marks what is too long', async () => {
    const baseline = { stageOrder: 1, partnerType: 'SI', meanDays: 18, thresholdDays: 32, sampleSize: 12 };
    const since = new Date(Date.now() - 41 * 86_400_000).toISOString();
    const panel = await show(records({ deal: aDeal({ LastStageChangeDate: since }), baselines: [baseline] }));
    expect(textsOf(panel, '[data-id="dwell"]')).toEqual(['Usually 18 days here (12 seen); now 41.']);
    expect(find(panel, '[data-id="dwell"]')!.dataset.long).toBe('true');
    await expect(panel).toBeAccessible();
});

it('says nothing of dwell where nothing is known', async () => {
    expect(textsOf(await show(records()), '[data-id="dwell"]')).toEqual([]);
});

it('puts partners that owe nothing behind one line when there are many', async () => {
    const engagements = Array.from({ length: 12 }, (_, each) =>
        anEngagement({
            Id: `a000000000000${String(each).padStart(2, '0')}AAA`,
            'Partner__r.Name': `Partner ${each}`,
            Missing_Criteria__c: each < 2 ? 'joint-scorecard;' : ''
        })
    );
    const panel = await show(records({ engagements }));
    const names = () => textsOf(panel, 'h3.partner');
    expect(names()).toEqual(['Partner 0', 'Partner 1']);
    button(panel, 'Show 10 partners that owe nothing now')!.click();
    await settled();
    expect(names()).toHaveLength(12);
    expect(button(panel, 'Hide 10 partners that owe nothing now')).toBeDefined();
});

it('shows one partner only where it stands for one', async () => {
    const other = anEngagement({ Id: 'a00000000000002AAA', 'Partner__r.Name': 'Skybridge' });
    const panel = mount('c-partner-stage-path', PartnerStagePath, {
        recordId: '006000000000001AAA',
        engagementId: 'a00000000000002AAA'
    });
    graphqlStub(graphql).emit(asGraphql(records({ engagements: [anEngagement(), other] })), undefined, refresh);
    await settled();
    expect(textsOf(panel, 'h3.partner')).toEqual(['Skybridge']);
});

it('tries again after a failure', async () => {
    const panel = mount('c-partner-stage-path', PartnerStagePath, { recordId: '006000000000001AAA' });
    graphqlStub(graphql).emit(undefined, undefined, refresh);
    graphqlStub(graphql).emitErrors([{ message: 'Timeout' }]);
    await settled();
    expect(button(panel, 'Try again')).toBeDefined();
});
