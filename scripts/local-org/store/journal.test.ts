import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { OrgState, Row } from '../model/org';
import { standardSchema } from '../model/standard-schema';
import { DamagedDataError } from './data-file';
import { journalFileIn, readJournal, startJournal } from './journal';
import { keepData } from './keep-data';
import { Store } from './store';

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'org-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const row = (Id: string, Name = Id): Row => ({ Id, Name });
const stateWith = (store = new Store()): OrgState => ({
    schema: standardSchema(),
    store,
    reader: { read: () => null },
    organizationId: '00D000000000001EAA',
    now: () => new Date()
});
const warn = (text: string): never => {
    throw new Error(text);
};
/** What an org that starts after a kill would find: the folder as it is, without the lock of the one that died. */
const afterKill = (): ReturnType<typeof keepData>['found'] => {
    rmSync(path.join(folder, 'org.lock'), { force: true });
    const keeper = keepData(folder, stateWith(), warn);
    keeper.abandon();
    return keeper.found;
};

describe('the journal', () => {
    it('keeps every transaction that was kept, and nothing of those that were not', () => {
        const state = stateWith();
        const { store } = state;
        store.put('X', row('0'));
        keepData(folder, state, warn).begin();
        store.savepoint(() => {
            for (const id of ['1', '2', '3']) store.put('X', row(id));
            store.next('ids');
            store.savepoint(
                () => store.put('X', row('inner')),
                () => false
            );
        });
        store.savepoint(
            () => store.put('X', row('outer')),
            () => false
        );
        store.remove('X', '2');
        store.remove('X', '3');
        store.restore('X', '3');
        store.put('X', row('1', 'changed'));
        store.remove('X', '0');
        store.purge('X', '0');
        const copy = new Store();
        copy.load(afterKill()!.dump);
        expect(copy.dump()).toEqual({ ...store.dump(), tables: { X: expect.arrayContaining([...store.rows('X')]) } });
        expect([copy.count('X'), copy.getDeleted('X', '2'), copy.next('ids')]).toEqual([2, row('2'), 2]);
    });

    it('keeps a deploy with the rows it changed, also when it changed none', () => {
        const state = stateWith();
        keepData(folder, state, warn).begin();
        const object = { ...state.schema.objects.get('account')!, label: 'Firm' };
        state.store.savepoint(() => {
            state.schema = { ...state.schema, objects: new Map([...state.schema.objects, ['account', object]]) };
        });
        expect(afterKill()!.schema.objects.get('account')!.label).toBe('Firm');
    });

    it('undoes a transaction that cannot be written', () => {
        const { store } = stateWith();
        store.onCommit(() => {
            throw new Error('disk full');
        });
        expect(() => store.savepoint(() => store.put('X', row('1')))).toThrow('disk full');
        expect(store.count('X')).toBe(0);
    });

    it('is folded into the data file when it has grown, when all data is replaced, and at the end', async () => {
        const state = stateWith();
        const keeper = keepData(folder, state, warn, 100);
        keeper.begin();
        for (const id of ['1', '2', '3']) state.store.put('X', row(id));
        await new Promise((resolve) => setImmediate(resolve));
        expect([...readJournal(folder, 2)]).toEqual([]);
        keeper.replace(() => state.store.load({ tables: { X: [row('new')] }, deleted: {}, counters: {} }));
        expect(afterKill()!.dump.tables).toEqual({ X: [row('new')] });
        state.store.put('X', row('last'));
        keeper.close();
        expect(afterKill()!.dump.tables).toEqual({ X: [row('new'), row('last')] });
    });

    it('loses only the last transaction at whatever byte it was torn', () => {
        const journal = startJournal(folder, 7);
        for (const id of ['1', '2', '3'])
            journal.append({ rows: [{ object: 'X', id, live: row(id, 'ü\n'), deleted: undefined }], counters: {} });
        journal.close();
        const file = journalFileIn(folder);
        const whole = readFileSync(file);
        const ends = [...whole.entries()].filter(([, byte]) => byte === 10).map(([at]) => at + 1);
        for (let length = 0; length <= whole.length; length++) {
            writeFileSync(file, whole);
            truncateSync(file, length);
            const complete = ends.filter((end) => end <= length).length;
            expect([...readJournal(folder, 7)]).toHaveLength(Math.max(0, complete - 1));
        }
    });

    it('is not used with another data file than its own', () => {
        const journal = startJournal(folder, 7);
        journal.append({ rows: [], counters: { ids: 3 } });
        journal.close();
        expect([[...readJournal(folder, 7)].length, [...readJournal(folder, 8)].length]).toEqual([1, 0]);
    });

    it('is refused, and left as it is, when it was changed before its end', () => {
        const state = stateWith();
        keepData(folder, state, warn).begin();
        state.store.put('X', row('1'));
        const file = journalFileIn(folder);
        appendFileSync(file, '0123456789abcdef {"rows":[],"counters":{}}\n');
        state.store.onCommit(undefined);
        const last = readFileSync(file, 'utf8').split('\n')[1]!;
        appendFileSync(file, `${last}\n`);
        const text = readFileSync(file, 'utf8');
        expect(afterKill).toThrow(DamagedDataError);
        expect(afterKill).toThrow(/line 3 does not have the checksum/);
        expect(readFileSync(file, 'utf8')).toBe(text);
    });
});
