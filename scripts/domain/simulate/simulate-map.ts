import { dayOfMoment, type Day } from '../forecast/calendar-day';
import type { HistoryEntry } from '../forecast/deal';
import { inOrder } from '../forecast/stage-history';
import { sumCents, type Cents } from '../forecast/money';
import type { DealFacts, EngagementFacts } from '../impact/engagement-facts';
import { isInScope } from '../impact/judge-deal';
import { judgeEngagement } from '../impact/judge-engagement';
import { ranksOf } from '../stage-map/ranks';
import type { Artifact, Criterion, StageMap } from '../stage-map/stage-map';
import { factsOn, type PastEvidence } from './past-evidence';

export type Outcome = 'won' | 'lost' | 'open';

/** What was not proven when a deal moved on. */
export interface PastBlock {
    readonly key: string;
    readonly title: string;
    readonly partnerName: string;
    /** Days from the move to the proof; undefined when it is not there to this day. */
    readonly provenAfterDays: number | undefined;
}

/** A move up that the map would have refused. */
export interface BlockedMove {
    readonly dealId: string;
    readonly name: string;
    readonly amount: Cents;
    readonly from: string;
    readonly to: string;
    readonly on: Day;
    readonly outcome: Outcome;
    readonly blocks: readonly PastBlock[];
}

export interface OutcomeCount {
    readonly deals: number;
    readonly amount: Cents;
    readonly won: number;
    readonly lost: number;
    readonly open: number;
}

export interface Simulation {
    readonly from: Day;
    /** Moves up of deals that had a registered partner by then. */
    readonly moves: number;
    readonly blockedMoves: readonly BlockedMove[];
    /** Deals that would have been stopped at least once, and those that would have passed every move that can be judged. */
    readonly stopped: OutcomeCount;
    readonly passed: OutcomeCount;
    /** By what was missing; a deal may stand in several rows. */
    readonly byCriterion: readonly (OutcomeCount & {
        readonly title: string;
        readonly late: number;
        readonly never: number;
        readonly medianDaysLate: number | undefined;
    })[];
    /** Moves that history says too little about, with the reason. */
    readonly cannotTell: readonly { readonly reason: string; readonly moves: number }[];
    /** Titles of blocking criteria whose proof keeps no date. */
    readonly notJudged: readonly string[];
    /** The first day on which any evidence was recorded; undefined when there is none. */
    readonly evidenceSince: Day | undefined;
}

export interface PastDeals {
    readonly deals: readonly DealFacts[];
    readonly historyOf: (dealId: string) => readonly HistoryEntry[];
    readonly evidenceOf: (engagementId: string) => PastEvidence | undefined;
    /** The first day on which any evidence was recorded in the org; undefined when there is none. */
    readonly evidenceSince: Day | undefined;
}

/** Proof of these kinds is a value without the day on which it came. */
const UNDATED: readonly Artifact[] = ['field', 'marketplace-deal-id'];

/** Had this map been in force from a day on: which moves up would have been refused, by the days that the org kept. */
export function simulateMap(map: StageMap, past: PastDeals, from: Day): Simulation {
    const verdicts = past.deals.filter((deal) => isInScope(map, deal)).flatMap((deal) => verdictsOf(map, past, deal, from));
    const blockedMoves = verdicts.flatMap(({ blocked }) => blocked ?? []).sort((a, b) => b.amount - a.amount || a.on - b.on);
    const stoppedIds = new Set(blockedMoves.map(({ dealId }) => dealId));
    const judged = verdicts.filter(({ reason }) => reason === undefined);
    const unclear = new Set(verdicts.filter(({ reason }) => reason !== undefined).map(({ deal }) => deal.id));
    const dealsWhere = (test: (deal: DealFacts) => boolean) => [...new Set(judged.map(({ deal }) => deal))].filter(test);
    const reasons = [...new Set(verdicts.flatMap(({ reason }) => reason ?? []))];
    return {
        from,
        moves: verdicts.length,
        blockedMoves,
        stopped: countOutcomes(dealsWhere(({ id }) => stoppedIds.has(id))),
        passed: countOutcomes(dealsWhere(({ id }) => !stoppedIds.has(id) && !unclear.has(id))),
        byCriterion: groupByCriterion(blockedMoves, past.deals),
        cannotTell: reasons.map((reason) => ({ reason, moves: verdicts.filter((verdict) => verdict.reason === reason).length })),
        notJudged: blockingCriteria(map)
            .filter(({ artifact }) => UNDATED.includes(artifact))
            .map(({ title }) => title),
        evidenceSince: past.evidenceSince
    };
}

const blockingCriteria = (map: StageMap): readonly Criterion[] =>
    map.stages.flatMap(({ criteria }) => criteria.filter(({ mode }) => mode === 'block'));

interface Verdict {
    readonly deal: DealFacts;
    /** Why it cannot be judged. */
    readonly reason?: string;
    readonly blocked?: BlockedMove;
}

interface Move {
    readonly from: string;
    readonly to: string;
    readonly rank: number;
    readonly on: Day;
}

function verdictsOf(map: StageMap, past: PastDeals, deal: DealFacts, from: Day): Verdict[] {
    const ranks = ranksOf(map);
    const history = inOrder(past.historyOf(deal.id));
    return movesUp(ranks, history)
        .filter(({ on }) => on >= from)
        .flatMap((move): Verdict[] => {
            const partners = deal.partners.filter((partner) => wasRegistered(partner, past.evidenceOf(partner.id), move.on));
            if (partners.length === 0) return [];
            const reason = whyUnclear(map, past, partners, move.on);
            if (reason !== undefined) return [{ deal, reason }];
            const blocks = partners.flatMap((partner) => blocksOf(map, past, partner, { move, ranks, history }));
            return blocks.length === 0 ? [{ deal }] : [{ deal, blocked: blockedMove(deal, move, blocks) }];
        });
}

