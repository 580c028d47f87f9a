import fc from 'fast-check';
import { aDeal, aPartner, aSignal, STAGES, TODAY, type Step } from '../../testing/deals';
import { learntAs } from '../../testing/learnt';
import { aReading } from '../../testing/source-reading';
import { dayOf } from './calendar-day';
import { NO_DAY } from './deal-table';
import { explainChange, dealStatesOf } from './change';
import type { Deal, PartnerOnDeal } from './deal';
import { sumCents } from './money';
import { reconcile } from './reconcile';
import { rollUp } from './roll-up';
import { summarize } from './summary';

/** Odds by hand: half of a deal's amount this month, a tenth in each later one; a tenth more if the claim were believed. */
const HALF = learntAs((month, view) => (month === 0 ? 0.5 : 0.1) + (view === 'claimed' ? 0.1 : 0), { fundableMonths: 5 });

const forecast = (deals: readonly Deal[], asOf = TODAY, learn = HALF) => rollUp(aReading(deals), asOf, TODAY, learn);
const linesOf = (deals: readonly Deal[]) => forecast(deals).lines.filter(({ periodType }) => periodType !== 'Quarter');

const NAMES = ['New', 'Meet', 'Need', 'Offer', 'Won', 'Lost', 'Renamed'];

const partner = fc
    .record({
        type: fc.constantFrom('SI', 'ISV', 'Reseller', 'Marketplace', ''),
        role: fc.constantFrom('Lead' as const, 'Supporting' as const),
        attribution: fc.constantFrom('Sourced' as const, 'Influenced' as const, 'Under Review' as const, undefined),
        creditBasisPoints: fc.nat(10_000),
        influenceProven: fc.boolean(),
        onException: fc.boolean(),
        status: fc.constantFrom('Registered' as const, 'Signal' as const, 'Withdrawn' as const),
        ago: fc.nat(400)
    })
    .map(({ ago, ...given }): PartnerOnDeal => {
        const day = TODAY - ago;
        if (given.status === 'Signal') return aSignal(day, { ...given });
        return aPartner(day, { ...given, withdrawnOn: given.status === 'Withdrawn' ? Math.min(TODAY, day + 20) : undefined });
    });

const deal = fc
    .record({
        start: fc.integer({ min: 1, max: 700 }),
        steps: fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.constantFrom(...NAMES)), { minLength: 1, maxLength: 6 }),
        amount: fc.option(fc.integer({ min: 0, max: 10_000_000_00 }), { nil: undefined }),
        closesIn: fc.option(fc.integer({ min: -200, max: 600 }), { nil: undefined }),
        earnedOrder: fc.option(fc.integer({ min: -1, max: 4 }), { nil: undefined }),
        partners: fc.array(partner, { maxLength: 3 })
    })
    .map(({ start, steps, amount, closesIn, earnedOrder, partners }) => {
        let day = TODAY - start;
        const lived = steps.map(([after, name], index): Step => [(day = Math.min(TODAY, day + (index === 0 ? 0 : after))), name]);
        const created = lived[0]![0];
        const after = partners.map((one) => ({ ...one, createdOn: Math.max(one.createdOn, created) }));
        return aDeal(lived, { amount, closeOn: closesIn === undefined ? NO_DAY : TODAY + closesIn, earnedOrder, partners: after });
    });

const deals = fc.array(deal, { minLength: 0, maxLength: 60 });

describe('rollUp', () => {
    it('counts every open dollar and every open deal once, along months as along quarters', () => {
        fc.assert(
            fc.property(deals, (all) => {
                const open = all.filter(({ isClosed }) => !isClosed);
                const org = { deals: open.length, open: sumCents(open.map(({ amount }) => amount ?? 0)) };
                expect(reconcile(forecast(all), org)).toMatchObject({
                    agrees: true,
                    byMonth: org.open,
                    byQuarter: org.open,
                    deals: org.deals
                });
            }),
            { numRuns: 60 }
        );
    });

    it('adds up to the same forecast along every split', () => {
        fc.assert(
            fc.property(deals, (all) => {
                const { total, byAttribution, byPartnerType, byStage } = summarize(forecast(all), String);
                for (const split of [byAttribution, byPartnerType, byStage]) {
                    for (const column of ['deals', 'open', 'thisQuarter', 'nextQuarter', 'allQuarters', 'claimedAllQuarters'] as const) {
                        expect(split.reduce((sum, row) => sum + (row[column] ?? 0), 0)).toBe(total[column] ?? 0);
                    }
                }
            }),
            { numRuns: 40 }
        );
    });

    it('says the same about a past day whether or not later rows exist', () => {
        const many = fc.array(deal, { minLength: 40, maxLength: 120 });
        fc.assert(
            fc.property(many, fc.integer({ min: 1, max: 200 }), (all, ago) => {
                const asOf = TODAY - ago;
                const told = ({ lines, months, quarters, openDeals }: ReturnType<typeof forecast>) =>
                    JSON.stringify({ lines, months, quarters, open: openDeals.map(({ deal: _, stage: __, ...rest }) => rest) });
                expect(told(forecast(all, asOf))).toBe(told(forecast(forgetAfter(all, asOf), asOf)));
            }),
            { numRuns: 25 }
        );
    });
});

