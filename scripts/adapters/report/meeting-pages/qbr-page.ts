import type { QbrDocument, QbrRate } from '../../../boundary/meeting-document';
import { wordsFor } from '../forecast-page/words';
import { legend, pairedBar, PATTERNS } from '../page/charts';
import { dataTable } from '../page/data-table';
import { html, type Html } from '../page/html';
import { layPage, section } from '../page/page';
import { learningList } from './brief-page';

const words = wordsFor(null);
const rate = ({ count, of }: QbrRate): string => (of === 0 ? '–' : `${Math.round((100 * count) / of)} % (${count} of ${of})`);
const deals = (count: number): string => `${count} ${count === 1 ? 'deal' : 'deals'}`;

/** The business review with one partner as one page. Nothing of another partner is on it. */
export function toQbrHtml(review: QbrDocument): string {
    return layPage({
        title: `Business review: ${review.partner.name}`,
        subtitle: `As of ${words.day(review.asOf)}. Only deals with ${review.partner.name}. Internal until you have read it.`,
        body: html`${PATTERNS}${headline(review)}${pipeline(review)}${stalled(review)}${slip(review)}${handoffs(review)}${owed(review)}${learnings(review)}`,
        footer: html`Made by partner-stages report qbr from ${review.org}. Stalled, slip, exceptions and open loops are those of the lists
        of deals. Stalled and slip count deals that the partner leads.`
    });
}

const headline = ({ pipeline: open, closed, stalled: standing, stalledAmount }: QbrDocument): Html =>
    html`<section>
        <div class="headline">
            <div>
                <span class="soft">Open with this partner</span>
                <div class="figure">${words.money(open.amount)}</div>
            </div>
            <p class="soft">${deals(open.deals)}; its credit is ${words.money(open.credit)}</p>
        </div>
        <div class="cards">
            <div class="card"><b>${words.money(open.aheadAmount)}</b><span>ahead of proof, ${deals(open.ahead)}</span></div>
            <div class="card"><b>${words.money(stalledAmount)}</b><span>stalled, ${deals(standing.length)}</span></div>
            <div class="card"><b>${closed.won} of ${closed.ended}</b><span>won of those closed in a year</span></div>
            <div class="card"><b>${words.money(closed.wonAmount)}</b><span>won, credit ${words.money(closed.wonCredit)}</span></div>
        </div>
    </section> `;

function pipeline({ pipeline: { stages, deals: count, amount } }: QbrDocument): Html {
    const most = Math.max(0, ...stages.flatMap(({ claimedAmount, provenAmount }) => [claimedAmount, provenAmount]));
    const total = {
        order: -1,
        stage: 'Together',
        claimedDeals: count,
        claimedAmount: amount,
        provenDeals: stages.reduce((sum, { provenDeals }) => sum + provenDeals, 0),
        provenAmount: stages.reduce((sum, { provenAmount }) => sum + Math.round(100 * provenAmount), 0) / 100
    };
    return section(
        'Where the deals stand, and where their proof stands',
        'CRM: the stage that the deal is in. Proven: the stage that its joint artifacts prove.',
        legend(['Proven', 'CRM']),
        dataTable(
            [...stages, total],
            [
                { heading: 'Stage', cell: ({ order, stage }) => (order < 0 ? stage : `${order} ${stage}`) },
                { heading: 'CRM', kind: 'number', cell: (row) => `${words.money(row.claimedAmount)} (${row.claimedDeals})` },
                { heading: 'Proven', kind: 'number', cell: (row) => `${words.money(row.provenAmount)} (${row.provenDeals})` },
                {
                    heading: 'Proven over CRM',
                    kind: 'chart',
                    cell: (row) => (row === total ? undefined : pairedBar(row.provenAmount, row.claimedAmount, most))
                }
            ],
            { caption: 'Open amount by stage, deals in brackets', toneOf: (row) => (row === total ? 'total' : undefined) }
        )
    );
}

