import type { Columns, CsvSheet } from './csv-sheet';

export interface PartnerSheets {
    readonly partners: CsvSheet;
    readonly scorecards: CsvSheet | undefined;
    readonly pitches: CsvSheet | undefined;
    readonly plans: CsvSheet | undefined;
    readonly exceptions: CsvSheet | undefined;
}

export const PARTNER_COLUMNS: Columns = {
    Id: 'VARCHAR',
    Opportunity__c: 'VARCHAR',
    'Partner__r.Name': 'VARCHAR',
    Partner__c: 'VARCHAR',
    Partner_Type__c: 'VARCHAR',
    Role__c: 'VARCHAR',
    Status__c: 'VARCHAR',
    Attribution__c: 'VARCHAR',
    Credit_Percent__c: 'DOUBLE',
    CreatedDate: 'TIMESTAMPTZ',
    Registered_On__c: 'DATE',
    Withdrawn_On__c: 'DATE',
    Handoff_Accepted_On__c: 'TIMESTAMPTZ',
    Joined_Stage_Order__c: 'DOUBLE',
    Registration_Complete__c: 'BOOLEAN',
    Influence_Proven__c: 'BOOLEAN',
    Waiver_Debt__c: 'VARCHAR'
};
