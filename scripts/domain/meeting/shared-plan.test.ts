import { namesIn, standingOf, type SharedPlan, type SharedStep } from './shared-plan';

const aStep = (given: Partial<SharedStep>): SharedStep => ({
    action: 'Sign',
    party: 'Buyer',
    owner: undefined,
    dueOn: undefined,
    isDone: false,
    doneOn: undefined,
    after: undefined,
    ...given
});
const aPlan = (steps: readonly SharedStep[]): SharedPlan => ({
    names: { Host: 'We', Partner: 'Halden', Buyer: 'Aldergate' },
    contacts: { Host: undefined, Partner: undefined, Buyer: undefined },
    sponsors: {},
    targetOn: undefined,
    path: undefined,
    agreedOn: {},
    amount: undefined,
    steps
});

it('counts what is done, what is late, and names all steps of the next day', () => {
    const steps = [
        aStep({ action: 'done late', isDone: true, dueOn: 10 }),
        aStep({ action: 'late', dueOn: 19 }),
        aStep({ action: 'also late', dueOn: 19 }),
        aStep({ action: 'today', dueOn: 20 }),
        aStep({ action: 'some day' })
    ];
    const standing = standingOf(aPlan(steps), 20);
    expect(standing).toMatchObject({ done: 1, overdue: 2 });
    expect(standing.next.map(({ action }) => action)).toEqual(['late', 'also late']);
    expect(standingOf(aPlan([]), 20)).toEqual({ done: 0, overdue: 0, next: [] });
});

it.each([
    ['Agree the order with SKYBRIDGE, then sign', true],
    ['Skybridge Marketplace sends the offer', true],
    ['Build a sky bridge', false],
    ['Skybridges are nice', false]
])('finds another partner in %j: %s', (text, isNamed) => {
    expect(namesIn([text], ['Skybridge Marketplace']).length > 0).toBe(isNamed);
});

it('does not take an ordinary first word for a name', () => {
    expect(namesIn(['Sign the cloud order'], ['Cloud Nine Resale'])).toEqual([]);
    expect(namesIn(['Cloud Nine Resale signs'], ['Cloud Nine Resale'])).toHaveLength(1);
});
