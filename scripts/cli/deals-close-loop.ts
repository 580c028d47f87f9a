import type { SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import { readStageValues, STAGE_VALUE_QUERY } from '../boundary/drift-rows';
import { LOOP_QUERIES, readClosedPartners } from '../boundary/loop-rows';
import { dayOfMoment, isoOf, type Day } from '../domain/forecast/calendar-day';
import type { Cents } from '../domain/forecast/money';
import { findOpenLoops, type OpenLoop } from '../domain/queue/open-loops';
import type { StageMap } from '../domain/stage-map/stage-map';
import type { Command } from './command';
import { connect } from './connect';
import { STAGE_MAP_OPTION } from './map-signatures';
import { TARGET_ORG_OPTION } from './org-option';
import { readStageMap } from './read-stage-map';
import { layTable, type Column } from './table';

/**
 * What is owed to partners and to the next deal after a close, won or lost: due and overdue by the close date, as on the partner
 * desk, and beside it the due day by the close that stage history shows.
 */
export const dealsCloseLoop: Command = {
    path: ['deals', 'close-loop'],
    summary: 'List what is owed after a close, won or lost: partner not told, post-mortem, learning not published.',
    options: [STAGE_MAP_OPTION, TARGET_ORG_OPTION, { flags: '--json', description: 'one JSON document instead of text' }],
    notes:
        'Due, overdue and the exit code count the business days of the stage map from the close date, as the partner desk does; where stage\n' +
        'history shows the close on another day (UTC), that day and the due day by it stand beside. There are no holidays. Who acts is who\n' +
        'the partner desk names. Ends with 1 when something is overdue.',
    async run(options, { cwd, env, terminal, now }) {
        const map = readStageMap(String(options.stageMap), cwd);
        const today = dayOfMoment(now().getTime());
        const targetOrg = typeof options.targetOrg === 'string' ? options.targetOrg : undefined;
        const org = await connect({ targetOrg, env, cwd, localUser: 'revops' });
        const loops = await readOpenLoops(org, map, today);
        if (options.json) terminal.printJson(toDocument(org.instanceUrl, today, loops));
        else terminal.print(loops.length === 0 ? `Nothing is owed after a close in ${org.instanceUrl}.` : layReport(loops, today));
        return loops.some(({ isOverdue }) => isOverdue) ? 'FOUND' : 'OK';
    }
};

/** Everything that is owed after a close in an org. */
export async function readOpenLoops(org: SalesforceOrg, map: StageMap, today: Day): Promise<readonly OpenLoop[]> {
    const [stages, partners, history, postMortems, learnings] = await Promise.all([
        org.query(STAGE_VALUE_QUERY),
        org.query(LOOP_QUERIES.partners),
        org.query(LOOP_QUERIES.history),
        org.query(LOOP_QUERIES.postMortems),
        org.query(LOOP_QUERIES.learnings)
    ]);
    const closed = new Map(readStageValues(stages).map(({ name, isClosed }) => [name, isClosed]));
    const partnersOfClosed = readClosedPartners({ partners, history, postMortems, learnings }, (name) => closed.get(name));
    return findOpenLoops(partnersOfClosed, map, today);
}

function layReport(loops: readonly OpenLoop[], today: Day): string {
    const overdue = loops.filter(({ isOverdue }) => isOverdue);
    return [
        layLoops(loops, today),
        `${loops.length} loops open on ${units(moneyOf(loops))}; ${overdue.length} overdue on ${units(moneyOf(overdue))}.`
    ].join('\n\n');
}

/** Dollars of different deals. */
const moneyOf = (loops: readonly OpenLoop[]): Cents =>
    [...new Map(loops.map(({ partner }) => [partner.dealId, partner.amount ?? 0])).values()].reduce((sum, amount) => sum + amount, 0);

const COLUMNS: readonly Column[] = [
    { heading: 'State' },
    { heading: 'Deal' },
    { heading: 'Amount', align: 'right' },
    { heading: 'Outcome' },
    { heading: 'Closed' },
    { heading: 'Due' },
    { heading: 'Days', align: 'right' },
    { heading: 'Owed' },
    { heading: 'Partner' },
    { heading: 'Who acts' }
];

/** The column of stage history stands only where history shows some close on another day. */
function layLoops(loops: readonly OpenLoop[], today: Day): string {
    const differs = loops.some((loop) => tellHistory(loop) !== '');
    return layTable(
        differs ? [...COLUMNS, { heading: 'By stage history' }] : COLUMNS,
        loops.map((loop) => [
            stateOf(loop),
            loop.partner.dealName,
            units(loop.partner.amount),
            loop.partner.isWon ? 'Won' : 'Lost',
            isoOf(loop.partner.closeDate),
            isoOf(loop.dueOn),
            String(today - loop.partner.closeDate),
            loop.debts.join(', '),
            loop.partner.partnerName,
            loop.whoActs.join(', '),
            ...(differs ? [tellHistory(loop)] : [])
        ])
    );
}

/** Empty where stage history shows the close on the close date, or does not tell. */
const tellHistory = ({ partner: { closeDate, closedOn }, dueByHistory }: OpenLoop): string =>
    closedOn === undefined || dueByHistory === undefined || closedOn === closeDate
        ? ''
        : `closed ${isoOf(closedOn)}, due ${isoOf(dueByHistory)} by that`;

const stateOf = ({ isOverdue, debts }: OpenLoop): string =>
    isOverdue ? 'overdue' : debts.every((debt) => debt === 'learning not published') ? 'to publish' : 'due';

const toDocument = (instanceUrl: string, today: Day, loops: readonly OpenLoop[]) => ({
    org: instanceUrl,
    asOf: isoOf(today),
    open: moneyOf(loops) / 100,
    overdue: moneyOf(loops.filter(({ isOverdue }) => isOverdue)) / 100,
    loops: loops.map((loop) => ({
        state: stateOf(loop),
        engagementId: loop.partner.engagementId,
        deal: { id: loop.partner.dealId, name: loop.partner.dealName, owner: loop.partner.ownerName },
        amount: loop.partner.amount === undefined ? null : loop.partner.amount / 100,
        outcome: loop.partner.isWon ? 'Won' : 'Lost',
        closeDate: isoOf(loop.partner.closeDate),
        dueOn: isoOf(loop.dueOn),
        closedOn: loop.partner.closedOn === undefined ? null : isoOf(loop.partner.closedOn),
        dueByHistory: loop.dueByHistory === undefined ? null : isoOf(loop.dueByHistory),
        owed: loop.debts,
        partner: loop.partner.partnerName,
        partnerManager: loop.partner.managerName ?? null,
        whoActs: loop.whoActs
    }))
});

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const units = (amount: Cents | undefined): string => (amount === undefined ? '–' : whole.format(amount / 100));
