import type { Day } from '../forecast/calendar-day';
import { ANY_ORDER } from '../forecast/deal-table';
import type { EngagementFacts } from '../impact/engagement-facts';
import { judgeEngagement } from '../impact/judge-engagement';
import { ALL_OPEN } from '../stage-map/ranks';
import type { StageMap } from '../stage-map/stage-map';
import { factsOn, type PastEvidence } from './past-evidence';

/** A partner that was registered on a deal at some time, with the days of its proof. */
export interface ProvenPartner {
    readonly facts: EngagementFacts;
    readonly evidence: PastEvidence;
}

/**
 * What the deal's evidence supported over time: [day, overlay order at most], each from the end of that day on, ANY_ORDER where
 * nothing is owed. It begins with the first registered partner, not before `knownSince`, the first day on which anybody recorded
 * evidence; days of a partner that was recorded only later are not judged by it. The rule of the org: the lowest unmet gate of the
 * registered partners; without a Lead nothing is proven.
 */
export function proofOverTime(map: StageMap, partners: readonly ProvenPartner[], knownSince: Day): readonly (readonly [Day, number])[] {
    const spans = partners.map((partner) => ({
        partner,
        from: firstDay(partner, knownSince),
        until: partner.evidence.withdrawnOn ?? Infinity
    }));
    const days = spans.flatMap(({ partner, from, until }) =>
        [...daysOf(partner.evidence), from, until].filter((day) => day >= from && day <= until)
    );
    const rows: (readonly [Day, number])[] = [];
    for (const day of [...new Set(days.filter(Number.isFinite))].sort((left, right) => left - right)) {
        const registered = spans.filter(({ from, until }) => from <= day && day < until).map(({ partner }) => partner);
        const order = orderOn(map, registered, day);
        if (rows.at(-1)?.[1] !== order) rows.push([day, order]);
    }
    return rows;
}

const firstDay = ({ facts, evidence }: ProvenPartner, knownSince: Day): Day =>
    Math.max(facts.registeredOn ?? Infinity, evidence.recordedOn, knownSince);

const daysOf = (evidence: PastEvidence): readonly Day[] =>
    [
        evidence.handoffOn,
        evidence.scorecardOn,
        evidence.pitchOn,
        evidence.preBriefHeldOn,
        evidence.preBriefAnsweredOn,
        evidence.planOn,
        ...evidence.exceptions.flatMap(({ from, until }) => [from, until + 1])
    ].filter((day) => day !== undefined);

function orderOn(map: StageMap, registered: readonly ProvenPartner[], day: Day): number {
    if (registered.length === 0) return ANY_ORDER;
    if (!registered.some(({ facts }) => facts.role === 'Lead')) return 0;
    const gates = registered.map(
        ({ facts, evidence }) => judgeEngagement(map, factsOn(facts, evidence, day, facts.joinedOrder ?? 0)).openGate
    );
    const gate = Math.min(...gates);
    return gate >= ALL_OPEN ? ANY_ORDER : Math.floor(gate / 10);
}
