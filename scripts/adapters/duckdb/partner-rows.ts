import { proofOverTime, type ProvenPartner } from '../../domain/simulate/proof-over-time';
import type { PastEvidence } from '../../domain/simulate/past-evidence';
import type { Day } from '../../domain/forecast/calendar-day';
import { DIRECT, type PartnerOnDeal } from '../../domain/forecast/deal';
import { ANY_ORDER, NO_DAY, type PartnerColumns, type ProofColumns } from '../../domain/forecast/deal-table';
import { Names, partnersOf } from '../../domain/forecast/to-deal-table';
import type { EngagementFacts } from '../../domain/impact/engagement-facts';
import type { StageMap } from '../../domain/stage-map/stage-map';
import { dayOfSql } from './deal-rows';
import { expectColumns, hasColumn, tableOf, type Columns, type CsvSheet } from './csv-sheet';
import type { Batch, Database } from './database';

export interface PartnerSheets {
    readonly partners: CsvSheet;
    readonly scorecards: CsvSheet | undefined;
    readonly pitches: CsvSheet | undefined;
    readonly plans: CsvSheet | undefined;
    readonly exceptions: CsvSheet | undefined;
}

export interface PartnerReading {
    readonly types: readonly string[];
    readonly partners: PartnerColumns;
    readonly proof: ProofColumns;
    /** Partners of deals that were asked for, by index of the deal. */
    readonly kept: ReadonlyMap<number, readonly PartnerOnDeal[]>;
    readonly rows: number;
    readonly ofUnknownDeals: number;
    readonly latestDay: Day;
}

export interface PartnerSource {
    readonly sheets: PartnerSheets;
    readonly map: StageMap;
    readonly size: number;
    /** Overlay order at which a deal stood at the end of a day. */
    readonly orderOn: (deal: number, day: Day) => number;
    /** Deals whose partners are kept as they are: the open ones. */
    readonly isKept: (deal: number) => boolean;
    /** Overlay orders that the deal claims and has earned by the org's own count, and the day of that count; undefined where nobody says. */
    readonly earnedNow: (deal: number) => { readonly claimed: number; readonly earned: number; readonly on: Day } | undefined;
}

const PARTNER_COLUMNS: Columns = {
    Id: 'VARCHAR',
    Opportunity__c: 'VARCHAR',
    'Partner__r.Name': 'VARCHAR',
    Partner__c: 'VARCHAR',
    Partner_Type__c: 'VARCHAR',
    Role__c: 'VARCHAR',
    Status__c: 'VARCHAR',
    Attribution__c: 'VARCHAR',
    Credit_Percent__c: 'DOUBLE',
    CreatedDate: 'TIMESTAMPTZ',
    Registered_On__c: 'DATE',
    Withdrawn_On__c: 'DATE',
    Handoff_Accepted_On__c: 'TIMESTAMPTZ',
    Joined_Stage_Order__c: 'DOUBLE',
    Registration_Complete__c: 'BOOLEAN',
    Influence_Proven__c: 'BOOLEAN',
    Waiver_Debt__c: 'VARCHAR'
};

const ARTIFACT_COLUMNS: Columns = {
    Partner_Engagement__c: 'VARCHAR',
    Complete__c: 'BOOLEAN',
    Host_Confirmed_On__c: 'TIMESTAMPTZ',
    Partner_Confirmed_On__c: 'TIMESTAMPTZ',
    CreatedDate: 'TIMESTAMPTZ',
    Pre_Brief_Held__c: 'BOOLEAN',
    Pre_Brief_Answered__c: 'BOOLEAN'
};

/** Everything about deals without any partner: all direct, nothing known of proof. */
export function noPartners(size: number): PartnerReading {
    return new PartnerCollector(size, [DIRECT]).finish({ rows: 0, ofUnknownDeals: 0, latestDay: NO_DAY });
}

