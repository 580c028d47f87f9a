import { graphql } from 'lightning/graphql';
import { createRecord } from 'lightning/uiRecordApi';
import PlanSteps from 'c/planSteps';
import { button, find, graphqlStub, mount, settled, textsOf } from '../../../../../test/harness';

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

/** Long enough for six saves, one after the other. */
const allSettled = (): Promise<void> => settled().then(settled).then(settled).then(settled).then(settled);
const PLAN = 'a03000000000001AAA';
const empty = {
    steps: [],
    planId: PLAN,
    partnerType: 'SI',
    partnerId: '001000000000002AAA',
    dealId: '006000000000001AAA',
    targetClose: '2099-12-31'
};
const create = createRecord as unknown as jest.Mock;
const edges = (...nodes: object[]) => ({ edges: nodes.map((node) => ({ node })) });

it('starts an empty plan from the usual steps of the partner type, in their order', async () => {
    create.mockReset().mockResolvedValue({});
    const element = mount('c-plan-steps', PlanSteps, empty);
    const saved = jest.fn();
    element.addEventListener('saved', saved);
    expect(textsOf(element, '[data-id="dated"]')).toEqual(['Their due days are worked back from the target close, Dec 31, 2099.']);
    button(element, 'Add the 6 usual steps')!.click();
    await allSettled();
    expect(create.mock.calls.map(([{ fields }]) => fields.Action__c)).toEqual([
        'Agree the statement of work',
        'Finish the security review',
        'Name the delivery team and its start',
        'Return the legal redlines',
        'Agree the final price',
        'Sign the order'
    ]);
    expect(create.mock.calls[5][0].fields).toEqual({
        Mutual_Action_Plan__c: PLAN,
        Action__c: 'Sign the order',
        Party__c: 'Buyer',
        Due_On__c: '2099-12-31'
    });
    expect(saved).toHaveBeenCalledTimes(1);
});

it('starts it from the last plan with the partner where there is one', async () => {
    const element = mount('c-plan-steps', PlanSteps, empty);
    await settled();
    graphqlStub(graphql).emit({
        uiapi: {
            query: {
                Mutual_Action_Plan__c: edges({ Id: 'a03000000000009AAA', Target_Close_On__c: { value: '2026-06-30' } }),
                Mutual_Action_Step__c: edges({
                    Id: 'a04000000000009AAA',
                    Mutual_Action_Plan__c: { value: 'a03000000000009AAA' },
                    Action__c: { value: 'Book the review' },
                    Party__c: { value: 'Buyer' },
                    Due_On__c: { value: '2026-06-16' }
                })
            }
        }
    });
    await settled();
    expect(button(element, 'Add the 1 of the last deal with this partner')).toBeDefined();
});

it('tells which step the org refused, and adds no more', async () => {
    create
        .mockReset()
        .mockResolvedValueOnce({})
        .mockRejectedValue({ body: { message: 'The plan is signed.' } });
    const element = mount('c-plan-steps', PlanSteps, empty);
    button(element, 'Add the 6 usual steps')!.click();
    await allSettled();
    expect(create).toHaveBeenCalledTimes(2);
    expect(textsOf(element, '.problem')).toEqual(['Not all steps were added. The plan is signed.']);
    await expect(element).toBeAccessible();
});

it('changes a step in its place', async () => {
    const element = mount('c-plan-steps', PlanSteps, { steps, planId: PLAN });
    find(element, 'lightning-button-icon[data-id="a04000000000002AAA"]')!.click();
    await settled();
    expect(find<HTMLElement & { record: unknown }>(element, 'li c-artifact-form')!.record).toEqual(steps[1]);
});
