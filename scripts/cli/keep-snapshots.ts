import type { RefusedRow, SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import { compareDwellBaselines, DWELL_BASELINES, dwellBaselineQuery } from '../boundary/dwell-baseline-records';
import type { KeptRecord } from '../boundary/kept-records';
import { compareSnapshots, SNAPSHOT_KEY, SNAPSHOT_OBJECT, snapshotQuery, toSnapshotRecord } from '../boundary/snapshot-records';
import type { Day } from '../domain/forecast/calendar-day';
import type { SnapshotRow } from '../domain/forecast/snapshot';

/** What writing a day's snapshot came to. */
export interface SnapshotsKept {
    readonly written: number;
    readonly unchanged: number;
    readonly removed: number;
    readonly refused: readonly RefusedRow[];
}

/** Makes the org hold exactly these rows for the day: writes what differs, removes what is no more, leaves the rest alone. */
export async function keepSnapshots(org: SalesforceOrg, rows: readonly SnapshotRow[], asOf: Day): Promise<SnapshotsKept> {
    const stored = await org.query(snapshotQuery(asOf));
    const { write, unchanged, remove } = compareSnapshots(rows.map(toSnapshotRecord), stored);
    const written = await org.upsert(SNAPSHOT_OBJECT, SNAPSHOT_KEY, write);
    const removed = await org.remove(remove);
    return { written: written.written, unchanged, removed: removed.written, refused: [...written.refused, ...removed.refused] };
}

/** Replaces the usual times in stage that pages show by those of this run. */
export async function keepBaselines(org: SalesforceOrg, records: readonly KeptRecord[]): Promise<SnapshotsKept> {
    const { write, unchanged } = compareDwellBaselines(records, await org.query(dwellBaselineQuery));
    const { written, refused } = await org.upsert(DWELL_BASELINES.object, DWELL_BASELINES.key, write);
    return { written, unchanged, removed: 0, refused };
}
