import type { FundableDocument } from '../../../boundary/forecast-document';
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
    readonly calibration: readonly { readonly said: number; readonly won: number; readonly deals: number }[];
    readonly gates: {
        readonly liveOn: string;
        readonly before: { readonly brier: number; readonly dealSnapshots: number };
        readonly after: { readonly brier: number; readonly dealSnapshots: number };
    } | null;
    /** Totals of months ahead over the same past days, in numbers of deals and in money. */
    readonly horizons: readonly {
        readonly ahead: number;
        readonly snapshots: number;
        readonly wape: number;
        readonly wapeMoney: number;
        readonly biasMoney: number;
        readonly coverage80Money: number;
    }[];
    /** In deals. */
    readonly threePeriodWape: number;
}

/** Why to believe it: the same forecast made again on past days, held against what came. */
export const backtest = (fundable: FundableDocument, test: BacktestSummary, words: Words): Html =>
    section(
        'Why to believe it: the forecast made again on past days',
        'Each past forecast used only what was known on its day, and was then held against what came.',
        totals(fundable, words),
        inMoney(test, words),
        html`<h3>How good the odds were</h3>
            <p class="soft">
                The back-test: ${words.count(test.snapshots)} past days, the first day of every month, with
                ${words.count(test.dealSnapshots)} odds (an open deal on a past day), each a chance to be won within
                ${words.days(test.window)}. Skill: how much smaller their Brier score is than that of always giving the average. The verdict
                above goes by past forecasts made on the same day of the month as this one: their skill is
                ${words.percent(fundable.brierSkill)}, that of these odds ${words.percent(test.skill)}.
            </p>`,
        odds(test, words, fundable.crmIsAssumed ?? false),
        test.gates ? sinceGates(test.gates, words) : undefined
    );

/** Odds from which a difference is told without the word that it may be chance. */
const FEW_ODDS = 1_000;

/** Scores on both sides of a day, with how many odds each rests on: few prove nothing, and the day is not the only difference. */
function sinceGates({ liveOn, before, after }: NonNullable<BacktestSummary['gates']>, words: Words): Html {
    const side = ({ brier, dealSnapshots }: typeof before) => `${decimal(brier)} (${words.count(dealSnapshots)} odds)`;
    const few = Math.min(before.dealSnapshots, after.dealSnapshots) < FEW_ODDS ? ' So few odds may differ like this by chance.' : '';
    return html`<p>
        Brier before the gates went live on ${words.day(liveOn)}: ${side(before)}, after: ${side(after)}. This is no measure of what the
        gates did: one deal gives several odds, and other deals and months stand on each side.${few}
    </p>`;
}

type TotalsRow = FundableDocument['threePeriods'] & { readonly label: string; readonly fundable?: boolean };

const MONTHS = ['The running month', 'The next month', 'The next but one'];
const QUARTERS = ['The rest of the quarter', 'The next quarter'];

/** The totals that the verdict rests on: the same figures as its reasons. */
function totals({ threePeriods, horizons, quarters, crmIsAssumed }: FundableDocument, words: Words): Html | undefined {
    const rows: readonly TotalsRow[] = [
        { label: 'Single months, pooled', ...threePeriods },
        ...horizons.map((row) => ({ ...row, label: MONTHS[row.ahead] ?? `${row.ahead} months ahead` })),
        ...quarters.map((row) => ({ ...row, label: QUARTERS[row.ahead] ?? `${row.ahead} quarters ahead` }))
    ].filter(({ pastForecasts }) => pastForecasts > 0);
    if (rows.length === 0) return undefined;
    return html`<p class="soft">
            The verdict counts deals won, not money. Missed by: how far totals in deals were from what came, of what came (WAPE). Bias: how
            much too high (+) or too low (−) they were together. The range should hold 80 % of outcomes. Pooled: the three months under it,
            each past forecast of one month by itself, not their sum.
        </p>
        ${dataTable(
            rows,
            [
                { heading: 'Forecast of', cell: ({ label }) => label },
                { heading: 'Past forecasts', kind: 'number', cell: ({ pastForecasts }) => words.count(pastForecasts) },
                { heading: 'Missed by, in deals', kind: 'number', cell: ({ wape }) => words.percent(wape) },
                {
                    heading: `${crmIsAssumed ? 'An assumed' : 'The'} CRM missed by, in deals`,
                    kind: 'number',
                    cell: ({ crmWape }) => words.percent(crmWape)
                },
                { heading: 'Bias, in deals', kind: 'number', cell: ({ bias }) => words.signedPercent(bias) },
                { heading: 'Inside P10 to P90', kind: 'number', cell: ({ coverage80 }) => words.percent(coverage80) },
                {
                    heading: 'Fundable',
                    cell: ({ fundable }) => (fundable === undefined ? 'each month by itself' : fundable ? 'yes' : 'not yet')
                }
            ],
            { caption: 'The totals that the verdict rests on, in numbers of deals' }
        )}`;
}

