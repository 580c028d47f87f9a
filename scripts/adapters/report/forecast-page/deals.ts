import type { ForecastDocument, TopDealDocument } from '../../../boundary/forecast-document';
import { fundablePeriods } from '../../../boundary/fundable-periods';
import { dataTable } from '../page/data-table';
import { html, type Html } from '../page/html';
import { section } from '../page/page';
import { dealName } from './deal-name';
import type { Words } from './words';

/** Reasons told per deal: more are noise. */
const STRONGEST = 3;
/** Log-odds from which a pull counts as strong (odds times 2.7), and below which as slight (times 1.3). */
const STRONG = 1;
const SLIGHT = 0.25;

/** The deals that weigh most, and why each has its probability. The range of a total says little about them. */
export function deals(document: ForecastDocument, words: Words): Html {
    const { topDeals, org } = document;
    const isExpected = topDeals.some(({ expected }) => expected !== null);
    const expectedIn = nameAll(fundablePeriods(document).map(({ label }) => label));
    return section(
        'The deals that weigh most',
        isExpected
            ? `Expected is what of each deal falls in ${expectedIn}. The chance beside it is to be won within 90 days of ${words.day(document.asOf)}: other days, so one is not the other times the amount. Then what pulls that chance up or down against an average open deal, the strongest first.`
            : 'By open money: no chance is told while the forecast is not fundable.',
        dataTable(
            topDeals,
            [
                {
                    heading: 'Deal',
                    cell: (deal) =>
                        html`${dealName(deal, org)}${deal.aheadOfProof ? html` <span class="pill">ahead of proof</span>` : undefined}${
                            deal.onException ? html` <span class="pill">on exception</span>` : undefined
                        }`
                },
                { heading: 'Proven stage', cell: ({ stage }) => stage },
                { heading: 'Partner', cell: ({ partnerType }) => partnerType },
                { heading: 'Closes', kind: 'day', cell: ({ closeOn }) => (closeOn === null ? '–' : words.day(closeOn)) },
                { heading: 'Open', kind: 'number', cell: ({ open }) => words.money(open) },
                ...(isExpected
                    ? [
                          {
                              heading: `Expected in ${expectedIn}`,
                              kind: 'number' as const,
                              cell: ({ expected }: TopDealDocument) => words.money(expected)
                          },
                          {
                              heading: 'Chance within 90 days',
                              kind: 'number' as const,
                              cell: ({ probability }: TopDealDocument) => words.percent(probability)
                          }
                      ]
                    : []),
                { heading: isExpected ? 'Because' : 'Stands', kind: 'wide', cell: (deal) => because(deal, words) }
            ],
            { caption: isExpected ? 'By expected money' : 'By open money' }
        )
    );
}

/** Dec 2026 and Q1 FY 2027. */
const nameAll = (names: readonly string[]): string =>
    names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]!}`;

function because(deal: TopDealDocument, words: Words): Html {
    if (deal.because.length === 0) return html`in CRM stage ${deal.stageName} for ${words.days(deal.dwellDays)}`;
    return html`<ul class="pulls">
        ${deal.because.slice(0, STRONGEST).map(({ what, logOdds }) => html`<li>${strength(logOdds)}: ${reason(what, deal, words)}</li>`)}
    </ul>`;
}

function strength(logOdds: number): string {
    const size = Math.abs(logOdds);
    const how = size >= STRONG ? 'strongly ' : size < SLIGHT ? 'slightly ' : '';
    return logOdds > 0 ? `▲ ${how}up` : `▼ ${how}down`;
}

/** What the model looks at, as this deal has it. */
function reason(what: string, deal: TopDealDocument, words: Words): string {
    const reasons: Readonly<Record<string, string>> = {
        stage: `in CRM stage ${deal.stageName}`,
        'time in stage': `in its CRM stage for ${words.days(deal.dwellDays)}`,
        age: `${words.days(deal.ageDays)} old`,
        'partner type': deal.partnerType === 'Direct' ? 'a direct deal' : `${deal.partnerType} partner`,
        'close date': deal.closeOn === null ? 'no close date' : `closes ${words.day(deal.closeOn)}`,
        'pushed close date':
            deal.pushes === 0 ? 'close date never pushed' : `close date pushed ${deal.pushes === 1 ? 'once' : `${deal.pushes} times`}`,
        amount: `worth ${words.money(deal.open)}`,
        'period end': 'where the fiscal period stands'
    };
    return reasons[what] ?? what;
}
