import type { Day } from '../calendar-day';
import { CANDIDATES, type ChampionEntry } from '../learnt-forecast';
import type { Verdict } from './fitted-odds';
import type { PastForecast } from './past-forecast';

const NAMES = [
    ['blend', 'blend'],
    ...CANDIDATES.map((name) => [name, name] as const),
    ['base', 'base rate'],
    ['crm', 'typed probability'],
    ['closedConversion', 'closed conversion']
] as const;

/** How each model, and what they are compared with, did on past forecasts whose window had ended by `knownOn`. */
export function keepChampionLog(past: readonly PastForecast[], verdict: Verdict, knownOn: Day): readonly ChampionEntry[] {
    const scored = past.filter(({ totals }) => totals[0]!.endsOn <= knownOn);
    return NAMES.flatMap(([key, name]) => {
        const own = scored.map(({ losses }) => losses[0]![key]);
        const rows = own.reduce((sum, loss) => sum + loss.rows, 0);
        if (rows === 0) return [];
        const mean = (what: 'brier' | 'logLoss') => own.reduce((sum, loss) => sum + loss[what], 0) / rows;
        const used = name === 'blend' || CANDIDATES.some((one) => one === name && verdict.window[one] > 0);
        return [{ name, logLoss: mean('logLoss'), brier: mean('brier'), dealSnapshots: rows, used }];
    });
}