/** The same deals in an org in which nothing after `asOf` has happened yet. */
function forgetAfter(all: readonly Deal[], asOf: number): readonly Deal[] {
    return all
        .filter(({ createdOn }) => createdOn <= asOf)
        .map((one) => {
            const history = one.history.filter(({ at }) => Math.floor(at / 86_400_000) <= asOf);
            const last = history.at(-1);
            const kind = STAGES.get(last?.stageName ?? '')?.kind;
            const partners = one.partners.filter(({ createdOn }) => createdOn <= asOf).map((other) => forgetPartner(other, asOf));
            const now = { stageName: last?.stageName ?? one.stageName, isClosed: kind === 'won' || kind === 'lost', isWon: kind === 'won' };
            return { ...one, ...now, amount: last?.amount, earnedOrder: undefined, history, partners };
        });
}

function forgetPartner(one: PartnerOnDeal, asOf: number): PartnerOnDeal {
    if (one.withdrawnOn !== undefined && one.withdrawnOn > asOf)
        return forgetPartner({ ...one, status: 'Registered', withdrawnOn: undefined }, asOf);
    if (one.registeredOn !== undefined && one.registeredOn > asOf) return { ...one, status: 'Signal', registeredOn: undefined };
    return one;
}

it('does not mind in which order the org returns its rows', () => {
    fc.assert(
        fc.property(fc.array(deal, { minLength: 40, maxLength: 80 }), (all) => {
            const shuffled = all
                .map((one) => ({ ...one, history: [...one.history].reverse(), partners: [...one.partners].reverse() }))
                .reverse();
            expect(forecast(shuffled).lines).toEqual(forecast(all).lines);
        }),
        { numRuns: 15 }
    );
});

describe('reconcile', () => {
    it('does not agree when the org counts a cent or a deal more', () => {
        const rollup = forecast([aDeal([[TODAY - 5, 'Meet']])]);
        expect(reconcile(rollup, { deals: 1, open: 1_000_00 }).agrees).toBe(true);
        expect(reconcile(rollup, { deals: 1, open: 1_000_01 }).agrees).toBe(false);
        expect(reconcile(rollup, { deals: 2, open: 1_000_00 }).agrees).toBe(false);
        expect(reconcile(rollup, undefined).agrees).toBe(true);
    });
});