/** Moves to a higher rank. A StageName off the map counts as the very start, as in the gate. */
function movesUp(ranks: ReadonlyMap<string, number>, history: readonly HistoryEntry[]): Move[] {
    return history.flatMap(({ stageName, at }, index): Move[] => {
        const before = history[index - 1];
        const rank = ranks.get(stageName);
        if (!before || rank === undefined || rank <= (ranks.get(before.stageName) ?? -1)) return [];
        return [{ from: before.stageName, to: stageName, rank, on: dayOfMoment(at) }];
    });
}

/** Registered before the day of the move: on the same day nobody knows which came first. */
const wasRegistered = ({ status, registeredOn }: EngagementFacts, evidence: PastEvidence | undefined, day: Day): boolean =>
    status !== 'Signal' &&
    registeredOn !== undefined &&
    registeredOn < day &&
    (status === 'Registered' || (evidence?.withdrawnOn !== undefined && evidence.withdrawnOn > day));

/** A missing record proves nothing about a time when nobody kept records. */
function whyUnclear(map: StageMap, past: PastDeals, partners: readonly EngagementFacts[], day: Day): string | undefined {
    if (past.evidenceSince === undefined || day < past.evidenceSince) return 'before the first evidence was recorded in this org';
    const last = map.stages.length - 1;
    for (const { id, joinedOrder } of partners) {
        const evidence = past.evidenceOf(id);
        if (!evidence || evidence.recordedOn > day || (joinedOrder ?? 0) > last) return 'the partner was recorded only afterwards';
    }
    return undefined;
}

interface Circumstances {
    readonly move: Move;
    readonly ranks: ReadonlyMap<string, number>;
    readonly history: readonly HistoryEntry[];
}

function blocksOf(map: StageMap, past: PastDeals, partner: EngagementFacts, { move, ranks, history }: Circumstances): PastBlock[] {
    const evidence = past.evidenceOf(partner.id)!;
    const facts = factsOn(partner, evidence, move.on, orderOn(ranks, history, partner.registeredOn!));
    return judgeEngagement(map, facts)
        .unmet.filter(({ criterion, rank }) => criterion.mode === 'block' && rank < move.rank && !UNDATED.includes(criterion.artifact))
        .map(({ criterion }) => {
            const proven = provenOn(criterion, evidence);
            return {
                key: criterion.key,
                title: criterion.title,
                partnerName: partner.partnerName,
                provenAfterDays: proven === undefined ? undefined : proven - move.on
            };
        });
}

/** Overlay order at which the deal stood at the end of a day, the one at which a partner of that day joined; 0 before any history. */
function orderOn(ranks: ReadonlyMap<string, number>, history: readonly HistoryEntry[], day: Day): number {
    const entry = history.findLast(({ at }) => dayOfMoment(at) <= day);
    return Math.max(0, Math.floor((ranks.get(entry?.stageName ?? '') ?? 0) / 10));
}

function provenOn(criterion: Criterion, evidence: PastEvidence): Day | undefined {
    switch (criterion.artifact) {
        case 'handoff':
            return evidence.handoffOn;
        case 'joint-scorecard':
            return evidence.scorecardOn;
        case 'joint-pitch':
            return evidence.pitchOn;
        case 'technical-pre-brief':
            return criterion.acceptsTrivialReason === false ? evidence.preBriefHeldOn : evidence.preBriefAnsweredOn;
        case 'mutual-action-plan':
            return evidence.planOn;
        // A registration that is not complete today has no day; the others cannot be judged or lie behind every move.
        case 'registration':
        case 'marketplace-deal-id':
        case 'post-mortem':
        case 'field':
            return undefined;
    }
}

const blockedMove = (deal: DealFacts, { from, to, on }: Move, blocks: readonly PastBlock[]): BlockedMove => ({
    dealId: deal.id,
    name: deal.name,
    amount: deal.amount ?? 0,
    from,
    to,
    on,
    outcome: outcomeOf(deal),
    blocks
});

const outcomeOf = ({ isWon, isClosed }: DealFacts): Outcome => (isWon ? 'won' : isClosed ? 'lost' : 'open');

function countOutcomes(deals: readonly DealFacts[]): OutcomeCount {
    const ended = (outcome: Outcome) => deals.filter((deal) => outcomeOf(deal) === outcome).length;
    return {
        deals: deals.length,
        amount: sumCents(deals.map(({ amount }) => amount ?? 0)),
        won: ended('won'),
        lost: ended('lost'),
        open: ended('open')
    };
}

function groupByCriterion(moves: readonly BlockedMove[], deals: readonly DealFacts[]): Simulation['byCriterion'] {
    const titles = [...new Set(moves.flatMap(({ blocks }) => blocks.map(({ title }) => title)))];
    return titles.map((title) => {
        const some = moves.filter(({ blocks }) => blocks.some((block) => block.title === title));
        const ids = new Set(some.map(({ dealId }) => dealId));
        const delays = some.flatMap(({ blocks }) => blocks.filter((block) => block.title === title).map((block) => block.provenAfterDays));
        const late = delays.filter((days) => days !== undefined).sort((a, b) => a - b);
        return {
            title,
            ...countOutcomes(deals.filter(({ id }) => ids.has(id))),
            late: late.length,
            never: delays.length - late.length,
            medianDaysLate: late[Math.floor((late.length - 1) / 2)]
        };
    });
}
