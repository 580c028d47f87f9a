/** What is read of one object, and the sheet that it becomes. */
export interface SourceQuery {
    readonly object: string;
    readonly fields: readonly string[];
    /** Read only where the org has it. */
    readonly where?: string;
    /** Name of the sheet; the object unless said. */
    readonly sheet?: string;
}

const CONFIRMED = ['Partner_Engagement__c', 'Complete__c', 'Host_Confirmed_On__c', 'Partner_Confirmed_On__c', 'CreatedDate'] as const;

/** Opportunities and their history: the objects that may be large. `CurrencyIsoCode` is added in orgs with several currencies. */
export const DEAL_SOURCES: readonly SourceQuery[] = [
    {
        object: 'Opportunity',
        fields: ['Id', 'Name', 'StageName', 'Amount', 'CloseDate', 'CreatedDate', 'IsClosed', 'IsWon', 'Earned_Stage_Order__c']
    },
    { object: 'OpportunityHistory', fields: ['Id', 'OpportunityId', 'StageName', 'Amount', 'CloseDate', 'CreatedDate'] }
];

/** Partners and what they have proven. */
export const PARTNER_SOURCES: readonly SourceQuery[] = [
    {
        object: 'Partner_Engagement__c',
        fields: [
            'Id',
            'Opportunity__c',
            'Partner__r.Name',
            'Partner_Type__c',
            'Role__c',
            'Status__c',
            'Attribution__c',
            'Credit_Percent__c',
            'CreatedDate',
            'Registered_On__c',
            'Withdrawn_On__c',
            'Handoff_Accepted_On__c',
            'Joined_Stage_Order__c',
            'Registration_Complete__c',
            'Influence_Proven__c',
            'Waiver_Debt__c'
        ]
    },
    { object: 'Joint_Scorecard__c', fields: CONFIRMED },
    { object: 'Joint_Pitch__c', fields: [...CONFIRMED, 'Pre_Brief_Held__c', 'Pre_Brief_Answered__c'] },
    { object: 'Mutual_Action_Plan__c', fields: CONFIRMED },
    {
        object: 'Gate_Waiver__c',
        fields: ['Partner_Engagement__c', 'Gate__c', 'Approved_On__c', 'Expires_On__c'],
        where: 'Approved_On__c != null'
    }
];

/** Small lists that Bulk queries do not serve. */
export const LIST_SOURCES: readonly SourceQuery[] = [
    { object: 'Period', fields: ['StartDate', 'EndDate', 'Type', 'FullyQualifiedLabel'], where: "Type IN ('Month', 'Quarter')" },
    { object: 'OpportunityStage', fields: ['MasterLabel', 'ApiName', 'IsClosed', 'IsWon', 'DefaultProbability'] }
];

/** Rates of an org with several currencies; the second only where dated rates are in use. */
export const CURRENCY_SOURCES: readonly SourceQuery[] = [
    { object: 'CurrencyType', fields: ['IsoCode', 'ConversionRate', 'IsCorporate'] },
    { object: 'DatedConversionRate', fields: ['IsoCode', 'ConversionRate', 'StartDate', 'NextStartDate'] }
];

/** The org's own total of what is open, asked apart from the rows so that it can contradict them. */
export const TOTAL_SOURCE: SourceQuery = {
    object: 'Opportunity',
    fields: ['COUNT(Id) deals', 'SUM(Amount) amount'],
    where: 'IsClosed = false',
    sheet: 'OpportunityTotal'
};

/** The query in SOQL. No ORDER BY and no LIMIT: they switch off chunking, and a Bulk query of many rows would fail. */
export const soqlOf = ({ object, fields, where }: SourceQuery): string =>
    `SELECT ${fields.join(', ')} FROM ${object}${where ? ` WHERE ${where}` : ''}`;
