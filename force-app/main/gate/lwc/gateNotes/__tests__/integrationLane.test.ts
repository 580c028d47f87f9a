import GateNotes from 'c/gateNotes';
import { aDeal } from '../../../../../test/deal-records';
import { mount, textsOf } from '../../../../../test/harness';

jest.mock('@salesforce/customPermission/Bypass_Partner_Gates', () => ({ default: true }), { virtual: true });

it('names the integration lane, whatever the setting says', async () => {
    const notes = mount('c-gate-notes', GateNotes, { deal: aDeal({ Gates_Advise_Only__c: true }), partners: [] });
    expect(textsOf(notes, '[data-id="lane"]')).toEqual([
        'Integration lane: the gates do not stop your moves. What is not proven shows as ahead of proof.'
    ]);
    await expect(notes).toBeAccessible();
});
