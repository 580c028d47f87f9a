import GateNotes from 'c/gateNotes';
import { MAP_VERSION } from 'c/stageMap';
import type { PartnerView } from 'c/gateView';
import { aDeal, anEngagement } from '../../../../../test/deal-records';
import { mount, textsOf } from '../../../../../test/harness';

jest.mock('@salesforce/customPermission/Bypass_Partner_Gates', () => ({ default: undefined }), { virtual: true });

const under = (version: string | null, name = 'Halden Consulting'): PartnerView => ({
    engagement: anEngagement({ Stage_Map_Version__c: version }),
    name,
    facts: '',
    criteria: []
});
const show = (partners: readonly PartnerView[], deal = aDeal()) => mount('c-gate-notes', GateNotes, { deal, partners });

it('says quietly which version of the map holds', async () => {
    const notes = show([under(MAP_VERSION)]);
    expect(textsOf(notes, '[data-id="map-version"]')).toEqual([`Stage map ${MAP_VERSION}`]);
    expect(textsOf(notes, '[data-id="lane"]')).toEqual([]);
    await expect(notes).toBeAccessible();
});

it('says why an earlier version holds', () => {
    const notes = show([under('1.0'), under('1.0', 'Corvex')]);
    expect(textsOf(notes, '[data-id="map-version"]')).toEqual([`Stage map 1.0 (registered before ${MAP_VERSION} took effect)`]);
});

it('names the partners where they are under different versions', () => {
    const notes = show([under('1.0'), under(MAP_VERSION, 'Corvex')]);
    expect(textsOf(notes, '[data-id="map-version"]')).toEqual([
        `Halden Consulting: stage map 1.0 (registered before ${MAP_VERSION} took effect)`,
        `Corvex: stage map ${MAP_VERSION}`
    ]);
});

it('tells those whom the gates only advise', async () => {
    const notes = show([under(MAP_VERSION)], aDeal({ Gates_Advise_Only__c: true }));
    expect(textsOf(notes, '[data-id="lane"]')).toEqual(['Gates advise only for you: moves are not blocked.']);
    await expect(notes).toBeAccessible();
});
