import type { ForecastDocument, SplitDocument } from '../../../boundary/forecast-document';
import { fundablePeriods } from '../../../boundary/fundable-periods';
import { legend, stackedBar } from '../page/charts';
import { dataTable, type Column } from '../page/data-table';
import { html, type Html, type HtmlPart } from '../page/html';
import { section } from '../page/page';
import type { Words } from './words';

/** Who brings the money: sourced, influenced and direct, each dollar once, and whole deals beside it. */
export const sources = (document: ForecastDocument, words: Words): Html =>
    section(
        'Who brings it',
        `${nameFundable(document)} Credit splits each deal, so every dollar counts once: what is not a partner’s credit is our share of that deal. Influence counts once the partner has confirmed an artifact.`,
        barLegend(document),
        splitTable(
            inOrder(document.byAttribution),
            document.total,
            {
                caption:
                    'By credit. Deals with money here: a deal stands in every row that has a part of it, so they add up to more than together',
                first: 'Credit',
                deals: 'Deals with money here'
            },
            words,
            [],
            ({ dealsWithMoney }) => dealsWithMoney
        ),
        document.wholeDeals.every(({ deals }) => deals === 0)
            ? undefined
            : html`<h3>The same deals whole</h3>
                  ${splitTable(
                      document.wholeDeals,
                      undefined,
                      { caption: 'A deal may stand in both rows: do not add them up', first: 'Credit' },
                      words
                  )}`,
        html`<h3>By partner type</h3>
            ${splitTable(largestFirst(document.byPartnerType), document.total, { caption: 'Each deal at its leading partner', first: 'Partner type' }, words)}`
    );

/** In the order in which every page tells them. */
const CREDITS = ['Direct deals', 'Our share of partner deals', 'Partner sourced', 'Partner influenced'];
const inOrder = <Row extends SplitDocument>(rows: readonly Row[]): readonly Row[] =>
    [...rows].sort((left, right) => CREDITS.indexOf(left.label) - CREDITS.indexOf(right.label));

/** Deals without a partner are called so wherever they stand. */
const largestFirst = (rows: readonly SplitDocument[]): readonly SplitDocument[] =>
    rows.map((row) => (row.label === 'Direct' ? { ...row, label: CREDITS[0]! } : row)).sort((left, right) => right.open - left.open);

/** What “expected” adds up in the splits: every dollar once. */
function nameFundable(document: ForecastDocument): string {
    const names = fundablePeriods(document).map(({ label }) => label);
    return names.length === 0 ? 'No period may be planned on yet.' : `Expected is over all that is fundable: ${names.join(', ')}.`;
}

type Stage = ForecastDocument['byStage'][number];

/** How the open pipeline stands, stage by stage, and how much of it is past its own close date. */
export const stages = (document: ForecastDocument, words: Words): Html =>
    section(
        'How far it is proven',
        'Deals count at the stage that their artifacts prove. Overdue: the close date has passed and the deal is still open.',
        barLegend(document),
        splitTable<Stage>(
            document.byStage.map((row) => ({ ...row, label: row.stageOrder < 99 ? `${row.stageOrder} ${row.label}` : row.label })),
            document.total,
            { caption: 'By proven stage', first: 'Stage' },
            words,
            [
                {
                    heading: 'Overdue deals',
                    kind: 'number',
                    cell: ({ overdueDeals, deals }) => `${words.count(overdueDeals)} of ${words.count(deals)}`
                },
                { heading: 'Overdue money', kind: 'number', cell: ({ overdueOpen }) => words.money(overdueOpen) }
            ]
        )
    );

const isAnythingExpected = ({ total }: Pick<ForecastDocument, 'total'>): boolean => total.expectedAllQuarters !== null;

const barLegend = (document: ForecastDocument): Html =>
    isAnythingExpected(document)
        ? legend(['Expected', undefined, undefined, 'Open and not expected'])
        : legend([undefined, undefined, undefined, 'Open']);

const hasMoreThanThisQuarter = ({ expectedThisQuarter, expectedAllQuarters }: SplitDocument): boolean =>
    expectedThisQuarter !== expectedAllQuarters;

/** Rows with a total under them. The bar shows expected money (solid) of open money (crossed). */
function splitTable<Row extends SplitDocument>(
    rows: readonly Row[],
    total: SplitDocument | undefined,
    { caption, first, deals = 'Deals' }: { readonly caption: string; readonly first: string; readonly deals?: string },
    words: Words,
    more: readonly Column<Row>[] = [],
    countOf: (row: Row) => number = (row) => row.deals
): Html {
    const most = Math.max(0, ...rows.map(({ open }) => open));
    const last: SplitDocument | undefined = total && { ...total, label: 'Together' };
    const unlessLast = (cell: (row: Row) => HtmlPart) => (row: Row | SplitDocument) => (row === last ? undefined : cell(row as Row));
    const bar = ({ expectedAllQuarters, open }: SplitDocument): Html => {
        const expected = expectedAllQuarters ?? 0;
        return stackedBar([expected, 0, 0, Math.max(0, open - expected)], most);
    };
    const expectedIn = (heading: string, amountOf: (row: SplitDocument) => number | null): readonly Column<SplitDocument>[] =>
        rows.some((row) => amountOf(row) !== null) ? [{ heading, kind: 'number', cell: (row) => words.money(amountOf(row)) }] : [];
    const columns: readonly Column<Row | SplitDocument>[] = [
        { heading: first, cell: ({ label }) => label },
        { heading: deals, kind: 'number', cell: (row) => words.count(row === last ? row.deals : countOf(row as Row)) },
        { heading: 'Open', kind: 'number', cell: ({ open }) => words.money(open) },
        ...(rows.some(hasMoreThanThisQuarter)
            ? expectedIn('Expected, this quarter', ({ expectedThisQuarter }) => expectedThisQuarter)
            : []),
        ...expectedIn('Expected', ({ expectedAllQuarters }) => expectedAllQuarters),
        ...more.map((column) => ({ ...column, cell: unlessLast(column.cell) })),
        {
            heading: rows.some(({ expectedAllQuarters }) => expectedAllQuarters !== null) ? 'Expected of open' : 'Open',
            kind: 'chart',
            cell: unlessLast(bar)
        }
    ];
    return dataTable(last ? [...rows, last] : rows, columns, { caption, toneOf: (row) => (row === last ? 'total' : undefined) });
}
