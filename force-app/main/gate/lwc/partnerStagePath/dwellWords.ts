/** What the panel says about how long the deal has been where it stands. Pure but for the clock. */
import type { DealRecords } from 'c/dealGraph';
import { stayIn, usualStay } from 'c/stageDwell';

export interface DwellWords {
    /** "Usually 18 days here (12 seen); now 41." */
    readonly text: string;
    /** Past the threshold of the dwell rule. */
    readonly long: boolean;
}

/** By the leading partner's type; undefined where nothing usual is known. */
export function dwellWords({ deal, engagements, baselines }: DealRecords): DwellWords | undefined {
    const registered = engagements.filter(({ Status__c }) => Status__c === 'Registered');
    const lead = registered.find(({ Role__c }) => Role__c === 'Lead') ?? registered[0];
    const usual = usualStay(deal, lead, baselines ?? []);
    if (!usual) return undefined;
    const days = stayIn(deal, lead);
    const any = usual.partnerType === 'All' ? ', any partner type' : '';
    return {
        text: `Usually ${Math.round(usual.meanDays)} days here (${usual.sampleSize} seen${any}); now ${days}.`,
        long: days > usual.thresholdDays
    };
}
