import type { PastEvidence } from '../../domain/simulate/past-evidence';
import type { Day } from '../../domain/forecast/calendar-day';
import { NO_DAY } from '../../domain/forecast/deal-table';
import { hasColumn, tableOf, type Columns, type CsvSheet } from './csv-sheet';
import type { Database } from './database';
import { PARTNER_COLUMNS, type PartnerSheets } from './partner-sheets';
import { dayOfSql } from './row-values';

const ARTIFACT_COLUMNS: Columns = {
    Partner_Engagement__c: 'VARCHAR',
    Complete__c: 'BOOLEAN',
    Host_Confirmed_On__c: 'TIMESTAMPTZ',
    Partner_Confirmed_On__c: 'TIMESTAMPTZ',
    CreatedDate: 'TIMESTAMPTZ',
    Pre_Brief_Held__c: 'BOOLEAN',
    Pre_Brief_Answered__c: 'BOOLEAN'
};

export interface Evidence {
    readonly exceptionsOf: (partnerId: string) => PastEvidence['exceptions'];
    /** First day on which anybody recorded evidence; undefined when nothing tells. */
    readonly since: Day | undefined;
    /** Artifacts of kinds that the source does not have are taken as proven, partners of a source that knows no registration as registered. */
    readonly isKnown: Readonly<Record<'registration' | 'handoff' | 'scorecards' | 'pitches' | 'plans', boolean>>;
}

/** Makes the table `artifact`: per partner the first day on which both sides had confirmed one that counts. */
export async function readEvidence(db: Database, { partners, scorecards, pitches, plans, exceptions }: PartnerSheets): Promise<Evidence> {
    const complete = 'coalesce(Complete__c, Host_Confirmed_On__c IS NOT NULL AND Partner_Confirmed_On__c IS NOT NULL)';
    const kinds: readonly (readonly [CsvSheet | undefined, kind: number, condition: string])[] = [
        [scorecards, 0, complete],
        [pitches, 1, complete],
        [pitches, 2, `coalesce(Pre_Brief_Held__c, ${complete})`],
        [pitches, 3, `coalesce(Pre_Brief_Answered__c, ${complete})`],
        [plans, 4, complete]
    ];
    const parts = kinds.flatMap(([sheet, kind, condition]) =>
        sheet
            ? [
                  `SELECT Partner_Engagement__c AS partner, ${kind} AS kind, CreatedDate AS made,
            CASE WHEN ${condition} THEN CASE WHEN Host_Confirmed_On__c IS NOT NULL AND Partner_Confirmed_On__c IS NOT NULL
            THEN greatest(Host_Confirmed_On__c, Partner_Confirmed_On__c) END END AS proven FROM ${tableOf(sheet, ARTIFACT_COLUMNS)}`
              ]
            : []
    );
    const nothing = 'SELECT NULL::VARCHAR AS partner, 0 AS kind, NULL::TIMESTAMPTZ AS made, NULL::TIMESTAMPTZ AS proven LIMIT 0';
    const filtered = [0, 1, 2, 3, 4].map((kind) => `${dayOfSql(`min(proven) FILTER (kind = ${kind})`)} AS kind${kind}`);
    await db.run(
        `CREATE TEMP TABLE artifact AS SELECT partner, min(coalesce(made, proven)) AS made, ${filtered.join(', ')} FROM (${parts.join(' UNION ALL ') || nothing}) GROUP BY partner`
    );
    const handoffs = `SELECT min(Handoff_Accepted_On__c) FROM ${tableOf(partners, PARTNER_COLUMNS)}`;
    const [first] = await db.rows(`SELECT ${dayOfSql(parts.length > 0 ? '(SELECT min(made) FROM artifact)' : `(${handoffs})`)} AS day`);
    const approved = exceptions ? await readExceptions(db, exceptions) : new Map<string, PastEvidence['exceptions']>();
    return {
        exceptionsOf: (partnerId) => approved.get(partnerId) ?? [],
        since: first?.day === NO_DAY ? undefined : (first?.day as Day),
        isKnown: {
            registration: hasColumn(partners, 'Status__c') || hasColumn(partners, 'Registered_On__c'),
            handoff: hasColumn(partners, 'Handoff_Accepted_On__c'),
            scorecards: scorecards !== undefined,
            pitches: pitches !== undefined,
            plans: plans !== undefined
        }
    };
}

async function readExceptions(db: Database, sheet: CsvSheet): Promise<ReadonlyMap<string, PastEvidence['exceptions']>> {
    const table = tableOf(sheet, { Partner_Engagement__c: 'VARCHAR', Gate__c: 'VARCHAR', Approved_On__c: 'DATE', Expires_On__c: 'DATE' });
    const rows = await db.rows(
        `SELECT Partner_Engagement__c AS partner, Gate__c AS gate, ${dayOfSql('Approved_On__c')} AS since, ${dayOfSql('Expires_On__c')} AS until
        FROM ${table} WHERE Approved_On__c IS NOT NULL ORDER BY ALL`
    );
    const found = new Map<string, PastEvidence['exceptions']>();
    for (const row of rows) {
        const { partner, gate, since, until } = row as { partner: string; gate: string; since: number; until: number };
        const exception = { gate: Number(gate), from: since, until: until === NO_DAY ? Infinity : until };
        found.set(partner, [...(found.get(partner) ?? []), exception]);
    }
    return found;
}
