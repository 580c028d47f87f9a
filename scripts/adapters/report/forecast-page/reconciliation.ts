import type { ForecastDocument } from '../../../boundary/forecast-document';
import { dataTable } from '../page/data-table';
import { html, type Html } from '../page/html';
import { section } from '../page/page';
import { wordsFor, type Words } from './words';

/** Whether the numbers can be trusted as data: reconciliation, visibility, currencies, caveats. */
export function reconciliation({ reconciliation: sums, currency, caveats, learntFrom }: ForecastDocument, words: Words): Html {
    const org = sums.org;
    const agrees = sums.agrees
        ? `Totals reconcile to the cent: ${words.count(sums.deals)} deals, ${words.money(sums.openByQuarter)} by quarter and by month${org ? ', as the org itself adds them up' : ''}; of these ${words.money(sums.inForecast)} are in the forecast and ${words.money(sums.preRegistration)} outside.`
        : `Totals do NOT reconcile: ${words.money(sums.openByMonth)} by month, ${words.money(sums.openByQuarter)} by quarter${org ? `, the org counts ${words.count(org.deals)} deals and ${words.money(org.open)}` : ''}.`;
    const notes = [
        agrees,
        ...(sums.seesAllDeals === false ? ['The login that read the org does not see all deals: the totals are of what it sees.'] : []),
        ...(currency.policy === 'single'
            ? []
            : [
                  `${words.count(currency.convertedRows)} amounts were converted row by row, ${currency.policy === 'dated-rates' ? 'by the rate of their close date' : 'by today’s rates'}.`
              ]),
        ...(learntFrom.from === null
            ? []
            : [`Learnt from ${words.count(learntFrom.pastDeals)} past deals since ${words.day(learntFrom.from)}.`]),
        ...caveats
    ];
    return section(
        'What to know about the data',
        '',
        html`<ul>
            ${notes.map((note) => html`<li>${note}</li>`)}
        </ul>`,
        currency.byCurrency.length === 0 ? undefined : currencies(currency, words)
    );
}

/** Open deals in their own currencies, and what they were converted to. */
const currencies = ({ code, byCurrency }: ForecastDocument['currency'], words: Words): Html =>
    dataTable(
        byCurrency,
        [
            { heading: 'Currency', cell: (row) => row.code },
            { heading: 'Open deals', kind: 'number', cell: ({ deals }) => words.count(deals) },
            { heading: 'Open, in it', kind: 'number', cell: (row) => wordsFor(row.code).money(row.open) },
            { heading: `Converted to ${code ?? 'one currency'}`, kind: 'number', cell: ({ converted }) => words.money(converted) },
            { heading: 'Units for one', kind: 'number', cell: ({ rates }) => rateText(rates) }
        ],
        { caption: 'Open deals by currency, with the rates that were used' }
    );

/** One rate, or the lowest to the highest. */
const rateText = (rates: readonly number[]): string => (rates.length > 1 ? `${rates[0]} to ${rates.at(-1)}` : String(rates[0] ?? '–'));
