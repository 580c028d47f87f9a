import type { learnForecast } from '../domain/forecast/learn-forecast';
import type { StageView } from '../domain/forecast/learnt-forecast';
import { layAxis, periodsFrom } from '../domain/forecast/period-axis';

/**
 * A learner whose odds were made up by hand: every deal is won in a month ahead with the odds told; ranges are half to twice.
 * So many months ahead are fundable, and of the quarters ahead those told; none of both: the forecast is not. Quarters not
 * told are not judged.
 */
export const learntAs =
    (
        oddsIn: (month: number, view: StageView) => number,
        { fundableMonths, quarters = [] }: { readonly fundableMonths: number; readonly quarters?: readonly boolean[] }
    ): typeof learnForecast =>
    (_table, _stages, fiscal, asOf, plan = {}) => {
        const periods = periodsFrom(layAxis('month', fiscal), asOf, plan.periods ?? 3);
        const fundable = fundableMonths > 0 || quarters.includes(true);
        return {
            asOf,
            window: 90,
            periods,
            oddsOf: (_deal, view = 'earned') => ({
                window: () => oddsIn(0, view),
                inPeriod: (month) => oddsIn(month, view),
                periods: Float64Array.from(periods, (_, month) => oddsIn(month, view)),
                expectedCloseOn: undefined
            }),
            explain: () => undefined,
            rangeOfQuarter: (_, expected) => ({ low: Math.round(expected / 2), mid: expected, high: 2 * expected }),
            rangeOf: (_, expected) => ({ low: Math.round(expected / 2), mid: expected, high: 2 * expected }),
            notYetCreated: periods.map(() => ({ deals: 1, amount: 50_00, pastSnapshots: 8 })),
            championLog: [],
            fundability: {
                fundable,
                reasons: fundable ? ['8 past snapshots'] : ['2 of 6 past snapshots'],
                horizons: periods.map((_, ahead) => ({
                    ahead,
                    fundable: ahead < fundableMonths,
                    reasons: [],
                    wape: 0.2,
                    bias: 0.01,
                    coverage80: 0.8,
                    crmWape: 0.4,
                    pastForecasts: 8
                })),
                quarters: quarters.map((own, ahead) => ({
                    ahead,
                    fundable: own,
                    isUnjudged: false,
                    reasons: own ? [] : ['The quarter: past forecasts were 30 % too high; less than 10 % is asked.'],
                    wape: 0.2,
                    bias: 0.01,
                    coverage80: 0.8,
                    crmWape: 0.4,
                    pastForecasts: 12,
                    pastQuarters: 5
                })),
                brierSkill: 0.2,
                threePeriods: { wape: 0.2, bias: 0.01, coverage80: 0.8, crmWape: 0.4, pastForecasts: 24 },
                pastSnapshots: fundable ? 8 : 2,
                expectedOn: fundable ? undefined : asOf + 120
            },
            learntFromDeals: 300,
            historyFrom: asOf - 500,
            rhythm: [1, 1, 1]
        };
    };
