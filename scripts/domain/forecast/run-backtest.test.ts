import { forgetAfter } from '../../testing/forget-after';
import { simulate, type World } from '../../testing/known-truth';
import type { BacktestPlan, BacktestPrediction } from './backtest-result';
import { dayOf } from './calendar-day';
import { layAxis } from './period-axis';
import { runBacktest, throughWeekend } from './run-backtest';

/** A backtest in a world whose odds are known, and how well the world itself would have done on the same deals. */
function backtest(world: Partial<World>, plan: Partial<BacktestPlan> = {}) {
    const truth = simulate(world);
    const predictions: BacktestPrediction[] = [];
    const asked = { window: 90, period: 'month', ...plan } as const;
    const result = runBacktest(truth.table, truth.stages, [], { ...asked, onPrediction: (one) => predictions.push(one) });
    const squares = predictions.map(
        ({ deal, snapshot, wonInWindow }) => (truth.oddsOf(deal, snapshot, asked.window) - Number(wonInWindow)) ** 2
    );
    return { truth, result, predictions, oracle: squares.reduce((sum, square) => sum + square, 0) / squares.length };
}

describe('against a known truth, 35 % of deals claiming more than they have proven', () => {
    const { truth, result, oracle, predictions } = backtest({ overClaim: 0.35 }, { from: dayOf(2025, 3, 1) });
    const [running] = result.horizons;

    it('comes within 1.02 of the oracle', () => {
        expect(predictions.length).toBeGreaterThan(5000);
        expect(result.brier / oracle).toBeLessThan(1.02);
        expect(result.ece).toBeLessThan(0.02);
    });

    it('leans to no side', () => {
        expect(Math.abs(running!.bias)).toBeLessThan(0.03);
        expect(result.threePeriodWape).toBeLessThan(0.08);
        const said = predictions.reduce((sum, { p }) => sum + p[0], 0);
        const daysLeft = (day: number) => layAxis('month', []).at(day).to - day;
        const true0 = predictions.reduce((sum, { deal, snapshot }) => sum + truth.oddsOf(deal, snapshot, daysLeft(snapshot)), 0);
        expect(Math.abs(said / true0 - 1)).toBeLessThan(0.03);
    });

    it('does better by what is proven than by what is claimed', () => {
        expect(result.earnedGain).toBeGreaterThan(0.003);
        expect(result.comparisons.claimed.brier).toBeGreaterThan(result.brier);
    });

    it('has ranges that hold about eight in ten', () => {
        const { horizons } = result;
        const inside = horizons.reduce((sum, { coverage80, ranges }) => sum + coverage80 * ranges, 0);
        const share = inside / horizons.reduce((sum, { ranges }) => sum + ranges, 0);
        expect(share).toBeGreaterThan(0.7);
        expect(share).toBeLessThan(0.97);
    });

    it('shows what typed probabilities and closed-deal conversion would have promised', () => {
        expect(result.comparisons.crm.brier).toBeGreaterThan(result.brier + 0.01);
        expect(result.comparisons.closedConversion.brier).toBeGreaterThan(result.brier + 0.01);
        expect(running!.wapeCrm).toBeGreaterThan(2 * running!.wape);
    });

    it('goes by one count of days in the verdict and in its tables', () => {
        const { fundability, snapshots, horizons } = result;
        expect(fundability.pastSnapshots).toBe(snapshots);
        expect(fundability.horizons.map(({ pastForecasts }) => pastForecasts)).toEqual(horizons.map((one) => one.snapshots));
        expect(fundability.horizons[0]!.wape).toBeCloseTo(horizons[0]!.wape, 12);
    });

    it('may be funded, for reasons', () => {
        expect(result.fundable).toBe(true);
        expect(result.reasons[0]).toMatch(/^\d+ past days: skill \d+ %/);
    });

    it('splits the same deals by type, by attribution and by the day the gates went live', () => {
        const count = (scores: Iterable<{ dealSnapshots: number }>) => [...scores].reduce((sum, one) => sum + one.dealSnapshots, 0);
        expect(count(result.byPartnerType.values())).toBe(result.dealSnapshots);
        expect(count(result.byAttribution.values())).toBe(result.dealSnapshots);
        expect(count([result.gates!.before, result.gates!.after])).toBe(result.dealSnapshots);
        expect(predictions.length).toBe(result.dealSnapshots);
        expect(new Set(predictions.map(({ snapshot }) => snapshot)).size).toBe(result.snapshots);
    });
});

