/**
 * What the gate has to say, worked out by hand for the shipped map and by nothing that the compiler or the org uses: ranks and
 * criterion numbers are typed from the page that people sign.
 */

/** One partner on the deal with what a recount of its records found. */
export interface PartnerFacts {
    readonly type: string | null;
    readonly role: string | null;
    readonly status: string;
    readonly attribution: string | null;
    /** In percent. */
    readonly credit: number | null;
    readonly joinedOrder: number | null;
    readonly isRegistrationComplete: boolean;
    readonly isHandoffAccepted: boolean;
    readonly hasScorecard: boolean;
    readonly hasPitch: boolean;
    readonly hasPreBrief: boolean;
    readonly hasPreBriefOrReason: boolean;
    readonly hasSignedPlan: boolean;
    readonly owesMarketplaceId: boolean;
    readonly hasPostMortem: boolean;
    readonly isTold: boolean;
    /** Gates with an approved exception. */
    readonly waivedGates: ReadonlySet<number>;
}

export const RANKS: Readonly<Record<string, number>> = {
    Prospecting: 0,
    Qualification: 10,
    'Needs Analysis': 11,
    'Value Proposition': 20,
    'Id. Decision Makers': 21,
    'Perception Analysis': 22,
    'Proposal/Price Quote': 30,
    'Negotiation/Review': 31,
    'Closed Won': 40,
    'Closed Lost': -1
};
export const rankOf = (stageName: string): number => RANKS[stageName] ?? 999;

const EXIT_RANKS = [0, 11, 22, 31, 40];
const NOTHING_OWED = 999;

/** The number of the lowest gate that this partner has not opened: last rank allowed, criterion as decimals. */
export function openGateOf(facts: PartnerFacts): number {
    const leads = facts.role === 'Lead';
    const joined = facts.joinedOrder ?? 0;
    const gate = (criterion: number, order: number, isOwed: boolean, isProven: boolean): number => {
        if (!isOwed || isProven) return NOTHING_OWED;
        let at = order;
        while (at < EXIT_RANKS.length - 1 && facts.waivedGates.has(at)) at += 1;
        return EXIT_RANKS[at]! + criterion / 100;
    };
    const isKnownType = ['ISV', 'Reseller', 'Marketplace'].includes(facts.type ?? '');
    return Math.min(
        gate(1, 0, true, facts.isRegistrationComplete),
        gate(2, 0, true, facts.isHandoffAccepted),
        gate(3, 1, leads && joined <= 1, facts.hasScorecard),
        gate(4, 2, leads && joined <= 2, facts.hasPitch),
        gate(5, 2, leads && joined <= 2 && facts.type === 'SI', facts.hasPreBrief),
        gate(6, 2, leads && joined <= 2 && isKnownType, facts.hasPreBriefOrReason),
        gate(7, 3, leads && joined <= 3, facts.hasSignedPlan),
        gate(8, 3, joined <= 3, !facts.owesMarketplaceId),
        gate(9, 4, leads && joined <= 4, facts.hasPostMortem && facts.isTold)
    );
}

/** What the deal must count from its partners, and how far it is proven. */
export function dealTotals(stageName: string, partners: readonly PartnerFacts[]) {
    const registered = partners.filter(({ status }) => status === 'Registered');
    const openGate = registered.length > 0 ? Math.min(...registered.map(openGateOf)) : null;
    const rank = rankOf(stageName);
    const claimed = rank === 999 ? 99 : Math.floor(rank / 10);
    const leads = registered.filter(({ role }) => role === 'Lead').length;
    return {
        StageName: stageName,
        Partner_Stage_Rank__c: rank,
        Partner_Stage_Order__c: claimed,
        Registered_Partners__c: registered.length,
        Lead_Partners__c: leads,
        Sourcing_Partners__c: registered.filter(({ attribution }) => attribution === 'Sourced').length,
        Partner_Open_Gate__c: openGate,
        // Supporting partners owe little, so a deal without its Lead has proven nothing.
        Earned_Stage_Order__c: openGate === null ? claimed : Math.min(claimed, leads === 0 ? 0 : Math.floor(openGate / 10))
    };
}

/** Whether the org must take a move, given the deal's totals before it. Holds for users without bypass and while no exception has expired. */
export function mustTakeMove(before: ReturnType<typeof dealTotals>, target: string, mayAdvance: boolean): boolean {
    if (target === before.StageName || before.Registered_Partners__c === 0) return true;
    const rank = rankOf(target);
    if (rank === 999) return false;
    const from = before.Partner_Stage_Rank__c === 999 ? -1 : before.Partner_Stage_Rank__c;
    if (rank <= from) return true;
    return mayAdvance && before.Lead_Partners__c === 1 && rank <= Math.floor(before.Partner_Open_Gate__c!);
}
