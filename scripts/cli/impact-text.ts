import { sumCents, type Cents } from '../domain/forecast/money';
import { EFFECTS, type AffectedDeal, type Impact, type ImpactGroup, type LaterDeal } from '../domain/impact/measure-impact';
import type { Block } from '../domain/impact/judge-deal';
import { minimumTextLengthOf, type StageMap } from '../domain/stage-map/stage-map';
import { layMarkdownTable, layTable, type Column } from './table';

/** An impact, where it was read and between which maps. */
export interface ImpactReport {
    readonly impact: Impact;
    readonly before: StageMap;
    readonly after: StageMap;
    /** Where `before` comes from, in words. */
    readonly against: string;
    readonly instanceUrl: string;
    readonly isSameMap: boolean;
    readonly fieldsNotThere: readonly string[];
    /** Partners on whose gate the org disagrees with `before`. */
    readonly judgedOtherwise: number;
}

/** Rows of a list that a terminal shows; the Markdown and the JSON hold all. */
const SHOWN = 25;

type Lay = (columns: readonly Column[], rows: readonly (readonly string[])[]) => string;

/** The impact as text for a terminal. */
export const layImpact = (report: ImpactReport): string =>
    partsOf(report, layTable, SHOWN)
        .map(([title, body]) => (body === '' ? title : `${title}\n${body}`))
        .join('\n\n');

/** The impact as a Markdown page, every deal listed. */
export const impactMarkdown = (report: ImpactReport): string => {
    const [[title, body] = ['', ''], ...rest] = partsOf(report, layMarkdownTable, Infinity);
    return `${[`# ${title}`, body, ...rest.flatMap(([heading, text]) => [`## ${heading}`, text])].filter(Boolean).join('\n\n')}\n`;
};

function partsOf(report: ImpactReport, lay: Lay, most: number): [title: string, body: string][] {
    const { impact } = report;
    const parts: [string, string][] = [[`Impact of stage map ${report.after.version}`, introduction(report)]];
    if (impact.deals.length > 0) {
        parts.push(['By stage', layGroups(lay, 'Stage', impact.byStage, impact.total)]);
        parts.push(['By partner type', layGroups(lay, 'Leading partner', impact.byPartnerType, impact.total)]);
        parts.push(['By artifact (a deal that misses two stands in two rows)', layGroups(lay, 'Artifact', impact.byArtifact)]);
    }
    for (const effect of EFFECTS) {
        const deals = impact.deals.filter((deal) => deal.effect === effect);
        if (deals.length > 0) parts.push([`${capital(effect)}: ${countDeals(deals.length)}`, layDeals(lay, deals, most)]);
    }
    parts.push(...sparedParts(impact, lay, most));
    if (impact.askedForMoreLater.length > 0)
        parts.push([
            `Asked for more at a later step: ${countDeals(impact.askedForMoreLater.length)}`,
            layLater(lay, impact.askedForMoreLater, most)
        ]);
    if (impact.provenLess.length > 0)
        parts.push([
            `Proven stage falls, and with it the forecast: ${countDeals(impact.provenLess.length)}`,
            layLater(lay, impact.provenLess, most)
        ]);
    return parts;
}

/** What grandfathering spares: deals that nobody has to ask for anything, and what they would have been asked for. */
function sparedParts({ grandfathered }: Impact, lay: Lay, most: number): [title: string, body: string][] {
    const { sparedNow = [], sparedLater = [] } = grandfathered ?? {};
    return [
        ...(sparedNow.length > 0
            ? [[`Spared at the next step: ${countDeals(sparedNow.length)}`, layLater(lay, sparedNow, most)] as [string, string]]
            : []),
        ...(sparedLater.length > 0
            ? [[`Spared at a later step: ${countDeals(sparedLater.length)}`, layLater(lay, sparedLater, most)] as [string, string]]
            : [])
    ];
}

/** Who keeps the previous map, and what that saves them. */
function grandfatherLines({ impact: { grandfathered }, after }: ImpactReport): string[] {
    if (!grandfathered) return [];
    const { deals, amount, sparedNow, sparedLater } = grandfathered;
    const spared = (some: readonly LaterDeal[]) => `${countDeals(some.length)} (${units(sumCents(some.map(({ amount: each }) => each)))})`;
    return [
        `Partners registered before ${after.effectiveOn} keep version ${after.grandfathered?.version}: ${countDeals(deals)} (${units(amount)}). That spares ${spared(sparedNow)} at the next step and ${spared(sparedLater)} at a later one.`
    ];
}

/** A longer minimum blocks no stage by itself: it is asked for when a side confirms. */
function textLines({ before, after }: ImpactReport): string[] {
    const [was, is] = [minimumTextLengthOf(before), minimumTextLengthOf(after)];
    if (was === is) return [];
    return [
        `Texts count from ${is} characters on instead of ${was} when a side confirms them. What is confirmed stays, so none of the deals below is there for that.`
    ];
}

