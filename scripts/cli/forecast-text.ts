import { isoOf } from '../domain/forecast/calendar-day';
import { isWindowMoved, WINDOW_MOVED } from '../domain/forecast/change';
import type { Cents } from '../domain/forecast/money';
import type { PeriodForecast } from '../domain/forecast/roll-up';
import type { SplitRow } from '../domain/forecast/summary';
import { drawBar } from './bars';
import { describeChange, namePeriods, NAMES_OF_CHANGES } from './change-text';
import { nameDeals, type ForecastReport } from './forecast-document';
import { layPassage } from './passage-text';
import { layTable, type Column } from './table';

/** How many deals of a bridge the page names. */
const CHANGES_SHOWN = 8;

/** The forecast as a page of text: the number first, then where it comes from, what changed, and what it leans on. */
export function layForecast(report: ForecastReport): string {
    return [
        layHeadline(report),
        layPeriods('By fiscal quarter (█ won, ▒ expected from the open pipeline)', report.rollup.quarters),
        layPeriods('By fiscal month, this and the next quarter', nearMonths(report)),
        laySplit(
            'By attribution, each dollar once; each deal counted in the row of its leading credit (▒ expected, or open where nothing may be planned on)',
            report.summary.byAttribution,
            report
        ),
        layWholeDeals(report),
        laySplit('By partner type', report.summary.byPartnerType, report),
        laySplit('By proven stage', report.summary.byStage, report),
        layAside(report),
        layChange(report),
        layPassage(report.passage, report.graceDays, report.stageLabelOf),
        layDwell(report),
        layCaveats(report),
        layReconciliation(report)
    ]
        .filter((part) => part !== '')
        .join('\n\n');
}

function layHeadline(report: ForecastReport): string {
    const { rollup, source, mapVersion } = report;
    const { fundability, quarters } = rollup;
    const unnamed = source.total ? "amounts in the org's currency" : 'amounts as in the files, in one unnamed currency';
    const currency = source.currency.code ? `amounts in ${source.currency.code}` : unnamed;
    const title = `Forecast as of ${isoOf(rollup.asOf)}, direct and partner deals together\n${source.origin}, stage map ${mapVersion}, ${currency}`;
    const [quarter] = quarters;
    if (fundability.fundable && quarter?.expected !== undefined) return `${title}\n\n${describeQuarter(quarter, quarter.expected)}`;
    if (fundability.fundable) return `${title}\n\n${describeMonths(report)}`;
    const when =
        fundability.expectedOn === undefined
            ? 'No day can be named by which all of it will be there: see the reasons.'
            : `What is missing is expected by ${isoOf(fundability.expectedOn)}.`;
    return [
        title,
        '',
        'NOT FUNDABLE YET: no number is told as a forecast.',
        ...fundability.reasons.map((reason) => `- ${reason}`),
        when,
        `Open pipeline, reconciled: ${units(report.summary.total.open)} in ${countDeals(report.summary.total.deals)}${
            quarter ? `; won in ${quarter.period.label} so far: ${units(quarter.alreadyWon)}` : ''
        }.`
    ].join('\n');
}

/** The running quarter as a whole may not be planned on, but some months may, or the next quarter. */
function describeMonths({ rollup: { quarters, months, fundability } }: ForecastReport): string {
    const [quarter] = quarters;
    const own = months.flatMap((month, ahead) => (quarter && month.period.to <= quarter.period.to && !month.fundable ? [ahead] : []));
    const byMonth = fundability.horizons.filter(({ ahead }) => own.includes(ahead)).flatMap((horizon) => horizon.reasons);
    const judged = fundability.quarters.find(({ ahead, isUnjudged }) => ahead === 0 && !isUnjudged);
    const reasons = judged?.reasons ?? byMonth;
    const told = [...months, ...quarters.slice(1)]
        .filter(({ expected, period }) => expected !== undefined && (quarter === undefined || period.to > quarter.period.from))
        .map(({ period, expected, range }) => {
            const between = range ? `, likely between ${units(range.low)} and ${units(range.high)}` : '';
            return `- ${period.label}: ${units(expected)} expected from the open pipeline${between}. Fundable.`;
        });
    const because = reasons.length > 0 ? reasons.join(' ') : 'No past forecast reached so far ahead.';
    return [`${quarter?.period.label ?? 'The running quarter'}: NOT FUNDABLE YET as a whole. ${because}`, ...told].join('\n');
}

function describeQuarter({ period, alreadyWon, range, notYetCreated }: PeriodForecast, expected: Cents): string {
    const lands = range
        ? `\nLikely between ${units(alreadyWon + range.low)} and ${units(alreadyWon + range.high)} (8 times in 10). Fundable.`
        : '\nFundable.';
    const more =
        notYetCreated === undefined || notYetCreated === 0
            ? ''
            : `\nBeside it, deals that are not in the pipeline yet have brought ${units(notYetCreated)} by the end of such a quarter.`;
    return `${period.label} (to ${isoOf(period.to)}) lands at ${units(alreadyWon + expected)}: ${units(alreadyWon)} won, ${units(expected)} still expected from the open pipeline.${lands}${more}`;
}

