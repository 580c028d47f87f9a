import type { DwellBaseline } from '../domain/dwell/dwell-baselines';
import { isoOf } from '../domain/forecast/calendar-day';
import { ALL_TYPES, DWELL_METHOD, type SnapshotContext } from '../domain/forecast/snapshot';
import { compareRecords, type KeptObject, type KeptRecord, type RecordChanges } from './kept-records';

/** Usual days that pages show: one row per overlay stage and partner type, replaced by every run. */
export const DWELL_BASELINES: KeptObject = {
    object: 'Partner_Dwell_Baseline__c',
    key: 'Baseline_Key__c',
    fields: [
        'Baseline_Key__c',
        'Stage_Order__c',
        'Stage_Label__c',
        'Partner_Type__c',
        'Mean_Days__c',
        'Median_Days__c',
        'Threshold_Days__c',
        'Sample_Size__c',
        'Leans_On_All_Types__c',
        'As_Of__c',
        'Map_Version__c',
        'Method__c'
    ]
};

/** The rows that are there. */
export const dwellBaselineQuery = `SELECT Id, ${DWELL_BASELINES.fields.join(', ')} FROM ${DWELL_BASELINES.object}`;

/** Baselines as the records that the org stores; days to a tenth. A stay longer than mean + `graceDays` is stalled. */
export function toDwellRecords(
    baselines: readonly DwellBaseline[],
    { asOf, mapVersion, stageLabelOf }: SnapshotContext,
    graceDays: number
): readonly KeptRecord[] {
    return baselines.map(({ stageOrder, partnerType, meanDays, medianDays, ended, borrows }) => ({
        Baseline_Key__c: `${stageOrder}|${partnerType ?? ALL_TYPES}`,
        Stage_Order__c: stageOrder,
        Stage_Label__c: stageLabelOf(stageOrder),
        Partner_Type__c: partnerType ?? ALL_TYPES,
        Mean_Days__c: tenths(meanDays),
        Median_Days__c: medianDays === undefined ? null : tenths(medianDays),
        Threshold_Days__c: tenths(meanDays + graceDays),
        Sample_Size__c: ended,
        Leans_On_All_Types__c: borrows,
        As_Of__c: isoOf(asOf),
        Map_Version__c: mapVersion,
        Method__c: DWELL_METHOD
    }));
}

const tenths = (days: number): number => Math.round(days * 10) / 10;

/**
 * What has to be written. Nothing is removed: a stage and type that a run no longer finds keeps its row and its old day,
 * and only RevOps may delete.
 */
export const compareDwellBaselines = (wanted: readonly KeptRecord[], storedRows: readonly unknown[]): RecordChanges => ({
    ...compareRecords(DWELL_BASELINES, wanted, storedRows),
    remove: []
});
