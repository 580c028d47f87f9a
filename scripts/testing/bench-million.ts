import { performance } from 'node:perf_hooks';
import { Connection } from 'jsforce';
import { createLocalOrg } from '../local-org/local-org';
import { newId } from '../local-org/model/ids';
import type { OrgMeasurement } from './bench-org';

const ROWS = 1_000_000;
/** Ids that no row of a fresh org has. */
const FIRST = 10_000;
const TYPES = ['Prospect', 'Customer - Direct', 'Channel Partner / Reseller', 'Other'];

/** How long queries take over a million accounts. The rows are put into the store directly: loading is measured elsewhere. */
export async function measureMillion(): Promise<OrgMeasurement[]> {
    const org = createLocalOrg({});
    const { url, users } = await org.start();
    try {
        const admin = new Connection({ instanceUrl: url, accessToken: users.admin!.accessToken, version: '66.0' });
        const { id } = await admin.sobject('Account').create({ Name: 'Template' });
        const template = org.state.store.get('Account', id!)!;
        for (let row = 0; row < ROWS; row++)
            org.state.store.put('Account', {
                ...template,
                Id: newId('001', FIRST + row),
                Name: `Account ${row}`,
                Type: TYPES[row % TYPES.length]!
            });
        const some = newId('001', FIRST + 654_321);
        const measured: OrgMeasurement[] = [];
        for (const [name, soql] of [
            ['query by id, 1M accounts', `SELECT Id, Name FROM Account WHERE Id = '${some}'`],
            ['scan by name, 1M accounts', "SELECT Id FROM Account WHERE Name = 'Account 77'"],
            ['count by type, 1M accounts', 'SELECT Type, COUNT(Id) FROM Account GROUP BY Type']
        ] as const) {
            await admin.query(soql);
            const start = performance.now();
            await admin.query(soql);
            measured.push({ name, value: performance.now() - start, unit: 'ms' });
        }
        measured.push({ name: 'heap with 1M accounts', value: process.memoryUsage().heapUsed / 1_048_576, unit: 'MB' });
        return measured;
    } finally {
        await org.stop();
    }
}