describe('a line', () => {
    it('keeps deals that exist only as an unregistered sourced signal outside the forecast', () => {
        const [line, ...others] = linesOf([aDeal([[TODAY - 10, 'New']], { partners: [aSignal(TODAY - 10)] })]);
        expect(others).toEqual([]);
        expect(line).toMatchObject({ attribution: 'Pre-registration', partnerType: 'SI', deals: 1, open: 1_000_00, expected: undefined });
    });

    it('counts other signals as direct and flags them once they are past registration', () => {
        const past = aDeal([[TODAY - 10, 'Meet']], { partners: [aSignal(TODAY - 10)] });
        const rollup = forecast([past]);
        expect(rollup.lines[0]).toMatchObject({ attribution: 'Direct', partnerType: 'Direct' });
        expect(rollup.openDeals[0]?.flags).toContain('signal-past-registration');
    });

    it('stands at the proven stage and on exception where something waived is owed', () => {
        const ahead = aDeal(
            [
                [TODAY - 50, 'New'],
                [TODAY - 10, 'Offer']
            ],
            {
                earnedOrder: 1,
                partners: [aPartner(TODAY - 50, { onException: true })]
            }
        );
        const lines = linesOf([ahead]);
        expect(new Set(lines.map(({ stageOrder, onException }) => `${stageOrder} ${onException}`))).toEqual(new Set(['1 true']));
        expect(forecast([ahead]).openDeals[0]).toMatchObject({ earnedOrder: 1, claimedOrder: 2 });
    });

    it('puts open dollars into the period of the close date, overdue ones into the running month', () => {
        const lines = linesOf([
            aDeal([[TODAY - 50, 'Meet']], { closeOn: TODAY - 30 }),
            aDeal([[TODAY - 50, 'Meet']], { closeOn: TODAY + 30 }),
            aDeal([[TODAY - 50, 'Meet']], { closeOn: TODAY + 900 })
        ]);
        expect(lines.filter(({ open }) => open > 0).map(({ periodLabel, deals: count }) => [periodLabel, count])).toEqual([
            ['Nov 2026', 1],
            ['Dec 2026', 1],
            ['after 2027-09-30', 1]
        ]);
    });

    it('puts a deal without a close date into the running month, says so, and does not call it overdue or pushed', () => {
        const undated = (given: Partial<Deal> = {}) => aDeal([[TODAY - 50, 'Meet']], { id: 'one', closeOn: NO_DAY, ...given });
        const rollup = forecast([undated()]);
        expect(rollup.openDeals[0]).toMatchObject({ closeOn: NO_DAY, flags: ['no-close-date'] });
        expect(rollup.months.map(({ open }) => open).slice(0, 2)).toEqual([1_000_00, 0]);
        expect(rollup.lines.every(({ open, deals: count, expected }) => [open, count, expected ?? 0].every(Number.isFinite))).toBe(true);
        expect(summarize(rollup, String).byStage[0]).toMatchObject({ overdueDeals: 0, overdueOpen: 0, deals: 1 });
        const stateOf = (closeOn: number) => dealStatesOf(forecast([undated({ closeOn })]), aReading([undated({ closeOn })]).table)!;
        const change = (before: number, after: number) =>
            explainChange({ ...stateOf(before), asOf: TODAY - 7 }, stateOf(after), aReading([undated()]), TODAY).changes;
        expect([change(NO_DAY, NO_DAY), change(NO_DAY, TODAY + 9), change(TODAY + 9, NO_DAY)]).toEqual([[], [], []]);
    });

    it('counts a deal won without a close date from the day on which history says so, or not at all', () => {
        const won = aDeal(
            [
                [TODAY - 50, 'Meet'],
                [TODAY - 2, 'Won'],
                [TODAY - 1, 'Won', 7_00]
            ],
            { closeOn: NO_DAY, amount: 7_00 }
        );
        expect(forecast([won]).months[0]!.alreadyWon).toBe(7_00);
        expect(forecast([{ ...won, history: [] }]).months[0]!.alreadyWon).toBe(0);
    });
});

