import type { RefusedRow, SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import { lastStatesQuery, readDealStates, readLastDay, statesQuery, toStateRecords } from '../boundary/deal-state-records';
import { compareDwellBaselines, DWELL_BASELINES, dwellBaselineQuery } from '../boundary/dwell-baseline-records';
import type { KeptRecord } from '../boundary/kept-records';
import {
    compareSnapshots,
    EMPTY_RECORD,
    SNAPSHOT_KEY,
    SNAPSHOT_OBJECT,
    snapshotQuery,
    toSnapshotRecord
} from '../boundary/snapshot-records';
import type { Day } from '../domain/forecast/calendar-day';
import type { DealStates } from '../domain/forecast/change';
import type { Forecast } from '../domain/forecast/make-forecast';

/** What writing a day's snapshot came to. */
export interface SnapshotsKept {
    readonly written: number;
    readonly unchanged: number;
    readonly removed: number;
    readonly refused: readonly RefusedRow[];
}

/**
 * Makes the org hold exactly the lines and deals of this forecast for its day: writes what differs, removes what is no more,
 * leaves the rest alone. After a failure on the way, or refused rows, a second run writes only what is missing.
 */
export async function keepSnapshots(org: SalesforceOrg, { rollup, snapshotRows, states, mapVersion }: Forecast): Promise<SnapshotsKept> {
    const wanted = [...snapshotRows.map(toSnapshotRecord), ...toStateRecords(states(), mapVersion, EMPTY_RECORD)];
    const stored = await org.query(snapshotQuery(rollup.asOf));
    const { write, unchanged, remove } = compareSnapshots(wanted, stored);
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

/** The deals of the last snapshot before a day; undefined when none was kept, or when this login does not see snapshots. */
export async function readLastStates(org: SalesforceOrg, before: Day): Promise<DealStates | undefined> {
    const fields = await org.fieldNames(SNAPSHOT_OBJECT).catch(() => new Set<string>());
    if (!fields.has('Deal_States__c')) return undefined;
    const day = readLastDay(await org.query(lastStatesQuery(before)));
    return day === undefined ? undefined : readDealStates(await org.query(statesQuery(day)));
}