/** Months further out are in the JSON and the CSV; one by one they are too uncertain to read. */
function nearMonths({ rollup }: ForecastReport): readonly PeriodForecast[] {
    const until = (rollup.quarters[1] ?? rollup.quarters[0])?.period.to ?? rollup.asOf;
    return rollup.months.filter(({ period }) => period.to <= until);
}

const right = (heading: string): Column => ({ heading, align: 'right' });

function layPeriods(title: string, periods: readonly PeriodForecast[]): string {
    const columns = [
        { heading: 'Period' },
        right('Open'),
        right('Won'),
        right('Expected'),
        right('P10'),
        right('P50'),
        right('P90'),
        right('If CRM stages were proven'),
        right('Not yet created'),
        { heading: '' }
    ];
    const full = Math.max(...periods.map(({ alreadyWon, expected }) => alreadyWon + (expected ?? 0)));
    const rows = periods.map(({ period, open, alreadyWon, expected, range, claimedExpected, notYetCreated }) => [
        period.label,
        units(open),
        units(alreadyWon),
        units(expected),
        units(range?.low),
        units(range?.mid),
        units(range?.high),
        units(claimedExpected),
        units(notYetCreated),
        drawBar(
            [
                { amount: alreadyWon, fill: '█' },
                { amount: expected ?? 0, fill: '▒' }
            ],
            full
        )
    ]);
    return `${title}\n${layTable(columns, rows)}`;
}

function laySplit(title: string, rows: readonly SplitRow[], { summary: { total } }: ForecastReport): string {
    const columns = [
        { heading: '' },
        right('Deals'),
        right('Open'),
        right('This quarter'),
        right('Next quarter'),
        right('All fundable'),
        right('The same, CRM stages'),
        { heading: '' }
    ];
    const weight = ({ allQuarters, open }: SplitRow): Cents => (total.allQuarters === undefined ? open : (allQuarters ?? 0));
    const full = Math.max(...rows.map(weight));
    const cells = [...rows, total].map((row) => [
        row.label,
        whole.format(row.deals),
        units(row.open),
        units(row.thisQuarter),
        units(row.nextQuarter),
        units(row.allQuarters),
        units(row.claimedAllQuarters),
        row === total ? '' : drawBar([{ amount: weight(row), fill: '▒' }], full)
    ]);
    return `${title}\n${layTable(columns, cells)}`;
}

function layWholeDeals({ summary }: ForecastReport): string {
    const rows = summary.wholeDeals.filter(({ deals }) => deals > 0);
    if (rows.length === 0) return '';
    const cells = rows.map(({ attribution, deals, open, expected }) => [
        `Partner ${attribution.toLowerCase()}`,
        whole.format(deals),
        units(open),
        units(expected)
    ]);
    const title = 'Whole deals with a partner, beside the credit above (a deal may stand in both rows: do not add them)';
    return `${title}\n${layTable([{ heading: '' }, right('Deals'), right('Open'), right('Expected')], cells)}`;
}

/** Where there are no partners at all, only what there is. */
function layAside({ summary, source }: ForecastReport): string {
    const { aheadOfProof, onException, preRegistration, total } = summary;
    const claims = aheadOfProof.deals === 1 ? 'claims' : 'claim';
    const gap =
        total.allQuarters === undefined || total.claimedAllQuarters === undefined
            ? ''
            : ` Believing the claim would add ${units(total.claimedAllQuarters - total.allQuarters)} over all that is fundable.`;
    const expected = onException.allQuarters === undefined ? '' : `, ${units(onException.allQuarters)} expected`;
    const lines: readonly (readonly [number, string])[] = [
        [
            aheadOfProof.deals,
            `Proof gap: ${countDeals(aheadOfProof.deals)} (${units(aheadOfProof.open)} open) ${claims} a later stage than proven.${gap}`
        ],
        [
            onException.deals,
            `On exception: ${countDeals(onException.deals)} (${units(onException.open)} open${expected}) passed a gate on a waiver that is still owed.`
        ],
        [
            preRegistration.deals,
            `Outside the forecast: ${countDeals(preRegistration.deals)} (${units(preRegistration.open)} open) exist only as an unregistered partner signal.`
        ]
    ];
    const hasPartners = source.table.partners.day.length > 0;
    return lines.flatMap(([deals, line]) => (hasPartners || deals > 0 ? [line] : [])).join('\n');
}

