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
        change: /^Partner_Credit__c blank: 0 plus one$/,
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
        change: /^OR.* without (OR\()?ISPICKVAL\(Partner_Type__c, "(SI)?"\)/,
        because:
            'an SI that owes the answer owes the pre-brief, whose gate is lower, since one that was held is also answered; and a partner of no type owes its registration, whose gate is lower still'
    },
    {
        of: /Waiver_Debt_Expires_On__c/,
        change: /^(MIN without 99999|(MIN|IF) 99999 plus one)$/,
        because: 'any day beyond every exception does'
    },
    {
        of: /Waiver_Debt_Expires_On__c/,
        change: /^OR\(.*\) without ISPICKVAL\(Partner_Type__c, "SI"\)$/,
        because: 'both pre-brief criteria stand at one gate, and an SI that owes the answer owes the pre-brief'
    },
    {
        of: /Handoff_Due_On__c/,
        change: /^AND.* without NOT\(ISBLANK\(Handoff_Sent_Again_On__c\)\)$/,
        because: 'no moment is not later than another'
    },
    {
        of: /Handoff_Due_On__c/,
        change: /^\(Handoff_Sent_Again_On__c >= Handoff_Returned_On__c\) with >$/,
        because: 'the same moment is the same day'
    },
    {
        of: /Sourced_Only_Early/,
        change: /^Joined_Stage_Order__c blank: 0 plus one$/,
        because: 'a partner of no known stage counts as early either way'
    }
];

const NEVER_ON_INSERT = 'nothing is changed by an insert, and its prior values are its own, so the rest of the rule is false there anyway';

export const EQUAL_ENGAGEMENT_RULES: readonly Argument[] = [
    {
        of: /Credit_Change_Needs_New_Reason|Credit_Lock_Needs_Right|Registration_Facts_Stand|Handoff_Return_Needs_Reason|Partner_Stays_With_Its_Evidence/,
        change: /^AND(\(.*\))? without NOT\(ISNEW\(\)\)$/,
        because: NEVER_ON_INSERT
    },
    {
        of: /Credit_Between_0_And_100/,
        change: /^AND without NOT\(ISBLANK\(Credit_Percent__c\)\)$/,
        because: 'no credit is neither below nothing nor above the whole'
    },
    {
        of: /Credit_Lock_Needs_Right/,
        change: /^AND without ISPICKVAL\(Status__c, "Registered"\)$/,
        because: 'it spares who withdraws a partner, and with the permission sets of the product that is RevOps, who may change credit'
    },
    {
        of: /Credits_At_Most_The_Whole_Deal|One_Lead_Partner|One_Sourcing_Partner/,
        change: /^Opportunity__r\.\w+ blank: 0 plus one$/,
        because: 'a sum or count of no rows is 0, not empty; the guard costs nothing where an org holds it otherwise'
    },
    {
        of: /Handoff_Is_Accepted_By_The_Owner/,
        change: /^OR(\(.*\))? without ISBLANK\(Handoff_Accepted_By__c\)$/,
        because: 'nobody is not the running user'
    },
    {
        of: /Registration_Needs_Mapped_Stage/,
        change: /^AND without NOT\(Opportunity__r\.IsClosed\)$/,
        because: 'a closed stage off the map is refused as closed either way; the conjunct spares the second message'
    },
    {
        of: /Registration_Needs_Partner_Manager/,
        change: /without ISBLANK\(Partner_Manager__c\)$/,
        because: 'nobody is not active'
    },
    {
        of: /Partner_Seller_Works_For_The_Partner/,
        change: /^OR.* without ISBLANK\((Counterpart__r\.AccountId|Partner__r\.ParentId)\)$/,
        because: 'no account is nobody’s account, and an account is not none'
    },
    {
        of: /Status_Goes_Forward_Only/,
        change: /^AND\(.*\) without ISNEW\(\)$/,
        because: 'a status that is emptied later has gone nowhere that is allowed'
    },
    {
        of: /Status_Goes_Forward_Only/,
        change: /^AND\(.*"(Signal|Registered)"\), ISPICKVAL\(Status__c, "Withdrawn"\)\) without ISPICKVAL\(PRIORVALUE/,
        because: 'withdrawing is allowed from both states that there are before it'
    }
];

export const EQUAL_EXCEPTION_RULES: readonly Argument[] = [
    { of: /Approved_Exception_Stands/, change: /^AND without NOT\(ISNEW\(\)\)$/, because: NEVER_ON_INSERT },
    {
        of: /Exception_Approver_Is_Not_Its_Author/,
        change: /without ISBLANK\(Approver__c\)$/,
        because: 'nobody is not the running user'
    },
    {
        of: /Exception_Request_Needs_Reason/,
        change: /without ISBLANK\(Reason__c\)$/,
        because: 'an empty text is shorter than ten letters'
    }
];
