import type { CreditedPartner, FieldChange } from './credit-change';

/** Roles of the standard partner list, by partner type. An org may have taken a role away; then the row stands without one. */
export const STANDARD_ROLES: Readonly<Record<string, string>> = {
    SI: 'System Integrator',
    ISV: 'Developer',
    Reseller: 'VAR/Reseller',
    Marketplace: 'Distributor'
};

/** A partner of a deal in the platform's own list (Partner, read as OpportunityPartner). */
export interface StandardPartner {
    readonly dealId: string;
    readonly accountId: string;
    readonly role: string | undefined;
    readonly isPrimary: boolean;
}
export interface StoredPartner extends StandardPartner {
    readonly id: string;
}

/** What makes the platform's list say what the registered partners say. Its rows cannot be changed, only written and removed. */
export interface RoleChanges {
    readonly remove: readonly StoredPartner[];
    readonly add: readonly StandardPartner[];
    readonly unchanged: number;
    /** Roles that the org's list does not offer. */
    readonly rolesNotThere: readonly string[];
}

/**
 * One row per registered partner, the Lead primary. Rows of accounts that were never a partner here are somebody else's and stay; those
 * of partners that withdrew, or that were replaced according to field history, go.
 */
export function projectRoles(
    partners: readonly CreditedPartner[],
    changes: readonly FieldChange[],
    stored: readonly StoredPartner[],
    roles: ReadonlySet<string>
): RoleChanges {
    const wanted = wantedRows(partners, roles);
    const former = formerAccounts(partners, changes);
    const known = new Map<string, StoredPartner[]>();
    for (const row of stored) known.set(keyOf(row), [...(known.get(keyOf(row)) ?? []), row]);
    const [add, remove] = [[] as StandardPartner[], [] as StoredPartner[]];
    for (const [key, row] of wanted) {
        const there = known.get(key) ?? [];
        if (there.some((other) => other.role === row.role && other.isPrimary === row.isPrimary)) continue;
        remove.push(...there);
        add.push(row);
    }
    for (const [key, rows] of known) if (!wanted.has(key) && former.has(key)) remove.push(...rows);
    return { add, remove, unchanged: wanted.size - add.length, rolesNotThere: rolesNotThere(partners, roles) };
}

const keyOf = ({ dealId, accountId }: Pick<StandardPartner, 'dealId' | 'accountId'>): string => `${dealId} ${accountId}`;

function wantedRows(partners: readonly CreditedPartner[], roles: ReadonlySet<string>): ReadonlyMap<string, StandardPartner> {
    const wanted = new Map<string, StandardPartner>();
    const led = new Set<string>();
    // Leads first, so that a partner that stands on a deal twice is its Lead; the first one registered where there are two.
    const ordered = partners
        .filter(({ status }) => status === 'Registered')
        .sort(
            (a, b) =>
                Number(b.role === 'Lead') - Number(a.role === 'Lead') ||
                (a.registeredOn ?? 0) - (b.registeredOn ?? 0) ||
                (a.id < b.id ? -1 : 1)
        );
    for (const { dealId, partnerId: accountId, role, partnerType } of ordered) {
        if (accountId === undefined || wanted.has(keyOf({ dealId, accountId }))) continue;
        const standard = STANDARD_ROLES[partnerType ?? ''];
        const isPrimary = role === 'Lead' && !led.has(dealId);
        if (isPrimary) led.add(dealId);
        wanted.set(keyOf({ dealId, accountId }), {
            dealId,
            accountId,
            role: standard && roles.has(standard) ? standard : undefined,
            isPrimary
        });
    }
    return wanted;
}

function formerAccounts(partners: readonly CreditedPartner[], changes: readonly FieldChange[]): ReadonlySet<string> {
    const dealOf = new Map(partners.map(({ id, dealId }) => [id, dealId]));
    const withdrawn = partners.flatMap(({ status, dealId, partnerId: accountId }) =>
        status === 'Withdrawn' && accountId !== undefined ? [keyOf({ dealId, accountId })] : []
    );
    const replaced = changes.flatMap(({ field, isById, from: accountId, engagementId }) => {
        const dealId = dealOf.get(engagementId);
        return field === 'Partner' && isById && accountId !== undefined && dealId !== undefined ? [keyOf({ dealId, accountId })] : [];
    });
    return new Set([...withdrawn, ...replaced]);
}

const rolesNotThere = (partners: readonly CreditedPartner[], roles: ReadonlySet<string>): readonly string[] => {
    const asked = partners.flatMap(({ status, partnerType }) => (status === 'Registered' ? (STANDARD_ROLES[partnerType ?? ''] ?? []) : []));
    return [...new Set(asked)].filter((role) => !roles.has(role));
};
