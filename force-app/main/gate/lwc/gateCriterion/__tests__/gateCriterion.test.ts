import GateCriterion from 'c/gateCriterion';
import { viewGate } from 'c/gateView';
import { aDeal, aHostScorecard, anEngagement, records } from '../../../../../test/deal-records';
import type { Fields } from 'c/dealGraph';
import { button, find, mount, settled, textsOf } from '../../../../../test/harness';

const scorecardView = () => viewGate(records({ artifacts: { Joint_Scorecard__c: [aHostScorecard()] } })).blocking[0];

it('shows both moves, what is missing under each, and whose turn it is', async () => {
    const element = mount('c-gate-criterion', GateCriterion, { view: scorecardView(), side: 'host' });
    expect(textsOf(element, '[data-side="partner"] li')).toEqual(['Champion: Partner View', "Halden Consulting's confirmation"]);
    expect(textsOf(element, '[data-side="host"] li')).toEqual([]);
    expect(textsOf(element, '.waits')).toEqual(['Missing. Waits on Halden Consulting']);
    await expect(element).toBeAccessible();
});

it('names the person to call, and says "you" only to that person', () => {
    const deal = aDeal({ 'Owner.Name': 'Avery Lindqvist' });
    const people = { Partner_Manager__c: '005000000000002AAA', 'Partner_Manager__r.Name': 'Priya Raman' };
    const known = records({ deal, engagements: [anEngagement(people)] });
    const [view] = viewGate(known).blocking;
    const show = (reader: object) => mount('c-gate-criterion', GateCriterion, { view, records: known, ...reader });
    const colleague = show({ side: 'host' });
    expect(textsOf(colleague, '.waits')).toEqual(['Missing. Waits on Avery Lindqvist and Halden Consulting (Priya Raman)']);
    expect(textsOf(colleague, '.move-label')).toEqual(['Host move', 'Partner move']);
    const owner = show({ side: 'host', ownsDeal: true });
    expect(textsOf(owner, '.waits')).toEqual(['Missing. Waits on you and Halden Consulting (Priya Raman)']);
    expect(textsOf(owner, '.move-label')).toEqual(['Host move (yours)', 'Partner move']);
    const otherManager = show({ side: 'partner' });
    expect(textsOf(otherManager, '.waits')).toEqual(['Missing. Waits on Avery Lindqvist and Halden Consulting (Priya Raman)']);
});

it('keeps the confirmation open to a colleague of the owner, whom the org lets confirm', () => {
    const known = records({
        deal: aDeal({ 'Owner.Name': 'Avery Lindqvist' }),
        artifacts: { Joint_Scorecard__c: [aHostScorecard({ Host_Confirmed_By__c: null })] }
    });
    const colleague = mount('c-gate-criterion', GateCriterion, { view: viewGate(known).blocking[0], records: known, side: 'host' });
    expect(button(colleague, 'Confirm our side')).toBeDefined();
    expect(textsOf(colleague, '.waits')[0]).not.toContain('you');
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

it('passes the answer to a handoff on, with the criterion that it is about', () => {
    const view = viewGate(records({ engagements: [anEngagement({ Missing_Criteria__c: 'handoff;' })] })).blocking.find(
        ({ criterion }) => criterion.artifact === 'handoff'
    )!;
    const element = mount('c-gate-criterion', GateCriterion, { view, side: 'host', ownsDeal: true });
    const asked = jest.fn();
    element.addEventListener('act', (event) => asked((event as CustomEvent).detail));
    find(element, 'c-handoff-answer')!.dispatchEvent(
        new CustomEvent('answer', { detail: { action: 'return-handoff', reason: 'The seller left' } })
    );
    expect(asked).toHaveBeenCalledWith({ action: 'return-handoff', reason: 'The seller left', view });
});

it('says what a signature freezes before it is given', () => {
    const engagement = anEngagement({ Missing_Criteria__c: 'mutual-action-plan;' });
    const plan = {
        Id: 'a03000000000001AAA',
        Partner_Engagement__c: engagement.Id!,
        Procurement_Path__c: 'Direct',
        Target_Close_On__c: '2026-12-31',
        Host_Exec_Sponsor__c: '005000000000003AAA',
        Partner_Exec_Sponsor__c: '003000000000008AAA',
        Steps__c: 6
    };
    const deal = aDeal({ StageName: 'Negotiation/Review', Partner_Stage_Order__c: 3 });
    const show = (fields: Fields) => {
        const artifacts = { Mutual_Action_Plan__c: [{ ...plan, ...fields }] };
        const view = viewGate(records({ deal, engagements: [engagement], artifacts })).blocking[0];
        return mount('c-gate-criterion', GateCriterion, { view, side: 'host' });
    };
    expect(textsOf(show({}), '[data-id="freezes"]')[0]).toContain('freezes path, target close, sponsors and all 6 steps');
    expect(textsOf(show({ Partner_Exec_Sponsor__c: null }), '[data-id="freezes"]')).toEqual([
        'Nobody can sign before this is there: Partner Executive Sponsor.'
    ]);
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
