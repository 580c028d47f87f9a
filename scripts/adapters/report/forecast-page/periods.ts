import type { ForecastDocument, PeriodDocument } from '../../../boundary/forecast-document';
import { fundablePeriods } from '../../../boundary/fundable-periods';
import { legend, pairedBar, rangeBar } from '../page/charts';
import { dataTable, type Column } from '../page/data-table';
import { html, type Html } from '../page/html';
import { section } from '../page/page';
import type { Words } from './words';

/** Expected money by fiscal quarter and month, with its range, and what deals that do not exist yet usually add. */
export function periods({ quarters, months }: ForecastDocument, words: Words): Html {
    const isAnyKnown = [...quarters, ...months].some(({ expected }) => expected !== null);
    return section(
        isAnyKnown ? 'When it is expected' : 'When open deals should close',
        !isAnyKnown
            ? 'By the close dates that the CRM holds. No number is told as expected while nothing is fundable.'
            : 'The dot is what is expected from open deals, the bar its range: eight outcomes of ten fall between P10 and P90. What is already won, and what deals that are not created yet usually bring in time, come on top and are not part of it.',
        periodTable(quarters.filter(isWorthARow), 'By fiscal quarter', words),
        periodTable(months.filter(isWorthARow), 'By fiscal month', words)
    );
}

const isWorthARow = ({ open, expected, alreadyWon }: PeriodDocument): boolean => open !== 0 || expected !== null || alreadyWon !== 0;

function periodTable(periods: readonly PeriodDocument[], caption: string, words: Words): Html {
    const most = Math.max(0, ...periods.map(({ p90, expected }) => p90 ?? expected ?? 0));
    const number = (heading: string, amountOf: (period: PeriodDocument) => number | null): Column<PeriodDocument> => ({
        heading,
        kind: 'number',
        cell: (period) => words.money(amountOf(period))
    });
    const isAnyKnown = periods.some(({ expected }) => expected !== null);
    const known: readonly Column<PeriodDocument>[] = [
        number('Expected', ({ expected }) => expected),
        number('P10', ({ p10 }) => p10),
        number('P90', ({ p90 }) => p90),
        ...(periods.some(({ notYetCreated }) => notYetCreated !== null)
            ? [number('Not created yet', ({ notYetCreated }) => notYetCreated)]
            : []),
        {
            heading: 'P10 to P90',
            kind: 'chart',
            cell: ({ expected, p10, p90 }) =>
                expected === null ? undefined : rangeBar({ low: p10 ?? undefined, middle: expected, high: p90 ?? undefined }, most)
        }
    ];
    return dataTable(
        periods,
        [
            {
                heading: 'Period',
                kind: 'day',
                cell: ({ label, fundable }) => (fundable ? label : html`${label} <span class="pill">not fundable yet</span>`)
            },
            number('Open, by close date', ({ open }) => open),
            number('Already won', ({ alreadyWon }) => alreadyWon),
            ...(isAnyKnown ? known : [])
        ],
        { caption }
    );
}

/** Earned against claimed, period by period. */
export function proof(document: ForecastDocument, words: Words): Html | undefined {
    const known = fundablePeriods(document);
    if (known.length === 0) return undefined;
    const { expectedAllQuarters: expected, claimedExpectedAllQuarters: claimedExpected } = document.total;
    const total = { label: 'Together', expected, claimedExpected };
    const rows: readonly Pick<PeriodDocument, 'label' | 'expected' | 'claimedExpected'>[] = known.length > 1 ? [...known, total] : known;
    const most = Math.max(0, ...known.map(({ expected: own, claimedExpected: claimed }) => Math.max(own ?? 0, claimed ?? 0)));
    return section(
        'What is proven, and what is only claimed',
        'The same model twice: at the stages that joint artifacts prove, and at the stages that the CRM claims. The gap is what would come on top if every claim were proven; odds are of all past deals, so a later stage may also expect less in a period.',
        legend(['Proven', 'Claimed']),
        dataTable(
            rows,
            [
                { heading: 'Period', kind: 'day', cell: ({ label }) => label },
                { heading: 'Proven', kind: 'number', cell: (row) => words.money(row.expected) },
                { heading: 'Claimed', kind: 'number', cell: (row) => words.money(row.claimedExpected) },
                {
                    heading: 'Gap',
                    kind: 'number',
                    cell: (row) =>
                        row.expected === null || row.claimedExpected === null ? '' : words.change(row.claimedExpected - row.expected)
                },
                {
                    heading: 'Proven over claimed',
                    kind: 'chart',
                    cell: (row) => (row === total ? undefined : pairedBar(row.expected ?? 0, row.claimedExpected ?? 0, most))
                }
            ],
            { caption: 'Expected money by period', toneOf: (row) => (row === total ? 'total' : undefined) }
        )
    );
}
