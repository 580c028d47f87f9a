import type { Cast } from './cast';
import { momentOf } from './calendar';
import type { Random } from './random';
import type { SeedRows } from './seed-file';

/** An account with its people; each is a reference ('@ref') that rows can hold. */
export interface Company {
    readonly name: string;
    readonly account: string;
    readonly contacts: readonly string[];
}

export interface PartnerCompany extends Company {
    readonly type: Cast['partners'][number]['type'];
    readonly manager: string;
}

const CONTACTS_EACH = 3;

/** Customers and partners with three contacts each. */
export function addCompanies(
    rows: SeedRows,
    cast: Cast,
    random: Random,
    firstDay: number
): { readonly customers: readonly Company[]; readonly partners: readonly PartnerCompany[] } {
    const addCompany = (ref: string, name: string, type: string, titles: readonly string[], owner: string): Company => {
        const account = rows.add('Account', ref, { Name: name, Type: type, OwnerId: owner, CreatedDate: momentOf(firstDay) });
        const contacts = Array.from({ length: CONTACTS_EACH }, (_, index) => {
            const first = random.pick(cast.firstNames);
            const last = random.pick(cast.lastNames);
            const domain = name.toLowerCase().replace(/[^a-z]+/g, '-');
            return rows.add('Contact', `${ref}-${index}`, {
                FirstName: first,
                LastName: last,
                Title: titles[index % titles.length],
                Email: `${first}.${last}@${domain}.example`.toLowerCase(),
                AccountId: account,
                OwnerId: owner,
                CreatedDate: momentOf(firstDay)
            });
        });
        return { name, account, contacts };
    };
    return {
        customers: cast.customers.map((name, index) =>
            addCompany(`customer-${index}`, name, 'Customer - Direct', cast.titles.buyer, '@ae')
        ),
        partners: cast.partners.map(({ ref, name, type, manager }) => ({
            ...addCompany(
                ref,
                name,
                type === 'Reseller' ? 'Channel Partner / Reseller' : 'Technology Partner',
                cast.titles.partner,
                `@${manager}`
            ),
            type,
            manager: `@${manager}`
        }))
    };
}
