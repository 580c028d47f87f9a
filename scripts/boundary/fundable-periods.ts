import type { ForecastDocument, PeriodDocument } from './forecast-document';

/** All that may be planned on, every dollar once: quarters, and months whose quarter may not; the first one first. */
export function fundablePeriods({ quarters, months }: Pick<ForecastDocument, 'quarters' | 'months'>): readonly PeriodDocument[] {
    const whole = quarters.filter(({ fundable }) => fundable);
    const single = months.filter(({ fundable, from }) => fundable && !whole.some((quarter) => quarter.from <= from && from <= quarter.to));
    return [...single, ...whole].sort((a, b) => (a.from < b.from ? -1 : 1));
}
