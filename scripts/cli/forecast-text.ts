import { isoOf } from '../domain/forecast/calendar-day';
import type { Cents } from '../domain/forecast/money';
import type { PeriodForecast } from '../domain/forecast/roll-up';
import type { SplitRow } from '../domain/forecast/summary';
import type { ForecastReport } from './forecast-document';
import { layTable, type Column } from './table';

/** The forecast as a page of text: the number, then where it comes from, then what it leans on. */
export function layForecast(report: ForecastReport): string {
    return [
        layHeadline(report),
        layPeriods(
            'By fiscal quarter (off by: what the same forecast, made in the past, missed of what came; bias − is too low)',
            report.rollup.quarters
        ),
        layPeriods('By fiscal month, this and the next quarter', nearMonths(report)),
        laySplit('By attribution, each dollar once', report.summary.byAttribution, report.summary.total),
        laySplit('By partner type', report.summary.byPartnerType, report.summary.total),
        laySplit('By proven stage', report.summary.byStage, report.summary.total),
        layAside(report),
        layEvidence(report),
        layDwell(report),
        layCaveats(report),
        layReconciliation(report)
    ]
        .filter((part) => part !== '')
        .join('\n\n');
}

function layHeadline({ rollup, summary, instanceUrl, mapVersion }: ForecastReport): string {
    const title = `Forecast as of ${isoOf(rollup.asOf)}, direct and partner deals together\n${instanceUrl} as this login sees it, stage map ${mapVersion}, amounts in the org's currency`;
    const quarter = summary.thisQuarter;
    if (!quarter) return title;
    return `${title}\n\n${describeQuarter(quarter)}`;
}

function describeQuarter({ period, alreadyWon, expected, range }: PeriodForecast): string {
    const until = `${period.label} (to ${isoOf(period.to)})`;
    if (expected === undefined) return `${until}: ${units(alreadyWon)} won; too little history to forecast the rest.`;
    const lands = range ? `\nLikely between ${units(alreadyWon + range.low)} and ${units(alreadyWon + range.high)} (8 times in 10).` : '';
    return `${until} lands at ${units(alreadyWon + expected)}: ${units(alreadyWon)} won, ${units(expected)} still expected from the open pipeline.${lands}`;
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
        right('Won'),
        right('Expected'),
        right('P10'),
        right('P90'),
        right('If CRM stages were proven'),
        right('Past forecasts'),
        right('Off by'),
        right('Bias')
    ];
    const rows = periods.map(({ period, alreadyWon, expected, range, claimedExpected, pastForecasts, accuracy }) => [
        period.label,
        units(alreadyWon),
        units(expected),
        units(range?.low),
        units(range?.high),
        units(claimedExpected),
        String(pastForecasts),
        accuracy ? percent(accuracy.wape) : '–',
        accuracy ? signedPercent(accuracy.bias) : '–'
    ]);
    return `${title}\n${layTable(columns, rows)}`;
}

function laySplit(title: string, rows: readonly SplitRow[], total: SplitRow): string {
    const columns = [
        { heading: '' },
        right('Deals'),
        right('Open'),
        right('This quarter'),
        right('Next quarter'),
        right('All four'),
        right('All four, CRM stages')
    ];
    const cells = [...rows, total].map((row) => [
        row.label,
        String(row.deals),
        units(row.open),
        units(row.thisQuarter),
        units(row.nextQuarter),
        units(row.allQuarters),
        units(row.claimedAllQuarters)
    ]);
    return `${title}\n${layTable(columns, cells)}`;
}

function layAside({ summary }: ForecastReport): string {
    const { aheadOfProof, onException, preRegistration, total } = summary;
    const gap = total.claimedAllQuarters - total.allQuarters;
    return [
        `Proof gap: ${countDeals(aheadOfProof.deals)} (${units(aheadOfProof.open)} open) ${aheadOfProof.deals === 1 ? 'claims' : 'claim'} a later stage than proven. Believing the claim would add ${units(gap)} over four quarters.`,
        `On exception: ${countDeals(onException.deals)} (${units(onException.open)} open, ${units(onException.allQuarters)} expected over four quarters) passed a gate on a waiver that is still owed.`,
        `Outside the forecast: ${countDeals(preRegistration.deals)} (${units(preRegistration.open)} open) exist only as an unregistered partner signal.`
    ].join('\n');
}

function layEvidence({ rollup, stageLabelOf }: ForecastReport): string {
    if (rollup.segments.length === 0) return '';
    const since =
        rollup.historyFrom === undefined
            ? 'no stage history yet'
            : `${rollup.pastSnapshots} past snapshots since ${isoOf(rollup.historyFrom)}`;
    const title = `Past deals behind this quarter's odds, by proven stage and type (${since}; in brackets how much they count at most, the rest is borrowed from all types)`;
    const cells = rollup.segments.map(({ stageOrder, partnerType, pastDeals, ownShare }) => ({
        row: stageLabelOf(stageOrder),
        column: partnerType,
        text: `${pastDeals} (${percent(ownShare)})`
    }));
    return `${title}\n${layMatrix(cells)}`;
}

function layDwell({ dwell, stageLabelOf }: ForecastReport): string {
    if (dwell.length === 0) return '';
    const cells = dwell.map(({ stageOrder, partnerType, meanDays, ended, borrows }) => ({
        row: stageLabelOf(stageOrder),
        column: partnerType ?? 'All types',
        text: `${borrows ? '~' : ''}${meanDays.toFixed(1)} (${ended})`
    }));
    return `Usual days in stage, by type (in brackets the stays that ended; ~ small sample, leans on all types)\n${layMatrix(cells)}`;
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

function layReconciliation({ reconciliation, kept }: ForecastReport): string {
    const { agrees, deals, byMonth, inForecast, preRegistration, org } = reconciliation;
    const parts = `${countDeals(deals)}, ${cents(byMonth)} open = ${cents(inForecast)} in the forecast + ${cents(preRegistration)} pre-registration`;
    const against = org ? 'the org’s own SUM(Amount)' : 'itself; the org only knows its total of today';
    const line = agrees
        ? `Reconciled to the cent with ${against}: ${parts}.`
        : `DOES NOT RECONCILE: ${parts}${org ? `; the org says ${countDeals(org.deals)}, ${cents(org.open)}` : ''}.`;
    if (!kept) return line;
    const refused = kept.refused.length > 0 ? `, ${kept.refused.length} refused` : '';
    return `${line}\nSnapshot rows: ${kept.written} written, ${kept.unchanged} unchanged, ${kept.removed} removed${refused}.`;
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const exact = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const units = (amount: Cents | undefined): string => (amount === undefined ? '–' : whole.format(amount / 100));
const cents = (amount: Cents): string => exact.format(amount / 100);
const percent = (share: number): string => `${Math.round(share * 100)} %`;
const signedPercent = (share: number): string => `${share >= 0 ? '+' : '−'}${Math.round(Math.abs(share) * 100)} %`;
const countDeals = (deals: number): string => (deals === 1 ? '1 deal' : `${whole.format(deals)} deals`);
