import { z } from 'zod';
import type { Day } from '../domain/forecast/calendar-day';
import { orEmpty, readRows, salesforceDate } from './row-reader';

/** Leading partners of all deals, open or closed. */
export const PARTNER_OF_DEAL_QUERY =
    "SELECT Opportunity__c, Partner__r.Name, Registered_On__c FROM Partner_Engagement__c WHERE Status__c = 'Registered' AND Role__c = 'Lead'";

const row = z.object({
    Opportunity__c: z.string(),
    Partner__r: orEmpty(z.object({ Name: z.string() })),
    Registered_On__c: orEmpty(salesforceDate)
});

export interface PartnersOfDeals {
    /** Name of the leading partner by deal id. */
    readonly partnerOf: ReadonlyMap<string, string>;
    /** Undefined while nobody is registered. */
    readonly firstRegistration: Day | undefined;
}

export function readPartnerOfDeals(rows: readonly unknown[]): PartnersOfDeals {
    const read = readRows(row, 'Partner_Engagement__c', rows);
    const first = read.reduce((day, { Registered_On__c }) => Math.min(day, Registered_On__c ?? Infinity), Infinity);
    return {
        partnerOf: new Map(read.flatMap(({ Opportunity__c, Partner__r }) => (Partner__r ? [[Opportunity__c, Partner__r.Name]] : []))),
        firstRegistration: first === Infinity ? undefined : first
    };
}
