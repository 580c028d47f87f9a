import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createDml } from '../../local-org/dml';
import type { SeedRow } from '../../local-org/dml';
import { createLocalOrg } from '../../local-org/local-org';
import type { RunningOrg } from '../../local-org/local-org';
import { deployComponents } from '../../local-org/metadata';
import type { SourceComponent } from '../../local-org/metadata';
import { parseXml } from '../../local-org/metadata/xml-node';
import { accessOf } from '../../local-org/model/access';
import type { Dml, RecordInput, SaveResult, Scalar, Session } from '../../local-org/model/org';
import { findField, findObject } from '../../local-org/model/schema';
import { sourceFolder } from '../contract/org-under-test';
import type { Mutant } from './metadata-mutants';

/** The day on which every scenario plays. */
export const TODAY = '2026-11-20';
const MILLISECONDS_PER_DAY = 86_400_000;

/** 'YYYY-MM-DD' so many days from the day of the scenarios. */
export const dayFrom = (days: number): string => new Date(Date.parse(TODAY) + days * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);

/** The user whom the org keeps and nobody may be handed work to. */
const LEFT_THE_COMPANY = 'ae4';
/** What a mutant of a rule says instead of its words; its number follows. */
const MUTANT = 'Mutant ';
/** The field that the mutant of a formula with this number is deployed as. */
export const mutantField = (index: number): string => `Mutant_${index}__c`;

function asComponent({ of, xml }: Mutant, index: number): SourceComponent {
    const name = of.kind === 'CustomField' ? mutantField(index) : `Mutant_${index}`;
    const renamed = xml
        .replace(/<fullName>[^<]*</, `<fullName>${name}<`)
        .replace(/<errorMessage>[^]*<\/errorMessage>/, `<errorMessage>${MUTANT}${index}</errorMessage>`);
    const fileName = `objects/${of.object}/${name}`;
    return {
        type: of.kind,
        fullName: `${of.object}.${name}`,
        fileName,
        shownAs: fileName,
        node: parseXml(renamed),
        files: new Map([[fileName, Buffer.from(renamed)]])
    };
}

/** One save that a user tries. A value '@ref' is the id of a seeded row or user. */
export interface Save {
    readonly user: string;
    readonly object: string;
    /** The row to change; a new one without it. */
    readonly row?: string;
    readonly fields: RecordInput;
}

export interface Rows {
    readonly object: string;
    readonly rows: readonly SeedRow[];
}

/** An org in this process that is given one wrong file after another, and forgets each of them and every save that was tried. */
export class MutantOrg {
    readonly #dml: Dml;
    readonly #sessions = new Map<string, Session>();

    private constructor(
        readonly local: RunningOrg,
        readonly ids: ReadonlyMap<string, string>
    ) {
        this.#dml = createDml(local.state);
    }

    /** force-app, the cast's users and the given rows, as of TODAY. */
    static async open(objects: readonly Rows[]): Promise<MutantOrg> {
        const folder = mkdtempSync(join(tmpdir(), 'mutant-org-'));
        const { users } = JSON.parse(readFileSync(resolve(__dirname, '../../../config/sample-data/cast.json'), 'utf8')) as {
            users: readonly { key: string }[];
        };
        const seedFile = join(folder, 'seed.json');
        writeFileSync(seedFile, JSON.stringify({ users, objects }));
        const local = createLocalOrg({ sources: [sourceFolder()], seedFile, now: () => new Date(`${TODAY}T15:00:00Z`) });
        try {
            const ready = await local.start();
            const left = local.state.store.get('User', ready.users[LEFT_THE_COMPANY]!.id)!;
            local.state.store.put('User', { ...left, IsActive: false });
            return new MutantOrg(local, idsOf(local, ready.users, objects));
        } finally {
            rmSync(folder, { recursive: true, force: true });
        }
    }

    stop(): Promise<void> {
        return this.local.stop();
    }

    /**
     * Works with these mutants deployed beside the real rules and fields, each under a name of its own; then everything is put back.
     * Rules and formulas do not see each other's verdict, so beside is as good as instead, and a hundred are judged by one save.
     * Throws when the org refuses to deploy one.
     */
    beside<T>(mutants: readonly Mutant[], work: () => T): T {
        const { state } = this.local;
        const before = state.schema;
        try {
            return state.store.savepoint(
                () => {
                    this.#deploy(mutants.map(asComponent));
                    return work();
                },
                () => false
            );
        } finally {
            state.schema = before;
            this.#sessions.clear();
        }
    }

    #deploy(components: readonly SourceComponent[]): void {
        const { success, componentFailures } = deployComponents(this.local.state, components);
        if (!success) throw new Error(componentFailures.map(({ fullName, problem }) => `${fullName}: ${problem}`).join('\n'));
        this.#sessions.clear();
    }

    /** The numbers of the deployed mutants that refuse a save. It is undone. */
    refusers(save: Save): ReadonlySet<number> {
        return new Set(this.saysTo(save).flatMap((message) => (message.startsWith(MUTANT) ? [Number(message.slice(MUTANT.length))] : [])));
    }

    /** What the org says to a save, message by message, sorted; nothing when it takes it. The save is undone. */
    saysTo({ user, object, row, fields }: Save): readonly string[] {
        const [result] = this.#dml.transaction<SaveResult[]>(
            () => {
                const record = this.#resolved(fields);
                const session = this.#session(user);
                return row === undefined
                    ? this.#dml.insert(session, object, [record])
                    : this.#dml.update(session, object, [{ Id: this.#id(row), ...record }]);
            },
            () => false
        );
        return result!.errors.map(({ message }) => message).sort();
    }

    /** What a field of a seeded row says to everybody. */
    reads(objectName: string, row: string, fieldName: string): Scalar {
        const { state } = this.local;
        const object = findObject(state.schema, objectName)!;
        const field = findField(object, fieldName)!;
        return state.reader.read(object, state.store.get(objectName, this.#id(row))!, field, this.#session('revops'));
    }

    #id(ref: string): string {
        const id = this.ids.get(ref);
        if (id === undefined) throw new RangeError(`nothing was seeded as ${ref}`);
        return id;
    }

    #resolved(fields: RecordInput): RecordInput {
        return Object.fromEntries(
            Object.entries(fields).map(([name, value]) => [
                name,
                typeof value === 'string' && value.startsWith('@') ? this.#id(value.slice(1)) : value
            ])
        );
    }

    #session(user: string): Session {
        let session = this.#sessions.get(user);
        if (!session) {
            const row = this.local.state.store.get('User', this.#id(user))!;
            this.#sessions.set(user, (session = { user: row, access: accessOf(this.local.state, row) }));
        }
        return session;
    }
}

/** Rows keep the order of the seed, so the n-th row of an object is the n-th that was given. */
function idsOf(local: RunningOrg, users: Readonly<Record<string, { readonly id: string }>>, objects: readonly Rows[]): Map<string, string> {
    const ids = new Map(Object.entries(users).map(([key, { id }]) => [key, id]));
    const left = new Map<string, string[]>();
    for (const { object, rows } of objects) {
        const found = left.get(object) ?? [...local.state.store.rows(object)].map(({ Id }) => Id);
        for (const { ref } of rows) {
            const id = found.shift()!;
            if (typeof ref === 'string') ids.set(ref, id);
        }
        left.set(object, found);
    }
    return ids;
}
