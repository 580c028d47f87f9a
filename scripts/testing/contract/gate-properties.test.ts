import fc from 'fast-check';
import { tallyLine } from '../tally-line';
import type { Customer, Partner, PartnerType } from './deal-desk';
import { saveChildren, stagesAhead, supplyAll } from './gate-endings';
import { explanationsOf } from './gate-explanations';
import { SHIPPED, dealTotals, isOverdue, mustTakeMove, openGateOf } from './gate-oracle';
import type { DealTotals } from './gate-oracle';
import { PATHS, isChanged, isTaken, sender } from './gate-paths';
import { DealWork, NEXT, TYPES, accept, register, step } from './gate-steps';
import type { Step } from './gate-steps';
import { GATE_ROLES, GateWorld } from './gate-world';
import { LOST, stageNames } from './map-words';
import type { RecountedPartner } from './recount';
import { ruleSays } from './rule-words';

// Drives sequences of writes by everybody over every path and holds what the gate promises, judged by an oracle of its own. It moves the
// clock, empties the recycle bin's way back and exchanges the map, which a real org does not let a test do.
const RUNS = Number(process.env['FC_RUNS'] ?? 60);
const STEPS = 20;
const SECONDS_A_RUN = 4;
jest.setTimeout(60_000 + RUNS * SECONDS_A_RUN * 1000);

let world: GateWorld;
let customer: Customer;
let partners: ReadonlyMap<PartnerType, Partner>;
let startOver: () => Promise<void>;

let hasHeld = false;
const seen = { sequences: 0, writes: 0, refused: 0, advanced: 0, ahead: 0, won: 0, maps: 0 };
const [paths, waysIn, roles] = [new Set<string>(), new Set<string>(), new Set<string>()];

beforeAll(async () => {
    world = await GateWorld.open();
    customer = await world.desk.customer();
    partners = new Map(await Promise.all(TYPES.map(async (type) => [type, await world.desk.partner(type)] as const)));
    startOver = await world.remember();
});
afterAll(async () => {
    tallyLine(
        'gate',
        `gate: ${seen.sequences} sequences, ${seen.writes.toLocaleString('en')} writes, ${new Set([...paths, ...waysIn]).size} paths, ${roles.size} roles, ` +
            `${seen.maps} map changes, ${seen.refused.toLocaleString('en')} moves refused, ${seen.ahead} deals ahead and every one explained, ${hasHeld ? '0 leaks' : 'and it did not hold'}`
    );
    await world?.org.stop();
});

const DEAL_FIELDS = [
    'StageName',
    'Partner_Stage_Rank__c',
    'Partner_Stage_Order__c',
    'Registered_Partners__c',
    'Lead_Partners__c',
    'Sourcing_Partners__c',
    'Partner_Credit__c',
    'Partner_Open_Gate__c',
    'Earned_Stage_Order__c'
];

interface State {
    readonly totals: DealTotals;
    readonly found: readonly RecountedPartner[];
    readonly isExceptionOverdue: boolean;
}

/** The org's stored roll-ups and formulas against a recount of single records and the gate worked out by hand. */
function expectCounted(deal: string): State {
    const found = world.recount(deal);
    const all = found.map(({ facts }) => facts);
    expect(found.map(({ id, openGate }) => ({ id, openGate }))).toEqual(
        found.map(({ id, facts }) => ({ id, openGate: openGateOf(world.map, facts) }))
    );
    const row = Object.fromEntries(DEAL_FIELDS.map((field) => [field, world.read('Opportunity', deal, field)]));
    const totals = dealTotals(world.map, String(row['StageName']), all);
    expect({ ...row, Partner_Credit__c: row['Partner_Credit__c'] ?? 0 }).toEqual(totals);
    const isExceptionOverdue = all.some((facts) => facts.status === 'Registered' && isOverdue(world.map, facts, world.day()));
    return { totals, found, isExceptionOverdue };
}

/** One sourced, one lead, at most all of the credit; beyond that only what came back from the recycle bin. */
function expectAddsUp({ totals }: State, isRestored: boolean): void {
    if (isRestored) return;
    expect(totals.Partner_Credit__c).toBeLessThanOrEqual(100);
    expect(totals.Lead_Partners__c).toBeLessThanOrEqual(1);
    expect(totals.Sourcing_Partners__c).toBeLessThanOrEqual(1);
}