describe('where losses are never recorded', () => {
    const { result } = backtest({
        seed: 4,
        perDay: 3,
        types: ['Direct'],
        recordsLosses: false,
        from: dayOf(2024, 7, 1),
        to: dayOf(2025, 12, 31),
        hazardsOf: (stage) => ({ advance: stage < 3 ? 0.006 : 0, win: [0.00005, 0.0002, 0.001, 0.004][stage] ?? 0, lose: 0.004 })
    });

    it('learns from open deals too, and shows how closed-deal conversion is trapped', () => {
        const [running] = result.horizons;
        expect(running!.wape).toBeLessThan(1);
        expect(running!.wapeClosedConversion).toBeGreaterThan(10);
        expect(result.comparisons.closedConversion.brier).toBeGreaterThan(10 * result.brier);
    });
});

describe('a short log with one type, weekly', () => {
    const world: Partial<World> = {
        seed: 3,
        perDay: 12,
        types: ['Direct'],
        rhythm: [1, 1, 1],
        from: dayOf(2025, 9, 1),
        to: dayOf(2026, 1, 20),
        hazardsOf: (stage, dwell) => ({
            advance: stage < 3 ? 0.12 : 0,
            win: [0.002, 0.01, 0.03, 0.09][stage] ?? 0,
            lose: dwell > 20 ? 0.05 : 0.02
        })
    };
    const plan = { window: 21, period: 'week', from: dayOf(2025, 11, 4) } as const;
    const { truth, result, oracle, predictions } = backtest(world, plan);

    it('starts where it is told and scores only windows that have ended', () => {
        expect(result.snapshotDays[0]).toBe(dayOf(2025, 11, 4));
        expect(result.snapshotDays.at(-1)! + 21).toBeLessThanOrEqual(dayOf(2026, 1, 20));
        expect(result.snapshotDays.every((day, index) => day === dayOf(2025, 11, 4) + 7 * index)).toBe(true);
    });

    it('asks of whole weeks that begin the day after, three of which are the window', () => {
        expect(predictions.filter(({ wonInWindow }) => wonInWindow).length).toBeGreaterThan(100);
        expect(predictions.every(({ wonInWindow, won }) => wonInWindow === won.includes(true))).toBe(true);
        const sum = (pick: (one: BacktestPrediction) => number) => predictions.reduce((all, one) => all + pick(one), 0);
        expect(sum(({ p }) => p[0] + p[1] + p[2]) / sum(({ pWindow }) => pWindow)).toBeCloseTo(1, 1);
    });

    it('comes close to the oracle all the same', () => {
        expect(result.brier / oracle).toBeLessThan(1.02);
        expect(Math.abs(result.horizons[0]!.bias)).toBeLessThan(0.1);
        expect(result.earnedGain).toBe(0);
        expect(result.gates).toBeUndefined();
        expect([...result.byPartnerType.keys()]).toEqual(['Direct']);
    });

    it('predicted what it would have predicted then', () => {
        const day = result.snapshotDays[4]!;
        const earlier = forgetAfter(truth.table, day);
        const then: BacktestPrediction[] = [];
        const known = { ...plan, to: day, knownTo: day + 21, onPrediction: (one: BacktestPrediction) => then.push(one) };
        runBacktest(earlier, truth.stages, [], known);
        const told = (all: readonly BacktestPrediction[], ids: readonly string[]) =>
            all
                .filter(({ snapshot }) => snapshot === day)
                .map(({ deal, pWindow, p, pClosedConversion }) => [ids[deal], pWindow, p, pClosedConversion]);
        expect(told(then, earlier.ids).length).toBeGreaterThan(50);
        expect(JSON.stringify(told(then, earlier.ids))).toBe(JSON.stringify(told(predictions, truth.table.ids)));
    });
});

it('takes a log that ends on a Friday or Saturday for complete up to Sunday', () => {
    const days = [19, 20, 21, 22, 23].map((day) => throughWeekend(dayOf(2026, 11, day)) - dayOf(2026, 11, 1) + 1);
    expect(days).toEqual([19, 22, 22, 22, 23]);
});

it('does not call a thin history fundable', () => {
    const { result } = backtest({ seed: 6, perDay: 0.06 });
    expect(result.fundable).toBe(false);
    expect(result.reasons.length).toBeGreaterThan(0);
});

it('has nothing to say of an empty table', () => {
    const { result } = backtest({ perDay: 0 });
    expect(result.snapshots).toBe(0);
    expect(result.fundable).toBe(false);
    expect(result.reasons.join(' ')).toContain('0 of 6 past days');
});
