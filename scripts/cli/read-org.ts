import { FORECAST_QUERIES, readDeals, readOrgStages, readOrgTotal, readPeriods } from '../boundary/forecast-rows';
import type { OrgReading } from '../domain/forecast/make-forecast';
import type { SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import type { Terminal } from './terminal';

/** Reads the whole pipeline with its history. The org's own total is asked right beside the opportunities, so that few edits fall between. */
export async function readOrg(org: SalesforceOrg, terminal: Terminal): Promise<OrgReading> {
    const ask = (soql: string, what: string) =>
        org.query(soql, (fetched, total) =>
            terminal.progress(`Reading ${what}: ${fetched.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`)
        );
    const [opportunities, total] = await Promise.all([
        ask(FORECAST_QUERIES.opportunities, 'opportunities'),
        ask(FORECAST_QUERIES.total, 'the total')
    ]);
    const [history, partners, periods, stages] = await Promise.all([
        ask(FORECAST_QUERIES.history, 'stage history'),
        ask(FORECAST_QUERIES.partners, 'partners'),
        ask(FORECAST_QUERIES.periods, 'fiscal periods'),
        ask(FORECAST_QUERIES.stages, 'stages')
    ]);
    return {
        deals: readDeals({ opportunities, history, partners }),
        periods: readPeriods(periods),
        orgStages: readOrgStages(stages),
        total: readOrgTotal(total)
    };
}
