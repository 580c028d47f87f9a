import { judgeModels } from './judge-models';
import type { Losses, PastForecast } from './past-forecast';

const DAY = 20_000;

/** A past forecast of a hundred deals, ended by `DAY`, whose models lost so much a deal and target. */
function pastOf(each: { readonly cohort: number; readonly timeline: number; readonly regression?: number }): PastForecast {
    const loss = (logLoss: number | undefined): Losses =>
        logLoss === undefined ? { brier: 0, logLoss: 0, rows: 0 } : { brier: 0, logLoss: 100 * logLoss, rows: 100 };
    const own = { cohort: loss(each.cohort), timeline: loss(each.timeline), regression: loss(each.regression), aligned: loss(undefined) };
    const others = { blend: loss(0.5), base: loss(0.6), crm: loss(1), closedConversion: loss(1) };
    const total = { endsOn: DAY, expected: 0, actual: 0, expectedMoney: 0, actualMoney: 0, crm: 0, closedConversion: 0 };
    const targets = [0, 1, 2, 3];
    return {
        day: DAY - 90,
        open: 100,
        averageAmount: 0,
        totals: targets.map(() => total),
        losses: targets.map(() => ({ ...own, ...others })),
        wonDeals: []
    };
}

const weightsOf = (past: readonly PastForecast[], knownOn = DAY) => {
    const { window, periods } = judgeModels(past, knownOn);
    return [window, periods].map(({ cohort, timeline, regression, aligned }) => [cohort, timeline, regression, aligned]);
};

it('votes by skill, drops what was worse than the base rate, and takes the unknown for average', () => {
    const past = Array.from({ length: 3 }, () => pastOf({ cohort: 0.54, timeline: 0.66 }));
    // Skill of the cohort 1 − 0.54 / 0.6 = 0.1; the timeline's is below 0; what is known of the two has a mean of 0.05.
    for (const weights of weightsOf(past)) weights.forEach((weight, model) => expect(weight).toBeCloseTo([0.1, 0, 0.05, 0.05][model]!, 12));
});

it('gives a model hardly better than the base rate hardly a vote, in periods too', () => {
    const past = Array.from({ length: 4 }, () => pastOf({ cohort: 0.594, timeline: 0.57, regression: 0.48 }));
    for (const [cohort, timeline, regression] of weightsOf(past)) {
        expect(regression! / cohort!).toBeCloseTo(20, 9);
        expect(regression! / timeline!).toBeCloseTo(4, 9);
    }
});

it('counts all alike before anything is known', () => {
    const past = Array.from({ length: 5 }, () => pastOf({ cohort: 0.7, timeline: 0.5 }));
    expect(weightsOf(past, DAY - 1)).toEqual([
        [1, 1, 1, 1],
        [1, 1, 1, 1]
    ]);
});
