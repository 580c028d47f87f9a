import type { TopDealDocument } from '../../../boundary/forecast-document';
import { dataTable } from '../page/data-table';
import { html, type Html } from '../page/html';
import { section } from '../page/page';
import type { Words } from './words';

/** Reasons told per deal: more are noise. */
const STRONGEST = 3;

/** The deals that weigh most, and why each has its probability. The range of a total says little about them. */
export const deals = (topDeals: readonly TopDealDocument[], words: Words): Html =>
    section(
        'The deals that weigh most',
        'Each with its chance to be won within 90 days, and what pulls that chance up or down, the strongest first.',
        dataTable(
            topDeals,
            [
                {
                    heading: 'Deal',
                    cell: ({ name, aheadOfProof, onException }) =>
                        html`${name}${aheadOfProof ? html` <span class="pill">ahead of proof</span>` : undefined}${
                            onException ? html` <span class="pill">on exception</span>` : undefined
                        }`
                },
                { heading: 'Stage', cell: ({ stage, stageName }) => html`${stage}<br /><span class="soft">${stageName}</span>` },
                { heading: 'Partner', cell: ({ partnerType }) => partnerType },
                { heading: 'Closes', cell: ({ closeOn }) => (closeOn === null ? '–' : words.day(closeOn)) },
                { heading: 'Open', kind: 'number', cell: ({ open }) => words.money(open) },
                { heading: 'Chance', kind: 'number', cell: ({ probability }) => words.percent(probability) },
                {
                    heading: 'Because',
                    kind: 'wide',
                    cell: ({ because, dwellDays }) =>
                        html`${because.length === 0 ? `${dwellDays} days in its stage` : because.slice(0, STRONGEST).map(pull)}`
                }
            ],
            { caption: 'By expected money' }
        )
    );

const pull = ({ what, logOdds }: TopDealDocument['because'][number]): Html => html`<div>${logOdds > 0 ? '▲ up' : '▼ down'}: ${what}</div>`;
