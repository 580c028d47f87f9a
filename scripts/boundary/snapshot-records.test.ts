import { aDeal, aPartner, TODAY } from '../testing/deals';
import { learntAs } from '../testing/learnt';
import { aReading } from '../testing/source-reading';
import { rollUp } from '../domain/forecast/roll-up';
import { toSnapshotRows } from '../domain/forecast/snapshot';
import { compareSnapshots, toSnapshotRecord, type SnapshotRecord } from './snapshot-records';

const records = () => {
    const deals = [
        aDeal([[TODAY - 30, 'Meet']], { id: 'one', partners: [aPartner(TODAY - 20)] }),
        aDeal([[TODAY - 9, 'Offer']], { id: 'two' })
    ];
    const { lines } = rollUp(
        aReading(deals),
        TODAY,
        TODAY,
        learntAs(() => 0.2, { fundableMonths: 3 })
    );
    return toSnapshotRows(lines, [], { asOf: TODAY, mapVersion: '2026.1', stageLabelOf: (order) => `Stage ${order}` }).map(
        toSnapshotRecord
    );
};

/** As the org gives records back. */
const stored = () => records().map((record, index) => ({ ...record, Id: `row-${index}` }) as SnapshotRecord);

describe('compareSnapshots', () => {
    it('writes all the first time and nothing the second', () => {
        expect(compareSnapshots(records(), [])).toMatchObject({ write: records(), unchanged: 0, remove: [] });
        expect(compareSnapshots(records(), stored())).toEqual({ write: [], unchanged: records().length, remove: [] });
    });

    it('writes what differs and removes what an earlier run of the day left', () => {
        const [first, ...rest] = stored();
        const before = [{ ...first, Open_Amount__c: 1 }, ...rest, { ...first, Id: 'old', Snapshot_Key__c: 'gone' }];
        const { write, unchanged, remove } = compareSnapshots(records(), before);
        expect(write.map(({ Snapshot_Key__c }) => Snapshot_Key__c)).toEqual([first?.Snapshot_Key__c]);
        expect(unchanged).toBe(rest.length);
        expect(remove).toEqual(['old']);
    });

    it('gives every line a key of its own that the field can hold', () => {
        const keys = records().map(({ Snapshot_Key__c }) => String(Snapshot_Key__c));
        expect(new Set(keys).size).toBe(keys.length);
        expect(Math.max(...keys.map(({ length }) => length))).toBeLessThanOrEqual(200);
    });
});
