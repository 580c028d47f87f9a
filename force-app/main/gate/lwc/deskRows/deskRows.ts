/** Rows of the partner desk in words: what is missing, whose turn it is, since when, and what is usual. */
import USER_ID from '@salesforce/user/Id';
import { CONFIRMATION } from 'c/artifactForms';
import { daysSince, showDay } from 'c/calendarDay';
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
    /** "14 days in this stage", "3 days late", "waiting 2 days". */
    readonly since: string;
    /** "usually 18 days (12 seen)", where it is known and fits. */
    readonly usual?: string;
    readonly late: boolean;
    /** The turn is the reader's alone: there is nobody to remind. */
    readonly mine: boolean;
    /** Who is reminded, and of what; ids are missing where nobody is known. */
    readonly reminder: {
        readonly ownerId?: string;
        /** Who leads that person, where the org says so. */
        readonly managerId?: string;
        /** A person of the partner or the buyer, who cannot be given a task but can be named on it. */
        readonly contactId?: string;
        readonly subject: string;
    };
}

/** Somebody whose turn it is. Without an id it is no user of this org. */
interface Person {
    readonly name: string;
    readonly id?: string;
    readonly managerId?: string;
    readonly contactId?: string;
}

/** Words of a queue that differ from those of the deal's gate. */
interface Told {
    readonly what: readonly string[];
    readonly turn: readonly Person[];
    /** Days that it has waited, or that it is past its day when late; undefined: what counts is the stay in the stage. */
    readonly days?: number;
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
    const turn = told.turn.length > 0 ? told.turn : [ownerOf(deal)];
    const names = engagement && tab !== 'gates' ? [engagement] : registered(records);
    return {
        id: record.id,
        dealId: String(deal.Id),
        deal: String(deal.Name),
        account: String(deal['Account.Name'] ?? ''),
        stage: String(deal.StageName),
        amount: deal.Amount === null || deal.Amount === undefined ? null : Number(deal.Amount),
        partners: names.map((each) => each['Partner__r.Name']).join(', '),
        what: told.what,
        turn: turn.map(({ name }) => name),
        mine: turn.every(({ id }) => id === USER_ID),
        ...timing(told, deal, engagement, baselines),
        reminder: { ...reminded(turn, engagement), subject: `${deal.Name}: ${told.what[0]}`.slice(0, 255) }
    };
}

/** How long it has waited and whether that is long: by its own clock, or by what is usual for the stage. */
function timing(
    { days, late = false }: Told,
    deal: Fields,
    engagement: Fields | undefined,
    baselines: readonly Baseline[]
): Pick<DeskRow, 'since' | 'usual' | 'late'> {
    if (days !== undefined) return { since: late ? `${sayDays(days)} late` : days < 1 ? 'since today' : `waiting ${sayDays(days)}`, late };
    const stay = stayIn(deal, engagement);
    const usual = usualStay(deal, engagement, baselines);
    return {
        since: stay < 1 ? 'in this stage since today' : `${sayDays(stay)} in this stage`,
        usual: usual && `usually ${Math.round(usual.meanDays)} days (${usual.sampleSize} seen)`,
        late: usual !== undefined && stay > usual.thresholdDays
    };
}

const sayDays = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'}`;

/** A reminder goes to somebody else than the one who sends it, where several have a turn. */
function reminded(turn: readonly Person[], engagement: Fields | undefined): Omit<DeskRow['reminder'], 'subject'> {
    const users = turn.filter(({ id }) => id);
    const person = users.find(({ id }) => id !== USER_ID) ?? users[0];
    const contactId = turn.find((each) => each.contactId)?.contactId;
    // Who works for the partner or the buyer is reached through the partner manager.
    const { id: ownerId, managerId } = person ?? (contactId ? managerOf(engagement) : { id: undefined });
    return { ownerId, managerId, contactId };
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
                  days: daysSince(fields.Handoff_Due_On__c),
                  late: true
              }
            : {
                  what: [`Handoff ${sentAgain ? 'sent again, ' : ''}to be accepted or sent back, ${due}`],
                  turn: [ownerOf(deal)],
                  days: daysSince(fields.Handoff_Due_On__c),
                  late: true
              };
    },
    stopped: (fields, records) => ({
        what: [`Stopped on the way to ${fields.Attempted_Stage__c}: ${fields.Message__c}`],
        turn: tellGate(records).turn,
        days: daysSince(fields.Attempted_On__c)
    }),
    exceptions: (fields, { deal }, engagement) => {
        const debt = keysOf(fields['Partner_Engagement__r.Waiver_Debt__c']);
        const until = fields.Expires_On__c ? ` until ${showDay(fields.Expires_On__c)}` : '';
        return fields.Status__c === 'Requested'
            ? {
                  what: [`Asked for${until}, stage ${fields.Gate__c}: ${fields.Reason__c}`],
                  turn: [WHO_DECIDES],
                  days: daysSince(fields.CreatedDate)
              }
            : {
                  what: [
                      `Approved${until}, stage ${fields.Gate__c}: ${debt ? `still owed ${debt}` : 'nothing is owed any more; it can be closed'}`
                  ],
                  turn: debt ? [ownerOf(deal), managerOf(engagement)] : [WHO_DECIDES],
                  ...sinceOrPast(fields.CreatedDate, fields.Expires_On__c)
              };
    },
    steps: (fields, { deal }, engagement) => ({
        what: [`${fields.Action__c}, due ${showDay(fields.Due_On__c)}`],
        turn: [ownerOfStep(fields, deal, engagement)],
        days: daysSince(fields.Due_On__c),
        late: true
    }),
    'post-mortems': (fields, records, engagement) => {
        const isOwed = !(Number(fields.Post_Mortems_Complete__c) > 0);
        return {
            what: [
                ...(isOwed ? [`Joint post-mortem, due ${showDay(fields.Post_Mortem_Due_On__c)}`] : []),
                ...(fields.Partner_Told_On__c ? [] : ['Tell the partner the outcome'])
            ],
            turn: [managerOf(engagement), ...(isOwed && !isHostConfirmed(records, engagement) ? [ownerOf(records.deal)] : [])],
            days: daysSince(fields.Post_Mortem_Due_On__c),
            late: true
        };
    },
    signals: (fields, _, engagement) => ({
        what: [
            `Signal (${fields.Signal_Source__c ?? 'no source given'}) that nobody registered${fields.Attribution__c === 'Sourced' ? '; it claims to have sourced the deal' : ''}`
        ],
        turn: [managerOf(engagement)],
        days: daysSince(fields.CreatedDate)
    }),
    'sourced-after-regress': (fields, _, engagement) => ({
        what: [
            `Credited as the source with ${fields.Credit_Percent__c ?? 0} % although the deal had been further along before: look at the credit again`
        ],
        turn: [managerOf(engagement), WHO_DECIDES],
        days: daysSince(fields.Registered_On__c)
    })
};

