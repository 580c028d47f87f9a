import type { ForecastDocument, StagePassageDocument } from '../../../boundary/forecast-document';
import { changeBar, legend, stackedBar } from '../page/charts';
import { dataTable } from '../page/data-table';
import { html, type Html } from '../page/html';
import { section } from '../page/page';
import type { Words } from './words';

/** How deals pass each stage: the funnel, how far close dates slip there, and how long deals stay. */
export function passage(document: ForecastDocument, words: Words): Html | undefined {
    const { since, stages } = document.passage;
    if (since === null || stages.every(({ entered }) => entered === 0)) return undefined;
    return section(
        'How deals pass each stage',
        `From stage history since ${words.day(since)}, by the stages that the CRM recorded, deals that no partner registered yet included. A deal that comes back to a stage enters it again.`,
        legend(['Went on, or won', 'Went back', 'Still there', 'Lost']),
        funnel(stages, words),
        html`<h3>Slip per stage</h3>`,
        slip(document, words),
        gates(document, words),
        html`<h3>Dwell: how long deals stay</h3>`,
        dwell(document, words),
        dwellByType(document, words)
    );
}

const nameOf = ({ stageOrder, stage }: { readonly stageOrder: number; readonly stage: string }): string => `${stageOrder} ${stage}`;

function funnel(stages: readonly StagePassageDocument[], words: Words): Html {
    const all = stages.filter(({ deals }) => deals === 'all');
    const most = Math.max(0, ...all.map(({ entered }) => entered));
    const strayed = all.reduce((sum, { offMap }) => sum + offMap, 0);
    return html`${dataTable(
        all,
        [
            { heading: 'Stage', cell: nameOf },
            { heading: 'Entered', kind: 'number', cell: ({ entered }) => words.count(entered) },
            { heading: 'Went on, or won', kind: 'number', cell: ({ wentOn }) => words.count(wentOn) },
            { heading: 'Went back', kind: 'number', cell: ({ wentBack }) => words.count(wentBack) },
            { heading: 'Still there', kind: 'number', cell: ({ stillThere }) => words.count(stillThere) },
            { heading: 'Lost', kind: 'number', cell: ({ lost }) => words.count(lost) },
            {
                heading: 'Of those that left, went on',
                kind: 'number',
                cell: ({ wentOn, entered, stillThere }) => words.share(wentOn, entered - stillThere)
            },
            {
                heading: 'Of its deals that closed, won',
                kind: 'number',
                cell: ({ dealsWon, dealsLost }) => words.share(dealsWon, dealsWon + dealsLost)
            },
            {
                heading: 'Where they went',
                kind: 'chart',
                cell: ({ wentOn, wentBack, stillThere, lost }) => stackedBar([wentOn, wentBack, stillThere, lost], most)
            }
        ],
        { caption: 'Funnel: what entered each stage, and where it went' }
    )}${
        strayed === 0
            ? undefined
            : html`<p class="note">
                  ${words.count(strayed)} more left for a stage that is not on the stage map: entered counts them, the bars do not.
              </p>`
    }`;
}

const GROUPS = { all: undefined, direct: 'Direct deals', partner: 'Partner deals' } as const;

/** All deals of each stage, and where partners are in play, direct and partner deals beside each other. */
function slip({ passage: { stages, graceDays } }: ForecastDocument, words: Words): Html {
    const withPartners = stages.some(({ deals, entered }) => deals === 'partner' && entered > 0);
    const rows = stages.filter(({ deals }) => deals === 'all' || withPartners);
    const most = Math.max(0, ...rows.map(({ closeDate }) => Math.abs(closeDate.meanDays ?? 0)));
    return html`<p class="soft">
            A close date slips when it is later on leaving the stage than it was on entering it; a loss itself moves no date. Too long: more
            than ${words.days(graceDays)} past the usual stay of that stage and partner type.
        </p>
        ${dataTable(
            rows,
            [
                { heading: 'Stage', cell: (row) => groupName(row) },
                { heading: 'Left the stage', kind: 'number', cell: ({ closeDate }) => words.count(closeDate.stays) },
                {
                    heading: 'Close date later',
                    kind: 'number',
                    cell: ({ closeDate: { pushed, stays } }) => words.share(pushed, stays)
                },
                { heading: 'Typically by', kind: 'number', cell: ({ closeDate }) => words.days(closeDate.medianPushDays) },
                {
                    heading: 'Close date earlier',
                    kind: 'number',
                    cell: ({ closeDate: { pulledIn, stays } }) => words.share(pulledIn, stays)
                },
                { heading: 'Mean days, all', kind: 'number', cell: ({ closeDate }) => words.meanDays(closeDate.meanDays) },
                { heading: 'Stayed too long', kind: 'number', cell: ({ tooLong: { past, watched } }) => words.share(past, watched) },
                {
                    heading: 'Earlier or later, mean days',
                    kind: 'chart',
                    cell: ({ closeDate }) => (closeDate.meanDays === null ? undefined : changeBar(closeDate.meanDays, most))
                }
            ],
            {
                caption: 'How far close dates move while deals are in a stage, and how many stay too long',
                toneOf: ({ deals }) => (deals === 'all' ? undefined : 'part')
            }
        )}`;
}

