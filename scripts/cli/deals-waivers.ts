import type { RefusedRow, SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import { EXCEPTION_OBJECT, EXCEPTION_QUERY, readExceptions } from '../boundary/exception-rows';
import {
    EXCEPTION_STATES,
    expiredAmong,
    standingOf,
    type ExceptionFacts,
    type ExceptionStanding
} from '../domain/exceptions/exception-standing';
import { dayOfMoment, isoOf, type Day } from '../domain/forecast/calendar-day';
import type { Cents } from '../domain/forecast/money';
import type { Command } from './command';
import { connect } from './connect';
import { STAGE_MAP_OPTION } from './map-signatures';
import { TARGET_ORG_OPTION } from './org-option';
import { readStageMap } from './read-stage-map';
import { layTable } from './table';

/** What closing came to. */
interface Closing {
    readonly closed: readonly ExceptionFacts[];
    readonly refused: readonly RefusedRow[];
}

/** Exceptions and the debt they leave; closes those whose day has passed. */
export const dealsWaivers: Command = {
    path: ['deals', 'waivers'],
    summary: 'List exceptions and what is still owed for them; close those past their last day.',
    options: [
        { flags: '--expire', description: 'close approved exceptions past their last day (RevOps); the list without it is the preview' },
        { flags: '--all', description: 'also list exceptions for which nothing is owed any more' },
        STAGE_MAP_OPTION,
        TARGET_ORG_OPTION,
        { flags: '--json', description: 'one JSON document instead of text' }
    ],
    notes: 'Ends with 1 when an exception waits, has expired or is still owed; with --expire only when one could not be closed.',
    async run(options, { cwd, env, terminal, now }) {
        const map = readStageMap(String(options.stageMap), cwd);
        const today = dayOfMoment(now().getTime());
        const targetOrg = typeof options.targetOrg === 'string' ? options.targetOrg : undefined;
        const org = await connect({ targetOrg, env, cwd, localUser: 'revops' });
        const read = async () => readExceptions(await org.query(EXCEPTION_QUERY));
        let exceptions = await read();
        const closing = options.expire ? await close(org, expiredAmong(exceptions, today)) : undefined;
        if (closing && closing.closed.length > 0) exceptions = await read();
        const all = standingOf(exceptions, map, today);
        const standing = options.all ? all : all.filter(({ state }) => state !== 'settled');
        const report = { instanceUrl: org.instanceUrl, today, standing, settled: all.length - standing.length, closing };
        if (options.json) terminal.printJson(toDocument(report));
        else terminal.print(layReport(report));
        for (const line of describeRefused(closing?.refused ?? [], exceptions)) terminal.warn(line);
        if (closing) return closing.refused.length > 0 ? 'FOUND' : 'OK';
        return all.some(({ state }) => state !== 'settled') ? 'FOUND' : 'OK';
    }
};

/** Closes each on its own, so that one that is refused keeps no other open. What is closed already is not touched. */
async function close(org: SalesforceOrg, expired: readonly ExceptionFacts[]): Promise<Closing> {
    const { refused } = await org.update(
        EXCEPTION_OBJECT,
        expired.map(({ id }) => ({ Id: id, Status__c: 'Closed' }))
    );
    const failed = new Set(refused.map(({ key }) => key));
    return { closed: expired.filter(({ id }) => !failed.has(id)), refused };
}

interface Report {
    readonly instanceUrl: string;
    readonly today: Day;
    readonly standing: readonly ExceptionStanding[];
    /** How many are left out because nothing is owed for them. */
    readonly settled: number;
    readonly closing: Closing | undefined;
}

function layReport({ standing, settled, closing, instanceUrl }: Report): string {
    const parts = [
        ...(closing ? [describeClosed(closing)] : []),
        standing.length === 0 ? `No exception in ${instanceUrl} waits, has expired or is owed.` : layStanding(standing),
        ...(standing.length === 0 ? [] : [describeTotals(standing)]),
        ...(settled > 0 ? [`${settled} more for which nothing is owed (--all).`] : [])
    ];
    return parts.join('\n\n');
}

const describeClosed = ({ closed }: Closing): string =>
    closed.length === 0
        ? 'No approved exception is past its last day; nothing was changed.'
        : [
              `Closed ${closed.length === 1 ? 'one exception' : `${closed.length} exceptions`} past the last day; what was waived is owed at its own gate again:`,
              ...closed.map(({ name, dealName, partnerName, gate }) => `- ${name}, ${dealName}, ${partnerName}, gate ${gate}`)
          ].join('\n');

const layStanding = (standing: readonly ExceptionStanding[]): string =>
    layTable(
        [
            { heading: 'State' },
            { heading: 'Exception' },
            { heading: 'Deal' },
            { heading: 'Partner' },
            { heading: 'Gate', align: 'right' },
            { heading: 'Amount', align: 'right' },
            { heading: 'Until' },
            { heading: 'Approver' },
            { heading: 'Owed' },
            { heading: 'Who acts' }
        ],
        standing.map(({ exception, state, owed, whoActs }) => [
            state,
            exception.name,
            exception.dealName,
            exception.partnerName,
            String(exception.gate),
            units(exception.amount),
            exception.expiresOn === undefined ? '–' : isoOf(exception.expiresOn),
            exception.approver ?? '–',
            owed.map(({ title }) => title).join('; ') || '–',
            whoActs.join('; ') || '–'
        ])
    );

/** Dollars per state; a deal with several exceptions counts once in each. */
const describeTotals = (standing: readonly ExceptionStanding[]): string =>
    EXCEPTION_STATES.flatMap((state) => {
        const some = standing.filter((one) => one.state === state);
        const deals = new Map(some.map(({ exception }) => [exception.dealId, exception.amount ?? 0]));
        const sum = [...deals.values()].reduce((total, amount) => total + amount, 0);
        return some.length === 0 ? [] : [`${some.length} ${state} on deals worth ${units(sum)}`];
    }).join(', ') + '.';

function describeRefused(refused: readonly RefusedRow[], exceptions: readonly ExceptionFacts[]): readonly string[] {
    const names = new Map(exceptions.map(({ id, name }) => [id, name]));
    return refused.map(({ key, reason }) => `${names.get(key) ?? key} was not closed: ${reason}`);
}

const toDocument = ({ instanceUrl, today, standing, settled, closing }: Report) => ({
    org: instanceUrl,
    asOf: isoOf(today),
    exceptions: standing.map(({ exception, state, owed, whoActs }) => ({
        state,
        id: exception.id,
        name: exception.name,
        deal: { id: exception.dealId, name: exception.dealName, owner: exception.dealOwner, stageName: exception.stageName },
        amount: exception.amount === undefined ? null : exception.amount / 100,
        partner: exception.partnerName,
        partnerManager: exception.partnerManager ?? null,
        gate: exception.gate,
        reason: exception.reason,
        requestedBy: exception.requestedBy,
        requestedOn: isoOf(exception.requestedOn),
        approver: exception.approver ?? null,
        approvedOn: exception.approvedOn === undefined ? null : isoOf(exception.approvedOn),
        expiresOn: exception.expiresOn === undefined ? null : isoOf(exception.expiresOn),
        owed: owed.map(({ key, title }) => ({ key, title })),
        whoActs
    })),
    settled,
    ...(closing && { closed: closing.closed.map(({ id, name }) => ({ id, name })), refused: closing.refused })
});

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const units = (amount: Cents | undefined): string => (amount === undefined ? '–' : whole.format(amount / 100));