describe('expected money', () => {
    const partner = (given: Partial<PartnerOnDeal>) => aPartner(TODAY - 90, given);
    const deal = (id: string, given: Partial<Deal> = {}) => aDeal([[TODAY - 90, 'Meet']], { id, closeOn: TODAY + 5, ...given });

    it('is split by credit to the cent, influence only where an artifact proves it', () => {
        const sourced = deal('deal-a', { amount: 1_000_01, partners: [partner({})] });
        const influenced = deal('deal-b', {
            partners: [partner({ type: 'ISV', attribution: 'Influenced', creditBasisPoints: 2_500, influenceProven: true })]
        });
        const claimed = deal('deal-c', { partners: [partner({ type: 'ISV', attribution: 'Influenced', creditBasisPoints: 2_500 })] });
        const rollup = forecast([sourced, influenced, claimed, deal('deal-d')]);
        const month = rollup.lines.filter(({ periodLabel }) => periodLabel === 'Nov 2026');
        const told = month.map(({ partnerType, attribution, deals, open, expected }) => [partnerType, attribution, deals, open, expected]);
        // a: half of 1,000.01 is 500.005, so 500.01: 60 % of it 300.006, 40 % 200.004. b: 500.00 as 125 and 375. c and d: 500.00.
        expect(told).toEqual([
            ['Direct', 'Direct', 1, 1_000_00, 500_00],
            ['ISV', 'Direct', 1, 750_00 + 1_000_00, 375_00 + 500_00],
            ['ISV', 'Influenced', 1, 250_00, 125_00],
            ['SI', 'Direct', 0, 400_00, 200_00],
            ['SI', 'Sourced', 1, 600_01, 300_01]
        ]);
        const { wholeDeals, byAttribution } = summarize(rollup, String);
        // Months Nov to Mar: 0.5 + 4 × 0.1 of the deal.
        expect(wholeDeals).toEqual([
            { attribution: 'Sourced', deals: 1, open: 1_000_01, expected: 900_01, claimedExpected: 900_01 },
            { attribution: 'Influenced', deals: 1, open: 1_000_00, expected: 900_00, claimedExpected: 900_00 }
        ]);
        // Our share holds a part of a, b and c; only c is counted there, a and b at their partners.
        expect(byAttribution.map(({ label, deals, dealsWithMoney }) => [label, deals, dealsWithMoney]).sort()).toEqual([
            ['Direct deals', 1, 1],
            ['Our share of partner deals', 1, 3],
            ['Partner influenced', 1, 1],
            ['Partner sourced', 1, 1]
        ]);
        expect(rollup.openDeals.find(({ shares }) => shares.some(({ partnerType }) => partnerType === 'ISV'))?.flags).toEqual([]);
    });

    it('gives several partners their credits and scales down what is more than the deal', () => {
        const both = deal('deal-a', {
            partners: [
                partner({ id: 'p1' }),
                partner({
                    id: 'p2',
                    type: 'ISV',
                    role: 'Supporting',
                    attribution: 'Influenced',
                    creditBasisPoints: 6_000,
                    influenceProven: true
                })
            ]
        });
        const month = forecast([both]).lines.filter(({ periodLabel }) => periodLabel === 'Nov 2026');
        expect(
            month.map(({ partnerType, attribution, deals, open, expected }) => [partnerType, attribution, deals, open, expected])
        ).toEqual([
            ['ISV', 'Influenced', 0, 500_00, 250_00],
            ['SI', 'Sourced', 1, 500_00, 250_00]
        ]);
    });

    it('stands at the proven stage, with what believing the claim would add beside it', () => {
        const ahead = aDeal([[TODAY - 90, 'Offer']], { id: 'deal-a', closeOn: TODAY + 5, earnedOrder: 1, partners: [partner({})] });
        const rollup = forecast([ahead]);
        const [quarter] = rollup.quarters;
        // Nov and Dec: 0.5 + 0.1 earned, 0.6 + 0.2 claimed.
        expect(quarter).toMatchObject({ expected: 600_00, claimedExpected: 800_00, open: 1_000_00 });
        const { aheadOfProof, total } = summarize(rollup, String);
        expect(aheadOfProof).toEqual({ deals: 1, open: 1_000_00 });
        // Q4 and Q1: 0.5 + 4 × 0.1 against 0.6 + 4 × 0.2.
        expect([total.allQuarters, total.claimedAllQuarters]).toEqual([900_00, 1_400_00]);
    });

    it('is told only as far ahead as it may be planned on, quarter by quarter', () => {
        const near = forecast(
            [deal('deal-a')],
            TODAY,
            learntAs(() => 0.1, { fundableMonths: 3 })
        );
        expect(near.months.map(({ expected }) => expected).slice(0, 4)).toEqual([100_00, 100_00, 100_00, undefined]);
        // Nov and Dec make the running quarter; January alone makes none.
        expect(near.quarters.map(({ expected }) => expected)).toEqual([200_00, undefined, undefined, undefined]);
        expect(reconcile(near, undefined).agrees).toBe(true);
        expect(near.openDeals[0]!.expected).toBe(300_00);
    });

    it('is told of a quarter that may be planned on although no single month of it may, and its lines add up to it', () => {
        const deals = Array.from({ length: 5 }, (_, index) =>
            deal(`deal-${index}`, { amount: 333_33 + 10 * index, partners: index % 2 ? [partner({})] : [] })
        );
        const rollup = forecast(
            deals,
            TODAY,
            learntAs((month) => 0.1 * (month + 1), { fundableMonths: 0, quarters: [true, false] })
        );
        expect(rollup.months.every(({ expected, range }) => expected === undefined && range === undefined)).toBe(true);
        // 10 % in November: 33.33 + 33.34 + 33.35 + 33.36 + 33.37; 20 % in December: 66.67 + 66.69 + 66.71 + 66.73 + 66.75.
        const [own, next] = rollup.quarters;
        expect(own).toMatchObject({ fundable: true, expected: 166_75 + 333_55 });
        expect(own!.range).toEqual({ low: Math.round(own!.expected! / 2), mid: own!.expected, high: 2 * own!.expected! });
        expect(next).toMatchObject({ fundable: false, expected: undefined, range: undefined });
        const lines = rollup.lines.filter(({ periodLabel, periodType }) => periodType === 'Quarter' && periodLabel === own!.period.label);
        expect(sumCents(lines.map(({ expected }) => expected ?? NaN))).toBe(own!.expected);
        expect(sumCents(lines.map(({ low }) => low ?? NaN))).toBe(own!.range!.low);
        expect(rollup.lines.filter(({ periodType, expected }) => periodType === 'Month' && expected !== undefined)).toEqual([]);
        expect(reconcile(rollup, undefined).agrees).toBe(true);
        const { total, byAttribution } = summarize(rollup, String);
        expect(total).toMatchObject({ thisQuarter: own!.expected, nextQuarter: undefined, allQuarters: own!.expected });
        expect(sumCents(byAttribution.map(({ allQuarters }) => allQuarters ?? NaN))).toBe(own!.expected);
        expect(sumCents(rollup.openDeals.map(({ expected }) => expected ?? NaN))).toBe(own!.expected);
    });

    it('is not told of a quarter that failed by its own totals, even where each of its months may be planned on', () => {
        const rollup = forecast(
            [deal('deal-a')],
            TODAY,
            learntAs(() => 0.1, { fundableMonths: 5, quarters: [false, true] })
        );
        expect(rollup.quarters.map(({ expected }) => expected)).toEqual([undefined, 300_00, undefined, undefined]);
        expect(rollup.months.slice(0, 2).map(({ expected }) => expected)).toEqual([100_00, 100_00]);
        expect(reconcile(rollup, undefined).agrees).toBe(true);
        // Every dollar once: November and December on their own, the next quarter whole.
        expect(summarize(rollup, String).total.allQuarters).toBe(500_00);
        expect(rollup.openDeals[0]!.expected).toBe(500_00);
    });

    it('is nothing on the last day of a period, which needs no judgement', () => {
        const lastDay = dayOf(2026, 12, 31);
        const reading = aReading([aDeal([[TODAY, 'Meet']], { closeOn: lastDay })], lastDay);
        const unsure = learntAs(() => 0.5, { fundableMonths: 3 });
        const learn: typeof unsure = (...given) => {
            const learnt = unsure(...given);
            const horizons = learnt.fundability.horizons.map((one) => ({ ...one, fundable: one.ahead === 1 }));
            return { ...learnt, fundability: { ...learnt.fundability, horizons } };
        };
        const { months, quarters } = rollUp(reading, lastDay, lastDay, learn);
        expect(months.map(({ expected }) => expected).slice(0, 3)).toEqual([0, 500_00, undefined]);
        expect(quarters[0]).toMatchObject({ fundable: true, expected: 0, range: { low: 0, mid: 0, high: 0 } });
    });

    it('is not told at all where the forecast is not fundable, and the open pipeline still is', () => {
        const rollup = forecast(
            [deal('deal-a')],
            TODAY,
            learntAs(() => 0.1, { fundableMonths: 0 })
        );
        expect(JSON.stringify(rollup.lines)).not.toContain('"expected":');
        expect(rollup.quarters.map(({ expected, range, open }) => [expected, range, open])[0]).toEqual([undefined, undefined, 1_000_00]);
        expect(reconcile(rollup, { deals: 1, open: 1_000_00 }).agrees).toBe(true);
        expect(dealStatesOf(rollup, aReading([]).table)).toBeUndefined();
    });

    it('keeps the parts of a range equal to the range', () => {
        const rollup = forecast(
            Array.from({ length: 7 }, (_, index) => deal(`deal-${index}`, { partners: index % 2 ? [partner({})] : [] }))
        );
        for (const { period, range } of [...rollup.months, ...rollup.quarters].filter((one) => one.range)) {
            const own = rollup.lines.filter((line) => line.periodType === period.type && line.periodFrom === period.from);
            expect(sumCents(own.map(({ low }) => low ?? 0))).toBe(range!.low);
            expect(sumCents(own.map(({ high }) => high ?? 0))).toBe(range!.high);
        }
        expect(rollup.months[0]!.range).toBeDefined();
    });

    it('counts what was won in a period as it was known on the day', () => {
        const won = aDeal(
            [
                [dayOf(2026, 10, 5), 'Meet'],
                [dayOf(2026, 11, 10), 'Won', 700_00]
            ],
            { amount: 700_00, closeOn: dayOf(2026, 11, 10) }
        );
        expect(forecast([won]).quarters[0]!.alreadyWon).toBe(700_00);
        expect(forecast([won], dayOf(2026, 11, 1)).quarters[0]).toMatchObject({ alreadyWon: 0, open: 700_00 });
    });
});

