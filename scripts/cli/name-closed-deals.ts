import type { SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import { dealNameQuery, readDealNames } from '../boundary/deal-name-rows';
import type { DealChange } from '../domain/forecast/change';

/** Names of the deals that left the forecast, by the first 15 characters of the id; deleted and hidden ones have none. */
export async function nameClosedDeals(org: SalesforceOrg, changes: readonly DealChange[]): Promise<ReadonlyMap<string, string>> {
    const ids = [...new Set(changes.filter(({ after }) => after === undefined).map(({ id }) => id))];
    return ids.length === 0 ? new Map() : readDealNames(await org.query(dealNameQuery(ids)));
}