/** The same kind of totals in money: a few large deals make it miss by more, and the verdict does not ask for it. */
function inMoney({ horizons, threePeriodWape }: BacktestSummary, words: Words): Html | undefined {
    const rows = horizons.filter(({ ahead, snapshots }) => ahead < MONTHS.length && snapshots > 0);
    if (rows.length === 0) return undefined;
    const known = (share: number): number | null => (Number.isFinite(share) ? share : null);
    return html`${dataTable(
            rows,
            [
                { heading: 'Forecast of', cell: ({ ahead }) => MONTHS[ahead]! },
                { heading: 'Past forecasts', kind: 'number', cell: ({ snapshots }) => words.count(snapshots) },
                { heading: 'Missed by, in deals', kind: 'number', cell: ({ wape }) => words.percent(known(wape)) },
                { heading: 'Missed by, in money', kind: 'number', cell: ({ wapeMoney }) => words.percent(known(wapeMoney)) },
                { heading: 'Bias, in money', kind: 'number', cell: ({ biasMoney }) => words.signedPercent(known(biasMoney)) },
                {
                    heading: 'Money inside P10 to P90',
                    kind: 'number',
                    cell: ({ coverage80Money }) => words.percent(known(coverage80Money))
                }
            ],
            { caption: 'The same months in deals and in money, forecast on the first day of past months' }
        )}
        <p class="note">
            Money misses by more than deals where a few deals are large: plan on the range, not on the
            dot.${
                Number.isFinite(threePeriodWape)
                    ? ` Three months added up missed by ${words.percent(threePeriodWape)}, in deals.`
                    : undefined
            }
        </p>`;
}

function odds(test: BacktestSummary, words: Words, crmIsAssumed: boolean): Html {
    const scores = [
        { label: 'This forecast', brier: test.brier, ece: test.ece },
        { label: 'The same, at claimed stages', ...test.comparisons.claimedStage },
        {
            label: crmIsAssumed ? 'A CRM at assumed 10/25/50/75 % × close date' : 'The CRM: typed probability × close date',
            ...test.comparisons.crm
        },
        { label: 'Closed-deal conversion × close date', ...test.comparisons.closedConversion },
        { label: 'Always the average', brier: test.baseBrier, ece: NaN }
    ];
    const bins = test.calibration.filter(({ deals }) => deals > 0);
    return html`<div class="pair">
        ${calibrationPlot(
            bins.map(({ said, won, deals }) => ({ predicted: said, observed: won, deals })),
            'Calibration: chance given against share won. Dots on the dashed line came true as said, dots above it more often; a bigger dot is more odds. The table has the numbers.'
        )}
        <div>
            ${dataTable(
                scores,
                [
                    { heading: 'Odds from', cell: ({ label }) => label },
                    { heading: 'Brier', kind: 'number', cell: ({ brier }) => decimal(brier) },
                    { heading: 'Calibration error', kind: 'number', cell: ({ ece }) => words.percent(ece, 1) }
                ],
                { caption: 'Brier: mean squared distance of chance and outcome, lower is better' }
            )}
            ${dataTable(
                bins,
                [
                    { heading: 'Chance given', kind: 'number', cell: ({ said }) => words.percent(said) },
                    { heading: 'Share won', kind: 'number', cell: ({ won }) => words.percent(won) },
                    { heading: 'Odds', kind: 'number', cell: ({ deals }) => words.count(deals) }
                ],
                { caption: 'Calibration in numbers' }
            )}
        </div>
    </div>`;
}

const decimal = (score: number): string => (Number.isFinite(score) ? score.toFixed(4) : '–');
