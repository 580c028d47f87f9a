import type { ForecastDocument, PeriodDocument } from '../../../boundary/forecast-document';
import { pairedBar, rangeBar } from '../page/charts';
import { dataTable, type Column } from '../page/data-table';
import { html, type Html } from '../page/html';
import { section } from '../page/page';
import type { Words } from './words';

/** Expected money by fiscal quarter and month, with its range, beside what it would be if every claim were proven. */
export function periods({ quarters, months }: ForecastDocument, words: Words): Html {
    return section(
        'When it is expected',
        'The dot is what is expected, the bar the range in which eight outcomes of ten fall. Already won is not part of expected.',
        periodTable(quarters, 'By fiscal quarter', words),
        periodTable(
            months.filter(({ open, expected }) => open !== 0 || expected !== null),
            'By fiscal month',
            words
        )
    );
}

function periodTable(periods: readonly PeriodDocument[], caption: string, words: Words): Html {
    const most = Math.max(0, ...periods.map(({ p90, expected }) => p90 ?? expected ?? 0));
    const number = (heading: string, amountOf: (period: PeriodDocument) => number | null): Column<PeriodDocument> => ({
        heading,
        kind: 'number',
        cell: (period) => words.money(amountOf(period))
    });
    return dataTable(
        periods,
        [
            {
                heading: 'Period',
                cell: ({ label, fundable }) => (fundable ? label : html`${label} <span class="pill">not fundable yet</span>`)
            },
            number('Open by close date', ({ open }) => open),
            number('Already won', ({ alreadyWon }) => alreadyWon),
            number('Expected', ({ expected }) => expected),
            number('P10', ({ p10 }) => p10),
            number('P90', ({ p90 }) => p90),
            {
                heading: 'Range',
                kind: 'chart',
                cell: ({ expected, p10, p90 }) =>
                    expected === null ? undefined : rangeBar({ low: p10 ?? undefined, middle: expected, high: p90 ?? undefined }, most)
            }
        ],
        { caption }
    );
}

/** Earned against claimed, period by period. */
export function proof({ quarters, months }: ForecastDocument, words: Words): Html | undefined {
    const wholeQuarters = quarters.filter(({ expected }) => expected !== null);
    const known = wholeQuarters.length > 0 ? wholeQuarters : months.filter(({ expected }) => expected !== null);
    if (known.length === 0) return undefined;
    const most = Math.max(0, ...known.map(({ expected, claimedExpected }) => Math.max(expected ?? 0, claimedExpected ?? 0)));
    return section(
        'What is proven, and what is only claimed',
        'The same model, once at the stages that joint artifacts prove (solid) and once at the stages that StageName claims (striped).',
        dataTable(
            known,
            [
                { heading: 'Period', cell: ({ label }) => label },
                { heading: 'Proven', kind: 'number', cell: ({ expected }) => words.money(expected) },
                { heading: 'Claimed', kind: 'number', cell: ({ claimedExpected }) => words.money(claimedExpected) },
                {
                    heading: 'Gap',
                    kind: 'number',
                    cell: ({ expected, claimedExpected }) =>
                        expected === null || claimedExpected === null ? '' : words.change(claimedExpected - expected)
                },
                {
                    heading: 'Proven over claimed',
                    kind: 'chart',
                    cell: (one) => pairedBar(one.expected ?? 0, one.claimedExpected ?? 0, most)
                }
            ],
            { caption: 'Expected money by period' }
        )
    );
}
