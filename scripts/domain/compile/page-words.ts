import { minimumTextLengthOf, type Criterion, type StageMap } from '../stage-map/stage-map';
import { gateCriteria } from './versioned-criteria';

/** What STAGE-MAP.md says around the words of the map. */
export interface PageWords {
    head(map: StageMap): string;
    readonly promise: string;
    readonly stage: string;
    stageLine(intent: string, owner: string, stageNames: string): string;
    readonly disqualify: string;
    readonly hostMove: string;
    readonly partnerMove: string;
    readonly withType: string;
    readonly leadPartner: string;
    readonly supportingPartner: string;
    effect(criterion: Criterion): string;
    readonly standingRules: string;
    rules(map: StageMap): readonly string[];
}

const ENGLISH: PageWords = {
    head: (map) =>
        `Version ${map.version}, in force from ${map.effectiveOn}. To be signed by ${map.signers.join(' and ')}. Compiled from \`config/stage-map/stage-map.json\`.`,
    promise:
        'A partner deal leaves a stage when its artifacts exist. Moving back and losing a deal are always possible; direct deals are untouched.',
    stage: 'Stage',
    stageLine: (intent, owner, stageNames) => `${intent} Accountable: ${owner}. StageName: ${stageNames}.`,
    disqualify: 'Disqualify when:',
    hostMove: 'Host move',
    partnerMove: 'Partner move',
    withType: 'with',
    leadPartner: 'Lead partner',
    supportingPartner: 'Supporting partner',
    effect: ({ mode, dueBefore, dueBusinessDays }) =>
        `${mode === 'block' ? 'Blocks' : 'Advises'}${dueBefore ? ` before ${dueBefore}` : ''}${dueBusinessDays ? `; due ${dueBusinessDays} business days after the close` : ''}.`,
    standingRules: 'Standing rules',
    rules: (map) => [
        `Scope: ${englishScope(map)}.`,
        ...(map.grandfathered
            ? [
                  `Partners registered before ${map.effectiveOn} keep version ${map.grandfathered.version}. Not asked of them: ${titlesOnlyIn(map, 'new') || 'nothing'}. Asked of them only: ${titlesOnlyIn(map, 'previous') || 'nothing'}.`
              ]
            : []),
        `A partner may be Sourced if it was registered by the end of stage ${map.sourcedUntil}.`,
        `A partner that joins late owes ${map.lateJoin === 'all' ? 'every gate' : 'the gates from the stage at which it joined'}; registration and handoff always.`,
        `A text of an artifact counts from ${minimumTextLengthOf(map)} characters on${englishBefore(map)}, judged while a side confirms; placeholders never do.`,
        `A handoff is answered within ${map.handoffBusinessDays} business days.`,
        `A deal is stalled ${map.dwell.graceDays} days past the mean dwell of its stage and partner type (from ${map.dwell.minimumSample} samples on; below that all partner types are used).`
    ]
};

