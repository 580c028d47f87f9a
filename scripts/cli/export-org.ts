import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import {
    CURRENCY_SOURCES,
    DEAL_SOURCES,
    LIST_SOURCES,
    PARTNER_SOURCES,
    soqlOf,
    TOTAL_SOURCE,
    type SourceQuery
} from '../boundary/source-queries';
import type { Around } from './command';
import { connect } from './connect';
import type { SourceChoice } from './read-source';

/** Fewer rows come quicker by REST, 2,000 a call, than by a Bulk job, which an org takes some seconds to begin. */
const BULK_FROM = 20_000;

/** Writes what a forecast reads of an org into a folder, in the form of Bulk CSV files; `currency` is that of an org with only one. `bulkFrom` for tests. */
export async function exportOrg(
    { targetOrg, localUser }: Pick<SourceChoice, 'targetOrg' | 'localUser'>,
    folder: string,
    around: Around,
    bulkFrom = BULK_FROM
): Promise<{ readonly origin: string; readonly folder: string; readonly currency: string | undefined }> {
    const org = await connect({ targetOrg, env: around.env, cwd: around.cwd, localUser });
    const isThere = async (object: string) => org.fieldNames(object).then(Boolean, () => false);
    const hasCurrencies = (await org.fieldNames('Opportunity')).has('CurrencyIsoCode');
    const write = (query: SourceQuery, from = bulkFrom) => exportSheet(org, query, { folder, bulkFrom: from, around });
    const deals = DEAL_SOURCES.map((query) => (hasCurrencies ? { ...query, fields: [...query.fields, 'CurrencyIsoCode'] } : query));
    // The org's own total is asked right beside the opportunities, so that few edits fall between.
    await write(TOTAL_SOURCE, Infinity);
    for (const query of [...deals, ...PARTNER_SOURCES]) await write(query);
    for (const query of LIST_SOURCES) await write(query, Infinity);
    if (hasCurrencies) for (const query of CURRENCY_SOURCES) if (await isThere(query.object)) await write(query, Infinity);
    // Without leave to use SOAP a login does not hear it: amounts then stand without a currency, and are right all the same.
    const currency = hasCurrencies ? undefined : await org.currency().catch(() => undefined);
    return { origin: org.instanceUrl, folder, currency };
}

interface Target {
    readonly folder: string;
    readonly bulkFrom: number;
    readonly around: Around;
}

async function exportSheet(org: SalesforceOrg, query: SourceQuery, { folder, bulkFrom, around }: Target): Promise<void> {
    const pages = join(folder, query.sheet ?? query.object);
    mkdirSync(pages);
    const began = around.now().getTime();
    await org.exportRows(soqlOf(query), {
        folder: pages,
        fields: query.fields,
        bulkFrom,
        onRows: (rows, total) => {
            const seconds = (around.now().getTime() - began) / 1000;
            const rate = seconds > 0.5 ? `, ${Math.round(rows / seconds).toLocaleString('en-US')} rows a second` : '';
            around.terminal.progress(`Reading ${query.object}: ${rows.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}${rate}`);
        }
    });
}
