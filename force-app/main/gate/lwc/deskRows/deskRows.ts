/** Rows of the partner desk in words: what is missing, whose turn it is, since when, and what is usual. */
import { daysSince, showDay, showDays } from 'c/calendarDay';
import type { DealRecords, Fields } from 'c/dealGraph';
import type { QueueRecord } from 'c/deskGraph';
import type { TabKey } from 'c/deskTabs';
import { viewGate } from 'c/gateView';
import type { CriterionView } from 'c/gateView';
import { stayIn, usualStay } from 'c/stageDwell';
import type { Baseline } from 'c/stageDwell';
import { handoffState } from 'c/handoffState';
import { CRITERIA } from 'c/stageMap';

export interface DeskRow {
    /** Of the record in the queue. */
    readonly id: string;
    readonly dealId: string;
    readonly deal: string;
    readonly account: string;
    readonly stage: string;
    readonly amount: number | null;
    /** Partners that the row is about, joined. */
    readonly partners: string;
    /** One sentence part per thing; at least one. */
    readonly what: readonly string[];
    /** Names of the people who act next; a person, not a role. */
    readonly turn: readonly string[];
    readonly since: string;
    /** "usually 18 days here (12 seen)", where it is known and fits. */
    readonly usual?: string;
    readonly late: boolean;
    /** Who is reminded, and of what. */
    readonly reminder: { readonly ownerId: string | null; readonly subject: string };
}

/** Words of a queue that differ from those of the deal's gate. */
interface Told {
    readonly what: readonly string[];
    readonly turn: readonly string[];
    readonly since: unknown;
    /** Past a day that somebody promised. */
    readonly late?: boolean;
}

/** One row; undefined when the deal went out of sight between two requests. */
export function toRow(
    tab: TabKey,
    record: QueueRecord,
    records: DealRecords | undefined,
    baselines: readonly Baseline[]
): DeskRow | undefined {
    if (!records) return undefined;
    const { deal } = records;
    const engagement = engagementOf(record, records);
    const told = tellers[tab](record.fields, records, engagement);
    const usual = usualStay(deal, engagement, baselines);
    const stay = stayIn(deal, engagement);
    const inStage = tab === 'gates' || tab === 'stalled';
    const names = engagement ? [engagement] : registered(records);
    return {
        id: record.id,
        dealId: String(deal.Id),
        deal: String(deal.Name),
        account: String(deal['Account.Name'] ?? ''),
        stage: String(deal.StageName),
        amount: deal.Amount === null || deal.Amount === undefined ? null : Number(deal.Amount),
        partners: names.map((each) => each['Partner__r.Name']).join(', '),
        what: told.what,
        turn: told.turn.length > 0 ? told.turn : [ownerOf(deal)],
        since: showDays(inStage ? stay : daysSince(told.since)),
        usual: inStage && usual ? `usually ${Math.round(usual.meanDays)} days (${usual.sampleSize} seen)` : undefined,
        late: told.late ?? (inStage && usual !== undefined && stay > usual.thresholdDays),
        reminder: {
            ownerId: told.turn.includes(managerOf(engagement ?? names[0]))
                ? idOf(engagement ?? names[0], 'Partner_Manager__c')
                : String(deal.OwnerId),
            subject: `${deal.Name}: ${told.what[0]}`.slice(0, 255)
        }
    };
}

type Teller = (fields: Fields, records: DealRecords, engagement: Fields | undefined) => Told;

