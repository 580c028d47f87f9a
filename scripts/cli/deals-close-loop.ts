import type { SalesforceOrg } from '../adapters/salesforce/salesforce-org';
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
import { layTable } from './table';

/** What is owed to partners and to the next deal after a close, won or lost. */
export const dealsCloseLoop: Command = {
    path: ['deals', 'close-loop'],
    summary: 'List what is owed after a close, won or lost: partner not told, post-mortem, learning not published.',
    options: [STAGE_MAP_OPTION, TARGET_ORG_OPTION, { flags: '--json', description: 'one JSON document instead of text' }],
    notes:
        'The day is the business days of the stage map after the close date, and who acts is who the partner desk names. Ends with 1 when\n' +
        'something is overdue.',
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
    const [partners, postMortems, learnings] = await Promise.all(
        [LOOP_QUERIES.partners, LOOP_QUERIES.postMortems, LOOP_QUERIES.learnings].map((soql) => org.query(soql))
    );
    return findOpenLoops(readClosedPartners({ partners: partners!, postMortems: postMortems!, learnings: learnings! }), map, today);
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

const layLoops = (loops: readonly OpenLoop[], today: Day): string =>
    layTable(
        [
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
        ],
        loops.map((loop) => [
            stateOf(loop),
            loop.partner.dealName,
            units(loop.partner.amount),
            loop.partner.isWon ? 'Won' : 'Lost',
            isoOf(loop.partner.closedOn),
            isoOf(loop.dueOn),
            String(today - loop.partner.closedOn),
            loop.debts.join(', '),
            loop.partner.partnerName,
            loop.whoActs.join(', ')
        ])
    );

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
        closedOn: isoOf(loop.partner.closedOn),
        dueOn: isoOf(loop.dueOn),
        owed: loop.debts,
        partner: loop.partner.partnerName,
        partnerManager: loop.partner.managerName ?? null,
        whoActs: loop.whoActs
    }))
});

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const units = (amount: Cents | undefined): string => (amount === undefined ? '–' : whole.format(amount / 100));
