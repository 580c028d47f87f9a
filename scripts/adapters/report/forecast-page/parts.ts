import type { ForecastDocument, SplitDocument } from '../../../boundary/forecast-document';
import { stackedBar } from '../page/charts';
import { dataTable, type Column } from '../page/data-table';
import { html, type Html, type HtmlPart } from '../page/html';
import { section } from '../page/page';
import type { Words } from './words';

/** Who brings the money: sourced, influenced and direct, each dollar once, and whole deals beside it. */
export const sources = (document: ForecastDocument, words: Words): Html =>
    section(
        'Who brings it',
        `${fundablePeriods(document)} Credit splits each deal, so every dollar counts once. Influence counts once the partner has confirmed an artifact. Bars: expected (solid) of open (crossed).`,
        splitTable(document.byAttribution, document.total, 'By credit', words),
        document.wholeDeals.length === 0
            ? undefined
            : html`<h3>The same deals whole</h3>
                  ${splitTable(document.wholeDeals, undefined, 'A deal may stand in both rows: do not add them up.', words)}`,
        html`<h3>By partner type</h3>
            ${splitTable(document.byPartnerType, document.total, 'Each deal at its leading partner', words)}`
    );

/** What the column of all fundable periods adds up: quarters, and months outside of them, each dollar once. */
function fundablePeriods({ quarters, months }: ForecastDocument): string {
    const whole = quarters.filter(({ fundable }) => fundable);
    const single = months.filter(({ fundable, from }) => fundable && !whole.some((quarter) => quarter.from <= from && from <= quarter.to));
    const names = [...single, ...whole].sort((a, b) => (a.from < b.from ? -1 : 1)).map(({ label }) => label);
    return names.length === 0 ? 'No period may be planned on yet.' : `All fundable periods are ${names.join(', ')}.`;
}

type Stage = ForecastDocument['byStage'][number];

/** How the open pipeline stands, stage by stage, how much of it is past its own close date, and how long deals stay. */
export function stages(document: ForecastDocument, words: Words): Html {
    const all = dwellOfAll(document);
    return section(
        'How far it is proven',
        'Deals count at the stage that their artifacts prove. Overdue: the close date has passed and the deal is still open.',
        splitTable<Stage>(document.byStage, document.total, 'By proven stage', words, [
            {
                heading: 'Overdue',
                kind: 'number',
                cell: ({ overdueDeals, deals }) => `${words.count(overdueDeals)} of ${words.count(deals)}`
            },
            { heading: 'Overdue money', kind: 'number', cell: ({ overdueOpen }) => words.money(overdueOpen) },
            { heading: 'Usual days here', kind: 'number', cell: ({ stageOrder }) => all.get(stageOrder) ?? '' }
        ]),
        html`<h3>How long deals stay</h3>`,
        dwell(document, words)
    );
}

const dwellOfAll = ({ dwell: baselines }: ForecastDocument): ReadonlyMap<number, string> =>
    new Map(
        baselines
            .filter(({ partnerType }) => partnerType === null)
            .map(({ stageOrder, meanDays }) => [stageOrder, String(Math.round(meanDays))])
    );

function dwell({ dwell: baselines }: ForecastDocument, words: Words): Html {
    const most = Math.max(0, ...baselines.map(({ meanDays }) => meanDays));
    return dataTable(
        baselines.filter(({ partnerType }) => partnerType !== null),
        [
            { heading: 'Stage', cell: ({ stageOrder, stage }) => `${stageOrder} ${stage}` },
            {
                heading: 'Partner type',
                cell: ({ partnerType, borrows }) => html`${partnerType ?? ''}${borrows ? ' (borrows from all types)' : ''}`
            },
            { heading: 'Mean days', kind: 'number', cell: ({ meanDays }) => words.count(Math.round(meanDays)) },
            { heading: 'Median', kind: 'number', cell: ({ medianDays }) => (medianDays === null ? '–' : words.count(medianDays)) },
            { heading: 'Stays seen to end', kind: 'number', cell: ({ ended }) => words.count(ended) },
            { heading: 'Mean', kind: 'chart', cell: ({ meanDays }) => stackedBar([meanDays], most) }
        ],
        { caption: 'Days in a stage, open stays counted as not ended (Kaplan-Meier)' }
    );
}

/** Rows with a total under them. The bar shows expected money (solid) of open money (crossed). */
function splitTable<Row extends SplitDocument>(
    rows: readonly Row[],
    total: SplitDocument | undefined,
    caption: string,
    words: Words,
    more: readonly Column<Row>[] = []
): Html {
    const most = Math.max(0, ...rows.map(({ open }) => open));
    const last: SplitDocument | undefined = total && { ...total, label: 'Forecast' };
    const unlessLast = (cell: (row: Row) => HtmlPart) => (row: Row | SplitDocument) => (row === last ? undefined : cell(row as Row));
    const bar = ({ expectedAllQuarters, open }: SplitDocument): Html => {
        const expected = expectedAllQuarters ?? 0;
        return stackedBar([expected, 0, 0, Math.max(0, open - expected)], most);
    };
    const thisQuarter: Column<SplitDocument> = {
        heading: 'Expected, this quarter',
        kind: 'number',
        cell: ({ expectedThisQuarter }) => words.money(expectedThisQuarter)
    };
    const columns: readonly Column<Row | SplitDocument>[] = [
        { heading: '', cell: ({ label }) => label },
        { heading: 'Deals', kind: 'number', cell: ({ deals }) => words.count(deals) },
        { heading: 'Open', kind: 'number', cell: ({ open }) => words.money(open) },
        ...(rows.some(({ expectedThisQuarter }) => expectedThisQuarter !== null) ? [thisQuarter] : []),
        { heading: 'Expected, all fundable periods', kind: 'number', cell: ({ expectedAllQuarters }) => words.money(expectedAllQuarters) },
        ...more.map((column) => ({ ...column, cell: unlessLast(column.cell) })),
        { heading: 'Expected of open', kind: 'chart', cell: unlessLast(bar) }
    ];
    return dataTable(last ? [...rows, last] : rows, columns, { caption, toneOf: (row) => (row === last ? 'total' : undefined) });
}