/** How many stay too long since the gates went live, against before. */
function gates({ passage: { stages, gatesLiveOn } }: ForecastDocument, words: Words): Html | undefined {
    const withPartners = stages.some(({ deals, entered }) => deals === 'partner' && entered > 0);
    const rows = stages.flatMap((row) =>
        row.tooLong.gates && (row.deals === 'all' || withPartners) ? [{ ...row, ...row.tooLong.gates }] : []
    );
    if (gatesLiveOn === null || rows.length === 0) return undefined;
    type Rate = (typeof rows)[number]['before'];
    const rate = ({ past, watched }: Rate) =>
        watched === 0 ? '–' : `${words.share(past, watched)} (${words.count(past)} of ${words.count(watched)})`;
    const table = dataTable(
        rows,
        [
            { heading: 'Stage', cell: (row) => groupName(row) },
            { heading: 'Before', kind: 'number', cell: ({ before }) => rate(before) },
            { heading: 'Since', kind: 'number', cell: ({ since }) => rate(since) },
            {
                heading: 'Change',
                kind: 'number',
                cell: ({ before, since }) =>
                    before.watched === 0 || since.watched === 0
                        ? '–'
                        : words.points(since.past / since.watched - before.past / before.watched)
            },
            {
                heading: 'By chance?',
                cell: ({ chance, mayBeChance }) => (chance === null ? 'nothing to compare' : mayBeChance ? 'may be chance' : 'unlikely')
            }
        ],
        {
            caption: `Stayed too long before the gates went live on ${words.day(gatesLiveOn)}, and since; stays that the day divides are left out`,
            toneOf: ({ deals }) => (deals === 'all' ? undefined : 'part')
        }
    );
    return html`${table}${byChance(rows.filter(({ chance }) => chance !== null).length, words)}`;
}

/** How many tests there are: of many, some find a difference where there is none. */
const byChance = (tests: number, words: Words): Html | undefined =>
    tests < 2
        ? undefined
        : html`<p class="note">
              ${words.count(tests)} tests at 5 % each, some on the same deals: one or two “unlikely” among them may come by chance alone,
              and prove nothing about the gates.
          </p>`;

/** A part of a stage says for a screen reader of which. */
function groupName(row: StagePassageDocument): Html {
    const group = GROUPS[row.deals];
    return group === undefined ? html`${nameOf(row)}` : html`<span class="unseen">${nameOf(row)}: </span>${group}`;
}

function dwell({ dwell: baselines, passage: { stages } }: ForecastDocument, words: Words): Html {
    const all = baselines.filter(({ partnerType }) => partnerType === null);
    const most = Math.max(0, ...all.map(({ meanDays }) => meanDays));
    const nowAt = (order: number) => stages.find(({ stageOrder, deals }) => stageOrder === order && deals === 'all');
    return dataTable(
        all,
        [
            { heading: 'Stage', cell: nameOf },
            { heading: 'Usual stay', kind: 'number', cell: ({ meanDays }) => words.days(Math.round(meanDays)) },
            { heading: 'Half have left by', kind: 'number', cell: ({ medianDays }) => words.days(medianDays) },
            { heading: 'Stays seen to end', kind: 'number', cell: ({ ended }) => words.count(ended) },
            { heading: 'There now', kind: 'number', cell: ({ lasting }) => words.count(lasting) },
            {
                heading: 'Of these too long',
                kind: 'number',
                cell: ({ stageOrder }) => words.count(nowAt(stageOrder)?.tooLong.now ?? 0)
            },
            { heading: 'Their open money', kind: 'number', cell: ({ stageOrder }) => words.money(nowAt(stageOrder)?.tooLong.nowOpen ?? 0) },
            { heading: 'Usual stay', kind: 'chart', cell: ({ meanDays }) => stackedBar([meanDays], most) }
        ],
        { caption: 'Mean days in a stage; a stay that still lasts counts as not ended (Kaplan-Meier, to a year)' }
    );
}

/** The usual stay of each partner type, where there is more than one. */
function dwellByType({ dwell: baselines }: ForecastDocument, words: Words): Html | undefined {
    const types = [...new Set(baselines.flatMap(({ partnerType }) => (partnerType === null ? [] : [partnerType])))].sort();
    if (types.length < 2) return undefined;
    const at = (order: number, type: string) =>
        baselines.find(({ stageOrder, partnerType }) => stageOrder === order && partnerType === type);
    return dataTable(
        baselines.filter(({ partnerType }) => partnerType === null),
        [
            { heading: 'Stage', cell: nameOf },
            ...types.map((type) => ({
                heading: type,
                kind: 'number' as const,
                cell: ({ stageOrder }: { readonly stageOrder: number }) => {
                    const own = at(stageOrder, type);
                    return own ? `${own.borrows ? '~' : ''}${words.count(Math.round(own.meanDays))}` : '–';
                }
            }))
        ],
        { caption: 'Usual days by partner type; ~ marks a type with few stays of its own, which leans on all types' }
    );
}
