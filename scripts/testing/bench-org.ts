import { performance } from 'node:perf_hooks';
import { Connection } from 'jsforce';
import { createLocalOrg } from '../local-org/local-org';

/** One thing measured on a local org. */
export interface OrgMeasurement {
    readonly name: string;
    readonly value: number;
    readonly unit: 'ms' | 'records/s' | 's' | 'MB';
}

export interface OrgBench {
    /** Source folders to deploy, components compiled. */
    readonly sources: readonly string[];
    /** Holds the users admin, revops and integration. */
    readonly seedFile: string;
    /** Deals to load by Bulk 2.0, each with one engagement; at least 2,000. */
    readonly deals: number;
    /** Also keeps the org's data there, and measures how long it takes to come back; nothing is kept by default. */
    readonly dataFolder?: string;
}

const VERSION = '66.0';

const timed = async (work: () => unknown): Promise<number> => {
    const start = performance.now();
    await work();
    return performance.now() - start;
};

/** Median of nine after three to warm up. */
const median = async (work: () => unknown): Promise<number> => {
    const times: number[] = [];
    for (let round = 0; round < 12; round++) times.push(await timed(work));
    return times.slice(3).sort((a, b) => a - b)[4]!;
};

const load = async (connection: Connection, object: string, csv: string): Promise<string[]> => {
    const job = connection.bulk2.createJob({ operation: 'insert', object });
    job.on('error', () => undefined);
    await job.open();
    await job.uploadData(csv);
    await job.close();
    await job.poll(20, 600_000);
    const { successfulResults, failedResults } = await job.getAllResults();
    if (failedResults.length > 0)
        throw new Error(`${object}: ${failedResults.length} rows failed, first: ${JSON.stringify(failedResults[0])}`);
    return successfulResults.map((row) => row.sf__Id);
};

const dealCsv = (count: number, account: string, stage: string, from = 0): string =>
    [
        'Name,StageName,CloseDate,Amount,AccountId',
        ...Array.from({ length: count }, (_, i) => `Deal ${from + i},${stage},2027-06-30,${1000 + i},${account}`)
    ].join('\n');

const engagementCsv = (deals: readonly string[], partner: string): string =>
    [
        'Opportunity__c,Partner__c,Partner_Type__c,Role__c,Status__c,Signal_Source__c',
        ...deals.map((id) => `${id},${partner},SI,Lead,Signal,Overlap`)
    ].join('\n');

const SIZES = [10, 100, 1000, 5000] as const;

/** What one more save of a child costs under a parent that has many: a change that no roll-up sees, and one that moves its minimum. */
const rollUpCosts = async (connection: Connection, deal: () => Promise<string>, partner: string): Promise<OrgMeasurement[]> => {
    const measured: OrgMeasurement[] = [];
    for (const size of SIZES) {
        const engagements = await load(connection, 'Partner_Engagement__c', engagementCsv([await deal()], partner));
        const plan = await connection.sobject('Mutual_Action_Plan__c').create({ Partner_Engagement__c: engagements[0]! });
        const steps = Array.from(
            { length: size },
            (_, i) => `${plan.id},Action number ${i},Host,2027-01-${String((i % 27) + 2).padStart(2, '0')}`
        );
        const csv = ['Mutual_Action_Plan__c,Action__c,Party__c,Due_On__c', ...steps].join('\n');
        const seconds = (await timed(() => load(connection, 'Mutual_Action_Step__c', csv))) / 1000;
        measured.push({ name: `bulk: ${size} children of one parent`, value: size / seconds, unit: 'records/s' });
        const step = await connection.query<{ Id: string }>(
            `SELECT Id FROM Mutual_Action_Step__c WHERE Mutual_Action_Plan__c = '${plan.id}' LIMIT 1`
        );
        let round = 0;
        const save = (fields: object) => connection.sobject('Mutual_Action_Step__c').update({ Id: step.records[0]!.Id, ...fields });
        const plain = await median(() => save({ Action__c: `Another action ${round++}` }));
        const moving = await median(() => save({ Due_On__c: round++ % 2 ? '2027-01-01' : '2027-02-01' }));
        measured.push({ name: `save a child among ${size}, roll-ups unchanged`, value: plain, unit: 'ms' });
        measured.push({ name: `save a child among ${size}, minimum changed`, value: moving, unit: 'ms' });
    }
    return measured;
};

