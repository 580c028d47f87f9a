import { Connection } from 'jsforce';
import { createLocalOrg } from '../../local-org/local-org';
import type { RunningOrg } from '../../local-org/local-org';

/* A bulk query whose answer has several pages, as programs that fetch them side by side read it. Takes more rows than npm test has time for. */

const ROWS = 120_000;
const FILES = 3;
const rest = '/services/data/v66.0';
let org: RunningOrg;
let connection: Connection;

beforeAll(async () => {
    org = createLocalOrg();
    const { instanceUrl, users } = await org.start();
    connection = new Connection({ instanceUrl, accessToken: users['admin']!.accessToken, version: '66.0' });
    for (let file = 0; file < FILES; file += 1) {
        const job = connection.bulk2.createJob({ operation: 'insert', object: 'Account' });
        await job.open();
        const rows = Array.from({ length: ROWS / FILES }, (_, i) => `Page ${file}-${i}`);
        await job.uploadData(`Name\n${rows.join('\n')}\n`);
        await job.close();
        await job.poll(100, 100_000);
        expect(job.getInfo()).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: ROWS / FILES, numberRecordsFailed: 0 });
    }
});
afterAll(() => org.stop());

const read = async (url: string): Promise<{ lines: string[]; encoding: string | null }> => {
    const headers = { Authorization: `Bearer ${connection.accessToken}`, 'Accept-Encoding': 'gzip' };
    const answer = await fetch(connection.instanceUrl + url, { headers });
    expect(answer.status).toBe(200);
    return { lines: (await answer.text()).trim().split('\n').slice(1), encoding: answer.headers.get('content-encoding') };
};

it('resultPages lead to every row once, whatever the order they are fetched in', async () => {
    const query = "SELECT Id FROM Account WHERE Name LIKE 'Page %'";
    const { id } = await connection.requestPost<{ id: string }>(`${rest}/jobs/query`, { operation: 'query', query });
    const { resultPages, done } = await connection.request<{ resultPages: { resultUrl: string }[]; done: boolean }>(
        `${rest}/jobs/query/${id}/resultPages`
    );
    expect(done).toBe(true);
    expect(resultPages).toHaveLength(3);
    const pages = await Promise.all([...resultPages].reverse().map(({ resultUrl }) => read(resultUrl)));
    expect(pages.map(({ encoding }) => encoding)).toEqual(['gzip', 'gzip', 'gzip']);
    expect(new Set(pages.flatMap(({ lines }) => lines)).size).toBe(ROWS);
});

it('jsforce reads them all through one stream', async () => {
    const stream = await connection.bulk2.query("SELECT Id FROM Account WHERE Name LIKE 'Page %'");
    let count = 0;
    for await (const _ of stream as AsyncIterable<unknown>) count += 1;
    expect(count).toBe(ROWS);
});
