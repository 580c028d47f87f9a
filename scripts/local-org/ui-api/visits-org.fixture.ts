import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLocalOrg } from '../local-org';
import type { RunningOrg } from '../local-org';

const ns = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

const files: Record<string, string> = {
    'objects/Opportunity/fields/Margin__c.field-meta.xml': `<CustomField ${ns}><fullName>Margin__c</fullName><label>Margin</label><precision>5</precision><scale>2</scale><type>Percent</type></CustomField>`,
    'objects/Opportunity/validationRules/No_Free_Deals.validationRule-meta.xml': `<ValidationRule ${ns}><fullName>No_Free_Deals</fullName><active>true</active><errorConditionFormula>Amount &lt; 0</errorConditionFormula><errorDisplayField>Amount</errorDisplayField><errorMessage>An amount is never below zero.</errorMessage></ValidationRule>`,
    'objects/Opportunity/validationRules/No_Name.validationRule-meta.xml': `<ValidationRule ${ns}><fullName>No_Name</fullName><active>true</active><errorConditionFormula>Name = "nobody"</errorConditionFormula><errorMessage>Find a better name.</errorMessage></ValidationRule>`,
    'objects/Opportunity/listViews/Big.listView-meta.xml': `<ListView ${ns}><fullName>Big</fullName><columns>OPPORTUNITY.NAME</columns><columns>ACCOUNT.NAME</columns><columns>OPPORTUNITY.AMOUNT</columns><columns>Margin__c</columns><filterScope>Everything</filterScope><filters><field>OPPORTUNITY.AMOUNT</field><operation>greaterOrEqual</operation><value>1000</value></filters><label>Big deals</label></ListView>`,
    'objects/Visit__c/Visit__c.object-meta.xml': `<CustomObject ${ns}><label>Visit</label><pluralLabel>Visits</pluralLabel><nameField><label>Visit</label><type>Text</type></nameField><deploymentStatus>Deployed</deploymentStatus><sharingModel>ControlledByParent</sharingModel></CustomObject>`,
    'objects/Visit__c/fields/Deal__c.field-meta.xml': `<CustomField ${ns}><fullName>Deal__c</fullName><label>Deal</label><referenceTo>Opportunity</referenceTo><relationshipLabel>Visits</relationshipLabel><relationshipName>Visits</relationshipName><relationshipOrder>0</relationshipOrder><reparentableMasterDetail>false</reparentableMasterDetail><type>MasterDetail</type><writeRequiresMasterRead>true</writeRequiresMasterRead></CustomField>`,
    'objects/Visit__c/fields/Held_On__c.field-meta.xml': `<CustomField ${ns}><fullName>Held_On__c</fullName><label>Held on</label><inlineHelpText>The day of the visit.</inlineHelpText><type>Date</type></CustomField>`,
    'objects/Visit__c/fields/Host__c.field-meta.xml': `<CustomField ${ns}><fullName>Host__c</fullName><label>Host</label><referenceTo>Contact</referenceTo><relationshipName>Visits_Hosted</relationshipName><type>Lookup</type></CustomField>`,
    'layouts/Opportunity-Deal Layout.layout-meta.xml': `<Layout ${ns}><layoutSections><customLabel>true</customLabel><detailHeading>true</detailHeading><editHeading>true</editHeading><label>Deal</label><layoutColumns><layoutItems><behavior>Required</behavior><field>Name</field></layoutItems><layoutItems><behavior>Edit</behavior><field>Margin__c</field></layoutItems></layoutColumns><layoutColumns><layoutItems><behavior>Required</behavior><field>StageName</field></layoutItems><layoutItems><behavior>Required</behavior><field>CloseDate</field></layoutItems></layoutColumns><style>TwoColumnsTopToBottom</style></layoutSections><relatedLists><fields>NAME</fields><fields>Held_On__c</fields><relatedList>Visit__c.Deal__c</relatedList><sortField>Held_On__c</sortField><sortOrder>Desc</sortOrder></relatedLists></Layout>`,
    'permissionsets/Seller.permissionset-meta.xml': `<PermissionSet ${ns}><label>Seller</label><fieldPermissions><editable>true</editable><field>Visit__c.Held_On__c</field><readable>true</readable></fieldPermissions><objectPermissions><allowCreate>true</allowCreate><allowDelete>true</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Opportunity</object><viewAllRecords>true</viewAllRecords></objectPermissions><objectPermissions><allowCreate>true</allowCreate><allowDelete>true</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Account</object><viewAllRecords>true</viewAllRecords></objectPermissions><objectPermissions><allowCreate>true</allowCreate><allowDelete>true</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Visit__c</object><viewAllRecords>false</viewAllRecords></objectPermissions></PermissionSet>`,
    'permissionsets/Margin_Reader.permissionset-meta.xml': `<PermissionSet ${ns}><label>Margin reader</label><fieldPermissions><editable>true</editable><field>Opportunity.Margin__c</field><readable>true</readable></fieldPermissions></PermissionSet>`
};

