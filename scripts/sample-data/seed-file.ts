/** What the seeding door of the local org takes: users, then objects in dependency order. '@x' refers to a row's ref or a user's key. */
export interface SeedFile {
    readonly users: readonly SeedUser[];
    readonly objects: readonly { readonly object: string; readonly rows: readonly SeedRow[] }[];
}

export interface SeedUser {
    readonly key: string;
    readonly username: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly title: string;
    readonly email?: string;
    readonly profile: string;
    readonly permissionSets: readonly string[];
    /** Key of the user who leads this one. */
    readonly manager?: string;
    readonly language?: string;
}

export type SeedRow = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Collects rows per object; objects come out in the order in which they were first named. */
export class SeedRows {
    #objects = new Map<string, SeedRow[]>();

    constructor(order: readonly string[]) {
        for (const object of order) this.#objects.set(object, []);
    }

    /** Adds a row and returns the reference to it. */
    add(object: string, ref: string, row: SeedRow): string {
        const rows = this.#objects.get(object);
        if (!rows) throw new RangeError(`${object} is not in the seeding order`);
        rows.push({ ref, ...row });
        return `@${ref}`;
    }

    /** Adds fields to a row that is there already. */
    amend(reference: string, fields: SeedRow): void {
        for (const rows of this.#objects.values()) {
            const index = rows.findIndex(({ ref }) => `@${ref}` === reference);
            if (index < 0) continue;
            rows[index] = { ...rows[index], ...fields };
            return;
        }
        throw new RangeError(`no row is called ${reference}`);
    }

    /** How many rows of an object there are so far. */
    count(object: string): number {
        return this.#objects.get(object)?.length ?? 0;
    }

    toObjects(): SeedFile['objects'] {
        return [...this.#objects].filter(([, rows]) => rows.length > 0).map(([object, rows]) => ({ object, rows }));
    }
}