/** 200 deals at a time through the collections API, by a user whom every rule checks. */
const saveRates = async (connection: Connection, deals: readonly string[]): Promise<OrgMeasurement[]> => {
    let round = 0;
    const some = deals.slice(0, 200);
    const save = async (): Promise<void> => {
        const results = await connection.sobject('Opportunity').update(some.map((Id) => ({ Id, NextStep: `note ${round++}` })));
        const failed = results.find(({ success }) => !success);
        if (failed) throw new Error(JSON.stringify(failed));
    };
    return [{ name: 'save 200 deals with all rules', value: some.length / ((await median(save)) / 1000), unit: 'records/s' }];
};

/** Starts an org of its own, measures it over HTTP through jsforce, and stops it. Takes minutes with many deals. */
export const measureOrg = async ({ sources, seedFile, deals, dataFolder }: OrgBench): Promise<OrgMeasurement[]> => {
    const measured: OrgMeasurement[] = [];
    const note = (name: string, value: number, unit: OrgMeasurement['unit']): void => void measured.push({ name, value, unit });
    const kept = dataFolder === undefined ? {} : { dataFolder };
    const org = createLocalOrg({ sources, seedFile, ...kept });
    const memory = (): number => process.memoryUsage().heapUsed / 1_048_576;
    let url = '';
    note('start with all metadata', await timed(async () => ({ url } = await org.start())), 'ms');
    note('heap after the start', memory(), 'MB');
    try {
        const as = (key: string): Connection => new Connection({ instanceUrl: url, accessToken: org.tokens[key]!, version: VERSION });
        const admin = as('admin');
        const integration = as('integration');
        const account = await admin.sobject('Account').create([{ Name: 'Customer' }, { Name: 'Partner' }]);
        const [customer, partner] = account.map(({ id }) => id!);
        const stage = (await admin.describe('Opportunity')).fields.find(({ name }) => name === 'StageName')!.picklistValues![0]!.value;
        const rate = async (name: string, count: number, work: () => Promise<string[]>): Promise<string[]> => {
            let ids: string[] = [];
            const ms = await timed(async () => (ids = await work()));
            note(`${name} (s)`, ms / 1000, 's');
            note(name, count / (ms / 1000), 'records/s');
            return ids;
        };
        const query = (name: string, soql: string): Promise<void> =>
            median(() => integration.query(soql)).then((ms) => note(name, ms, 'ms'));
        const queries = async (rows: string, id: string): Promise<void> => {
            await query(`query by id, ${rows}`, `SELECT Id, Name, Partner_Open_Gate__c FROM Opportunity WHERE Id = '${id}'`);
            await query(
                `query children by parent, ${rows}`,
                `SELECT Id, Open_Gate__c FROM Partner_Engagement__c WHERE Opportunity__c = '${id}'`
            );
            await query(`scan by name, ${rows}`, "SELECT Id FROM Opportunity WHERE Name = 'Deal 7'");
            await query(`count by stage, ${rows}`, 'SELECT StageName, COUNT(Id) FROM Opportunity GROUP BY StageName');
        };
        const first = await rate('bulk: 1,000 deals', 1000, () => load(integration, 'Opportunity', dealCsv(1000, customer!, stage)));
        await rate('bulk: their engagements', 1000, () => load(integration, 'Partner_Engagement__c', engagementCsv(first, partner!)));
        await queries('1k deals', first[500]!);
        measured.push(...(await saveRates(as('revops'), first)));
        const deal = async (): Promise<string> => (await load(admin, 'Opportunity', dealCsv(1, customer!, stage)))[0]!;
        measured.push(...(await rollUpCosts(admin, deal, partner!)));
        const rest = deals - 1000;
        const ids = await rate(`bulk: ${rest} deals`, rest, () => load(integration, 'Opportunity', dealCsv(rest, customer!, stage, 1000)));
        await rate(`bulk: ${rest} engagements`, rest, () => load(integration, 'Partner_Engagement__c', engagementCsv(ids, partner!)));
        await queries(`${deals} deals`, ids[Math.floor(rest / 2)]!);
        global.gc?.();
        note(`heap with ${deals} deals`, memory(), 'MB');
    } finally {
        note('stop', await timed(() => org.stop()), 'ms');
    }
    if (dataFolder !== undefined) {
        const again = createLocalOrg({ sources, seedFile, dataFolder });
        note(`start with the data of ${deals} deals`, await timed(() => again.start()), 'ms');
        await again.stop();
    }
    return measured;
};
