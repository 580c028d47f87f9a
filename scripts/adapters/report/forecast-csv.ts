import { isoOf } from '../../domain/forecast/calendar-day';
import type { ForecastLine } from '../../domain/forecast/forecast-line';
import type { Cents } from '../../domain/forecast/money';
import { toCsv } from './csv';

const HEADINGS = [
    'Period type',
    'Period start',
    'Period',
    'Proven stage',
    'Stage name',
    'Partner type',
    'Attribution',
    'On exception',
    'Deals',
    'Open amount',
    'Expected amount',
    'Expected if claimed stages were proven',
    'Share of range low',
    'Share of range high',
    'Past deals learnt from'
];

/**
 * The lines of a forecast as CSV, one row per line. Months and Beyond, or quarters and Beyond, add up to the whole; not both. The range is that of
 * the whole period, spread over its lines by expected money: it adds up, and is no range of a single line.
 */
export function toForecastCsv(lines: readonly ForecastLine[], stageLabelOf: (order: number) => string): string {
    const rows = lines.map((line) => [
        line.periodType,
        isoOf(line.periodFrom),
        line.periodLabel,
        line.stageOrder,
        stageLabelOf(line.stageOrder),
        line.partnerType,
        line.attribution,
        line.onException ? 'yes' : 'no',
        line.deals,
        decimal(line.open),
        decimal(line.expected),
        decimal(line.claimedExpected),
        decimal(line.low),
        decimal(line.high),
        line.sampleSize
    ]);
    return toCsv(HEADINGS, rows);
}

const decimal = (cents: Cents | undefined): number | undefined => (cents === undefined ? undefined : cents / 100);