/** Reads who was a partner on which deal when, and what was proven by when. */
export async function readPartnerColumns(db: Database, source: PartnerSource): Promise<PartnerReading> {
    const { sheets, size } = source;
    expectColumns(sheets.partners, ['Id', 'Opportunity__c']);
    const evidence = await readEvidence(db, sheets);
    const collector = new PartnerCollector(size, [DIRECT]);
    const seen = { rows: 0, ofUnknownDeals: 0, latestDay: NO_DAY as Day };
    let group: PartnerRow[] = [];
    const close = () => {
        if (group.length > 0) collector.add(group, source, evidence);
        group = [];
    };
    await db.stream(partnerSql(sheets), (batch) => {
        const read = rowReader(batch, evidence);
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

interface PartnerRow {
    readonly deal: number;
    readonly partner: PartnerOnDeal;
    readonly joinedOrder: number | undefined;
    readonly isRegistrationComplete: boolean;
    readonly evidence: PastEvidence;
}

interface Evidence {
    readonly exceptionsOf: (partnerId: string) => PastEvidence['exceptions'];
    /** First day on which anybody recorded evidence; undefined when nothing tells. */
    readonly since: Day | undefined;
    /** Artifacts of kinds that the source does not have are taken as proven: nobody knows that they were not. */
    readonly isKnown: Readonly<Record<'handoff' | 'scorecards' | 'pitches' | 'plans', boolean>>;
}

/** Makes the table `artifact`: per partner the first day on which both sides had confirmed one that counts. */
async function readEvidence(db: Database, { partners, scorecards, pitches, plans, exceptions }: PartnerSheets): Promise<Evidence> {
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

/** Numbers first, text after, in the order in which rowReader takes them. */
function partnerSql({ partners }: PartnerSheets): string {
    const created = 'coalesce(p.CreatedDate::DATE, p.Registered_On__c, p.Handoff_Accepted_On__c::DATE, deal.CreatedDate::DATE)';
    const days = [created, 'p.Registered_On__c', 'p.Withdrawn_On__c', 'p.Handoff_Accepted_On__c'].map(dayOfSql);
    const artifacts = [0, 1, 2, 3, 4].map((kind) => `coalesce(artifact.kind${kind}, ${NO_DAY})::INTEGER`);
    const numbers = [
        'coalesce(round(p.Credit_Percent__c * 100), 0)::INTEGER',
        'coalesce(p.Joined_Stage_Order__c, -1)::INTEGER',
        'coalesce(p.Registration_Complete__c, true)::INTEGER',
        'coalesce(p.Influence_Proven__c, false)::INTEGER',
        "(coalesce(p.Waiver_Debt__c, '') <> '')::INTEGER"
    ];
    const texts = [
        'p."Id"',
        'coalesce(p."Partner__r.Name", p.Partner__c)',
        'p.Partner_Type__c',
        'p.Role__c',
        'p.Status__c',
        'p.Attribution__c'
    ];
    return `SELECT coalesce(deal.d, -1)::INTEGER AS d, ${[...days, ...artifacts, ...numbers, ...texts].join(', ')}
        FROM ${tableOf(partners, PARTNER_COLUMNS)} p LEFT JOIN deal ON left(deal."Id", 15) = left(p.Opportunity__c, 15) AND
        (length(deal."Id") <> length(p.Opportunity__c) OR deal."Id" = p.Opportunity__c)
        LEFT JOIN artifact ON artifact.partner = p."Id" ORDER BY d, p."Id"`;
}

function rowReader(batch: Batch, { exceptionsOf, isKnown }: Evidence): (row: number) => PartnerRow {
    const numbers = Array.from({ length: 15 }, (_, column) => batch.numbers(column));
    return (row) => {
        const number = (column: number) => numbers[column]![row]!;
        const day = (column: number): Day | undefined => (number(column) === NO_DAY ? undefined : number(column));
        const text = (column: number) => batch.text(column, row) ?? '';
        const [createdOn, registered, withdrawnOn, handoffOn] = [number(1), day(2), day(3), day(4)];
        const id = text(15);
        const status = statusOf(text(19), registered, withdrawnOn);
        // A registration without its date (an import) counts from the day the row was made, or it would not count at all.
        const registeredOn = registered ?? (status === 'Registered' ? createdOn : undefined);
        const whereKnown = (known: boolean, on: Day | undefined) => (known ? on : createdOn);
        return {
            deal: number(0),
            partner: {
                id,
                partnerName: text(16),
                type: text(17),
                role: oneOf(ROLES, text(18)),
                status,
                attribution: oneOf(ATTRIBUTED, text(20)),
                creditBasisPoints: number(10),
                createdOn,
                registeredOn,
                withdrawnOn,
                influenceProven: number(13) === 1,
                onException: number(14) === 1
            },
            joinedOrder: number(11) < 0 ? undefined : number(11),
            isRegistrationComplete: number(12) === 1,
            evidence: {
                recordedOn: createdOn,
                withdrawnOn,
                handoffOn: whereKnown(isKnown.handoff, handoffOn),
                scorecardOn: whereKnown(isKnown.scorecards, day(5)),
                pitchOn: whereKnown(isKnown.pitches, day(6)),
                preBriefHeldOn: whereKnown(isKnown.pitches, day(7)),
                preBriefAnsweredOn: whereKnown(isKnown.pitches, day(8)),
                planOn: whereKnown(isKnown.plans, day(9)),
                exceptions: exceptionsOf(id)
            }
        };
    };
}

const ROLES = ['Lead', 'Supporting'] as const;
const ATTRIBUTED = ['Sourced', 'Influenced', 'Under Review'] as const;
const STATUSES = ['Signal', 'Registered', 'Withdrawn'] as const;

const oneOf = <T extends string>(values: readonly T[], text: string): T | undefined => values.find((value) => value === text);

/** Files may come without Status__c: its days tell it. */
const statusOf = (text: string, registeredOn: Day | undefined, withdrawnOn: Day | undefined): PartnerOnDeal['status'] =>
    oneOf(STATUSES, text) ?? (withdrawnOn !== undefined ? 'Withdrawn' : registeredOn !== undefined ? 'Registered' : 'Signal');

/** Collects partners deal by deal into columns. */
class PartnerCollector {
    readonly #types: Names;
    readonly #partnerFrom: Uint32Array;
    readonly #proofFrom: Uint32Array;
    readonly #partners: (readonly [Day, number, number])[] = [];
    readonly #proof: (readonly [Day, number])[] = [];
    readonly #kept = new Map<number, readonly PartnerOnDeal[]>();
    #next = 0;

    constructor(size: number, types: readonly string[]) {
        this.#types = new Names(types);
        this.#partnerFrom = new Uint32Array(size + 1);
        this.#proofFrom = new Uint32Array(size + 1);
    }

    /** The partners of one deal; deals come in ascending order. */
    add(rows: readonly PartnerRow[], { map, orderOn, isKept, earnedNow }: PartnerSource, { since }: Evidence): void {
        const { deal } = rows[0]!;
        this.#skipTo(deal);
        const partners = rows.map(({ partner }) => partner);
        for (const row of partnersOf({ partners }, this.#types)) this.#partners.push(row);
        const proven = rows.filter(isJudged).map((row) => toProven(row, map, orderOn));
        const proof = since !== undefined && proven.length > 0 ? proofOverTime(map, proven, since) : [];
        const now = proven.length > 0 && partners.some(({ status }) => status === 'Registered') ? earnedNow(deal) : undefined;
        for (const row of now ? upToNow(proof, now) : proof) this.#proof.push(row);
        if (isKept(deal)) this.#kept.set(deal, partners);
    }

    finish(seen: Pick<PartnerReading, 'rows' | 'ofUnknownDeals' | 'latestDay'>): PartnerReading {
        this.#skipTo(this.#partnerFrom.length - 1);
        return {
            ...seen,
            types: this.#types.all,
            kept: this.#kept,
            partners: {
                from: this.#partnerFrom,
                day: Int32Array.from(this.#partners, ([day]) => day),
                partnerType: Uint8Array.from(this.#partners, ([, type]) => type),
                attribution: Uint8Array.from(this.#partners, ([, , attribution]) => attribution)
            },
            proof: {
                from: this.#proofFrom,
                day: Int32Array.from(this.#proof, ([day]) => day),
                order: Uint8Array.from(this.#proof, ([, order]) => order)
            }
        };
    }

    #skipTo(deal: number): void {
        for (; this.#next <= deal; this.#next += 1) {
            this.#partnerFrom[this.#next] = this.#partners.length;
            this.#proofFrom[this.#next] = this.#proof.length;
        }
    }
}

/** What the org itself counts has the last word on the day of the reading: fields and marketplace ids, for instance, keep no days. */
function upToNow(
    proof: readonly (readonly [Day, number])[],
    { claimed, earned, on }: { readonly claimed: number; readonly earned: number; readonly on: Day }
): readonly (readonly [Day, number])[] {
    const supported = proof.at(-1)?.[1] ?? ANY_ORDER;
    if (earned < 0 || Math.min(claimed, supported) === earned) return proof;
    return [...proof.filter(([day]) => day < on), [on, earned]];
}

/** Registered at some time, with a known end where it ended. */
const isJudged = ({ partner }: PartnerRow): boolean =>
    partner.registeredOn !== undefined && (partner.status === 'Registered' || partner.withdrawnOn !== undefined);

function toProven(row: PartnerRow, map: StageMap, orderOn: PartnerSource['orderOn']): ProvenPartner {
    const { partner, deal } = row;
    const facts: EngagementFacts = {
        id: partner.id,
        name: partner.id,
        partnerName: partner.partnerName,
        status: 'Registered',
        role: partner.role,
        partnerType: partner.type || undefined,
        attribution: partner.attribution,
        creditBasisPoints: partner.creditBasisPoints,
        joinedOrder: row.joinedOrder ?? orderOn(deal, partner.registeredOn!),
        registeredOn: partner.registeredOn,
        isRegistrationComplete: row.isRegistrationComplete,
        isHandoffAccepted: false,
        jointScorecards: 0,
        jointPitches: 0,
        preBriefsHeld: 0,
        preBriefsAnswered: 0,
        actionPlans: 0,
        marketplaceIdsOwed: 0,
        // Due after the close: no open deal waits for it.
        postMortems: 1,
        isPartnerTold: true,
        waivedUntil: new Map(),
        filledFields: new Set(map.stages.flatMap(({ criteria }) => criteria.flatMap(({ field }) => field?.name ?? [])))
    };
    return { facts, evidence: row.evidence };
}
