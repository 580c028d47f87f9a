/** What `report brief` and `report qbr` say, as JSON, as text and as a page. Days are YYYY-MM-DD, money in whole units. */

export interface LearningDocument {
    readonly learning: string;
    readonly changeNextTime: string | null;
    readonly outcome: string | null;
    readonly slippedAt: string | null;
    readonly publishedOn: string;
    /** Deals registered with the partner since, ten at most. */
    readonly readOn: number;
    /** Which of the ten this deal is; only in a brief. */
    readonly place: number | null;
    readonly since: string;
}

export interface MissingDocument {
    readonly key: string;
    readonly title: string;
    readonly stageOrder: number;
    readonly owes: 'host' | 'partner' | 'both';
    readonly hostMove: string;
    readonly partnerMove: string;
    readonly isOnException: boolean;
    readonly isDueNow: boolean;
}

export interface StepDocument {
    readonly action: string;
    readonly party: string;
    readonly owner: string | null;
    readonly dueOn: string | null;
    readonly overdueDays: number;
}

export interface BriefPartner {
    readonly name: string;
    readonly type: string;
    readonly role: string;
    readonly attribution: string | null;
    readonly credit: number | null;
    readonly counterpart: { readonly name: string; readonly title: string | null; readonly phone: string | null } | null;
    readonly manager: string | null;
    readonly registeredOn: string | null;
    readonly handoff: string;
    readonly missing: readonly MissingDocument[];
    readonly openSteps: readonly StepDocument[];
    readonly learnings: readonly LearningDocument[];
    readonly closing: string | null;
}

export interface BriefDocument {
    readonly org: string;
    readonly asOf: string;
    readonly deal: {
        readonly id: string;
        readonly name: string;
        readonly account: string;
        readonly owner: string;
        readonly amount: number | null;
        readonly closeOn: string | null;
        readonly stageName: string;
        readonly stage: string;
        readonly claimedOrder: number;
        readonly earnedOrder: number;
        readonly since: string | null;
        readonly days: number | null;
        readonly usualDays: number | null;
    };
    readonly nextStep: string;
    readonly partners: readonly BriefPartner[];
    readonly moves: readonly { readonly stageName: string; readonly by: string | null; readonly on: string }[];
    readonly stoppedMoves: readonly { readonly stageName: string; readonly message: string; readonly on: string | null }[];
}
