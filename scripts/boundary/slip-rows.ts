import { z } from 'zod';
import { orEmpty, readRows } from './row-reader';

/** Leading partners of all deals, open or closed. */
export const PARTNER_OF_DEAL_QUERY =
    "SELECT Opportunity__c, Partner__r.Name FROM Partner_Engagement__c WHERE Status__c = 'Registered' AND Role__c = 'Lead'";

const row = z.object({ Opportunity__c: z.string(), Partner__r: orEmpty(z.object({ Name: z.string() })) });

/** Name of the leading partner by deal id. */
export const readPartnerOfDeals = (rows: readonly unknown[]): ReadonlyMap<string, string> =>
    new Map(
        readRows(row, 'Partner_Engagement__c', rows).flatMap(({ Opportunity__c, Partner__r }) =>
            Partner__r ? [[Opportunity__c, Partner__r.Name]] : []
        )
    );
