import { writeText } from '../adapters/files/text-files';
import { toForecastHtml } from '../adapters/report/forecast-page/forecast-page';
import { runBacktest } from '../domain/forecast/run-backtest';
import { toBacktestDocument } from './backtest-document';
import { toForecastDocument, type ForecastReport } from './forecast-document';
import type { Terminal } from './terminal';

/** Days and periods of the back-test on the page: a quarter's window, totals by month. */
const WINDOW = 90;

/** Writes a forecast as a page, with the back-test of the same model up to the day of the forecast. */
export async function writeForecastPage(file: string, report: ForecastReport, terminal: Terminal): Promise<void> {
    terminal.progress('Forecasting from past days …');
    const { source, mapVersion, rollup } = report;
    const result = runBacktest(source.table, source.stages, source.periods, { window: WINDOW, period: 'month', knownTo: rollup.asOf });
    const test = toBacktestDocument({ result, source, mapVersion, predictions: undefined });
    await writeText(file, toForecastHtml(toForecastDocument(report), test));
    terminal.warn(`The page is in ${file}.`);
}