function layChange(report: ForecastReport): string {
    const { change, changeBasis } = report;
    if (!change) return '';
    const { from, to, steps, changes } = change;
    const rows = [
        [`Expected on ${isoOf(from.asOf)}${namePeriods(from.periods)}`, '', cents(from.expected)],
        ...steps.map(({ kind, deals, amount }) => [`  ${NAMES_OF_CHANGES[kind]}`, whole.format(deals), signed(amount)]),
        [`Expected on ${isoOf(to.asOf)}${namePeriods(to.periods)}`, '', cents(to.expected)]
    ];
    const namesOf = nameDeals(report);
    const nameOf = (id: string): string => namesOf(id).replace(/\s+/g, ' ');
    const largest = changes
        .slice(0, CHANGES_SHOWN)
        .map(
            (one) =>
                `- ${signed(one.amount)}  ${nameOf(one.id)}${nameOf(one.id) === one.id ? '' : ` (${one.id})`}: ${NAMES_OF_CHANGES[one.kind].split(' (')[0]?.split(':')[0]?.toLowerCase()}; ${describeChange(one)}`
        );
    const basis =
        changeBasis === 'kept'
            ? 'deals as the last snapshot kept them'
            : 'the forecast made again as of that day; proof, credit and exceptions of then are not known';
    return [
        `What changed since ${isoOf(from.asOf)} (${basis}), over all that is fundable`,
        layTable([{ heading: '' }, right('Deals'), right('Expected')], rows),
        ...(isWindowMoved(from.periods, to.periods) ? [WINDOW_MOVED] : []),
        ...(largest.length > 0 ? ['The largest, deal by deal', ...largest] : [])
    ].join('\n');
}

function layDwell({ dwell, stageLabelOf }: ForecastReport): string {
    if (dwell.length === 0) return '';
    const cells = dwell.map(({ stageOrder, partnerType, meanDays, ended, borrows }) => ({
        row: stageLabelOf(stageOrder),
        column: partnerType ?? 'All types',
        text: `${borrows ? '~' : ''}${meanDays.toFixed(1)} (${whole.format(ended)})`
    }));
    const title = 'Usual days in stage, by type. In brackets: how many stays were seen to end. ~: few of its own, so it leans on all types';
    return `${title}\n${layMatrix(cells)}`;
}

/** Cells as a table of their rows and columns, both in the order in which they first appear. */
function layMatrix(cells: readonly { readonly row: string; readonly column: string; readonly text: string }[]): string {
    const rows = [...new Set(cells.map(({ row }) => row))];
    const columns = [...new Set(cells.map(({ column }) => column))];
    const textAt = (row: string, column: string) => cells.find((cell) => cell.row === row && cell.column === column)?.text ?? '–';
    return layTable(
        [{ heading: 'Stage' }, ...columns.map(right)],
        rows.map((row) => [row, ...columns.map((column) => textAt(row, column))])
    );
}

function layCaveats({ caveats }: ForecastReport): string {
    return caveats.length === 0 ? '' : ['Read with care', ...caveats.map((caveat) => `- ${caveat}`)].join('\n');
}

function layReconciliation({ reconciliation, kept, source }: ForecastReport): string {
    const { agrees, deals, byMonth, inForecast, preRegistration, rounding, org } = reconciliation;
    const rounded = rounding === 0 ? '' : ` (${signed(rounding)} of it from rounding converted rows to the cent)`;
    const parts = `${countDeals(deals)}, ${cents(byMonth)} open${rounded} = ${cents(inForecast)} in the forecast + ${cents(preRegistration)} pre-registration`;
    const against = org ? 'the org’s own SUM(Amount)' : 'itself; nobody else knows the total of these rows';
    const line = agrees
        ? `Reconciled to the cent with ${against}: ${parts}.`
        : `DOES NOT RECONCILE: ${parts}${org ? `; the org says ${countDeals(org.deals)}, ${cents(org.open)}` : ''}.`;
    const rates = (source.currency.byCurrency ?? []).map(
        ({ code, deals: count, open, converted, rates: used }) =>
            `  ${code}: ${countDeals(count)}, ${cents(open)} ${code} = ${cents(converted)} ${source.currency.code ?? ''} at ${describeRates(used)}`
    );
    const refused = kept && kept.refused.length > 0 ? `, ${kept.refused.length} refused` : '';
    const snapshot = kept
        ? [`Snapshot rows: ${kept.written} written, ${kept.unchanged} unchanged, ${kept.removed} removed${refused}.`]
        : [];
    return [line, ...rates, ...snapshot].join('\n');
}

function describeRates(rates: readonly number[]): string {
    const [first = 1, last = first] = [rates[0], rates.at(-1)];
    return rates.length <= 1 ? `a rate of ${first}` : `${rates.length} rates of their close dates, ${first} to ${last}`;
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const exact = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const units = (amount: Cents | undefined): string => (amount === undefined ? '–' : whole.format(amount / 100));
const cents = (amount: Cents): string => exact.format(amount / 100);
const signed = (amount: Cents): string => `${amount >= 0 ? '+' : '−'}${exact.format(Math.abs(amount) / 100)}`;
const countDeals = (deals: number): string => (deals === 1 ? '1 deal' : `${whole.format(deals)} deals`);
