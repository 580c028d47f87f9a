import { proofOverTime, type ProvenPartner } from '../../domain/simulate/proof-over-time';
import type { Day } from '../../domain/forecast/calendar-day';
import type { PartnerOnDeal } from '../../domain/forecast/deal';
import { ANY_ORDER, type PartnerColumns, type ProofColumns } from '../../domain/forecast/deal-table';
import { Names, partnersOf } from '../../domain/forecast/to-deal-table';
import type { EngagementFacts } from '../../domain/impact/engagement-facts';
import type { StageMap } from '../../domain/stage-map/stage-map';
import type { Evidence } from './partner-evidence';
import type { PartnerDeals, PartnerRow } from './partner-row';
import type { PartnerSheets } from './partner-sheets';

export interface PartnerReading {
    readonly types: readonly string[];
    readonly partners: PartnerColumns;
    readonly proof: ProofColumns;
    /** Partners of deals that were asked for, by index of the deal. */
    readonly kept: ReadonlyMap<number, readonly PartnerOnDeal[]>;
    readonly rows: number;
    readonly ofUnknownDeals: number;
    readonly latestDay: Day;
}

export interface PartnerSource {
    readonly sheets: PartnerSheets;
    readonly map: StageMap;
    readonly deals: PartnerDeals;
    /** Overlay order at which a deal stood at the end of a day. */
    readonly orderOn: (deal: number, day: Day) => number;
    /** Deals whose partners are kept as they are: the open ones. */
    readonly isKept: (deal: number) => boolean;
    /** Overlay orders that the deal claims and has earned by the org's own count, and the day of that count; undefined where nobody says. */
    readonly earnedNow: (deal: number) => { readonly claimed: number; readonly earned: number; readonly on: Day } | undefined;
}

/** Collects partners deal by deal into columns. */
export class PartnerCollector {
    readonly #types: Names;
    readonly #partnerFrom: Uint32Array;
    readonly #proofFrom: Uint32Array;
    readonly #partners: (readonly [Day, number, number])[] = [];
    readonly #proof: (readonly [Day, number])[] = [];
    readonly #kept = new Map<number, readonly PartnerOnDeal[]>();
    #next = 0;

    constructor(size: number, types: readonly string[]) {
        this.#types = new Names(types);
        this.#partnerFrom = new Uint32Array(size + 1);
        this.#proofFrom = new Uint32Array(size + 1);
    }

    /** The partners of one deal; deals come in ascending order. */
    add(rows: readonly PartnerRow[], { map, orderOn, isKept, earnedNow }: PartnerSource, { since }: Evidence): void {
        const { deal } = rows[0]!;
        this.#skipTo(deal);
        const partners = rows.map(({ partner }) => partner);
        for (const row of partnersOf({ partners }, this.#types)) this.#partners.push(row);
        const proven = rows.filter(isJudged).map((row) => toProven(row, map, orderOn));
        const proof = since !== undefined && proven.length > 0 ? proofOverTime(map, proven, since) : [];
        const now = proven.length > 0 && partners.some(({ status }) => status === 'Registered') ? earnedNow(deal) : undefined;
        for (const row of now ? upToNow(proof, now) : proof) this.#proof.push(row);
        if (isKept(deal)) this.#kept.set(deal, partners);
    }

    finish(seen: Pick<PartnerReading, 'rows' | 'ofUnknownDeals' | 'latestDay'>): PartnerReading {
        this.#skipTo(this.#partnerFrom.length - 1);
        return {
            ...seen,
            types: this.#types.all,
            kept: this.#kept,
            partners: {
                from: this.#partnerFrom,
                day: Int32Array.from(this.#partners, ([day]) => day),
                partnerType: Uint8Array.from(this.#partners, ([, type]) => type),
                attribution: Uint8Array.from(this.#partners, ([, , attribution]) => attribution)
            },
            proof: {
                from: this.#proofFrom,
                day: Int32Array.from(this.#proof, ([day]) => day),
                order: Uint8Array.from(this.#proof, ([, order]) => order)
            }
        };
    }

    #skipTo(deal: number): void {
        for (; this.#next <= deal; this.#next += 1) {
            this.#partnerFrom[this.#next] = this.#partners.length;
            this.#proofFrom[this.#next] = this.#proof.length;
        }
    }
}

/** What the org itself counts has the last word on the day of the reading: fields and marketplace ids, for instance, keep no days. */
function upToNow(
    proof: readonly (readonly [Day, number])[],
    { claimed, earned, on }: { readonly claimed: number; readonly earned: number; readonly on: Day }
): readonly (readonly [Day, number])[] {
    const supported = proof.at(-1)?.[1] ?? ANY_ORDER;
    if (earned < 0 || Math.min(claimed, supported) === earned) return proof;
    return [...proof.filter(([day]) => day < on), [on, earned]];
}

/** Registered at some time, with a known end where it ended. */
const isJudged = ({ partner }: PartnerRow): boolean =>
    partner.registeredOn !== undefined && (partner.status === 'Registered' || partner.withdrawnOn !== undefined);

function toProven(row: PartnerRow, map: StageMap, orderOn: PartnerSource['orderOn']): ProvenPartner {
    const { partner, deal } = row;
    const facts: EngagementFacts = {
        id: partner.id,
        name: partner.id,
        partnerName: partner.partnerName,
        status: 'Registered',
        role: partner.role,
        partnerType: partner.type || undefined,
        attribution: partner.attribution,
        creditBasisPoints: partner.creditBasisPoints,
        joinedOrder: row.joinedOrder ?? orderOn(deal, partner.registeredOn!),
        registeredOn: partner.registeredOn,
        isRegistrationComplete: row.isRegistrationComplete,
        isHandoffAccepted: false,
        jointScorecards: 0,
        jointPitches: 0,
        preBriefsHeld: 0,
        preBriefsAnswered: 0,
        actionPlans: 0,
        marketplaceIdsOwed: 0,
        // Due after the close: no open deal waits for it.
        postMortems: 1,
        isPartnerTold: true,
        waivedUntil: new Map(),
        filledFields: new Set(map.stages.flatMap(({ criteria }) => criteria.flatMap(({ field }) => field?.name ?? [])))
    };
    return { facts, evidence: row.evidence };
}
