import type { SeedUser } from './seed-file';

/** Who and what the sample deals are made of: config/sample-data/cast.json. */
export interface Cast {
    readonly users: readonly SeedUser[];
    readonly partners: readonly Partner[];
    readonly customers: readonly string[];
    readonly offerings: readonly string[];
    readonly firstNames: readonly string[];
    readonly lastNames: readonly string[];
    readonly titles: { readonly buyer: readonly string[]; readonly partner: readonly string[] };
    /** Which problem a buyer has, by what is offered. Short: circumstances are added. */
    readonly needs: Readonly<Record<string, readonly string[]>>;
    readonly evidence: Readonly<
        Record<
            | 'metrics'
            | 'decisionCriteria'
            | 'decisionProcess'
            | 'identifyPain'
            | 'buyingCommittee'
            | 'partnerUseCase'
            | 'buyerNextStep'
            | 'preBrief'
            | 'procurementSteps'
            | 'worked'
            | 'changeNextTime',
            readonly string[]
        >
    >;
    /** What deals teach, with the overlay stage at which it went wrong. Each fits any customer. */
    readonly learnings: readonly { readonly stage: number; readonly slipped: string; readonly learning: string }[];
}

export interface Partner {
    readonly ref: string;
    readonly name: string;
    readonly type: 'SI' | 'ISV' | 'Reseller' | 'Marketplace';
    /** Key of the user who manages the partner. */
    readonly manager: string;
}
