import type { Day } from '../forecast/calendar-day';
import type { Cents } from '../forecast/money';
import { groupCopies, normalise } from './similar-texts';

export type Side = 'host' | 'partner';

/** One text of an artifact, by the API name of its field and the side that writes it. */
export interface EvidenceText {
    readonly field: string;
    readonly side: Side;
    readonly text: string;
}

/** One joint artifact (or the registration) of one partner on one deal. */
export interface Artifact {
    readonly id: string;
    /** AutoNumber, for instance JS-000012. */
    readonly name: string;
    /** What people call it, for instance Joint scorecard. */
    readonly kind: string;
    readonly texts: readonly EvidenceText[];
    /** Undefined while that side has not confirmed; both undefined for what nobody confirms. */
    readonly hostConfirmedOn: Day | undefined;
    readonly partnerConfirmedOn: Day | undefined;
    readonly championName: string | undefined;
    /** The champion is no contact of the buyer any more, or mail to them came back. */
    readonly isChampionGone: boolean;
    /** The buyer's next step was due on this day. */
    readonly nextStepOn: Day | undefined;
    /** Overlay order of the stage whose exit this artifact opens. */
    readonly stageOrder: number;
    readonly partnerName: string;
    readonly partnerManager: string | undefined;
    readonly dealId: string;
    readonly dealName: string;
    readonly dealOwner: string;
    readonly amount: Cents | undefined;
    readonly isOpen: boolean;
    readonly claimedOrder: number;
}

export const FINDING_KINDS = ['copied', 'placeholder', 'one-sided', 'stale'] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export interface EvidenceFinding {
    readonly kind: FindingKind;
    readonly artifact: Artifact;
    readonly field: string | undefined;
    readonly what: string;
    /** By job and name. */
    readonly whoseTurn: string;
}

export interface AuditLimits {
    /** Days for which one side may wait for the other. */
    readonly oneSidedAfter: number;
    /** Days after which what both sides confirmed is worth another look. */
    readonly staleAfter: number;
    /** Characters from which on a text counts as evidence. */
    readonly minimumTextLength: number;
}

/** What in the evidence of open deals proves less than it seems to, by kind, dearest deals first. Closed deals only lend text to compare with. */
export function auditEvidence(artifacts: readonly Artifact[], today: Day, limits: AuditLimits): readonly EvidenceFinding[] {
    const open = artifacts.filter(({ isOpen }) => isOpen);
    return [
        ...findCopies(artifacts, limits),
        ...open.flatMap((artifact) => findPlaceholders(artifact, limits)),
        ...open.flatMap((artifact) => findOneSided(artifact, today, limits)),
        ...open.flatMap((artifact) => findStale(artifact, today, limits))
    ].sort(
        (a, b) =>
            FINDING_KINDS.indexOf(a.kind) - FINDING_KINDS.indexOf(b.kind) ||
            (b.artifact.amount ?? 0) - (a.artifact.amount ?? 0) ||
            (a.artifact.dealName + a.artifact.name < b.artifact.dealName + b.artifact.name ? -1 : 1)
    );
}

function findCopies(artifacts: readonly Artifact[], { minimumTextLength }: AuditLimits): EvidenceFinding[] {
    const byField = new Map<string, PlacedText[]>();
    for (const artifact of artifacts)
        for (const text of artifact.texts) {
            if (placeholderReason(text.text, minimumTextLength) !== undefined) continue;
            const key = `${artifact.kind} ${text.field}`;
            const known = byField.get(key);
            if (known) known.push({ artifact, ...text });
            else byField.set(key, [{ artifact, ...text }]);
        }
    return [...byField.values()].flatMap((texts) =>
        groupCopies(texts.map(({ text }) => text)).flatMap((group) => findingsOf(group.map((index) => texts[index]!)))
    );
}

interface PlacedText extends EvidenceText {
    readonly artifact: Artifact;
}

