import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { standardSchema } from '../model/standard-schema';
import { dataFileIn, DamagedDataError, DataInUseError, lockFolder, readData, writeData } from './data-file';
import type { OrgData } from './data-file';

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'org-data-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const data = (): OrgData => ({
    organizationId: '00D000000000001EAA',
    schema: {
        ...standardSchema(),
        components: new Map([['T:x', { type: 'T', fullName: 'x', fileName: 'x', files: new Map([['x', new Uint8Array([0, 255])]]) }]])
    },
    dump: {
        tables: { Account: [{ Id: '001000000000001AAA', Name: 'Line\nbreak “quoted”', Amount: 0.1, Open: true, Gone: null }] },
        deleted: { Account: [{ Id: '001000000000002AAA' }] },
        counters: { Account: 3 }
    }
});

describe('the data file', () => {
    it('brings back exactly what was written', () => {
        writeData(folder, data());
        expect(readData(folder)).toEqual(data());
    });

    it('is absent in a new folder', () => {
        expect(readData(folder)).toBeUndefined();
    });

    it('is refused by name at whatever byte it was cut, and left as it is', () => {
        writeData(folder, { ...data(), schema: { ...data().schema, objects: new Map() } });
        const file = dataFileIn(folder);
        const whole = readFileSync(file);
        for (let length = 0; length < whole.length - 1; length += 7) {
            writeFileSync(file, whole);
            truncateSync(file, length);
            expect(() => readData(folder)).toThrow(DamagedDataError);
            expect(() => readData(folder)).toThrow(file);
            expect(readFileSync(file)).toHaveLength(length);
        }
    });

    it('is refused when it is something else', () => {
        writeFileSync(dataFileIn(folder), '{"hello":"world"}\n');
        expect(() => readData(folder)).toThrow(/does not begin/);
    });
});

describe('the lock', () => {
    it('keeps a living process out and lets go', () => {
        writeFileSync(path.join(folder, 'org.lock'), '1');
        expect(() => lockFolder(folder)).toThrow(DataInUseError);
    });

    it('is taken over from a dead process', () => {
        writeFileSync(path.join(folder, 'org.lock'), '2147483646');
        const release = lockFolder(folder);
        release();
        lockFolder(folder)();
    });
});
