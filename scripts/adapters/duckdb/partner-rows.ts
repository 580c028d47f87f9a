import type { Day } from '../../domain/forecast/calendar-day';
import { DIRECT } from '../../domain/forecast/deal';
import { NO_DAY } from '../../domain/forecast/deal-table';
import { expectColumns } from './csv-sheet';
import type { Database } from './database';
import { PartnerCollector, type PartnerReading, type PartnerSource } from './partner-collector';
import { readEvidence } from './partner-evidence';
import { partnerSql, rowReader, type PartnerRow } from './partner-row';

/** Everything about deals without any partner: all direct, nothing known of proof. */
export function noPartners(size: number): PartnerReading {
    return new PartnerCollector(size, [DIRECT]).finish({ rows: 0, ofUnknownDeals: 0, latestDay: NO_DAY });
}

/** Reads who was a partner on which deal when, and what was proven by when. */
export async function readPartnerColumns(db: Database, source: PartnerSource): Promise<PartnerReading> {
    const { sheets, deals } = source;
    expectColumns(sheets.partners, ['Id', 'Opportunity__c']);
    const evidence = await readEvidence(db, sheets);
    const collector = new PartnerCollector(deals.size, [DIRECT]);
    const seen = { rows: 0, ofUnknownDeals: 0, latestDay: NO_DAY as Day };
    let group: PartnerRow[] = [];
    const close = () => {
        if (group.length > 0) collector.add(group, source, evidence);
        group = [];
    };
    await db.stream(partnerSql(sheets, deals.keyPlan), (batch) => {
        const read = rowReader(batch, deals, evidence);
        seen.rows += batch.rows;
        for (let at = 0; at < batch.rows; at += 1) {
            const row = read(at);
            if (row.deal < 0) {
                seen.ofUnknownDeals += 1;
                continue;
            }
            if (group[0] && group[0].deal !== row.deal) close();
            group.push(row);
            seen.latestDay = Math.max(seen.latestDay, row.partner.createdOn, row.partner.registeredOn ?? NO_DAY);
        }
    });
    close();
    return collector.finish(seen);
}
