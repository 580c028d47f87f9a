import type { ForecastDocument } from '../../../boundary/forecast-document';
import { PATTERNS } from '../page/charts';
import { html } from '../page/html';
import { layPage } from '../page/page';
import { change } from './change';
import { deals } from './deals';
import { headline } from './headline';
import { sources, stages } from './parts';
import { periods, proof } from './periods';
import { backtest, reconciliation, type BacktestSummary } from './trust';
import { wordsFor } from './words';

/** One forecast as one self-contained page. `test` is the back-test of the same model; without it the page makes no claim of accuracy. */
export function toForecastHtml(document: ForecastDocument, test?: BacktestSummary): string {
    const words = wordsFor(document.currency.code);
    return layPage({
        title: 'One forecast, direct and partner',
        subtitle: `As of ${words.day(document.asOf)}, by stage map ${document.stageMapVersion}, from ${document.org}`,
        body: html`${PATTERNS}${headline(document, words)}${periods(document, words)}${sources(document, words)}${proof(document, words)}${stages(document, words)}${
            document.change ? change(document.change, words) : undefined
        }${deals(document.topDeals, words)}${test && test.snapshots > 0 ? backtest(test, words) : undefined}${reconciliation(document, words)}`,
        footer: html`Method: ${document.methods.forecast}. Dwell: ${document.methods.dwell}. Made by partner-stages forecast rollup; this
        page asks nothing of the network.`
    });
}
