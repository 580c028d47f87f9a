import type { DwellBaseline } from '../domain/dwell/dwell-baselines';
import { compareDwellBaselines, toDwellRecords } from './dwell-baseline-records';

const CONTEXT = { asOf: 20_778, mapVersion: '1', stageLabelOf: (order: number) => `Stage ${order}` };
const baseline = (given: Partial<DwellBaseline>): DwellBaseline => ({
    stageOrder: 1,
    partnerType: undefined,
    meanDays: 18.24,
    ownMeanDays: 18.24,
    medianDays: 12,
    ended: 40,
    lasting: 3,
    borrows: false,
    ...given
});

describe('toDwellRecords', () => {
    it('keeps days to a tenth, with the length from which a stay is stalled', () => {
        expect(toDwellRecords([baseline({})], CONTEXT, 14)).toEqual([
            {
                Baseline_Key__c: '1|All',
                Stage_Order__c: 1,
                Stage_Label__c: 'Stage 1',
                Partner_Type__c: 'All',
                Mean_Days__c: 18.2,
                Median_Days__c: 12,
                Threshold_Days__c: 32.2,
                Sample_Size__c: 40,
                Leans_On_All_Types__c: false,
                As_Of__c: '2026-11-21',
                Map_Version__c: '1',
                Method__c: expect.stringContaining('Kaplan-Meier')
            }
        ]);
    });

    it('leaves the median empty while most stays last, and says what leans on all types', () => {
        const [record] = toDwellRecords([baseline({ partnerType: 'SI', medianDays: undefined, borrows: true })], CONTEXT, 14);
        expect(record).toMatchObject({ Baseline_Key__c: '1|SI', Median_Days__c: null, Leans_On_All_Types__c: true });
    });
});

describe('compareDwellBaselines', () => {
    it('writes only what differs and removes nothing', () => {
        const wanted = toDwellRecords([baseline({}), baseline({ partnerType: 'SI' })], CONTEXT, 14);
        const stored = [
            { Id: 'a01000000000001AAA', ...wanted[0] },
            { Id: 'a01000000000002AAA', ...wanted[1], Mean_Days__c: 17 },
            { Id: 'a01000000000003AAA', ...wanted[0], Baseline_Key__c: '3|ISV' }
        ];
        expect(compareDwellBaselines(wanted, stored)).toEqual({ write: [wanted[1]], unchanged: 1, remove: [] });
    });
});
