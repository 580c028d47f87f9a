import type { ChangeDocument } from '../../../boundary/forecast-document';
import { changeBar } from '../page/charts';
import { dataTable } from '../page/data-table';
import { html, type Html } from '../page/html';
import { section } from '../page/page';
import type { Words } from './words';

const BASIS = {
    kept: 'The deals of the last snapshot were kept with it.',
    'time travel': 'The last snapshot was made again from history; what was proven then is not known, so evidence may show as stage.'
} as const;

/** The bridge from the last forecast to this one, kind by kind and deal by deal. It adds up to the cent. */
export function change(changed: ChangeDocument, words: Words): Html {
    const most = Math.max(0, ...changed.steps.map(({ amount }) => Math.abs(amount)));
    const rows = [
        {
            label: `Expected on ${words.day(changed.from.asOf)}`,
            deals: undefined,
            amount: changed.from.expected,
            bar: undefined,
            last: false
        },
        ...changed.steps.map(({ label, deals, amount }) => ({ label, deals, amount, bar: changeBar(amount, most), last: false })),
        { label: `Expected on ${words.day(changed.to.asOf)}`, deals: undefined, amount: changed.to.expected, bar: undefined, last: true }
    ];
    return section(
        'What changed since the last forecast',
        BASIS[changed.basis],
        dataTable(
            rows,
            [
                { heading: '', cell: ({ label }) => label },
                { heading: 'Deals', kind: 'number', cell: ({ deals }) => (deals === undefined ? '' : words.count(deals)) },
                { heading: 'Money', kind: 'number', cell: ({ amount, bar }) => (bar ? words.change(amount) : words.money(amount)) },
                { heading: 'Down or up', kind: 'chart', cell: ({ bar }) => bar }
            ],
            { caption: 'The bridge adds up', toneOf: ({ last }) => (last ? 'total' : undefined) }
        ),
        html`<h3>Deal by deal</h3>`,
        dataTable(
            changed.deals,
            [
                { heading: 'Deal', cell: ({ name }) => name },
                { heading: 'What happened', cell: ({ what }) => what },
                { heading: 'Money', kind: 'number', cell: ({ amount }) => words.change(amount) }
            ],
            {
                caption:
                    changed.dealsLeftOut > 0
                        ? `The largest movements; ${words.count(changed.dealsLeftOut)} smaller ones are in the sums above`
                        : 'Every movement'
            }
        )
    );
}
