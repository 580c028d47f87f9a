import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './make-folder';
import { PredictionsFile } from './predictions-file';
import { writeText } from './text-files';

const folder = mkdtempSync(join(tmpdir(), 'make-folder-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('makeFolder', () => {
    it('makes what is missing above it, and nothing when all is there', () => {
        const deep = join(folder, 'a', 'b', 'c');
        makeFolder(deep);
        makeFolder(deep);
        expect(existsSync(deep)).toBe(true);
    });

    it('says what stands in the way', () => {
        writeFileSync(join(folder, 'file'), '');
        expect(() => makeFolder(join(folder, 'file', 'below'))).toThrow(/ENOTDIR|EEXIST/);
    });

    const onLinux = process.platform === 'linux' ? it : it.skip;
    onLinux('ends where the system makes no folders', async () => {
        await expect(writeText('/proc/partner-stages/report.csv', 'text')).rejects.toMatchObject({ code: 'FILE_NOT_WRITABLE' });
        expect(() => new PredictionsFile('/proc/partner-stages/odds.csv', String)).toThrow('cannot be written (ENOENT)');
    });
});
