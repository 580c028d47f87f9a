import GateCriterion from 'c/gateCriterion';
import { viewGate } from 'c/gateView';
import { aHostScorecard, anEngagement, records } from '../../../../../test/deal-records';
import { button, find, mount, settled, textsOf } from '../../../../../test/harness';

const scorecardView = () => viewGate(records({ artifacts: { Joint_Scorecard__c: [aHostScorecard()] } })).blocking[0];

it('shows both moves, what is missing under each, and whose turn it is', async () => {
    const element = mount('c-gate-criterion', GateCriterion, { view: scorecardView(), side: 'host' });
    expect(textsOf(element, '[data-side="partner"] li')).toEqual(['Champion: Partner View', "Halden Consulting's confirmation"]);
    expect(textsOf(element, '[data-side="host"] li')).toEqual([]);
    expect(textsOf(element, '.waits')).toEqual(['Missing. Waits on Halden Consulting']);
    await expect(element).toBeAccessible();
});

it('lets each side confirm only its own half', async () => {
    const asHost = mount('c-gate-criterion', GateCriterion, { view: scorecardView(), side: 'host' });
    expect(button(asHost, 'Confirm our side')).toBeUndefined();
    const asPartner = mount('c-gate-criterion', GateCriterion, { view: scorecardView(), side: 'partner' });
    const asked = jest.fn();
    asPartner.addEventListener('act', (event) => asked((event as CustomEvent).detail.action));
    button(asPartner, 'Confirm for Halden Consulting')!.click();
    expect(asked).toHaveBeenCalledWith('confirm');
});

it('lets only the owner answer the handoff', async () => {
    const view = viewGate(records({ engagements: [anEngagement({ Missing_Criteria__c: 'handoff;' })] })).blocking.find(
        ({ criterion }) => criterion.artifact === 'handoff'
    )!;
    expect(button(mount('c-gate-criterion', GateCriterion, { view, side: 'host', ownsDeal: false }), 'Accept handoff')).toBeUndefined();
    expect(button(mount('c-gate-criterion', GateCriterion, { view, side: 'host', ownsDeal: true }), 'Accept handoff')).toBeDefined();
});

it('opens the form on request and asks for a reload when it saved', async () => {
    const element = mount('c-gate-criterion', GateCriterion, { view: scorecardView(), side: 'partner' });
    const asked = jest.fn();
    element.addEventListener('act', (event) => asked((event as CustomEvent).detail.action));
    button(element, 'Fill in what is missing')!.click();
    await settled();
    find(element, 'c-artifact-form')!.dispatchEvent(new CustomEvent('saved'));
    expect(asked).toHaveBeenCalledWith('saved');
});

it('says so when a criterion only advises, and offers no exception from advice', async () => {
    const view = scorecardView()!;
    const advice = { ...view, criterion: { ...view.criterion, mode: 'advise' as const } };
    const element = mount('c-gate-criterion', GateCriterion, { view: advice, side: 'host' });
    expect(textsOf(element, '[data-id="advises"]')).toEqual(['Advice only: no move waits for it']);
    expect(button(element, 'Request exception')).toBeUndefined();
    const blocking = mount('c-gate-criterion', GateCriterion, { view, side: 'host' });
    expect(textsOf(blocking, '[data-id="advises"]')).toEqual([]);
    expect(button(blocking, 'Request exception')).toBeDefined();
    await expect(element).toBeAccessible();
});
