import { aDeal, aPartner, aSignal, STAGES, TODAY } from '../../testing/deals';
import { forgetAfter } from '../../testing/forget-after';
import { simulate } from '../../testing/known-truth';
import { dayOf } from './calendar-day';
import type { DealTable } from './deal-table';
import { learnForecast } from './learn-forecast';
import type { LearntForecast } from './learnt-forecast';
import { toDealTable } from './to-deal-table';

const AS_OF = dayOf(2025, 5, 12);
const truth = simulate({ perDay: 1.5, from: dayOf(2024, 1, 1), to: dayOf(2025, 9, 30), overClaim: 0.35, closeDateNoise: 40, seed: 3 });
const learn = (table: DealTable, periods = 4) => learnForecast(table, truth.stages, [], AS_OF, { periods });
const forecast = learn(truth.table);

/** Everything that a forecast answers, by deal id. */
const answers = (table: DealTable, { notYetCreated, championLog, fundability, rhythm, ...of }: LearntForecast) => ({
    odds: table.ids.flatMap((id, deal) => {
        const odds = of.oddsOf(deal);
        if (!odds) return [];
        const claimed = of.oddsOf(deal, 'claimed')!;
        return [[id, odds.window(90), [...odds.periods], odds.expectedCloseOn, [...claimed.periods], of.explain(deal)]];
    }),
    ranges: [of.rangeOf([0], 1_000_000_00), of.rangeOf([0, 1, 2], 5_000_000_00)],
    notYetCreated,
    championLog,
    fundability,
    rhythm,
    learntFromDeals: of.learntFromDeals
});

describe('learnForecast', () => {
    it('says the same about a past day, to the last bit, whether or not later rows exist', () => {
        const earlier = forgetAfter(truth.table, AS_OF);
        expect(earlier.size).toBeLessThan(truth.table.size);
        expect(JSON.stringify(answers(earlier, learn(earlier)))).toBe(JSON.stringify(answers(truth.table, forecast)));
    });

    it('gives odds to every open deal and to no other', () => {
        for (let deal = 0; deal < truth.table.size; deal += 1) {
            const { history, stageNames } = truth.table;
            const rows = [...history.day.slice(history.from[deal], history.from[deal + 1])];
            const last = rows.findLastIndex((day) => day <= AS_OF);
            const stage = last < 0 ? 'Won' : stageNames[history.stage[history.from[deal]! + last]!]!;
            expect(forecast.oddsOf(deal) === undefined).toBe(stage === 'Won' || stage === 'Lost');
        }
    });

    it('wins a deal once, in one period or none, and closes it inside the periods', () => {
        for (let deal = 0; deal < truth.table.size; deal += 1) {
            const odds = forecast.oddsOf(deal);
            if (!odds) continue;
            const sum = odds.periods.reduce((all, p) => all + p, 0);
            expect(Math.min(...odds.periods)).toBeGreaterThanOrEqual(0);
            expect(sum).toBeLessThanOrEqual(1 + 1e-12);
            expect(odds.window(0)).toBe(0);
            expect(odds.window(10)).toBeLessThanOrEqual(odds.window(19));
            expect(odds.window(19)).toBeCloseTo(odds.periods[0]!, 12);
            const { expectedCloseOn } = odds;
            if (expectedCloseOn === undefined) expect(sum).toBeLessThan(0.01);
            else {
                expect(expectedCloseOn).toBeGreaterThan(AS_OF);
                expect(expectedCloseOn).toBeLessThanOrEqual(forecast.periods.at(-1)!.to);
            }
        }
    });

    it('tells earned from claimed where a deal claims more, and says why', () => {
        const { proof } = truth.table;
        const changed = truth.table.ids.findIndex((_, deal) => {
            const odds = forecast.oddsOf(deal);
            return odds && proof.order[proof.from[deal]!] === 0 && odds.window(90) !== forecast.oddsOf(deal, 'claimed')!.window(90);
        });
        const why = forecast.explain(changed)!;
        expect(why.candidates.map(({ name }) => name)).toEqual(['cohort', 'timeline', 'regression', 'aligned']);
        expect(why.candidates.filter(({ used }) => used).length).toBeGreaterThan(0);
        expect(why.pulls.length).toBeGreaterThan(3);
        expect(Math.abs(why.pulls[0]!.logOdds)).toBeGreaterThanOrEqual(Math.abs(why.pulls[1]!.logOdds));
        expect(forecast.explain(truth.table.size)).toBeUndefined();
    });

    it('makes ranges around what is expected, from six past forecasts on', () => {
        const range = forecast.rangeOf([0], 1_000_000_00)!;
        expect(range.low).toBeLessThan(range.mid);
        expect(range.mid).toBe(1_000_000_00);
        expect(range.high).toBeGreaterThan(range.mid);
        expect(learnForecast(truth.table, truth.stages, [], dayOf(2024, 6, 20)).rangeOf([0], 1_000_000_00)).toBeUndefined();
    });

    it('expects wins from deals that are not there yet further out more than now', () => {
        const [running, , nextButOne] = forecast.notYetCreated;
        expect(running!.pastSnapshots).toBe(6);
        expect(nextButOne!.deals).toBeGreaterThan(running!.deals);
        expect(nextButOne!.amount).toBeGreaterThan(0);
    });
});

describe('learnForecast of little', () => {
    const learnFrom = (...deals: Parameters<typeof toDealTable>[0][number][]) => {
        const table = toDealTable(deals, TODAY);
        return learnForecast(table, STAGES, [], TODAY);
    };

    it('is not fundable without history, and makes no odds up', () => {
        const empty = learnFrom();
        expect(empty.fundability.fundable).toBe(false);
        expect(empty.historyFrom).toBeUndefined();
        const odds = learnFrom(aDeal([[TODAY - 10, 'Meet']])).oddsOf(0)!;
        expect(odds.window(90)).toBeNaN();
        expect([...odds.periods]).toEqual([NaN, NaN, NaN]);
        expect(odds.expectedCloseOn).toBeUndefined();
    });

    it('knows a deal without history by its stage of now, today only', () => {
        const deals = [
            aDeal([[TODAY - 10, 'Meet']], { id: 'a', history: [] }),
            aDeal([[TODAY - 10, 'Won']], { id: 'b', history: [] }),
            aDeal([[TODAY - 10, 'New']], { id: 'c', history: [], partners: [aSignal(TODAY - 10)] }),
            aDeal([[TODAY - 10, 'New']], { id: 'd', history: [], partners: [aPartner(TODAY - 10)] })
        ];
        const table = toDealTable(deals, TODAY);
        const now = learnForecast(table, STAGES, [], TODAY);
        expect(deals.map((_, deal) => now.explain(deal)?.stageName)).toEqual(['Meet', undefined, undefined, 'New']);
        expect(now.explain(3)).toMatchObject({ dwellDays: 10, partnerType: 'SI' });
        expect(learnForecast(table, STAGES, [], TODAY - 1, { today: TODAY }).oddsOf(0)).toBeUndefined();
    });

    it('is not fundable with a few dozen closed deals, and says what is missing and when it comes', () => {
        const deals = Array.from({ length: 48 }, (_, index) =>
            aDeal([
                [TODAY - 700 + 12 * index, 'Offer'],
                [TODAY - 640 + 12 * index, index % 2 === 0 ? 'Won' : 'Lost']
            ])
        );
        const { fundability } = learnFrom(...deals);
        expect(fundability.fundable).toBe(false);
        expect(fundability.reasons.join(' ')).toMatch(/48 of 100 closed deals to learn from; expected on 20\d\d-\d\d-\d\d\./);
    });
});
