import type { SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import { engagementQuery, readDealFacts } from '../boundary/deal-fact-rows';
import type { StoredDeal } from '../domain/drift/stored-gates';
import type { StageMap } from '../domain/stage-map/stage-map';
import { versionsOf } from '../domain/stage-map/versions';
import type { Terminal } from './terminal';

export interface DealReading {
    readonly deals: readonly StoredDeal[];
    /** Fields that criteria of the maps read and that the org does not have: they count as empty. */
    readonly fieldsNotThere: readonly string[];
}

/** Reads deals and their partners with everything that a gate of these maps reads. `dealQuery` says which deals. */
export async function readDealFactsOf(
    org: SalesforceOrg,
    maps: readonly StageMap[],
    dealQuery: string,
    terminal: Terminal
): Promise<DealReading> {
    const wanted = [...new Set(maps.flatMap(versionsOf).flatMap(fieldsOf))];
    const known = wanted.length > 0 ? await org.fieldNames('Partner_Engagement__c') : new Set<string>();
    const there = wanted.filter((name) => known.has(name));
    terminal.progress('Reading deals and their partners …');
    const [deals, engagements] = await Promise.all([org.query(dealQuery), org.query(engagementQuery(there))]);
    return { deals: readDealFacts(deals, engagements, there), fieldsNotThere: wanted.filter((name) => !known.has(name)) };
}

const fieldsOf = (map: StageMap): string[] =>
    map.stages.flatMap(({ criteria }) => criteria.flatMap(({ field }) => (field ? [field.name] : [])));
