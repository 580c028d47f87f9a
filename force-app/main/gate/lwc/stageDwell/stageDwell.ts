/** How long a deal has been in its overlay stage, and what is usual there. Pure but for the clock. */
import { daysSince } from 'c/calendarDay';
import type { Fields } from 'c/dealGraph';

/** Dwell of one stage with one partner type ('All' where too few were seen), from the org's own stage history. */
export interface Baseline {
    readonly stageOrder: number;
    readonly partnerType: string;
    readonly meanDays: number;
    readonly thresholdDays: number;
    readonly sampleSize: number;
}

export const toBaseline = (fields: Fields): Baseline => ({
    stageOrder: Number(fields.Stage_Order__c),
    partnerType: String(fields.Partner_Type__c),
    meanDays: Number(fields.Mean_Days__c),
    thresholdDays: Number(fields.Threshold_Days__c),
    sampleSize: Number(fields.Sample_Size__c)
});

/** Days in the overlay stage: from stage history where the nightly run has been since the deal last moved, else since that move. */
export function stayIn(deal: Fields, engagement: Fields | undefined): number {
    const known = engagement?.Stage_Since__c && engagement.Stage_Since_Order__c === deal.Partner_Stage_Order__c;
    const since = known ? engagement.Stage_Since__c : deal.LastStageChangeDate;
    return since ? daysSince(since) : 0;
}

/** What is usual for the stage and the partner's type, else for the stage with any partner. */
export function usualStay(deal: Fields, engagement: Fields | undefined, baselines: readonly Baseline[]): Baseline | undefined {
    const ofStage = baselines.filter(({ stageOrder }) => stageOrder === Number(deal.Partner_Stage_Order__c));
    return (
        ofStage.find(({ partnerType }) => partnerType === engagement?.Partner_Type__c) ??
        ofStage.find(({ partnerType }) => partnerType === 'All')
    );
}