describe('the change since the last snapshot', () => {
    const BEFORE = TODAY - 20;
    const learn = learntAs((month) => (month === 0 ? 0.4 : 0), { fundableMonths: 5 });
    const lived = (id: string, steps: readonly Step[], given: Partial<Deal> = {}) => aDeal(steps, { id, closeOn: TODAY + 5, ...given });

    it('adds up to the cent, whatever happened', () => {
        fc.assert(
            fc.property(deals, fc.integer({ min: 1, max: 200 }), (all, ago) => {
                const reading = aReading(all);
                const statesOn = (asOf: number) => dealStatesOf(rollUp(reading, asOf, TODAY, learn), reading.table)!;
                const { from, to, changes, steps } = explainChange(statesOn(TODAY - ago), statesOn(TODAY), reading, TODAY);
                expect(from.expected + sumCents(changes.map(({ amount }) => amount))).toBe(to.expected);
                expect(from.expected + sumCents(steps.map(({ amount }) => amount))).toBe(to.expected);
            }),
            { numRuns: 60 }
        );
    });

    it('names what happened to each deal', () => {
        const meet = (id: string, given: Partial<Deal> = {}) => lived(id, [[BEFORE - 30, 'Meet']], given);
        const now = [
            lived('new', [[TODAY - 5, 'Meet']]),
            lived(
                'won',
                [
                    [BEFORE - 30, 'Meet'],
                    [TODAY - 3, 'Won', 1_100_00]
                ],
                { amount: 1_100_00 }
            ),
            lived('lost', [
                [BEFORE - 30, 'Meet'],
                [TODAY - 3, 'Lost']
            ]),
            lived('stage', [
                [BEFORE - 30, 'Meet'],
                [TODAY - 3, 'Offer']
            ]),
            meet('proof', { earnedOrder: 1 }),
            meet('pushed', { closeOn: TODAY + 40 }),
            meet('pulled', { closeOn: TODAY + 1 }),
            meet('amount', { amount: 2_000_00 }),
            meet('quiet'),
            lived('signal', [[BEFORE - 30, 'New']], { partners: [aSignal(TODAY - 3)] })
        ];
        const reading = aReading(now);
        const was = (id: string, given: object = {}) => ({
            id,
            expected: 300_00,
            amount: 1_000_00,
            closeOn: TODAY + 5,
            stageName: 'Meet',
            claimedOrder: 1,
            earnedOrder: 1,
            ...given
        });
        const before = {
            asOf: BEFORE,
            deals: [
                was('won'),
                was('lost'),
                was('stage'),
                was('proof', { earnedOrder: 0 }),
                was('pushed'),
                was('pulled'),
                was('amount'),
                was('quiet'),
                was('signal', { stageName: 'New', claimedOrder: 0, earnedOrder: 0 }),
                was('deleted')
            ]
        };
        const after = dealStatesOf(rollUp(reading, TODAY, TODAY, learn), reading.table)!;
        const { changes, from, to } = explainChange(before, after, reading, TODAY);
        const told = Object.fromEntries(
            changes.map(({ id, kind, amount, wonFor }) => [`${id} ${kind}`, wonFor ? [amount, wonFor] : amount])
        );
        // Each open deal expects 40 % of its amount now, 300.00 of 1,000.00 then. At the old odds 2,000.00 would expect 300.00 more.
        expect(told).toEqual({
            'new new': 400_00,
            'won won': [-300_00, 1_100_00],
            'lost lost': -300_00,
            'stage stage': 100_00,
            'proof evidence': 100_00,
            'pushed pushed': 100_00,
            'pulled pulled in': 100_00,
            'amount amount': 300_00,
            'amount odds': 200_00,
            'quiet odds': 100_00,
            'signal left': -300_00,
            'deleted left': -300_00
        });
        expect([from.expected, to.expected]).toEqual([3_000_00, 3_200_00]);
    });
});

it('forecasts from the history alone what it may, with the real learner', () => {
    const rollup = rollUp(aReading([aDeal([[TODAY - 3, 'Meet']])]), TODAY, TODAY);
    expect(rollup.fundability.fundable).toBe(false);
    expect(rollup.fundability.reasons.length).toBeGreaterThan(0);
    expect(rollup.lines.every(({ expected }) => expected === undefined)).toBe(true);
});
