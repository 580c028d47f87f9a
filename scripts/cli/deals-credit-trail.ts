import type { RefusedRow, SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import {
    CREDIT_CHANGE_KEY,
    CREDIT_CHANGE_OBJECT,
    CREDIT_TRAIL_QUERIES,
    readCreditedPartners,
    readFieldChanges,
    readStandardPartners,
    readWritten,
    STANDARD_PARTNER_OBJECT,
    toCreditChangeRecord,
    toStandardPartnerRecord
} from '../boundary/credit-trail-rows';
import { HISTORY_QUERY, readHistory } from '../boundary/drift-rows';
import { contradictedLines, unfoundedLines, type WrittenLine } from '../domain/credit-trail/contradicted-lines';
import { creditChangesOf, type CreditChange, type CreditedPartner, type FieldChange } from '../domain/credit-trail/credit-change';
import { projectRoles, type RoleChanges } from '../domain/credit-trail/project-roles';
import { ProblemError } from '../domain/problem';
import type { Command } from './command';
import { connect } from './connect';
import { creditTrailDocument, layCreditTrail, refusalsOf } from './credit-trail-text';
import { TARGET_ORG_OPTION } from './org-option';
import type { Terminal } from './terminal';

/** What the trail and the platform's own list of partners lack, and what writing it came to. */
export interface CreditTrailReport {
    readonly instanceUrl: string;
    /** Changes that the trail did not hold yet, oldest first. */
    readonly fresh: readonly CreditChange[];
    readonly kept: number;
    /** Lines that say otherwise than the history entry they name: somebody wrote them by hand. */
    readonly contradicted: readonly WrittenLine[];
    /** Lines that name an entry which history would still hold, and does not. */
    readonly unfounded: readonly WrittenLine[];
    readonly roles: RoleChanges | undefined;
    /** Why the roles were not looked at. */
    readonly rolesRefused: string | undefined;
    readonly isDryRun: boolean;
    readonly refused: readonly RefusedRow[];
}

/** Copies changes of credit from field history, which ages out, into rows that stay, and tells the platform's own list who is partner. */
export const dealsCreditTrail: Command = {
    path: ['deals', 'credit-trail'],
    summary: 'Keep every change of credit for good, and project roles to the standard partner list.',
    options: [
        { flags: '--dry-run', description: 'tell what would be written, and write nothing' },
        TARGET_ORG_OPTION,
        { flags: '--json', description: 'one JSON document instead of text' }
    ],
    notes: 'A second run writes nothing. Run it nightly: field history goes with a partner that is deleted, and lasts 18 months otherwise. Ends with 1 when a row was refused or a line says what field history does not, with --dry-run when there is something to write.',
    async run(options, { cwd, env, terminal }) {
        const targetOrg = typeof options.targetOrg === 'string' ? options.targetOrg : undefined;
        const org = await connect({ targetOrg, env, cwd, localUser: 'revops' });
        const found = await findWhatIsMissing(org, terminal);
        const isDryRun = options.dryRun === true;
        const refused = isDryRun ? [] : await write(org, found, terminal);
        const report = { ...found, instanceUrl: org.instanceUrl, isDryRun, refused };
        if (options.json) terminal.printJson(creditTrailDocument(report));
        else terminal.print(layCreditTrail(report));
        for (const line of refusalsOf(report)) terminal.warn(line);
        const isFound = isDryRun && (found.fresh.length > 0 || rolesToChange(found.roles) > 0);
        const isWrong = refused.length > 0 || found.contradicted.length + found.unfounded.length > 0 || found.rolesRefused !== undefined;
        return isFound || isWrong ? 'FOUND' : 'OK';
    }
};

const rolesToChange = (roles: RoleChanges | undefined): number => (roles ? roles.add.length + roles.remove.length : 0);

type Missing = Pick<CreditTrailReport, 'fresh' | 'kept' | 'contradicted' | 'unfounded' | 'roles' | 'rolesRefused'>;

async function findWhatIsMissing(org: SalesforceOrg, terminal: Terminal): Promise<Missing> {
    terminal.progress('Reading field history …');
    const partners = readCreditedPartners(await org.query(CREDIT_TRAIL_QUERIES.partners));
    const changes = readFieldChanges(await org.query(CREDIT_TRAIL_QUERIES.history));
    const written = readWritten(await org.query(CREDIT_TRAIL_QUERIES.written));
    terminal.progress('Reading stage history …');
    const all = creditChangesOf(changes, partners, readHistory(await org.query(HISTORY_QUERY)));
    const known = new Set(written.map(({ sourceId }) => sourceId));
    const fresh = all.filter(({ sourceId }) => !known.has(sourceId));
    const contradicted = contradictedLines(all, written);
    const unfounded = unfoundedLines(changes, new Set(partners.map(({ id }) => id)), written);
    return { fresh, kept: all.length - fresh.length, contradicted, unfounded, ...(await findRoles(org, partners, changes)) };
}

/** An org or a login without the standard partner list keeps its trail all the same. */
async function findRoles(
    org: SalesforceOrg,
    partners: readonly CreditedPartner[],
    changes: readonly FieldChange[]
): Promise<Pick<Missing, 'roles' | 'rolesRefused'>> {
    try {
        const offered = await org.picklistValues(STANDARD_PARTNER_OBJECT, 'Role');
        const stored = readStandardPartners(await org.query(CREDIT_TRAIL_QUERIES.standardPartners));
        return { roles: projectRoles(partners, changes, stored, offered ?? new Set()), rolesRefused: undefined };
    } catch (error) {
        if (!(error instanceof ProblemError) || error.code !== 'QUERY_REFUSED') throw error;
        return { roles: undefined, rolesRefused: error.detail };
    }
}

async function write(org: SalesforceOrg, { fresh, roles }: Missing, terminal: Terminal): Promise<readonly RefusedRow[]> {
    terminal.progress('Writing …');
    const trail = await org.insert(CREDIT_CHANGE_OBJECT, CREDIT_CHANGE_KEY, fresh.map(toCreditChangeRecord));
    // Another run at the same moment has written it; that is what was wanted.
    const refused = trail.refused.filter(({ reason }) => !reason.startsWith('DUPLICATE_VALUE'));
    if (!roles) return refused;
    // A row that differs cannot be changed, so the old one goes first: a failed insert is made good by the next run.
    const removed = await org.remove(roles.remove.map(({ id }) => id));
    const added = await org.insert(STANDARD_PARTNER_OBJECT, 'OpportunityId', roles.add.map(toStandardPartnerRecord));
    return [...refused, ...removed.refused, ...added.refused];
}
