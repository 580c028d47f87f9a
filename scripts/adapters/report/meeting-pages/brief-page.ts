import type { BriefDocument, BriefPartner, LearningDocument, MissingDocument } from '../../../boundary/meeting-document';
import { wordsFor } from '../forecast-page/words';
import { dataTable } from '../page/data-table';
import { html, type Html } from '../page/html';
import { layPage, section } from '../page/page';

const words = wordsFor(null);
/** Days inside of a sentence as the rest of the page writes them. */
const withDays = (sentence: string): string => sentence.replace(/\b\d{4}-\d{2}-\d{2}\b/g, (iso) => words.day(iso));
const day = (iso: string | null): string => (iso === null ? '–' : words.day(iso));

/** The brief as one page, in the order of the call: where it stands, what is next, then partner by partner. */
export function toBriefHtml(brief: BriefDocument): string {
    const { deal } = brief;
    return layPage({
        title: deal.name,
        subtitle: `Deal brief as of ${day(brief.asOf)}. Internal: send the plan instead (report plan).`,
        body: html`${headline(brief)}${brief.partners.map(partnerSection)}${moves(brief)}`,
        footer: html`Made by partner-stages report brief from ${brief.org}. Missing is what the org says is missing.`
    });
}

function headline({ deal, nextStep }: BriefDocument): Html {
    const proof = deal.earnedOrder < deal.claimedOrder ? `proven up to stage ${deal.earnedOrder} only` : 'proven';
    return html`<section>
        <div class="cards">
            <div class="card"><b>${words.money(deal.amount)}</b><span>${deal.account}, owner ${deal.owner}</span></div>
            <div class="card"><b>${deal.stageName}</b><span>stage ${deal.claimedOrder}, ${deal.stage}: ${proof}</span></div>
            ${
                deal.days === null
                    ? undefined
                    : html`<div class="card">
                          <b>${deal.days} days</b>
                          <span>in this stage${deal.usualDays === null ? undefined : `, usually ${Math.round(deal.usualDays)}`}</span>
                      </div>`
            }
            <div class="card"><b>${day(deal.closeOn)}</b><span>Close date</span></div>
        </div>
        <div class="verdict"><strong>Next:</strong> ${nextStep}</div>
    </section> `;
}

function partnerSection(partner: BriefPartner): Html {
    const { counterpart } = partner;
    const person = counterpart ? [counterpart.name, counterpart.title, counterpart.phone].filter(Boolean).join(', ') : 'nobody named';
    const credit = `${partner.attribution ?? 'Attribution open'}${partner.credit === null ? '' : ` ${partner.credit} %`}`;
    return section(
        `${partner.name}, ${partner.type} ${partner.role.toLowerCase()}`,
        `${credit}. With ${person}. Partner manager ${partner.manager ?? 'nobody'}. ${withDays(partner.handoff)} ${withDays(partner.closing ?? '')}`,
        missing(partner),
        partner.openSteps.length === 0
            ? undefined
            : dataTable(
                  partner.openSteps,
                  [
                      { heading: 'Open step', cell: ({ action }) => action },
                      { heading: 'Who', cell: ({ owner, party }) => (owner ? `${owner} (${party})` : party) },
                      { heading: 'Due', kind: 'number', cell: ({ dueOn }) => day(dueOn) },
                      { heading: 'Late', kind: 'number', cell: ({ overdueDays }) => (overdueDays > 0 ? `${overdueDays} days` : '') }
                  ],
                  { caption: 'Open steps of the plan' }
              ),
        learningList(partner.learnings)
    );
}

const WAITS: Readonly<Record<MissingDocument['owes'], string>> = { host: 'us', partner: 'the partner', both: 'both sides' };

function missing({ missing: pieces }: BriefPartner): Html {
    if (pieces.length === 0) return html`<p>Nothing is missing.</p>`;
    return dataTable(
        pieces,
        [
            {
                heading: 'Missing',
                cell: ({ title, isOnException }) =>
                    html`${title}${isOnException ? html` <span class="pill">on exception</span>` : undefined}`
            },
            {
                heading: 'Needed',
                cell: ({ isDueNow, stageOrder }) => (isDueNow ? html`<strong>now</strong>` : `to leave stage ${stageOrder}`)
            },
            { heading: 'Waits on', cell: ({ owes }) => WAITS[owes] },
            { heading: 'Our move', cell: ({ hostMove, owes }) => (owes === 'partner' ? '–' : hostMove) },
            { heading: "Partner's move", cell: ({ partnerMove, owes }) => (owes === 'host' ? '–' : partnerMove) }
        ],
        { caption: 'What is missing on each side', toneOf: ({ isDueNow }) => (isDueNow ? undefined : 'apart') }
    );
}

/** Learnings as a list: the words, then where they come from and what changed since. */
export const learningList = (learnings: readonly LearningDocument[]): Html | undefined =>
    learnings.length === 0
        ? undefined
        : html`<h3>What we learned (${learnings.length})</h3>
              <ul>
                  ${learnings.map(
                      (one) =>
                          html`<li>
                              <p>
                                  ${one.learning}${one.changeNextTime === null ? undefined : html` <em>Next time: ${one.changeNextTime}</em>`}<br />
                                  <span class="soft"
                                      >${one.place === null ? `Read on ${one.readOn} of 10 deals` : `Learning ${one.place} of 10`}.
                                      ${one.outcome ?? 'Ended'}${one.slippedAt === null ? undefined : `, slipped at ${one.slippedAt}`},
                                      published ${day(one.publishedOn)}. Since: ${one.since}</span
                                  >
                              </p>
                          </li>`
                  )}
              </ul>`;

const moves = ({ moves: latest, stoppedMoves }: BriefDocument): Html =>
    section(
        'Last moves',
        '',
        dataTable(latest, [
            { heading: 'Stage', cell: ({ stageName }) => stageName },
            { heading: 'By', cell: ({ by }) => by ?? '–' },
            { heading: 'On', kind: 'number', cell: ({ on }) => day(on) }
        ]),
        stoppedMoves.length === 0
            ? undefined
            : html`<h3>Stopped moves</h3>
                  <ul>
                      ${stoppedMoves.map(({ stageName, on, message }) => html`<li>${day(on)}, to ${stageName}: ${message}</li>`)}
                  </ul>`
    );
