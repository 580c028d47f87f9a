import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Connection } from 'jsforce';
import { createLocalOrg } from './local-org';

describe('the data folder', () => {
    it('brings records, deployed schema and logins back', async () => {
        const dataFolder = mkdtempSync(path.join(tmpdir(), 'org-'));
        try {
            const first = createLocalOrg({ dataFolder });
            const { url: instanceUrl } = await first.start();
            const accessToken = first.tokens['admin']!;
            const { id } = await new Connection({ instanceUrl, accessToken }).sobject('Account').create({ Name: 'Kept' });
            await first.stop();

            const second = createLocalOrg({ dataFolder });
            const again = await second.start();
            await expect(new Connection({ instanceUrl: again.url, accessToken }).sobject('Account').retrieve(id!)).resolves.toMatchObject({
                Name: 'Kept'
            });
            await expect(new Connection({ instanceUrl: again.url, accessToken }).request(`${again.url}/local/info`)).resolves.toMatchObject(
                {
                    current: 'admin'
                }
            );
            await second.stop();
        } finally {
            rmSync(dataFolder, { recursive: true });
        }
    });

    it('stops the start when its file is damaged', async () => {
        const dataFolder = mkdtempSync(path.join(tmpdir(), 'org-'));
        writeFileSync(path.join(dataFolder, 'org.jsonl'), '{"format":"local-org data","version":1}\n{"sch');
        await expect(createLocalOrg({ dataFolder }).start()).rejects.toThrow(/org\.jsonl is damaged: line 2/);
        rmSync(dataFolder, { recursive: true });
    });
});