const tellers: Readonly<Record<TabKey, Teller>> = {
    gates: (_, records) => tellGate(records),
    stalled: (_, records) => tellGate(records),
    handoffs: (fields, { deal }, engagement) => {
        const { turn, sentAgain } = handoffState(engagement ?? fields);
        const due = `due ${showDay(fields.Handoff_Due_On__c)}`;
        return turn === 'partner'
            ? {
                  what: [`Handoff sent back: ${fields.Handoff_Returned_Reason__c}; answer ${due}`],
                  turn: [managerOf(engagement)],
                  since: engagement?.Handoff_Returned_On__c ?? fields.Registered_On__c,
                  late: true
              }
            : {
                  what: [`Handoff ${sentAgain ? 'sent again, ' : ''}to be accepted or sent back, ${due}`],
                  turn: [ownerOf(deal)],
                  since: engagement?.Handoff_Sent_Again_On__c ?? fields.Registered_On__c,
                  late: true
              };
    },
    stopped: (fields, records) => ({
        what: [`Stopped on the way to ${fields.Attempted_Stage__c}: ${fields.Message__c}`],
        turn: tellGate(records).turn,
        since: fields.Attempted_On__c
    }),
    exceptions: (fields, { deal }, engagement) => {
        const debt = keysOf(fields['Partner_Engagement__r.Waiver_Debt__c']);
        const until = fields.Expires_On__c ? ` until ${showDay(fields.Expires_On__c)}` : '';
        return fields.Status__c === 'Requested'
            ? {
                  what: [`Asked for${until}, stage ${fields.Gate__c}: ${fields.Reason__c}`],
                  turn: ['Revenue operations'],
                  since: fields.CreatedDate
              }
            : {
                  what: [
                      `Approved${until}, stage ${fields.Gate__c}: ${debt ? `still owed ${debt}` : 'nothing is owed any more; it can be closed'}`
                  ],
                  turn: debt ? [ownerOf(deal), managerOf(engagement)] : ['Revenue operations'],
                  since: fields.CreatedDate,
                  late: Boolean(fields.Expires_On__c) && daysSince(fields.Expires_On__c) > 0
              };
    },
    steps: (fields, { deal }, engagement) => ({
        what: [`${fields.Action__c}, due ${showDay(fields.Due_On__c)}`],
        turn: [
            String(
                fields['Host_Owner__r.Name'] ??
                    fields['Contact_Owner__r.Name'] ??
                    (fields.Party__c === 'Host' ? ownerOf(deal) : managerOf(engagement))
            )
        ],
        since: fields.Due_On__c,
        late: true
    }),
    'post-mortems': (fields, _, engagement) => ({
        what: [
            ...(Number(fields.Post_Mortems_Complete__c) > 0 ? [] : [`Joint post-mortem, due ${showDay(fields.Post_Mortem_Due_On__c)}`]),
            ...(fields.Partner_Told_On__c ? [] : ['Tell the partner the outcome'])
        ],
        turn: [managerOf(engagement)],
        since: fields.Post_Mortem_Due_On__c,
        late: true
    }),
    signals: (fields, _, engagement) => ({
        what: [
            `Signal (${fields.Signal_Source__c ?? 'no source given'}) that nobody registered${fields.Attribution__c === 'Sourced' ? '; it claims to have sourced the deal' : ''}`
        ],
        turn: [managerOf(engagement)],
        since: fields.CreatedDate
    }),
    'sourced-after-regress': (fields, _, engagement) => ({
        what: [
            `Credited as the source with ${fields.Credit_Percent__c ?? 0} % although the deal had been further along before: look at the credit again`
        ],
        turn: [managerOf(engagement), 'Revenue operations'],
        since: fields.Registered_On__c
    })
};

/** What Partner Path says of the deal: everything up to the exit of its stage, and who owes it. */
function tellGate(records: DealRecords): Told {
    const gate = viewGate(records);
    const blocking = gate.blocking.length > 0 ? gate.blocking : (gate.exit?.blocking ?? []);
    const several = gate.partners.length > 1;
    return {
        what: blocking.length > 0 ? blocking.map((view) => describe(view, several)) : ['The stage is not on the partner stage map'],
        turn: [
            ...new Set(
                blocking.flatMap(({ waitsOn, engagement }) =>
                    waitsOn.map((side) => (side === 'host' ? ownerOf(records.deal) : managerOf(engagement)))
                )
            )
        ],
        since: undefined
    };
}

const describe = ({ criterion, partnerName, openParts }: CriterionView, several: boolean): string => {
    const parts = openParts.length === 1 ? `: ${openParts[0]!.label}` : openParts.length > 1 ? `: ${openParts.length} open points` : '';
    return `${criterion.title}${several ? ` with ${partnerName}` : ''}${parts}`;
};

/** The engagement that a record is, or hangs on; for a deal its leading partner. */
function engagementOf({ id, fields }: QueueRecord, records: DealRecords): Fields | undefined {
    const ids = [
        id,
        ...Object.entries(fields).flatMap(([path, value]) => (path.endsWith('Partner_Engagement__r.Id') ? [String(value)] : []))
    ];
    return records.engagements.find(({ Id }) => ids.includes(String(Id))) ?? registered(records).find(({ Role__c }) => Role__c === 'Lead');
}

const registered = ({ engagements }: DealRecords): readonly Fields[] => engagements.filter(({ Status__c }) => Status__c === 'Registered');
const ownerOf = (deal: Fields): string => String(deal['Owner.Name'] ?? 'The owner');
const managerOf = (engagement: Fields | undefined): string =>
    String(engagement?.['Partner_Manager__r.Name'] ?? 'Nobody yet (partner manager missing)');
const idOf = (record: Fields | undefined, field: string): string | null => (record?.[field] ? String(record[field]) : null);
/** Criteria keys as the org lists them, by the titles that people know. */
const keysOf = (list: unknown): string =>
    String(list ?? '')
        .split(';')
        .filter(Boolean)
        .map((key) => CRITERIA.find((criterion) => criterion.key === key)?.title ?? key)
        .join(', ');
