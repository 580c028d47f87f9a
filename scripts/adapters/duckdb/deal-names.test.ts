import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSheet } from './csv-sheet';
import { readDealNamesInFile } from './deal-names';

const folder = mkdtempSync(join(tmpdir(), 'deal-names-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sheetOf = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return openSheet(name, [join(folder, name)]);
};

it('names the deals that are asked for, by 15 characters of ids of either length', async () => {
    const sheet = sheetOf(
        'Opportunity.csv',
        `Id,Name\n006A00000000001AAA,"Acme, Inc. ""North"""\n006A00000000002AAA,Other\n006A00000000003AAA,\n`
    );
    const names = await readDealNamesInFile(sheet, ['006A00000000001', '006A00000000003AAA', "006A0000000000'AAA"], folder);
    expect([...names]).toEqual([['006A00000000001', 'Acme, Inc. "North"']]);
});

it('names nobody where the file has no names', async () => {
    const sheet = sheetOf('Nameless.csv', 'Id,Amount\n006A00000000001AAA,5\n');
    expect(await readDealNamesInFile(sheet, ['006A00000000001AAA'], folder)).toEqual(new Map());
});
