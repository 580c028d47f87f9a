import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, quoted, type Database } from './database';
import { DealFinder, digestSql, keysOf, planKeys } from './deal-finder';
import { DealIds } from './deal-ids';

const folder = mkdtempSync(join(tmpdir(), 'deal-finder-'));
let db: Database;
beforeAll(async () => {
    db = await openDatabase(folder);
});
afterAll(() => {
    db.close();
    rmSync(folder, { recursive: true, force: true });
});

const rowsOf = (ids: readonly (string | null)[]): string =>
    `(VALUES ${ids.map((id, place) => `(${place}, ${id === null ? 'NULL' : quoted(id)})`).join(', ')}) AS listed(place, id)`;

/** Ids of deals as a reading collects them, in order; undefined when one does not fit. */
async function collect(ids: readonly string[], isDigest = false): Promise<DealIds | undefined> {
    const collected = new DealIds(1);
    if (ids.length === 0) return collected;
    let fits = true;
    await db.stream(`SELECT ${isDigest ? digestSql('id') : 'left(id, 12), substr(id, 13)'} FROM ${rowsOf(ids)} ORDER BY place`, (batch) => {
        const [head, tail] = [batch.shortTexts(0), batch.shortTexts(1)];
        for (let row = 0; row < batch.rows; row += 1) fits = collected.add(head, tail, row) && fits;
    });
    collected.sort();
    return fits ? collected : undefined;
}

/** The form of the keys, and what each of `wanted` finds: its place among the sorted ids. */
async function find(ids: readonly string[], wanted: readonly (string | null)[], isDigest = false) {
    const collected = (await collect(ids, isDigest))!;
    const plan = planKeys(collected, isDigest);
    const finder = new DealFinder(collected, plan);
    const found: number[] = [];
    await db.stream(`SELECT ${plan.sql('id')} FROM ${rowsOf(wanted)} ORDER BY place`, (batch) => {
        const keys = keysOf(batch, 0, plan);
        for (let row = 0; row < batch.rows; row += 1) found.push(finder.find(keys, row));
    });
    return [plan.form, found] as const;
}

const [A, B, C] = ['0065g00000000A1AAA', '0065g00000000A2AAA', '0065g00000000a1AAA'];

describe('ids', () => {
    it('come in the order of their bytes, once, and as text', async () => {
        const ids = (await collect(['b', 'Ä', '10', '9', 'B', 'b1', 'a'.repeat(24)]))!;
        expect(ids.toTexts()).toEqual(['10', '9', 'B', 'a'.repeat(24), 'b', 'b1', 'Ä']);
        expect(ids.firstTwice()).toBe(-1);
        expect(ids.text(6)).toBe('Ä');
        expect((await collect(['b', 'a', 'b']))!.firstTwice()).toBe(1);
    });

    it('do not fit when they are longer than 24 bytes, in all or in their first twelve characters', async () => {
        expect(await collect(['a'.repeat(25)])).toBeUndefined();
        expect(await collect(['ää34567890'])).toBeDefined();
        expect(await collect(['ä23456789012'])).toBeUndefined();
    });
});

describe('deals are found', () => {
    it('by 15 characters where all ids are records of one object, and never by those of another', async () => {
        const others = [
            '00Q5g00000000A1AAA',
            '0065g00000000A1',
            '0065g00000000A',
            '0065g00000000A1AA',
            `${A}A`,
            '',
            null,
            '0075g00000000A1'
        ];
        expect(await find([B, A, C], [C, A, B, B, A, ...others])).toEqual(['record', [2, 0, 1, 1, 0, -1, 0, -1, -1, -1, -1, -1, -1]]);
        expect(await find([A.slice(0, 15), B], [A, B.slice(0, 15)])).toEqual(['record', [0, 1]]);
    });

    it('by the whole id where 15 characters do not tell them apart, or where their objects differ', async () => {
        const numbered = ['ACME-OPP-000000001', 'ACME-OPP-000000002'];
        expect(await find(numbered, [numbered[1]!, 'ACME-OPP-000000003', numbered[0]!])).toEqual(['halves', [1, -1, 0]]);
        expect(await find([A, '00Q5g00000000A1AAA'], [A, A.slice(0, 15), '00Q5g00000000A1AAA'])).toEqual(['halves', [0, -1, 1]]);
    });

    it('by short ids of any form, which are not taken for the beginnings of others', async () => {
        const wanted = ['42', '4', '420', 'OPP-17', 'OPP-1', 'opp-17', 'x'.repeat(13), '', null, 'Ärger'];
        expect(await find(['42', '4', 'OPP-17', 'Ärger'], wanted)).toEqual(['plain', [1, 0, -1, 2, -1, -1, -1, -1, -1, 3]]);
    });

    it('by digests of long ids', async () => {
        const long = ['https://example.com/opportunity/1', 'https://example.com/opportunity/2'];
        const [form, found] = await find(long, [long[1]!, `${long[0]}1`, long[0]!, null], true);
        expect([form, found[1], found[3]]).toEqual(['digest', -1, -1]);
        expect([found[0], found[2]].sort()).toEqual([0, 1]);
    });

    it('among many, in any order, and nothing is found among none', async () => {
        const ids = Array.from({ length: 3_000 }, (_, at) => `D${(at * 7_919) % 3_000}`);
        const sorted = [...ids].sort();
        const [, found] = await find(ids, [...ids, 'D3000']);
        expect(found).toEqual([...ids.map((id) => sorted.indexOf(id)), -1]);
        expect(await find([], ['1', null])).toEqual(['plain', [-1, -1]]);
    });
});
