import { openFolder } from '../adapters/duckdb/csv-folder';
import { readDealNamesInFile } from '../adapters/duckdb/deal-names';
import { makeTemporaryFolder } from '../adapters/files/temporary-folder';
import type { SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import { dealNameQuery, readDealNames } from '../boundary/deal-name-rows';
import type { DealChange } from '../domain/forecast/change';

/** Names of the deals that left the forecast, by the first 15 characters of the id; deleted and hidden ones have none. */
export async function nameClosedDeals(org: SalesforceOrg, changes: readonly DealChange[]): Promise<ReadonlyMap<string, string>> {
    const ids = closedIds(changes);
    return ids.length === 0 ? new Map() : readDealNames(await org.query(dealNameQuery(ids)));
}

/** The same from the files in a folder; where the file has no names, deals go by their id. */
export async function nameClosedDealsInFiles(
    { folder, shown }: { readonly folder: string; readonly shown: string },
    changes: readonly DealChange[]
): Promise<ReadonlyMap<string, string>> {
    const temporary = makeTemporaryFolder('partner-stages-');
    try {
        return await readDealNamesInFile(openFolder(folder, shown).opportunities, closedIds(changes), temporary.path);
    } finally {
        temporary.remove();
    }
}

const closedIds = (changes: readonly DealChange[]): readonly string[] => [
    ...new Set(changes.filter(({ after }) => after === undefined).map(({ id }) => id))
];
