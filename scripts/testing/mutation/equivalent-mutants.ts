/** Why certain mutants change nothing that anybody can see. One that a scenario tells apart after all fails the test. */
export interface Argument {
    /** Names of the rules or fields. */
    readonly of: RegExp;
    readonly change: RegExp;
    readonly because: string;
}

const CRITERION = /Partner_Gate_0\d/;
const CREDIT_OR_EXPIRY = /Partner_Gate_(Credit_Adds_Up|Exception_Expired)/;
const ANY_RISE = /Partner_Gate_(0\d|Advance|Lead|Credit|Exception)/;

export const EQUAL_MOVE_RULES: readonly Argument[] = [
    {
        of: ANY_RISE,
        change: /^AND without ISCHANGED\(StageName\)$/,
        because: 'an unchanged StageName has the rank it had, so the deal has not risen; the conjunct is for readers and for speed'
    },
    {
        of: CRITERION,
        change: /^(AND without )?\(Registered_Partners__c > 0\)( with >=)?$/,
        because: 'without a registered partner the open gate is empty, and neither nothing nor 0 has a criterion of 1 or more as decimals'
    },
    {
        of: CREDIT_OR_EXPIRY,
        change: /^(AND without )?\(Registered_Partners__c > 0\)( with >=)?$/,
        because: 'credit, sourcing partners and the expiry are counted over registered partners, so without one they are empty'
    },
    {
        of: /Partner_Gate_Credit_Adds_Up/,
        change: /^\(Registered_Partners__c > 0\): 0 plus one$/,
        because: 'one registered partner alone is neither more than 100 percent (its own rule) nor more than one that sourced'
    },
    {
        of: /Partner_Gate_Credit_Adds_Up/,
        change: /^BLANKVALUE 0 plus one$/,
        because: 'no credit taken for all of it is not more than all of it'
    },
    {
        of: /Partner_Gate_Exception_Expired/,
        change: /^AND without NOT\(ISBLANK\(Waiver_Expires_On__c\)\)$/,
        because: 'no day is before today only where a day is'
    },
    { of: CRITERION, change: /: 100 plus one$/, because: '101 times a criterion below 50 rounds to the same number' },
    { of: CRITERION, change: /^ROUND 0 plus one$/, because: 'the open gate has two decimals, so nothing is left to round' },
    {
        of: CRITERION,
        change: /^\(Partner_Stage_Rank__c > CASE.* with >=$/,
        because: 'two StageNames of one rank are only lost and off the map'
    },
    {
        of: ANY_RISE,
        change: /^CASE without "Prospecting"$/,
        because: 'below the first stage lies only lost, the same as where it falls to'
    },
    { of: ANY_RISE, change: /^CASE without "Closed Lost"$/, because: 'lost and off the map count the same before a move' },
    { of: ANY_RISE, change: /^CASE "Closed Lost": 1 plus one$/, because: 'nothing that a lost deal can move to lies between' },
    {
        of: CRITERION,
        change: /^CASE otherwise: 1 plus one$/,
        because: 'between lies only lost, which is below every gate'
    },
    {
        of: ANY_RISE,
        change: /^CASE "(Prospecting|Needs Analysis|Perception Analysis|Negotiation\/Review|Closed Won)": \d+ plus one$/,
        because: 'the last StageName of an overlay stage: no StageName has the next rank'
    },
    {
        of: /Partner_Gate_0[12]_/,
        change: /^CASE without "Qualification"$/,
        because: 'below it lies the first stage, which no gate forbids'
    },
    {
        of: /Partner_Gate_03/,
        change: /^CASE (without "(Qualification|Needs Analysis|Value Proposition)"|"Qualification": 10 plus one)$/,
        because: 'the scorecard forbids nothing up to the end of its own stage'
    },
    {
        of: /Partner_Gate_0[456]/,
        change: /^CASE (without "(Qualification|Needs Analysis|Value Proposition|Id. Decision Makers|Perception Analysis|Proposal\/Price Quote)"|"(Qualification|Value Proposition|Id. Decision Makers)": \d+ plus one)$/,
        because: 'pitch and pre-brief forbid nothing up to the end of their own stage'
    },
    {
        of: /Partner_Gate_0[78]/,
        change: /CASE/,
        because: 'the last gate forbids the won stage alone, and nothing lies behind it to move back from'
    }
];

export const EQUAL_PROOF_FORMULAS: readonly Argument[] = [
    {
        of: /Open_Gate__c/,
        change: /^(MIN without 999|(MIN|IF) 999 plus one)$/,
        because: 'the least of several that all say 999 when nothing is owed'
    },
    {
        of: /Open_Gate__c/,
        change: /^OR without NOT\(OR\(ISPICKVAL\(Partner_Type__c, "ISV"\)/,
        because: 'a pre-brief that was held is also answered, so an SI that owes the answer owes the pre-brief, whose gate is lower'
    },
    {
        of: /Waiver_Debt_Expires_On__c/,
        change: /^(MIN without 99999|(MIN|IF) 99999 plus one)$/,
        because: 'any day beyond every exception does'
    },
    {
        of: /Waiver_Debt_Expires_On__c/,
        change: /^\(LEN\(Waiver_Debt__c\) > 0\): 0 plus one$/,
        because: 'every key is longer than one letter'
    },
    {
        of: /Sourced_Only_Early/,
        change: /^BLANKVALUE 0 plus one$/,
        because: 'a partner of no known stage counts as early either way'
    },
    {
        of: /Waiver_Debt_Expires_On__c/,
        change: /^OR without NOT\(OR\(ISPICKVAL\(Partner_Type__c, "ISV"\)/,
        because: 'both pre-brief criteria stand at one gate, and an SI that owes the answer owes the pre-brief'
    }
];
