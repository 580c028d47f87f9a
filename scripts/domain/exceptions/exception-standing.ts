import type { Day } from '../forecast/calendar-day';
import type { Cents } from '../forecast/money';
import type { Criterion, StageMap } from '../stage-map/stage-map';
import { versionFor } from '../stage-map/versions';

/** One exception (waiver) with what its deal and its partner look like now. */
export interface ExceptionFacts {
    readonly id: string;
    /** AutoNumber, for instance GW-000012. */
    readonly name: string;
    readonly gate: number;
    readonly status: 'Requested' | 'Approved' | 'Declined' | 'Closed';
    readonly reason: string;
    readonly requestedBy: string;
    readonly requestedOn: Day;
    readonly approver: string | undefined;
    readonly approvedOn: Day | undefined;
    readonly expiresOn: Day | undefined;
    readonly partnerName: string;
    readonly partnerManager: string | undefined;
    readonly isRegistered: boolean;
    readonly registeredOn: Day | undefined;
    /** Keys of all that the org says is missing for this partner (Missing_Criteria__c). */
    readonly missingKeys: readonly string[];
    readonly dealId: string;
    readonly dealName: string;
    readonly dealOwner: string;
    readonly amount: Cents | undefined;
    readonly stageName: string;
    /** Overlay order that StageName stands for. */
    readonly claimedOrder: number;
    readonly isLost: boolean;
}

/**
 * requested: waits for a decision. expired: approved, past its last day, holds the deal until it is closed or renewed.
 * approved: runs, and its proof is still owed. owed: closed, the deal went through, and the proof is still missing.
 * settled: nothing is owed any more.
 */
export const EXCEPTION_STATES = ['requested', 'expired', 'approved', 'owed', 'settled'] as const;
export type ExceptionState = (typeof EXCEPTION_STATES)[number];

export interface ExceptionStanding {
    readonly exception: ExceptionFacts;
    readonly state: ExceptionState;
    /** Criteria of its gate that are still missing. */
    readonly owed: readonly Criterion[];
    /** Who has to move next, by job and, where the proof is owed, by name; empty when nobody has to. */
    readonly whoActs: readonly string[];
}

/** Where each exception stands on a day, those that need somebody first, dearest deals first. Declined ones are over and left out. */
export function standingOf(exceptions: readonly ExceptionFacts[], map: StageMap, today: Day): readonly ExceptionStanding[] {
    const running = new Set(
        exceptions
            .filter((one) => one.status === 'Approved' && !isExpired(one, today))
            .map(({ partnerName, dealId, gate }) => `${dealId} ${partnerName} ${gate}`)
    );
    const last = lastClosed(exceptions);
    return exceptions
        .filter((one) => one.status !== 'Declined')
        .filter((one) => one.status !== 'Closed' || (last.has(one.id) && !running.has(`${one.dealId} ${one.partnerName} ${one.gate}`)))
        .map((exception) => stand(exception, map, today))
        .sort(
            (a, b) =>
                EXCEPTION_STATES.indexOf(a.state) - EXCEPTION_STATES.indexOf(b.state) ||
                (b.exception.amount ?? 0) - (a.exception.amount ?? 0) ||
                (a.exception.name < b.exception.name ? -1 : 1)
        );
}

/** Approved exceptions whose last day has passed. */
export const expiredAmong = (exceptions: readonly ExceptionFacts[], today: Day): readonly ExceptionFacts[] =>
    exceptions.filter((one) => one.status === 'Approved' && isExpired(one, today));

const isExpired = ({ expiresOn }: ExceptionFacts, today: Day): boolean => expiresOn !== undefined && expiresOn < today;

/** Of several closed exceptions for one gate of one partner, the debt stands once: with the latest. */
function lastClosed(exceptions: readonly ExceptionFacts[]): ReadonlySet<string> {
    const last = new Map<string, ExceptionFacts>();
    for (const one of exceptions.filter(({ status, approvedOn }) => status === 'Closed' && approvedOn !== undefined)) {
        const key = `${one.dealId} ${one.partnerName} ${one.gate}`;
        const other = last.get(key);
        if (!other || other.approvedOn! < one.approvedOn! || (other.approvedOn === one.approvedOn && other.name < one.name))
            last.set(key, one);
    }
    return new Set([...last.values()].map(({ id }) => id));
}

function stand(exception: ExceptionFacts, map: StageMap, today: Day): ExceptionStanding {
    const owed = owedCriteria(exception, map);
    const sides = owed.length > 0 ? [...new Set(owed.flatMap((criterion) => sidesOf(criterion, exception)))] : [];
    switch (exception.status) {
        case 'Requested':
            return { exception, state: 'requested', owed, whoActs: ['RevOps: approve or decline'] };
        case 'Approved':
            if (isExpired(exception, today))
                return { exception, state: 'expired', owed, whoActs: ['RevOps: close it (--expire)', ...sides] };
            return { exception, state: owed.length > 0 ? 'approved' : 'settled', owed, whoActs: sides };
        default: {
            const isDue = owed.length > 0 && exception.claimedOrder > exception.gate;
            return { exception, state: isDue ? 'owed' : 'settled', owed: isDue ? owed : [], whoActs: isDue ? sides : [] };
        }
    }
}

/** Criteria of the exception's gate that block and that the org says are missing; a lost deal or a withdrawn partner owes nothing. */
function owedCriteria({ isRegistered, isLost, registeredOn, gate, missingKeys }: ExceptionFacts, map: StageMap): readonly Criterion[] {
    if (!isRegistered || isLost) return [];
    const stage = versionFor(map, registeredOn).stages.find(({ order }) => order === gate);
    return (stage?.criteria ?? []).filter(({ key, mode }) => mode === 'block' && missingKeys.includes(key));
}

function sidesOf({ owes }: Criterion, { dealOwner, partnerManager }: ExceptionFacts): readonly string[] {
    const host = `Owner ${dealOwner}`;
    const partner = `Partner manager ${partnerManager ?? '(nobody named)'}`;
    return owes === 'host' ? [host] : owes === 'partner' ? [partner] : [host, partner];
}
