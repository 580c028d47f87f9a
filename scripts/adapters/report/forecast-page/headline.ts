import type { ForecastDocument, PeriodDocument } from '../../../boundary/forecast-document';
import { fundablePeriods } from '../../../boundary/fundable-periods';
import { html, type Html } from '../page/html';
import type { Words } from './words';

/** What a reader takes away in ten seconds: the number, its range, and whether it may be planned on. */
export const headline = (document: ForecastDocument, words: Words): Html =>
    html`<section>${figure(document, words)}${verdict(document, words)}${facts(document, words)}</section> `;

/** The nearest period that may be planned on. */
function figure(document: ForecastDocument, words: Words): Html | undefined {
    const [nearest] = fundablePeriods(document);
    if (!nearest || nearest.expected === null) return undefined;
    return html`<div class="headline">
            <div class="figure">${words.money(nearest.expected)}</div>
            <p>expected from open deals in ${nearest.label}, until ${words.day(nearest.to)}</p>
        </div>
        ${range(nearest, words)}`;
}

function range({ label, p10, p90, alreadyWon, lands }: PeriodDocument, words: Words): Html {
    const won = alreadyWon > 0 ? html` With ${words.money(alreadyWon)} already won, ${label} lands at ${words.money(lands)}.` : undefined;
    return p10 === null || p90 === null
        ? html`<p>No range: too few past forecasts to know how far off this one may be.${won}</p>`
        : html`<p>Eight times in ten between <strong>${words.money(p10)}</strong> and <strong>${words.money(p90)}</strong>.${won}</p>`;
}

function verdict({ fundable, quarters: [quarter] }: ForecastDocument, words: Words): Html {
    const reasons =
        fundable.reasons.length === 0
            ? undefined
            : html`<ul>
                  ${fundable.reasons.map((reason) => html`<li>${withMinus(reason)}</li>`)}
              </ul>`;
    if (fundable.fundable) {
        const inPart = quarter?.expected === null;
        const state = inPart ? `Fundable in part: ${quarter.label} as a whole is not yet.` : 'Fundable.';
        return html`<div class="${inPart ? 'verdict part' : 'verdict'}">
            <strong>${state}</strong>${reasons}
            <p class="note">
                From the forecast made again on past days, judged by numbers of deals, not money; “Why to believe it” has the same figures
                one by one, says what they mean, and has how far past forecasts missed in money.
            </p>
        </div>`;
    }
    const when = fundable.expectedOn === null ? '' : ` Expected on ${words.day(fundable.expectedOn)}.`;
    return html`<div class="verdict no">
        <strong>Not fundable yet.</strong> No number below is a forecast to plan on; the open pipeline is complete and
        reconciled.${when}${reasons}
    </div>`;
}

/** Reasons are plain text; beside the tables of the page their minus is one too. */
const withMinus = (reason: string): string => reason.replace(/(?<=\s)-(?=\d)/g, '−');

function facts(document: ForecastDocument, words: Words): Html {
    const { total, aheadOfProof, onException, preRegistration } = document;
    const [quarter] = document.quarters;
    const names = fundablePeriods(document).map(({ label }) => label);
    return html`<div class="cards three">
        ${names.length > 1 ? card(words.money(total.expectedAllQuarters), `expected over all that is fundable: ${names.join(', ')}`) : undefined}
        ${card(words.money(total.open), `open, ${words.deals(total.deals)}`)}
        ${quarter ? card(words.money(quarter.alreadyWon), `already won in ${quarter.label}`) : undefined}
        ${aheadOfProof.deals === 0 ? undefined : ahead(aheadOfProof, words)}
        ${onException.deals === 0 ? undefined : card(words.money(onException.open), `open on exception, ${words.deals(onException.deals)}`)}
        ${
            preRegistration.deals === 0
                ? undefined
                : card(
                      words.money(preRegistration.open),
                      `outside the forecast: ${words.deals(preRegistration.deals)} that no partner registered yet`
                  )
        }
    </div>`;
}

const ahead = ({ gap, open, deals }: ForecastDocument['aheadOfProof'], words: Words): Html =>
    gap === null
        ? card(words.money(open), `open in ${words.deals(deals)} ahead of proof`)
        : card(words.change(gap), `if every claim were proven; ${words.deals(deals)} ahead of proof`);

const card = (figure: string, what: string): Html => html`<div class="card"><b>${figure}</b><span>${what}</span></div>`;