/**
 * A deal that claims more than it has earned says in its own records why. What else may be the reason leaves its trace elsewhere: a
 * deployed map in the list of deployments; a partner out of the recycle bin, where no rule runs, in nothing but being ahead.
 */
function expectExplained(deal: string, { totals }: State, isOtherwise: boolean): void {
    if (totals.Partner_Stage_Order__c <= totals.Earned_Stage_Order__c || isOtherwise) return;
    seen.ahead += 1;
    expect({ totals, explained: explanationsOf(world, deal, totals).length > 0 }).toEqual({ totals, explained: true });
}

type Move = Extract<Step, { do: 'move' }>;

/** Sends a move and holds the org's answer, and where the deal stands then, against the gate worked out before. */
async function expectJudged(deal: string, { totals, isExceptionOverdue }: State, move: Move): Promise<void> {
    const mayAdvance = move.role === 'ae' || move.role === 'ae2';
    const isUngated = move.role === 'integration' || move.role === 'advised';
    const isDue = isUngated || mustTakeMove(world.map, totals, isExceptionOverdue, move.to, mayAdvance);
    const taken = await isChanged(world, move.path, move.role, 'Opportunity', deal, { StageName: move.to });
    const now = world.read('Opportunity', deal, 'StageName');
    expect({ move, before: totals, taken, now }).toEqual({ move, before: totals, taken: isDue, now: isDue ? move.to : totals.StageName });
    paths.add(move.path);
    roles.add(move.role);
    seen.writes += 1;
    if (!taken) seen.refused += 1;
    const isRaised = Number(world.read('Opportunity', deal, 'Partner_Stage_Rank__c')) > totals.Partner_Stage_Rank__c;
    if (taken && mayAdvance && isRaised && totals.Registered_Partners__c > 0) seen.advanced += 1;
}

/** The StageName that a step means for a deal that stands where it stands. */
const resolved = (to: string, work: DealWork, now: string): string => (to === NEXT ? (stagesAhead(work, now)[0] ?? now) : to);

async function play(from: string, isLost: boolean, steps: readonly Step[]): Promise<void> {
    await startOver();
    const { desk } = world;
    const [deal, direct] = [await desk.deal({ customer, stageName: from }), await desk.deal({ customer, stageName: from })];
    const work = new DealWork(world, deal, customer, partners);
    let state = expectCounted(deal);
    let [isRestored, isMapExchanged] = [false, false];
    for (const todo of steps) {
        if (todo.do === 'move') {
            const to = resolved(todo.to, work, state.totals.StageName);
            await expectJudged(deal, state, { ...todo, to });
            expect(await isChanged(world, todo.path, 'ae', 'Opportunity', direct, { StageName: to })).toBe(true);
            seen.writes += 1;
        } else {
            if (todo.do === 'register' && todo.way !== 'signal first') waysIn.add(todo.way);
            else if (['undelete', 'exchange map'].includes(todo.do)) waysIn.add(todo.do);
            seen.writes += await work.do(todo, state.found, state.totals.Partner_Stage_Order__c);
        }
        isRestored ||= todo.do === 'undelete' && work.hasRestored;
        if (todo.do === 'exchange map') seen.maps += 1;
        isMapExchanged ||= todo.do === 'exchange map';
        state = expectCounted(deal);
        expectAddsUp(state, isRestored);
        expectExplained(deal, state, isMapExchanged || isRestored);
    }
    await (isLost ? expectLost(deal) : expectWon(work));
    seen.sequences += 1;
}

/** Losing never waits for anything. */
async function expectLost(deal: string): Promise<void> {
    expect(await isChanged(world, 'single', 'ae', 'Opportunity', deal, { StageName: LOST })).toBe(true);
}

/** A deal that has everything goes all the way, and afterwards its children can still be saved. */
async function expectWon(work: DealWork): Promise<void> {
    await supplyAll(work);
    expectCounted(work.deal);
    for (const stageName of stagesAhead(work, String(world.read('Opportunity', work.deal, 'StageName')))) {
        await world.desk.move('ae', work.deal, stageName);
        seen.writes += 1;
    }
    expect(await saveChildren(work)).toEqual([]);
    seen.won += 1;
}
it('no sequence of writes raises a partner deal past its open gate, nothing else is refused, and no deal gets stuck', async () => {
    const start = fc.constantFrom(...Object.keys(SHIPPED.ranks).slice(0, 8));
    const steps = fc.tuple(register, accept, fc.array(step, { minLength: STEPS, maxLength: STEPS }));
    await fc.assert(
        fc.asyncProperty(start, fc.boolean(), steps, (from, isLost, [first, second, others]) =>
            play(from, isLost, [first, second, ...others])
        ),
        { numRuns: RUNS, endOnFailure: process.env['FC_SHRINK'] === undefined }
    );
    // A property that never met the gate, or never passed it, has shown nothing.
    expect(seen.refused).toBeGreaterThan(RUNS);
    expect(seen.advanced).toBeGreaterThan(RUNS / 6);
    expect(seen.ahead).toBeGreaterThan(0);
    expect(seen.won).toBeGreaterThan(RUNS / 5);
    expect([...paths].sort()).toEqual([...PATHS].sort());
    expect([...roles].sort()).toEqual([...GATE_ROLES].sort());
    hasHeld = true;
});

