import GateCriterion from 'c/gateCriterion';
import { viewGate } from 'c/gateView';
import { CRITERIA } from 'c/stageMap';
import type * as StageMapModule from 'c/stageMap';
import { anEngagement, records } from '../../../../../test/deal-records';
import { button, find, mount, settled, textsOf } from '../../../../../test/harness';

// The map of an admin who added a criterion: a field of the partner on the deal, owed by both sides before the deal leaves stage 1.
jest.mock('c/stageMap', () => {
    const map = jest.requireActual<typeof StageMapModule>('c/stageMap');
    const [like] = map.CRITERIA.filter(({ key }) => key === 'joint-scorecard');
    const survey = {
        key: 'site-survey',
        number: 42,
        title: 'Site survey',
        artifact: 'field',
        field: 'Site_Survey__c',
        hostMove: 'Open the site to the surveyor.',
        partnerMove: 'Bring the survey number.',
        byPartnerType: {}
    };
    return { ...map, CRITERIA: [...map.CRITERIA, { ...like, ...survey }] };
});

const engagement = anEngagement({ Missing_Criteria__c: 'site-survey;' });
const view = () => viewGate(records({ engagements: [engagement] })).blocking[0]!;

it('stands in the map of the test', () => {
    expect(CRITERIA.find(({ artifact }) => artifact === 'field')).toMatchObject({ field: 'Site_Survey__c', gateRank: 11 });
});

it('is told under both moves', () => {
    const element = mount('c-gate-criterion', GateCriterion, { view: view(), side: 'partner' });
    expect(textsOf(element, '.waits')).toEqual(['Missing. Waits on the AE and you']);
    expect(textsOf(element, '[data-side="partner"] li')).toEqual(['Site survey']);
});

it('is supplied in a form of its own, right in the card', async () => {
    const element = mount('c-gate-criterion', GateCriterion, { view: view(), side: 'partner' });
    const asked = jest.fn();
    element.addEventListener('act', (event) => asked((event as CustomEvent).detail.action));
    button(element, 'Start')!.click();
    await settled();
    expect(find(element, 'c-artifact-form')).toBeNull();
    const form = find<HTMLElement & { fieldName: string; engagementId: string; hint: string }>(element, 'c-field-form')!;
    expect([form.fieldName, form.engagementId, form.hint]).toEqual(['Site_Survey__c', engagement.Id, 'Bring the survey number.']);
    await expect(element).toBeAccessible();
    form.dispatchEvent(new CustomEvent('saved'));
    await settled();
    expect(asked).toHaveBeenCalledWith('saved');
    expect(find(element, 'c-field-form')).toBeNull();
});