const user = (key: string, firstName: string, profile: string, permissionSets: string[]): object => ({
    key,
    username: `${key}@visits.test`,
    firstName,
    lastName: 'Test',
    email: `${key}@visits.test`,
    title: key,
    profile,
    permissionSets
});

const seed = {
    users: [user('admin', 'Ada', 'System Administrator', ['Margin_Reader', 'Seller']), user('ae', 'Avery', 'Standard User', ['Seller'])],
    objects: [
        {
            object: 'Account',
            rows: [
                { ref: 'acme', Name: 'Acme', OwnerId: '@ae' },
                { ref: 'zest', Name: 'Zest', OwnerId: '@admin' }
            ]
        },
        {
            object: 'Opportunity',
            rows: [
                {
                    ref: 'widgets',
                    Name: 'Widgets',
                    AccountId: '@acme',
                    StageName: 'Prospecting',
                    Probability: 10,
                    Amount: 120000,
                    Margin__c: 12.5,
                    CloseDate: '2026-12-18',
                    OwnerId: '@ae'
                },
                {
                    ref: 'gears',
                    Name: "Gear's",
                    AccountId: '@zest',
                    StageName: 'Qualification',
                    Probability: 20,
                    Amount: 900.5,
                    CloseDate: '2027-01-05',
                    OwnerId: '@admin'
                },
                {
                    ref: 'bolts',
                    Name: 'Bolts',
                    StageName: 'Closed Won',
                    Probability: 100,
                    Amount: 5000,
                    CloseDate: '2026-01-09',
                    OwnerId: '@ae'
                }
            ]
        },
        {
            object: 'Visit__c',
            rows: [
                { ref: 'v1', Name: 'First', Deal__c: '@widgets', Held_On__c: '2026-03-01' },
                { ref: 'v2', Name: 'Second', Deal__c: '@widgets', Held_On__c: '2026-05-02' },
                { ref: 'v3', Name: 'Third', Deal__c: '@gears', Held_On__c: '2026-04-01' }
            ]
        }
    ]
};

// Tests read answers of many shapes; what they expect of them is the check.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export interface Answer<Body = any> {
    readonly status: number;
    readonly body: Body;
}

/** A small org with opportunities and visits, spoken to as its pages do. */
export interface VisitsOrg {
    /** A request below /services/data/v66.0 as one of the users 'admin' and 'ae'. */
    ask(user: string, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
    graphql(user: string, query: string, variables?: Record<string, unknown>): Promise<Answer['body']>;
    /** The id of the record with this name. */
    idOf(object: string, name: string): string;
    readonly org: RunningOrg;
    close(): Promise<void>;
}

/** Deploys, seeds and starts the org on a free port. */
export const startVisitsOrg = async (): Promise<VisitsOrg> => {
    const folder = mkdtempSync(path.join(tmpdir(), 'visits-'));
    const source = path.join(folder, 'force-app');
    for (const [name, content] of Object.entries(files)) {
        const file = path.join(source, 'main', 'default', name);
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, `<?xml version="1.0" encoding="UTF-8"?>\n${content}\n`);
    }
    const seedFile = path.join(folder, 'seed.json');
    writeFileSync(seedFile, JSON.stringify(seed));
    const org = createLocalOrg({ sources: [source], seedFile, now: () => new Date('2026-11-20T12:00:00.000Z') });
    const { url } = await org.start();

    const ask: VisitsOrg['ask'] = async (as, method, target, body, headers = {}) => {
        const response = await fetch(`${url}/services/data/v66.0${target}`, {
            method,
            headers: { Authorization: `Bearer ${org.tokens[as]}`, 'Content-Type': 'application/json', ...headers },
            body: body === undefined ? undefined : JSON.stringify(body)
        });
        const text = await response.text();
        return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    };
    return {
        ask,
        org,
        graphql: async (as, query, variables) => {
            const { status, body } = await ask(as, 'POST', '/graphql', { query, variables });
            if (status !== 200) throw new Error(`GraphQL answered ${status}`);
            return body;
        },
        idOf(object, name) {
            const row = [...org.state.store.rows(object)].find((each) => each['Name'] === name);
            if (!row) throw new Error(`There is no ${object} named ${name}`);
            return row.Id;
        },
        async close() {
            await org.stop();
            rmSync(folder, { recursive: true });
        }
    };
};