function introduction(report: ImpactReport): string {
    const { impact, before, against, instanceUrl, isSameMap, fieldsNotThere, judgedOtherwise } = report;
    const counts = EFFECTS.map((effect) => {
        const { deals, amount } = impact.total.effects[effect];
        return `${effect} ${countDeals(deals)} (${units(amount)})`;
    });
    return [
        `${instanceUrl} as this login sees it, ${countDeals(impact.openDeals)} open, ${impact.gatedDeals} of them gated; against version ${before.version} (${against}). Amounts in the org's currency.`,
        `At the next step: ${counts.join(', ')}.`,
        ...grandfatherLines(report),
        ...textLines(report),
        ...(isSameMap ? ['Both maps say the same, so nothing changes.'] : []),
        ...(impact.withoutAmount > 0 ? [`${countDeals(impact.withoutAmount)} without an amount count as 0.`] : []),
        ...fieldsNotThere.map((field) => `${field} is not in this org, or this login cannot see it: it counts as empty on every partner.`),
        ...(judgedOtherwise > 0
            ? [
                  `The org itself judges ${judgedOtherwise} partners otherwise than version ${before.version}: another map is deployed there. Compare with that one (--against), or look with map drift.`
              ]
            : [])
    ].join('\n');
}

const right = (heading: string): Column => ({ heading, align: 'right' });

function layGroups(lay: Lay, heading: string, groups: readonly ImpactGroup[], total?: ImpactGroup): string {
    const columns = [{ heading }, ...EFFECTS.flatMap((effect) => [right(capital(effect)), right('Amount')])];
    const rows = [...groups, ...(total ? [total] : [])].map(({ label, effects }) => [
        label,
        ...EFFECTS.flatMap((effect) => [String(effects[effect].deals), units(effects[effect].amount)])
    ]);
    return lay(columns, rows);
}

function layDeals(lay: Lay, deals: readonly AffectedDeal[], most: number): string {
    const columns = [{ heading: 'Deal' }, { heading: 'Owner' }, { heading: 'Step' }, right('Amount'), { heading: 'Missing' }];
    const rows = deals
        .slice(0, most)
        .map((deal) => [
            deal.name,
            deal.ownerName,
            deal.nextStageName === undefined ? `stands at ${deal.stageName}` : `${deal.stageName} → ${deal.nextStageName}`,
            units(deal.amount),
            blockWords(deal.blocks)
        ]);
    return withRest(lay(columns, rows), deals.length - most);
}

const layLater = (lay: Lay, deals: readonly LaterDeal[], most: number): string =>
    withRest(
        lay(
            [{ heading: 'Deal' }, { heading: 'Stage' }, right('Amount'), { heading: 'Newly owed' }],
            deals.slice(0, most).map(({ name, stageName, amount, owed }) => [name, stageName, units(amount), blockWords(owed)])
        ),
        deals.length - most
    );

const withRest = (text: string, more: number): string =>
    more > 0 ? `${text}\nand ${more} more (all of them with --markdown or --json)` : text;

/** Acme: Joint scorecard, Joint pitch; what concerns the whole deal stands alone. */
function blockWords(blocks: readonly Block[]): string {
    const partners = [...new Set(blocks.map(({ partnerName }) => partnerName))];
    return partners
        .map((partner) => {
            const titles = blocks.filter(({ partnerName }) => partnerName === partner).map(({ title }) => title);
            return `${partner === undefined ? '' : `${partner}: `}${titles.join(', ')}`;
        })
        .join('; ');
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const units = (amount: Cents): string => whole.format(amount / 100);
const countDeals = (deals: number): string => (deals === 1 ? '1 deal' : `${whole.format(deals)} deals`);

/** The impact as the document of `--json`. Money in units of the org's currency; null where a deal stands off the map. */
export function toImpactDocument(report: ImpactReport): unknown {
    const { impact } = report;
    const groupDocument = ({ label, effects }: ImpactGroup) => ({
        label,
        ...Object.fromEntries(
            EFFECTS.map((effect) => [camel(effect), { deals: effects[effect].deals, amount: effects[effect].amount / 100 }])
        )
    });
    const laterDocument = (deal: LaterDeal) => ({ ...deal, amount: deal.amount / 100 });
    return {
        org: report.instanceUrl,
        before: { version: report.before.version, source: report.against },
        after: { version: report.after.version },
        isSameMap: report.isSameMap,
        minimumTextLength: { before: minimumTextLengthOf(report.before), after: minimumTextLengthOf(report.after) },
        openDeals: impact.openDeals,
        gatedDeals: impact.gatedDeals,
        withoutAmount: impact.withoutAmount,
        fieldsNotInOrg: report.fieldsNotThere,
        partnersJudgedOtherwiseByTheOrg: report.judgedOtherwise,
        total: groupDocument(impact.total),
        byStage: impact.byStage.map(groupDocument),
        byPartnerType: impact.byPartnerType.map(groupDocument),
        byArtifact: impact.byArtifact.map(groupDocument),
        deals: impact.deals.map((deal) => ({ ...deal, nextStageName: deal.nextStageName ?? null, amount: deal.amount / 100 })),
        askedForMoreLater: impact.askedForMoreLater.map(laterDocument),
        provenLess: impact.provenLess.map(laterDocument),
        grandfathered: impact.grandfathered
            ? {
                  version: report.after.grandfathered?.version,
                  deals: impact.grandfathered.deals,
                  amount: impact.grandfathered.amount / 100,
                  sparedNow: impact.grandfathered.sparedNow.map(laterDocument),
                  sparedLater: impact.grandfathered.sparedLater.map(laterDocument)
              }
            : null
    };
}

const camel = (effect: string): string => effect.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase());
