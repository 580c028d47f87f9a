import { encodeDefaultFieldValues } from 'lightning/pageReferenceUtils';
import { asGraphql, records } from '../../../../../test/deal-records';
import { answer } from '../../../../../test/graphql-org';
import { button, find, settled } from '../../../../../test/harness';
import { navigate } from '../../../../../test/navigation';
import { deal, DEALS, details, engagement, shown, tell } from './desk';

jest.mock('lightning/graphql', () => jest.requireActual('../../../../../test/graphql-org'));
jest.mock('lightning/navigation', () => jest.requireActual('../../../../../test/navigation'));
jest.mock('@salesforce/user/Id', () => ({ default: '005000000000002AAA' }), { virtual: true });
jest.mock('@salesforce/i18n/timeZone', () => ({ __esModule: true, default: 'UTC' }), { virtual: true });

beforeEach(() => {
    jest.clearAllMocks();
    (encodeDefaultFieldValues as jest.Mock).mockImplementation((values: unknown) => JSON.stringify(values));
});

describe('tasks', () => {
    const given = () => {
        const [{ attributes, state }] = navigate.mock.calls[0] as [{ attributes: unknown; state: { defaultFieldValues: string } }];
        return { attributes, values: JSON.parse(state.defaultFieldValues) as Record<string, unknown> };
    };

    it('remind the other one who has a turn, on the deal, with what is missing', async () => {
        const desk = await shown();
        button(desk, 'Remind')!.click();
        const { attributes, values } = given();
        expect(attributes).toEqual({ objectApiName: 'Task', actionName: 'new' });
        expect(values).toMatchObject({
            Subject: 'Remind: Aldergate Health - Care Analytics Platform: Joint scorecard: 2 open points',
            WhatId: deal.Id,
            OwnerId: deal.OwnerId,
            ActivityDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/)
        });
        expect(values.Description).toMatch(
            /^Joint scorecard: 2 open points\nWaits for Avery Lindqvist and Priya Raman: \d+ days in this stage\.$/
        );
    });

    it("offer no reminder where the turn is the reader's alone", async () => {
        const desk = await shown();
        answer(DEALS, asGraphql(records({ deal: { ...deal, OwnerId: engagement.Partner_Manager__c! }, engagements: [engagement] })));
        await settled();
        expect(button(desk, 'Remind')).toBeUndefined();
        expect(button(desk, 'Open')).toBeDefined();
        expect(find(desk, 'lightning-button-menu')).not.toBeNull();
    });

    it('escalate to who leads that person', async () => {
        const desk = await shown();
        tell(find(desk, 'lightning-button-menu')!, 'select', { value: 'escalate' });
        expect(given().values).toMatchObject({ OwnerId: '005000000000005AAA', Priority: 'High' });
    });

    it('leave open whom to escalate to where nobody is known', async () => {
        const desk = await shown();
        answer(DEALS, details({ 'Owner.ManagerId': null }));
        await settled();
        tell(find(desk, 'lightning-button-menu')!, 'select', { value: 'escalate' });
        expect(given().values).toMatchObject({ OwnerId: '', Priority: 'High' });
    });

    it('keep a note as done, for who writes it', async () => {
        const desk = await shown();
        tell(find(desk, 'lightning-button-menu')!, 'select', { value: 'note' });
        expect(given().values).toMatchObject({ Status: 'Completed', WhatId: deal.Id });
        expect(given().values).not.toHaveProperty('OwnerId');
    });
});