it('knows the ways in that are no way: nobody but Setup switches the gate off, no partner changes its deal, GraphQL only reads', async () => {
    await startOver();
    const { desk } = world;
    const deal = await desk.deal({ customer, stageName: stageNames(0)[0]! });
    const other = await desk.deal({ customer, stageName: stageNames(3)[0]! });
    const engagement = await desk.joined(deal, partners.get('SI')!);
    for (const role of GATE_ROLES.filter((each) => each !== 'admin'))
        expect({
            role,
            taken: await isTaken(
                world.as(role).sobject('Partner_Gate_Settings__c').create({ SetupOwnerId: world.users[role]!.id, Advise_Only__c: true })
            )
        }).toEqual({ role, taken: false });
    for (const role of ['ae', 'partnerManager', 'revops'] as const)
        expect(await isTaken(desk.update(role, 'Partner_Engagement__c', engagement, { Opportunity__c: other }))).toBe(false);
    const mutation = `mutation { uiapi { OpportunityUpdate(input: { Id: "${deal}", Opportunity: { StageName: "Closed Won" } }) { success } } }`;
    const told = await sender(world, 'ae')<{ errors: readonly unknown[] }>('POST', '/graphql', { query: mutation });
    expect(told.errors.length).toBeGreaterThan(0);
    expect(world.read('Opportunity', deal, 'StageName')).toBe(stageNames(0)[0]);
});

it('a deal created late with its partner below it in one tree is held to the partner’s registration', async () => {
    await startOver();
    const { desk } = world;
    const partner = partners.get('SI')!;
    const tree = (stageName: string, joined: number) => ({
        records: [
            {
                attributes: { type: 'Opportunity', referenceId: 'deal' },
                ...desk.dealFields(customer, stageName),
                Partner_Engagements__r: {
                    records: [
                        { attributes: { type: 'Partner_Engagement__c', referenceId: 'partner' }, ...desk.registration(partner, joined) }
                    ]
                }
            }
        ]
    });
    const late = stageNames(3)[0]!;
    const send = (joined: number) => sender(world, 'revops')('POST', '/composite/tree/Opportunity', tree(late, joined));
    await expect(send(0)).rejects.toThrow(ruleSays('Partner_Engagement__c.Registration_Notes_Joined_Stage'));
    await send(3);
    waysIn.add('tree');
    const [deal] = [...world.local.state.store.rows('Opportunity')].filter((row) => row['StageName'] === late);
    const { totals } = expectCounted(deal!.Id);
    expect(totals).toMatchObject({ Registered_Partners__c: 1, Partner_Stage_Order__c: 3, Earned_Stage_Order__c: 0 });
    expect(explanationsOf(world, deal!.Id, totals)).toEqual(['a partner that registered when the deal stood here already']);
});

it.each([
    ['tier of the signal', { Signal_Tier__c: null }],
    ['seller of the partner', { Counterpart__c: null }]
])('a registration that loses the %s puts the deal ahead of its proof, and history tells who took it', async (_, lost) => {
    await startOver();
    const { desk } = world;
    const partner = partners.get('ISV')!;
    const deal = await desk.deal({ customer, stageName: stageNames(0)[0]! });
    const engagement = await desk.joined(deal, partner);
    await desk.move('ae', deal, stageNames(1)[0]!);
    await desk.update('partnerManager', 'Partner_Engagement__c', engagement, lost);
    const { totals } = expectCounted(deal);
    expect(totals).toMatchObject({ Partner_Stage_Order__c: 1, Earned_Stage_Order__c: 0 });
    expect(explanationsOf(world, deal, totals)).toEqual(['evidence, registration or credit taken back']);
});
