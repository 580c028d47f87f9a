import { resolve } from 'node:path';
import { writeText } from '../adapters/files/text-files';
import { toCsv } from '../adapters/report/csv';
import type { SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import { CONFIRMED_OBJECTS, confirmationQuery, HELD_QUERIES, readHeld } from '../boundary/held-rows';
import { dayOfMoment, isoOf, type Day } from '../domain/forecast/calendar-day';
import type { Cents } from '../domain/forecast/money';
import { tellHeldDeals, type HeldDeal, type MissingPart } from '../domain/queue/held-deals';
import type { StageMap } from '../domain/stage-map/stage-map';
import type { Command } from './command';
import { connect } from './connect';
import { STAGE_MAP_OPTION } from './map-signatures';
import { TARGET_ORG_OPTION } from './org-option';
import { readDealFactsOf } from './read-deal-facts';
import { readStageMap } from './read-stage-map';
import { layTable } from './table';
import type { Terminal } from './terminal';

/** Every deal held at its gate: what is missing, whose turn it is, since when, and the dollars that wait. */
export const dealsBlocked: Command = {
    path: ['deals', 'blocked'],
    summary: 'List deals held at their gate: what is missing, whose turn it is, since when.',
    options: [
        { flags: '--csv <file>', description: 'also write the list as CSV, a row for each thing that is missing' },
        STAGE_MAP_OPTION,
        TARGET_ORG_OPTION,
        { flags: '--json', description: 'one JSON document instead of text' }
    ],
    notes:
        'Held is what the org says (Held_At_Gate__c), as in Unmet gates of the partner desk: something is missing before the next partner\n' +
        'stage. Late is a handoff past its clock. Ends with 1 when a deal is held.',
    async run(options, { cwd, env, terminal, now }) {
        const map = readStageMap(String(options.stageMap), cwd);
        const today = dayOfMoment(now().getTime());
        const targetOrg = typeof options.targetOrg === 'string' ? options.targetOrg : undefined;
        const org = await connect({ targetOrg, env, cwd, localUser: 'revops' });
        const held = tellHeldDeals(await readHeldDeals(org, map, terminal), map, today);
        if (options.csv) await writeText(resolve(cwd, String(options.csv)), toCsv(CSV_HEADINGS, held.flatMap(toRows)));
        if (options.json) terminal.printJson(toDocument(org.instanceUrl, today, held));
        else terminal.print(held.length === 0 ? `No deal in ${org.instanceUrl} is held at its gate.` : layReport(held, today));
        return held.length === 0 ? 'OK' : 'FOUND';
    }
};

async function readHeldDeals(org: SalesforceOrg, map: StageMap, terminal: Terminal) {
    const { deals } = await readDealFactsOf(org, [map], HELD_QUERIES.deals, terminal);
    const [since, partners, stopped] = await Promise.all([
        org.query(HELD_QUERIES.since),
        org.query(HELD_QUERIES.partners),
        org.query(HELD_QUERIES.stopped)
    ]);
    const objects = Object.keys(CONFIRMED_OBJECTS) as (keyof typeof CONFIRMED_OBJECTS)[];
    const confirmed = await Promise.all(objects.map((object) => org.query(confirmationQuery(object))));
    const confirmations = Object.fromEntries(objects.map((object, index) => [object, confirmed[index]!])) as Record<
        (typeof objects)[number],
        readonly unknown[]
    >;
    const read = readHeld({ since, partners, stopped, confirmations });
    return deals.map((deal) => ({
        deal,
        since: read.since.get(deal.id),
        partners: read.partners.get(deal.id) ?? [],
        stopped: read.stopped.get(deal.id) ?? []
    }));
}

function layReport(held: readonly HeldDeal[], today: Day): string {
    const sum = held.reduce((total, { amount }) => total + (amount ?? 0), 0);
    const late = held.filter(({ hasLateHandoff }) => hasLateHandoff).length;
    const stopped = held.filter((deal) => deal.stopped.length > 0).length;
    return [
        layHeld(held, today),
        `${held.length} deals held, ${units(sum)}; ${late} with a handoff past its clock, ${stopped} with a stopped move.`
    ].join('\n\n');
}

const layHeld = (held: readonly HeldDeal[], today: Day): string =>
    layTable(
        [
            { heading: 'Deal' },
            { heading: 'Amount', align: 'right' },
            { heading: 'Stage' },
            { heading: 'Since' },
            { heading: 'Days', align: 'right' },
            { heading: 'Missing' },
            { heading: 'Whose turn' },
            { heading: 'Stopped move' }
        ],
        held.map((one) => [
            one.deal.name,
            units(one.amount),
            one.deal.stageName,
            one.since === undefined ? '–' : isoOf(one.since),
            one.since === undefined ? '–' : String(today - one.since),
            describeMissing(one),
            turnsOf(one).join(', ') || '–',
            one.stopped[0]
                ? `to ${one.stopped[0].attemptedStage}${one.stopped[0].on === undefined ? '' : ` on ${isoOf(one.stopped[0].on)}`}`
                : '–'
        ])
    );

const NOT_ON_THIS_MAP = 'not on this stage map (map drift tells)';

function describeMissing({ missing, deal }: HeldDeal): string {
    if (missing.length === 0) return NOT_ON_THIS_MAP;
    const several = deal.partners.filter(({ status }) => status === 'Registered').length > 1;
    return missing.map((part: MissingPart) => `${sayMissing(part)}${several ? ` with ${part.partnerName}` : ''}`).join('; ');
}

/** Criteria are named as what should be there; "Handoff accepted" under Missing would read as if it were. */
const sayMissing = ({ title, isHandoff, isHandoffLate }: MissingPart): string =>
    isHandoff ? `Handoff not accepted${isHandoffLate ? ' (late)' : ''}` : title;

const turnsOf = ({ missing }: HeldDeal): readonly string[] => [...new Set(missing.flatMap(({ whoseTurn }) => whoseTurn))];

const CSV_HEADINGS = [
    'Deal Id',
    'Deal',
    'Owner',
    'Amount',
    'StageName',
    'Since',
    'Criterion',
    'Missing',
    'Partner',
    'Whose Turn',
    'Handoff Late',
    'Stopped Moves'
];

function toRows({ deal, amount, since, missing, stopped }: HeldDeal) {
    const head = [
        deal.id,
        deal.name,
        deal.ownerName,
        amount === undefined ? undefined : amount / 100,
        deal.stageName,
        since === undefined ? undefined : isoOf(since)
    ];
    const parts =
        missing.length > 0
            ? missing
            : [{ key: '', title: NOT_ON_THIS_MAP, partnerName: '', whoseTurn: [], isHandoff: false, isHandoffLate: false }];
    return parts.map((part) => [
        ...head,
        part.key,
        part.title,
        part.partnerName,
        part.whoseTurn.join(', '),
        String(part.isHandoffLate),
        stopped.length
    ]);
}

const toDocument = (instanceUrl: string, today: Day, held: readonly HeldDeal[]) => ({
    org: instanceUrl,
    asOf: isoOf(today),
    held: held.reduce((total, { amount }) => total + (amount ?? 0), 0) / 100,
    deals: held.map(({ deal, amount, claimedOrder, since, missing, hasLateHandoff, stopped }) => ({
        deal: { id: deal.id, name: deal.name, owner: deal.ownerName },
        amount: amount === undefined ? null : amount / 100,
        stageName: deal.stageName,
        stageOrder: claimedOrder ?? null,
        since: since === undefined ? null : isoOf(since),
        missing,
        hasLateHandoff,
        stopped: stopped.map((move) => ({ ...move, on: move.on === undefined ? null : isoOf(move.on), byName: move.byName ?? null }))
    }))
});

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const units = (amount: Cents | undefined): string => (amount === undefined ? '–' : whole.format(amount / 100));