/** What Partner Path says of the deal: everything up to the exit of its stage, and who owes it. */
function tellGate(records: DealRecords): Told {
    const gate = viewGate(records);
    const blocking = gate.blocking.length > 0 ? gate.blocking : (gate.exit?.blocking ?? []);
    const several = gate.partners.length > 1;
    return {
        what: blocking.length > 0 ? blocking.map((view) => describe(view, several)) : ['The stage is not on the partner stage map'],
        turn: distinct(
            blocking.flatMap(({ waitsOn, engagement }) =>
                waitsOn.map((side) => (side === 'host' ? ownerOf(records.deal) : managerOf(engagement)))
            )
        )
    };
}

const distinct = (people: readonly Person[]): readonly Person[] => [
    ...new Map(people.map((each) => [each.id ?? each.name, each])).values()
];

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

/** Whether the host side has confirmed the newest post-mortem with this partner. */
const isHostConfirmed = ({ artifacts }: DealRecords, engagement: Fields | undefined): boolean =>
    Boolean(
        artifacts.Joint_Post_Mortem__c?.find(({ Partner_Engagement__c }) => Partner_Engagement__c === engagement?.Id)?.[
            CONFIRMATION.host.by
        ]
    );

/** Deciding takes a permission that several may hold, so no one person is named. */
const WHO_DECIDES: Person = { name: 'Revenue operations' };
const ownerOf = (deal: Fields): Person => ({
    name: String(deal['Owner.Name'] ?? 'The owner'),
    id: text(deal.OwnerId),
    managerId: text(deal['Owner.ManagerId'])
});
const managerOf = (engagement: Fields | undefined): Person => ({
    name: String(engagement?.['Partner_Manager__r.Name'] ?? 'Nobody yet (partner manager missing)'),
    id: text(engagement?.Partner_Manager__c),
    managerId: text(engagement?.['Partner_Manager__r.ManagerId'])
});
const text = (value: unknown): string | undefined => (value ? String(value) : undefined);

/** Who the step names: a user, a contact, else who answers for its party. The buyer's steps are the deal owner's to chase. */
function ownerOfStep(fields: Fields, deal: Fields, engagement: Fields | undefined): Person {
    const [user, contact] = [fields['Host_Owner__r.Name'], fields['Contact_Owner__r.Name']];
    if (user) return { name: String(user), id: text(fields['Host_Owner__r.Id']), managerId: text(fields['Host_Owner__r.ManagerId']) };
    if (contact) return { name: String(contact), contactId: text(fields['Contact_Owner__r.Id']) };
    return fields.Party__c === 'Partner' ? managerOf(engagement) : ownerOf(deal);
}

/** Days since it began, or past its last day. */
function sinceOrPast(began: unknown, lastDay: unknown): Pick<Told, 'days' | 'late'> {
    const past = lastDay ? daysSince(lastDay) : 0;
    return past > 0 ? { days: past, late: true } : { days: daysSince(began) };
}

/** Criteria keys as the org lists them, by the titles that people know. */
const keysOf = (list: unknown): string =>
    String(list ?? '')
        .split(';')
        .filter(Boolean)
        .map((key) => CRITERIA.find((criterion) => criterion.key === key)?.title ?? key)
        .join(', ');
