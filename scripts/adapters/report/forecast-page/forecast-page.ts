import type { ForecastDocument } from '../../../boundary/forecast-document';
import { PATTERNS } from '../page/charts';
import { html } from '../page/html';
import { layPage } from '../page/page';
import { change } from './change';
import { deals } from './deals';
import { headline } from './headline';
import { passage } from './passage';
import { periods, proof } from './periods';
import { reconciliation } from './reconciliation';
import { sources, stages } from './splits';
import { backtest, type BacktestSummary } from './trust';
import { wordsFor } from './words';

/** One forecast as one self-contained page. `test` is the back-test of the same model; without it the page makes no claim of accuracy. */
export function toForecastHtml(document: ForecastDocument, test?: BacktestSummary): string {
    const words = wordsFor(document.currency.code);
    const amounts = document.currency.code === null ? 'as in the source, in one unnamed currency' : `in ${document.currency.code}`;
    return layPage({
        title: 'One forecast, direct and partner',
        subtitle: `As of ${words.day(document.asOf)}, by stage map ${document.stageMapVersion}, from ${document.org}. Amounts ${amounts}, whole units.`,
        body: html`${PATTERNS}${headline(document, words)}${periods(document, words)}${sources(document, words)}${proof(document, words)}${stages(document, words)}${passage(
            document,
            words
        )}${document.change ? change(document.change, document.org, words) : undefined}${deals(document, words)}${
            test && test.snapshots > 0 ? backtest(document.fundable, test, words) : undefined
        }${reconciliation(document, words)}`,
        footer: html`Method: ${document.methods.forecast}. Dwell: ${document.methods.dwell}. Made by partner-stages forecast rollup; this
        page asks nothing of the network.`
    });
}
