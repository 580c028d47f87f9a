import type { ChangeDocument, ChangeKind } from '../../../boundary/forecast-document';
import { isWindowMoved, WINDOW_MOVED } from '../../../domain/forecast/change';
import { changeBar } from '../page/charts';
import { dataTable } from '../page/data-table';
import { html, type Html } from '../page/html';
import { section } from '../page/page';
import { dealName } from './deal-name';
import type { Words } from './words';

const BASIS = {
    kept: 'Over all that is fundable. The deals of the last snapshot were kept with it.',
    'time travel':
        'Over all that is fundable. The last forecast was made again from history; what was proven then is not known, so evidence may show as stage.'
} as const;

const KINDS: Readonly<Record<ChangeKind, string>> = {
    new: 'New',
    won: 'Won',
    lost: 'Lost',
    left: 'Left',
    evidence: 'Proof',
    stage: 'Stage',
    pushed: 'Pushed',
    'pulled in': 'Pulled in',
    amount: 'Amount',
    odds: 'Odds'
};

/** Movements told one by one: the rest of the document's are in its JSON. */
const TOLD = 25;

/** The bridge from the last forecast to this one, kind by kind and deal by deal. It adds up to the cent. `org`: where the deals are. */
export const change = (changed: ChangeDocument, org: string, words: Words): Html =>
    section(
        `What changed since ${words.day(changed.from.asOf)}`,
        `${BASIS[changed.basis]}${isWindowMoved(changed.from.periods, changed.to.periods) ? ` ${WINDOW_MOVED}` : ''}`,
        bridge(changed, words),
        changed.deals.length === 0 ? undefined : html`<h3>Deal by deal</h3>`,
        changed.deals.length === 0 ? undefined : dealByDeal(changed, org, words)
    );

function bridge(changed: ChangeDocument, words: Words): Html {
    const most = Math.max(0, ...changed.steps.map(({ amount }) => Math.abs(amount)));
    const ends = ({ asOf, expected, periods }: ChangeDocument['from'], last: boolean) => ({
        label: `Expected on ${words.day(asOf)}${periods ? ` (${periods.join(', ')})` : ''}`,
        deals: undefined,
        amount: expected,
        bar: undefined,
        last
    });
    const rows = [
        ends(changed.from, false),
        ...changed.steps.map(({ label, deals, amount }) => ({ label, deals, amount, bar: changeBar(amount, most), last: false })),
        ends(changed.to, true)
    ];
    return dataTable(
        rows,
        [
            { heading: 'Step', cell: ({ label }) => label },
            { heading: 'Deals', kind: 'number', cell: ({ deals }) => (deals === undefined ? '' : words.count(deals)) },
            { heading: 'Money', kind: 'number', cell: ({ amount, bar }) => (bar ? words.change(amount) : words.money(amount)) },
            { heading: 'Down or up', kind: 'chart', cell: ({ bar }) => bar }
        ],
        { caption: 'The bridge adds up', toneOf: ({ last }) => (last ? 'total' : undefined) }
    );
}

function dealByDeal({ deals, dealsLeftOut }: ChangeDocument, org: string, words: Words): Html {
    const told = deals.slice(0, TOLD);
    const more = deals.length - told.length + dealsLeftOut;
    return dataTable(
        told,
        [
            { heading: 'Deal', cell: (deal) => dealName(deal, org) },
            { heading: 'Why', kind: 'day', cell: ({ kind }) => KINDS[kind] },
            { heading: 'What happened', kind: 'wide', cell: ({ what }) => what },
            { heading: 'Money', kind: 'number', cell: ({ amount }) => words.change(amount) }
        ],
        { caption: more > 0 ? `The largest movements; ${words.count(more)} smaller ones are in the sums above` : 'Every movement' }
    );
}
