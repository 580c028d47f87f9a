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

export interface QbrRate {
    readonly count: number;
    readonly of: number;
}

export interface QbrDocument {
    readonly org: string;
    readonly asOf: string;
    readonly partner: { readonly id: string; readonly name: string };
    readonly pipeline: {
        readonly deals: number;
        readonly amount: number;
        readonly credit: number;
        readonly ahead: number;
        readonly aheadAmount: number;
        readonly stages: readonly {
            readonly order: number;
            readonly stage: string;
            readonly claimedDeals: number;
            readonly claimedAmount: number;
            readonly provenDeals: number;
            readonly provenAmount: number;
        }[];
    };
    /** Closed in the last 365 days. */
    readonly closed: { readonly ended: number; readonly won: number; readonly wonAmount: number; readonly wonCredit: number };
    readonly stalled: readonly {
        readonly deal: string;
        readonly id: string;
        readonly amount: number | null;
        readonly stage: string;
        readonly days: number;
        readonly usualDays: number;
        readonly sampleSize: number;
    }[];
    readonly stalledAmount: number;
    readonly slip: {
        readonly goLive: string | null;
        readonly lines: readonly {
            readonly stage: string;
            /** Mean days in the stage for the partner's type; null for all stages together. */
            readonly usualDays: number | null;
            readonly before: QbrRate;
            readonly after: QbrRate;
            readonly mayBeChance: boolean;
        }[];
    };
    readonly handoff: {
        readonly clock: number;
        readonly answered: number;
        readonly median: number | null;
        readonly slowest: number | null;
        readonly inTime: number;
        readonly waiting: readonly { readonly deal: string; readonly dueOn: string | null; readonly isOverdue: boolean }[];
    };
    readonly exceptions: readonly {
        readonly deal: string;
        readonly state: string;
        readonly gate: number;
        readonly reason: string;
        readonly owed: readonly string[];
        readonly expiresOn: string | null;
    }[];
    readonly openLoops: readonly {
        readonly deal: string;
        readonly debts: readonly string[];
        /** Null where only the learning is owed, which has no day and so is never overdue. */
        readonly dueOn: string | null;
        readonly isOverdue: boolean;
    }[];
    readonly learnings: readonly LearningDocument[];
}
