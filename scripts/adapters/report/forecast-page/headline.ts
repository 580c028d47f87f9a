import type { ForecastDocument } from '../../../boundary/forecast-document';
import { html, type Html } from '../page/html';
import type { Words } from './words';

/** What a reader takes away in ten seconds: the number, its range, and whether it may be planned on. */
export const headline = (document: ForecastDocument, words: Words): Html =>
    html`<section>
        ${document.fundable.fundable ? figure(document, words) : undefined}${verdict(document, words)}${facts(document, words)}
    </section> `;

/** The running quarter; where that may not be planned on, the first period that may. */
function figure({ headline: running, months, quarters }: ForecastDocument, words: Words): Html | undefined {
    const quarter = [...(running ? [running] : []), ...quarters, ...months].find(({ expected }) => expected !== null);
    if (!quarter || quarter.expected === null) return undefined;
    const range =
        quarter.p10 === null || quarter.p90 === null
            ? html`<p>No range: too few past forecasts to know how far off this one may be.</p>`
            : html`<p>
                  Eight times in ten between <strong>${words.money(quarter.p10)}</strong> and <strong>${words.money(quarter.p90)}</strong>.
              </p>`;
    return html`<div class="headline">
            <div class="figure">${words.money(quarter.expected)}</div>
            <p>expected from open deals in ${quarter.label}, until ${words.day(quarter.to)}</p>
        </div>
        ${range}`;
}

function verdict({ fundable, headline: quarter }: ForecastDocument, words: Words): Html {
    const reasons =
        fundable.reasons.length === 0
            ? undefined
            : html`<ul>
                  ${fundable.reasons.map((reason) => html`<li>${reason}</li>`)}
              </ul>`;
    if (fundable.fundable) {
        const inPart = quarter !== null && quarter.expected === null;
        const state = inPart ? `Fundable in part: ${quarter.label} as a whole is not yet.` : 'Fundable.';
        return html`<div class="${inPart ? 'verdict part' : 'verdict'}"><strong>${state}</strong>${reasons}</div>`;
    }
    const when = fundable.expectedOn === null ? '' : ` Expected on ${words.day(fundable.expectedOn)}.`;
    return html`<div class="verdict no">
        <strong>Not fundable yet.</strong> No number below is a forecast to plan on; the open pipeline is complete and
        reconciled.${when}${reasons}
    </div>`;
}

const facts = ({ headline: quarter, total, aheadOfProof, onException, preRegistration }: ForecastDocument, words: Words): Html =>
    html`<div class="cards">
        ${card(words.money(total.open), `open, ${words.deals(total.deals)}`)}
        ${quarter ? card(words.money(quarter.alreadyWon), `already won in ${quarter.label}`) : undefined}
        ${
            quarter && quarter.notYetCreated !== null
                ? card(
                      words.money(quarter.notYetCreated),
                      `usually still to come in ${quarter.label} from deals not created yet; not included`
                  )
                : undefined
        }
        ${card(aheadOfProof.gap === null ? '–' : words.change(aheadOfProof.gap), `more or less if every claim were proven; ${words.deals(aheadOfProof.deals)} ahead of proof`)}
        ${card(words.money(onException.open), `open on exception, ${words.deals(onException.deals)}`)}
        ${card(words.money(preRegistration.open), `outside the forecast: ${words.deals(preRegistration.deals)} that no partner registered yet`)}
    </div>`;

const card = (figure: string, what: string): Html => html`<div class="card"><b>${figure}</b><span>${what}</span></div>`;
