import type { ForecastDocument } from '../../../boundary/forecast-document';
import { calibrationPlot } from '../page/charts';
import { dataTable } from '../page/data-table';
import { html, type Html } from '../page/html';
import { section } from '../page/page';
import type { Words } from './words';

/** What the page tells of a back-test; the document of `forecast backtest --json` holds it. */
export interface BacktestSummary {
    readonly snapshots: number;
    readonly dealSnapshots: number;
    readonly window: number;
    readonly brier: number;
    readonly baseBrier: number;
    readonly skill: number;
    readonly ece: number;
    readonly comparisons: Readonly<Record<'crm' | 'closedConversion' | 'claimedStage', { readonly brier: number; readonly ece: number }>>;
    readonly horizons: readonly {
        readonly ahead: number;
        readonly wape: number;
        readonly bias: number;
        readonly coverage80: number;
        readonly wapeCrm: number;
        readonly wapeClosedConversion: number;
    }[];
    readonly calibration: readonly { readonly said: number; readonly won: number; readonly deals: number }[];
    readonly gates: {
        readonly liveOn: string;
        readonly before: { readonly brier: number };
        readonly after: { readonly brier: number };
    } | null;
}

/** Why to believe it: the same forecast made again on past days, held against what came. */
export function backtest(test: BacktestSummary, words: Words): Html {
    const scores = [
        { label: 'This forecast', brier: test.brier, ece: test.ece },
        { label: 'The same, at claimed stages', ...test.comparisons.claimedStage },
        { label: 'The CRM: typed probability × close date', ...test.comparisons.crm },
        { label: 'Closed-deal conversion × close date', ...test.comparisons.closedConversion },
        { label: 'Always the average', brier: test.baseBrier, ece: NaN }
    ];
    const bins = test.calibration.filter(({ deals }) => deals > 0);
    return section(
        'Why to believe it: the forecast made again on past days',
        `${words.count(test.snapshots)} past days, ${words.count(test.dealSnapshots)} odds (an open deal on a past day), each judged by what was known then. Chance to be won within ${test.window} days. The verdict on top rests on the past days that a forecast of today may learn from, so its figures differ a little.`,
        html`<div class="pair">
            ${calibrationPlot(
                bins.map(({ said, won, deals }) => ({ predicted: said, observed: won, deals })),
                'Chance given against share won; dots on the dashed line came true as said. The table beside it has the numbers.'
            )}
            <div>
                ${dataTable(
                    scores,
                    [
                        { heading: 'Odds from', cell: ({ label }) => label },
                        { heading: 'Brier (lower is better)', kind: 'number', cell: ({ brier }) => decimal(brier) },
                        { heading: 'Calibration error', kind: 'number', cell: ({ ece }) => words.percent(ece, 1) }
                    ],
                    { caption: 'How good the odds were' }
                )}
                ${dataTable(
                    bins,
                    [
                        { heading: 'Chance given', kind: 'number', cell: ({ said }) => words.percent(said) },
                        { heading: 'Share won', kind: 'number', cell: ({ won }) => words.percent(won) },
                        { heading: 'Odds', kind: 'number', cell: ({ deals }) => words.count(deals) }
                    ],
                    { caption: 'Calibration' }
                )}
            </div>
        </div>`,
        dataTable(
            test.horizons,
            [
                { heading: 'Periods ahead', cell: ({ ahead }) => (ahead === 0 ? 'the running one' : String(ahead)) },
                { heading: 'Error (WAPE)', kind: 'number', cell: ({ wape }) => words.percent(wape) },
                { heading: 'CRM’s error', kind: 'number', cell: ({ wapeCrm }) => words.percent(wapeCrm) },
                { heading: 'Closed conversion’s', kind: 'number', cell: ({ wapeClosedConversion }) => words.percent(wapeClosedConversion) },
                { heading: 'Bias', kind: 'number', cell: ({ bias }) => words.percent(bias) },
                { heading: 'Inside P10 to P90', kind: 'number', cell: ({ coverage80 }) => words.percent(coverage80) }
            ],
            { caption: 'Totals by period: how far off, and how often inside the range (80 % is the aim)' }
        ),
        test.gates
            ? html`<p>
                  Brier before the gates went live on ${words.day(test.gates.liveOn)}: ${decimal(test.gates.before.brier)}, after:
                  ${decimal(test.gates.after.brier)}.
              </p>`
            : undefined
    );
}

/** Whether the numbers can be trusted as data: reconciliation, visibility, currencies, caveats. */
export function reconciliation({ reconciliation: sums, currency, caveats, learntFrom }: ForecastDocument, words: Words): Html {
    const org = sums.org;
    const agrees = sums.agrees
        ? `Totals reconcile to the cent: ${words.count(sums.deals)} deals, ${words.money(sums.openByQuarter)} by quarter and by month${org ? ', as the org itself adds them up' : ''}.`
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
        </ul>`
    );
}

const decimal = (score: number): string => (Number.isFinite(score) ? score.toFixed(4) : '–');