const GERMAN: PageWords = {
    head: (map) =>
        `Version ${map.version}, gültig ab ${map.effectiveOn}. Zu unterschreiben von ${map.signers.join(' und ')}. Erzeugt aus \`config/stage-map/stage-map.json\`.`,
    promise:
        'Ein Partner-Deal verlässt eine Phase, wenn ihre Nachweise vorliegen. Zurückstufen und Verlieren sind immer möglich; Direktgeschäft bleibt unberührt.',
    stage: 'Phase',
    stageLine: (intent, owner, stageNames) => `${intent} Verantwortlich: ${owner}. StageName: ${stageNames}.`,
    disqualify: 'Ausscheiden, wenn:',
    hostMove: 'Unser Schritt',
    partnerMove: 'Schritt des Partners',
    withType: 'bei',
    leadPartner: 'führender Partner',
    supportingPartner: 'unterstützender Partner',
    effect: ({ mode, dueBefore, dueBusinessDays }) =>
        `${mode === 'block' ? 'Sperrt' : 'Weist hin'}${dueBefore ? ` vor ${dueBefore}` : ''}${dueBusinessDays ? `; fällig ${dueBusinessDays} Arbeitstage nach dem Abschluss` : ''}.`,
    standingRules: 'Ständige Regeln',
    rules: (map) => [
        `Geltungsbereich: ${germanScope(map)}.`,
        ...(map.grandfathered
            ? [
                  `Für Partner, die vor dem ${map.effectiveOn} registriert wurden, gilt weiter Version ${map.grandfathered.version}. Von ihnen nicht verlangt: ${titlesOnlyIn(map, 'new') || 'nichts'}. Nur von ihnen verlangt: ${titlesOnlyIn(map, 'previous') || 'nichts'}.`
              ]
            : []),
        `Ein Partner kann „Sourced“ sein, wenn er bis zum Ende von Phase ${map.sourcedUntil} registriert war.`,
        `Ein später hinzukommender Partner schuldet ${map.lateJoin === 'all' ? 'alle Nachweise' : 'die Nachweise ab der Phase, in der er dazukam'}; Registrierung und Übergabe immer.`,
        `Ein Text eines Nachweises zählt ab ${minimumTextLengthOf(map)} Zeichen${germanBefore(map)}, geprüft beim Bestätigen; Platzhalter nie.`,
        `Eine Übergabe wird innerhalb von ${map.handoffBusinessDays} Arbeitstagen beantwortet.`,
        `Ein Deal gilt ${map.dwell.graceDays} Tage nach der mittleren Verweildauer seiner Phase und seines Partnertyps als festgefahren (ab ${map.dwell.minimumSample} Fällen; darunter zählen alle Partnertypen).`
    ]
};

/** Words of the page by language; English where this tool has none, with the map's own texts in that language. */
export const pageWords = (language: string): PageWords => (language.split('_')[0] === 'de' ? GERMAN : ENGLISH);

/** Titles of the criteria that only one of the versions in force asks for, or asks for otherwise. */
const titlesOnlyIn = (map: StageMap, version: 'new' | 'previous'): string =>
    gateCriteria(map)
        .filter(({ askedUnder }) => askedUnder === version)
        .map(({ criterion }) => criterion.title)
        .join(', ');

/** The limit of the previous map for the partners that keep it, where it is another. */
const keptLength = ({ grandfathered, ...map }: StageMap): number | undefined =>
    grandfathered && minimumTextLengthOf(grandfathered) !== minimumTextLengthOf(map) ? minimumTextLengthOf(grandfathered) : undefined;
const englishBefore = (map: StageMap): string =>
    keptLength(map) === undefined ? '' : ` (${keptLength(map)} for partners registered before ${map.effectiveOn})`;
const germanBefore = (map: StageMap): string =>
    keptLength(map) === undefined ? '' : ` (${keptLength(map)} bei Partnern, die vor dem ${map.effectiveOn} registriert wurden)`;

function englishScope({ scope }: StageMap): string {
    const parts = [
        ...(scope.minimumAmount > 0 ? [`deals from ${scope.minimumAmount} on`] : []),
        ...(scope.excludedOpportunityTypes.length > 0 ? [`all opportunity types but ${scope.excludedOpportunityTypes.join(', ')}`] : [])
    ];
    return parts.length > 0 ? parts.join('; ') : 'every deal with a registered partner';
}

function germanScope({ scope }: StageMap): string {
    const parts = [
        ...(scope.minimumAmount > 0 ? [`Deals ab ${scope.minimumAmount}`] : []),
        ...(scope.excludedOpportunityTypes.length > 0 ? [`alle Opportunity-Typen außer ${scope.excludedOpportunityTypes.join(', ')}`] : [])
    ];
    return parts.length > 0 ? parts.join('; ') : 'jeder Deal mit einem registrierten Partner';
}
