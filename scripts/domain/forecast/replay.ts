import type { Day } from './calendar-day';
import { planCalendar, quarterOf, type FiscalPeriod } from './fiscal-periods';
import type { QuarterPosition } from './fiscal-rhythm';
import { SNAPSHOT_EVERY_DAYS, type PastPipeline, type PastSnapshot } from './landmark';
import { isEmpty, learnMonths, oddsByMonth, windowOf, type LearntMonth } from './month-odds';
import type { Cents } from './money';
import { isWithin } from './window-odds';

/** What one forecast made in the past said, and what came of it: money won from the pipeline that was open then. */
export interface PastForecast {
    readonly madeOn: Day;
    readonly expected: Cents;
    readonly actual: Cents;
}

/** Past forecasts by how many months or quarters they looked ahead; 0 is the rest of the then running one. */
export interface PastForecasts {
    readonly months: readonly (readonly PastForecast[])[];
    readonly quarters: readonly (readonly PastForecast[])[];
}

/**
 * Makes the forecast again at every second past snapshot, each time from what was known on that day, for the months and
 * quarters that have ended by `asOf`. Periods for which there was too little to learn from are left out.
 */
export function replayForecasts(
    past: PastPipeline,
    periods: readonly FiscalPeriod[],
    positionOf: QuarterPosition,
    asOf: Day
): PastForecasts {
    const months: PastForecast[][] = [];
    const quarters: PastForecast[][] = [];
    const replayed = past.snapshots.filter(({ day }) => ((asOf - day) / SNAPSHOT_EVERY_DAYS) % 2 === 0);
    for (const snapshot of replayed) {
        const calendar = planCalendar(periods, snapshot.day);
        const ended = calendar.months.filter(({ to }) => to <= asOf);
        const results = forecastThen(snapshot, learnMonths(ended, past, positionOf, snapshot.day));
        results.forEach((result, ahead) => result && (months[ahead] ??= []).push(result));
        calendar.quarters.forEach((quarter, ahead) => {
            if (quarter.to > asOf) return;
            const parts = results.filter((_, index) => ended[index] && quarterOf(calendar, ended[index]) === quarter);
            const sum = addUp(parts, snapshot.day);
            if (sum) (quarters[ahead] ??= []).push(sum);
        });
    }
    return { months, quarters };
}

function forecastThen({ day, sightings }: PastSnapshot, months: readonly LearntMonth[]): readonly (PastForecast | undefined)[] {
    const odds = sightings.map(({ state }) => oddsByMonth(months, state));
    return months.map((learnt, index) => {
        const window = windowOf(learnt.month, day);
        if (!learnt.odds || isEmpty(window)) return undefined;
        const expected = sightings.reduce((sum, { amount }, deal) => sum + (odds[deal]?.[index] ?? 0) * amount, 0);
        const actual = sightings.reduce((sum, { wonOn, wonAmount }) => sum + (isWithin(window, day, wonOn) ? wonAmount : 0), 0);
        return { madeOn: day, expected: Math.round(expected), actual };
    });
}

function addUp(parts: readonly (PastForecast | undefined)[], madeOn: Day): PastForecast | undefined {
    const known = parts.filter((part) => part !== undefined);
    if (known.length === 0 || known.length < parts.length) return undefined;
    return {
        madeOn,
        expected: known.reduce((sum, { expected }) => sum + expected, 0),
        actual: known.reduce((sum, { actual }) => sum + actual, 0)
    };
}
