import { isoOf, dayOfMoment } from '../domain/forecast/calendar-day';
import type { CreditChange } from '../domain/credit-trail/credit-change';
import type { CreditTrailReport } from './deals-credit-trail';
import { layTable } from './table';

/** Lines that a terminal shows; the JSON holds all. */
const SHOWN = 25;

/** The report as text for a terminal. */
export function layCreditTrail(report: CreditTrailReport): string {
    const { fresh, roles, rolesRefused } = report;
    const would = report.isDryRun ? 'would be ' : '';
    return [
        fresh.length === 0
            ? `The credit trail of ${report.instanceUrl} is complete: ${countOf(report.kept, 'change')}, none new.`
            : `${countOf(fresh.length, 'change')} of credit ${would}written to the trail; ${report.kept} were there.`,
        ...(fresh.length > 0 ? [layChanges(fresh)] : []),
        roles
            ? `Standard partner list: ${countOf(roles.add.length, 'row')} ${would}added, ${roles.remove.length} ${would}removed, ${roles.unchanged} as they should be.`
            : `The standard partner list was left alone: ${rolesRefused}`,
        ...(roles?.rolesNotThere ?? []).map((role) => `The org offers no partner role '${role}': those rows have no role.`)
    ].join('\n\n');
}

function layChanges(fresh: readonly CreditChange[]): string {
    const latest = fresh.slice(-SHOWN);
    const table = layTable(
        [
            { heading: 'When' },
            { heading: 'Deal' },
            { heading: 'Partner' },
            { heading: 'Changed' },
            { heading: 'From' },
            { heading: 'To' },
            { heading: 'By' },
            { heading: 'Stage then' },
            { heading: 'Late', align: 'right' },
            { heading: 'Reason' }
        ],
        latest.map((change) => [
            isoOf(dayOfMoment(change.at)),
            change.partner.dealName,
            change.partner.partnerName ?? '–',
            change.field,
            change.from ?? '–',
            change.to ?? '–',
            change.byName ?? '–',
            change.stageName ?? '–',
            lateness(change),
            change.reason ?? '–'
        ])
    );
    return fresh.length > latest.length ? `${table}\nand ${fresh.length - latest.length} older ones (all of them with --json)` : table;
}

const lateness = ({ daysAfterLock, isAfterEntry }: CreditChange): string =>
    daysAfterLock !== undefined ? `${countOf(daysAfterLock, 'day')} past lock` : isAfterEntry ? 'after entry' : '–';

const countOf = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** Lines of the trail that history contradicts or does not know, and rows that the org refused, a line each. */
export const refusalsOf = ({ contradicted, unfounded, refused }: CreditTrailReport): readonly string[] => [
    ...contradicted.map(
        ({ name, sourceId }) =>
            `${name} does not say what field history says in ${sourceId}. An administrator deletes it; the next run writes the true one.`
    ),
    ...unfounded.map(
        ({ name, sourceId }) =>
            `${name} names the history entry ${sourceId}, which there is not, though history reaches back further. An administrator deletes it.`
    ),
    ...refused.map(({ key, reason }) => `${key} was not written: ${reason}`)
];

/** The report as JSON. */
export const creditTrailDocument = ({
    instanceUrl,
    fresh,
    kept,
    contradicted,
    unfounded,
    roles,
    rolesRefused,
    isDryRun,
    refused
}: CreditTrailReport) => ({
    org: instanceUrl,
    dryRun: isDryRun,
    kept,
    contradicted: contradicted.map(({ name, sourceId }) => ({ name, sourceHistoryId: sourceId })),
    unfounded: unfounded.map(({ name, sourceId }) => ({ name, sourceHistoryId: sourceId })),
    changes: fresh.map((change) => ({
        sourceHistoryId: change.sourceId,
        engagement: { id: change.partner.id, name: change.partner.name },
        deal: { id: change.partner.dealId, name: change.partner.dealName },
        partner: change.partner.partnerName ?? null,
        field: change.field,
        from: change.from ?? null,
        to: change.to ?? null,
        by: change.byName ?? null,
        on: new Date(change.at).toISOString(),
        reason: change.reason ?? null,
        stageName: change.stageName ?? null,
        afterEntry: change.isAfterEntry,
        daysAfterRegistration: change.daysAfterRegistration ?? null,
        daysAfterLock: change.daysAfterLock ?? null
    })),
    standardPartners: roles
        ? { added: roles.add, removed: roles.remove, unchanged: roles.unchanged, rolesNotThere: roles.rolesNotThere }
        : null,
    ...(rolesRefused !== undefined && { standardPartnersRefused: rolesRefused }),
    refused
});