/** Findings for a group of texts that are copies of each other; within one deal a text may stand twice. */
function findingsOf(members: readonly PlacedText[]): EvidenceFinding[] {
    const deals = new Map(members.map(({ artifact }) => [artifact.dealId, artifact.dealName]));
    if (deals.size < 2) return [];
    const dealsOfWording = new Map<string, Set<string>>();
    for (const { text, artifact } of members) {
        const known = dealsOfWording.get(normalise(text)) ?? new Set();
        dealsOfWording.set(normalise(text), known.add(artifact.dealId));
    }
    return members
        .filter(({ artifact }) => artifact.isOpen)
        .map(({ artifact, field, side, text }) => {
            const same = dealsOfWording.get(normalise(text))!;
            const shown = [...(same.size > 1 ? same : deals.keys())].find((id) => id !== artifact.dealId)!;
            const rest = deals.size - 2;
            const who = `${deals.get(shown)}${rest === 0 ? '' : rest === 1 ? ' and one other deal' : ` and ${rest} other deals`}`;
            const what = `${same.size > 1 ? 'word for word as' : 'almost as'} in ${who}: “${text}”`;
            return { kind: 'copied', artifact, field, what, whoseTurn: turnOf(artifact, side) };
        });
}

/** What a person types to get past an empty field; the same words that a confirmation refuses, here also found in drafts and imports. */
const PLACEHOLDER =
    /^(?:(?:tbd|tba|tbc|n\/?a|none|null|test|todo|asdf|qwerty|xxx|lorem ipsum)[\s0-9.,;:!?/-]*)+$|^[x.?_\s0-9-]+$|^(?:to be|not yet)\s+(?:done|decided|defined|determined|confirmed|known)[\s\S]{0,20}$|lorem ipsum|^(?:e\.g\.|example|sample text|enter |please |<|\[)/;

function placeholderReason(text: string, minimum: number): string | undefined {
    const plain = text.trim().toLowerCase();
    if (PLACEHOLDER.test(plain)) return 'is a placeholder';
    if (plain.length < minimum) return `is shorter than ${minimum} letters`;
    return undefined;
}

function findPlaceholders(artifact: Artifact, { minimumTextLength }: AuditLimits): EvidenceFinding[] {
    const finding = ({ field, side }: EvidenceText, what: string): EvidenceFinding => ({
        kind: 'placeholder',
        artifact,
        field,
        what,
        whoseTurn: turnOf(artifact, side)
    });
    const first = new Map<string, EvidenceText>();
    return artifact.texts.flatMap((text) => {
        const reason = placeholderReason(text.text, minimumTextLength);
        if (reason !== undefined) return [finding(text, `${reason}: “${text.text}”`)];
        const same = first.get(normalise(text.text));
        if (!same) first.set(normalise(text.text), text);
        return same ? [finding(text, `repeats ${same.field}: “${text.text}”`)] : [];
    });
}

function findOneSided(artifact: Artifact, today: Day, { oneSidedAfter }: AuditLimits): EvidenceFinding[] {
    const { hostConfirmedOn: host, partnerConfirmedOn: partner } = artifact;
    if ((host === undefined) === (partner === undefined)) return [];
    const since = host ?? partner!;
    if (today - since <= oneSidedAfter) return [];
    const [done, waiting]: [string, Side] = host === undefined ? ['partner', 'host'] : ['host', 'partner'];
    const what = `confirmed by the ${done} side ${today - since} days ago, and by the other not at all`;
    return [{ kind: 'one-sided', artifact, field: undefined, what, whoseTurn: turnOf(artifact, waiting) }];
}

function findStale(artifact: Artifact, today: Day, { staleAfter }: AuditLimits): EvidenceFinding[] {
    const { hostConfirmedOn: host, partnerConfirmedOn: partner, nextStepOn, stageOrder, claimedOrder } = artifact;
    const add = (field: string | undefined, what: string): EvidenceFinding => ({
        kind: 'stale',
        artifact,
        field,
        what,
        whoseTurn: turnOf(artifact, 'host')
    });
    const confirmedOn = host !== undefined && partner !== undefined ? Math.max(host, partner) : undefined;
    const age = confirmedOn === undefined ? 0 : today - confirmedOn;
    return [
        ...(age > staleAfter ? [add(undefined, `confirmed by both sides ${age} days ago; does it still hold?`)] : []),
        ...(artifact.isChampionGone ? [add('Champion__c', `${artifact.championName ?? 'the champion'} has left the buyer`)] : []),
        // Once the deal has left the stage, its next step is history.
        ...(nextStepOn !== undefined && nextStepOn < today && claimedOrder <= stageOrder
            ? [add('Next_Step_On__c', `the buyer's next step was due ${today - nextStepOn} days ago and the deal is where it was`)]
            : [])
    ];
}

const turnOf = ({ dealOwner, partnerManager }: Artifact, side: Side): string =>
    side === 'host' ? `Owner ${dealOwner}` : `Partner manager ${partnerManager ?? '(nobody named)'}`;