const stalled = ({ stalled: standing }: QbrDocument): Html =>
    section(
        standing.length === 0 ? 'Nothing is stalled' : `${deals(standing.length)} stalled`,
        'Longer in its stage than usual and the grace of the stage map.',
        standing.length === 0
            ? undefined
            : dataTable(standing, [
                  { heading: 'Deal', cell: ({ deal }) => deal },
                  { heading: 'Stage', cell: ({ stage }) => stage },
                  { heading: 'Amount', kind: 'number', cell: ({ amount }) => words.money(amount) },
                  { heading: 'Days', kind: 'number', cell: ({ days }) => String(days) },
                  {
                      heading: 'Usually',
                      kind: 'number',
                      cell: ({ usualDays, sampleSize }) => `${Math.round(usualDays)} (${sampleSize} seen)`
                  }
              ])
    );

const slip = ({ slip: { goLive, lines } }: QbrDocument): Html =>
    section(
        'Usual time and slip by stage',
        goLive === null || lines.length === 0
            ? 'No stay has lasted long enough to tell.'
            : `Stays that passed their limit, before and after ${words.day(goLive)}, when partner stages began.`,
        lines.length === 0
            ? undefined
            : dataTable(lines, [
                  { heading: 'Stage', cell: ({ stage }) => stage },
                  {
                      heading: 'Usual days',
                      kind: 'number',
                      cell: ({ usualDays }) => (usualDays === null ? '' : String(Math.round(usualDays)))
                  },
                  { heading: 'Before', kind: 'number', cell: ({ before }) => rate(before) },
                  { heading: 'After', kind: 'number', cell: ({ after }) => rate(after) },
                  {
                      heading: 'Change',
                      cell: ({ before, after, mayBeChance }) =>
                          before.of === 0 || after.of === 0 ? 'nothing to compare' : mayBeChance ? 'may be chance' : 'unlikely to be chance'
                  }
              ])
    );

const handoffs = ({ handoff: { clock, answered, median, slowest, inTime, waiting } }: QbrDocument): Html =>
    section(
        'Handoffs',
        answered === 0
            ? 'None has been accepted yet.'
            : `${inTime} of ${answered} accepted within ${clock} business days. In the middle ${median}, at the slowest ${slowest}.`,
        waiting.length === 0
            ? undefined
            : dataTable(
                  waiting,
                  [
                      { heading: 'Deal', cell: ({ deal }) => deal },
                      { heading: 'Answer due', kind: 'number', cell: ({ dueOn }) => (dueOn === null ? '–' : words.day(dueOn)) },
                      { heading: '', cell: ({ isOverdue }) => (isOverdue ? html`<strong>overdue</strong>` : undefined) }
                  ],
                  { caption: 'Waiting for the owner of the deal' }
              )
    );

const owed = ({ exceptions, openLoops }: QbrDocument): Html =>
    section(
        'Exceptions and what closed deals still owe',
        exceptions.length + openLoops.length === 0 ? 'Nothing.' : '',
        exceptions.length === 0
            ? undefined
            : dataTable(
                  exceptions,
                  [
                      { heading: 'Deal', cell: ({ deal }) => deal },
                      { heading: 'State', cell: ({ state }) => state },
                      { heading: 'Owed', cell: ({ owed: titles }) => titles.join('; ') || '–' },
                      { heading: 'Reason', cell: ({ reason }) => reason },
                      { heading: 'Until', kind: 'number', cell: ({ expiresOn }) => (expiresOn === null ? '–' : words.day(expiresOn)) }
                  ],
                  { caption: 'Exceptions that are not settled' }
              ),
        openLoops.length === 0
            ? undefined
            : html`<h3>Closed, and not finished</h3>
                  ${dataTable(
                      openLoops,
                      [
                          { heading: 'Deal', cell: ({ deal }) => deal },
                          { heading: 'Owed', cell: ({ debts }) => debts.join(', ') },
                          {
                              heading: 'Due',
                              kind: 'number',
                              cell: ({ dueOn, isOverdue }) =>
                                  html`${dueOn === null ? '–' : words.day(dueOn)}${isOverdue ? html` <strong>overdue</strong>` : undefined}`
                          }
                      ],
                      {}
                  )}`
    );

const learnings = ({ learnings: published }: QbrDocument): Html =>
    published.length === 0
        ? section('What we learned', 'Nothing is published for this partner yet.')
        : html`<section>${learningList(published)}</section> `;
