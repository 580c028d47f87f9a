import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface Run {
    /** The ready line, or nothing when the process ended before it. */
    readonly ready: { readonly instanceUrl: string; readonly users: Record<string, { readonly accessToken: string }> } | undefined;
    end(signal?: 'SIGINT' | 'SIGTERM'): Promise<{ readonly code: number | null; readonly errors: string }>;
}

const run = async (...args: string[]): Promise<Run> => {
    const child = spawn(process.execPath, ['--require', require.resolve('tsx/cjs'), path.join(__dirname, 'main.ts'), ...args], {
        stdio: ['ignore', 'pipe', 'pipe']
    });
    let output = '';
    let errors = '';
    child.stderr.on('data', (chunk) => (errors += String(chunk)));
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const line = new Promise<string>((resolve) => {
        child.stdout.on('data', (chunk) => {
            output += String(chunk);
            if (output.includes('\n')) resolve(output);
        });
    });
    const first = await Promise.race([line, ended.then(() => undefined)]);
    return {
        ready: first === undefined ? undefined : JSON.parse(first),
        async end(signal) {
            if (signal) child.kill(signal);
            const code = await ended;
            return { code, errors };
        }
    };
};

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'org-main-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

jest.setTimeout(60_000);

describe('the org’s process', () => {
    it('prints one line when ready, keeps its data, and ends with 0 on either signal', async () => {
        const first = await run('--port', '0', '--data', folder);
        const token = first.ready!.users['admin']!.accessToken;
        const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
        const made = await fetch(`${first.ready!.instanceUrl}/services/data/v66.0/sobjects/Account`, {
            method: 'POST',
            headers,
            body: '{"Name":"Kept"}'
        });
        const { id } = (await made.json()) as { id: string };
        await expect(first.end('SIGTERM')).resolves.toEqual({ code: 0, errors: '' });

        const second = await run('--port', '0', '--data', folder);
        expect(second.ready!.users['admin']!.accessToken).toBe(token);
        const read = await fetch(`${second.ready!.instanceUrl}/services/data/v66.0/sobjects/Account/${id}`, { headers });
        await expect(read.json()).resolves.toMatchObject({ Name: 'Kept' });
        await expect(run('--port', '0', '--data', folder).then((third) => third.end())).resolves.toEqual({
            code: 2,
            errors: expect.stringContaining('Another local org')
        });
        await expect(second.end('SIGINT')).resolves.toEqual({ code: 0, errors: '' });
    });

    it('ends with 2 on bad usage and bad input', async () => {
        for (const args of [
            ['--prot', '1'],
            ['--port', 'x'],
            ['--seed', path.join(folder, 'none.json')],
            ['--source', path.join(folder, 'none')]
        ]) {
            const { code, errors } = await (await run('--port', '0', ...args)).end();
            expect([args[0], code]).toEqual([args[0], 2]);
            expect(errors).not.toMatch(/^\s+at /m);
        }
    });

    it('ends with 3 when the port is taken', async () => {
        const other = createServer();
        await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve));
        const { port } = other.address() as AddressInfo;
        const { code, errors } = await (await run('--port', String(port))).end();
        expect([code, errors]).toEqual([3, expect.stringContaining(`Port ${port} of 127.0.0.1 is already in use`)]);
        other.close();
    });

    it('ends with 4 and leaves the file alone when it is half written', async () => {
        const file = path.join(folder, 'org.jsonl');
        writeFileSync(file, '{"format":"local-org data","version":1}\n{"sche');
        const { code, errors } = await (await run('--port', '0', '--data', folder)).end();
        expect([code, errors]).toEqual([4, expect.stringContaining(file)]);
        expect(readFileSync(file, 'utf8')).toBe('{"format":"local-org data","version":1}\n{"sche');
    });

    it('ends with 1 and says where when a source does not deploy', async () => {
        const rules = path.join(folder, 'force-app/objects/Account/validationRules');
        mkdirSync(rules, { recursive: true });
        writeFileSync(
            path.join(rules, 'Broken.validationRule-meta.xml'),
            '<?xml version="1.0" encoding="UTF-8"?>\n<ValidationRule xmlns="http://soap.sforce.com/2006/04/metadata">\n    <fullName>Broken</fullName>\n    <active>true</active>\n    <errorConditionFormula>NOPE(Name)</errorConditionFormula>\n    <errorMessage>x</errorMessage>\n</ValidationRule>\n'
        );
        const { code, errors } = await (await run('--port', '0', '--source', path.join(folder, 'force-app'))).end();
        expect(code).toBe(1);
        expect(errors).toMatch(/Broken.*NOPE/);
    });
});
