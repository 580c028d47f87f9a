/**
 * What the gate has to say, worked out by hand from the page that people sign and by nothing that the compiler or the org uses: the
 * ranks, criteria and numbers of the shipped map, and of a second map that it is exchanged for, are typed here.
 */

/** One partner on the deal with what its records, looked at one by one, say. */
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
    /** Last day 'YYYY-MM-DD' of the approved exceptions for a gate. */
    readonly waivedUntil: ReadonlyMap<number, string>;
}

interface CriterionModel {
    readonly number: number;
    readonly order: number;
    isOwed(facts: PartnerFacts): boolean;
    isProven(facts: PartnerFacts): boolean;
}

/** A stage map as its page reads. */
export interface MapModel {
    readonly name: 'shipped' | 'exchanged';
    readonly ranks: Readonly<Record<string, number>>;
    /** The last rank of each overlay stage. */
    readonly exitRanks: readonly number[];
    readonly sourcedUntil: number;
    /** Those that block. */
    readonly criteria: readonly CriterionModel[];
}

const leads = ({ role }: PartnerFacts): boolean => role === 'Lead';
const isOfType = ({ type }: PartnerFacts, ...types: readonly string[]): boolean => types.includes(type ?? '');

/** The criteria as both maps word them; whether a late partner still owes the older stages is the map's to say. */
const criteriaOf = (owesOlder: boolean): CriterionModel[] => {
    const by = (order: number, facts: PartnerFacts): boolean => owesOlder || (facts.joinedOrder ?? 0) <= order;
    return [
        { number: 1, order: 0, isOwed: () => true, isProven: (facts) => facts.isRegistrationComplete },
        { number: 2, order: 0, isOwed: () => true, isProven: (facts) => facts.isHandoffAccepted },
        { number: 3, order: 1, isOwed: (facts) => leads(facts) && by(1, facts), isProven: (facts) => facts.hasScorecard },
        { number: 4, order: 2, isOwed: (facts) => leads(facts) && by(2, facts), isProven: (facts) => facts.hasPitch },
        {
            number: 5,
            order: 2,
            isOwed: (facts) => leads(facts) && by(2, facts) && isOfType(facts, 'SI'),
            isProven: (facts) => facts.hasPreBrief
        },
        {
            number: 6,
            order: 2,
            isOwed: (facts) => leads(facts) && by(2, facts) && isOfType(facts, 'ISV', 'Reseller', 'Marketplace'),
            isProven: (facts) => facts.hasPreBriefOrReason
        },
        { number: 7, order: 3, isOwed: (facts) => leads(facts) && by(3, facts), isProven: (facts) => facts.hasSignedPlan },
        { number: 8, order: 3, isOwed: (facts) => by(3, facts), isProven: (facts) => !facts.owesMarketplaceId },
        {
            number: 9,
            order: 4,
            isOwed: (facts) => leads(facts) && by(4, facts),
            isProven: (facts) => facts.hasPostMortem && facts.isTold
        }
    ];
};

export const SHIPPED: MapModel = {
    name: 'shipped',
    ranks: {
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
    },
    exitRanks: [0, 11, 22, 31, 40],
    sourcedUntil: 1,
    criteria: criteriaOf(false)
};

/** Renames a stage, drops one, adds one, only advises the pitch, and has late partners owe everything. */
export const EXCHANGED: MapModel = {
    name: 'exchanged',
    ranks: {
        Prospecting: 0,
        Qualification: 10,
        'Joint Needs Analysis': 11,
        'Value Proposition': 20,
        'Perception Analysis': 21,
        'Proposal/Price Quote': 30,
        'Legal Limbo': 31,
        'Negotiation/Review': 32,
        'Closed Won': 40,
        'Closed Lost': -1
    },
    exitRanks: [0, 11, 21, 32, 40],
    sourcedUntil: 1,
    criteria: criteriaOf(true).filter(({ number }) => number !== 4)
};

export const rankOf = (map: MapModel, stageName: string): number => map.ranks[stageName] ?? 999;
const NOTHING_OWED = 999;

/** The number of the lowest gate that this partner has not opened: last rank allowed, criterion as decimals. */
export function openGateOf(map: MapModel, facts: PartnerFacts): number {
    const gates = map.criteria
        .filter((criterion) => criterion.isOwed(facts) && !criterion.isProven(facts))
        .map(({ number, order }) => {
            let at = order;
            while (at < map.exitRanks.length - 1 && facts.waivedUntil.has(at)) at += 1;
            return map.exitRanks[at]! + number / 100;
        });
    return Math.min(NOTHING_OWED, ...gates);
}

/** Whether an exception that lets something unproven of its own stage pass has ended before this day. */
export function isOverdue(map: MapModel, facts: PartnerFacts, today: string): boolean {
    return map.criteria.some((criterion) => {
        const until = facts.waivedUntil.get(criterion.order);
        // Nothing lies behind the last stage, so its exception opens nothing and ends nothing.
        const isLast = criterion.order === map.exitRanks.length - 1;
        return !isLast && until !== undefined && until < today && criterion.isOwed(facts) && !criterion.isProven(facts);
    });
}

/** What the deal must count from its partners, and how far it is proven. */
export function dealTotals(map: MapModel, stageName: string, partners: readonly PartnerFacts[]) {
    const registered = partners.filter(({ status }) => status === 'Registered');
    const openGate = registered.length > 0 ? Math.min(...registered.map((facts) => openGateOf(map, facts))) : null;
    const rank = rankOf(map, stageName);
    const claimed = rank === 999 ? 99 : Math.floor(rank / 10);
    const leading = registered.filter(leads).length;
    return {
        StageName: stageName,
        Partner_Stage_Rank__c: rank,
        Partner_Stage_Order__c: claimed,
        Registered_Partners__c: registered.length,
        Lead_Partners__c: leading,
        Sourcing_Partners__c: registered.filter(({ attribution }) => attribution === 'Sourced').length,
        Partner_Credit__c: registered.reduce((all, { credit }) => all + (credit ?? 0), 0),
        Partner_Open_Gate__c: openGate,
        // Supporting partners owe little, so a deal without its Lead has proven nothing.
        Earned_Stage_Order__c: openGate === null ? claimed : Math.min(claimed, leading === 0 ? 0 : Math.floor(openGate / 10))
    };
}

export type DealTotals = ReturnType<typeof dealTotals>;

/** Whether the org must take a move of a user without bypass, given the deal before it. */
export function mustTakeMove(map: MapModel, before: DealTotals, isException: boolean, target: string, mayAdvance: boolean): boolean {
    if (target === before.StageName || before.Registered_Partners__c === 0) return true;
    const rank = rankOf(map, target);
    if (rank === 999) return false;
    const from = before.Partner_Stage_Rank__c === 999 ? -1 : before.Partner_Stage_Rank__c;
    if (rank <= from) return true;
    const addsUp = before.Partner_Credit__c <= 100 && before.Sourcing_Partners__c <= 1;
    return mayAdvance && before.Lead_Partners__c === 1 && addsUp && !isException && rank <= Math.floor(before.Partner_Open_Gate__c!);
}
