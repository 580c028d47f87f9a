import PlanSteps from 'c/planSteps';
import { button, find, mount, settled, textsOf } from '../../../../../test/harness';

const steps = [
    {
        Id: 'a04000000000001AAA',
        Action__c: 'Legal redlines returned',
        Party__c: 'Buyer',
        Due_On__c: '2026-12-01',
        Done__c: true,
        'Contact_Owner__r.Name': 'Clara Novak'
    },
    {
        Id: 'a04000000000002AAA',
        Action__c: 'Final price agreed',
        Party__c: 'Host',
        Due_On__c: '2026-12-08',
        Done__c: false,
        'Host_Owner__r.Name': 'Avery Lindqvist'
    }
];

it('says who does what by when', async () => {
    const element = mount('c-plan-steps', PlanSteps, { steps, planId: 'a03000000000001AAA' });
    expect(textsOf(element, 'li span')).toEqual(['Buyer · Clara Novak · due Dec 1, 2026', 'Host · Avery Lindqvist · due Dec 8, 2026']);
    await expect(element).toBeAccessible();
});

it('asks for the first step of an empty plan', () => {
    const element = mount('c-plan-steps', PlanSteps, { steps: [], planId: 'a03000000000001AAA' });
    expect(textsOf(element, 'p')).toContain('No step yet. A plan needs at least one before it can be signed.');
});

it('adds no step to a signed plan, but lets steps be ticked off', () => {
    const element = mount('c-plan-steps', PlanSteps, { steps, planId: 'a03000000000001AAA', signed: true });
    const ticked = jest.fn();
    element.addEventListener('tick', (event) => ticked((event as CustomEvent).detail));
    expect(button(element, 'Add a step')).toBeUndefined();
    find(element, 'lightning-input[data-id="a04000000000002AAA"]')!.dispatchEvent(new CustomEvent('change', { detail: { checked: true } }));
    expect(ticked).toHaveBeenCalledWith({ id: 'a04000000000002AAA', done: true });
});

it('opens the short form for a new step', async () => {
    const element = mount('c-plan-steps', PlanSteps, { steps: [], planId: 'a03000000000001AAA' });
    button(element, 'Add a step')!.click();
    await settled();
    expect(find<HTMLElement & { artifact: string; planId: string }>(element, 'c-artifact-form')).toMatchObject({
        artifact: 'plan-step',
        planId: 'a03000000000001AAA'
    });
});
