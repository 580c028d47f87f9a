import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { Connection } from 'jsforce';
import { parseStageMap } from '../../boundary/parse-stage-map';
import { compileStageMap } from '../../domain/compile/compile-stage-map';
import type { CompiledFile } from '../../domain/compile/compiled-file';
import type { StageMap } from '../../domain/stage-map/stage-map';
import { createDml } from '../../local-org/dml';
import { createLocalOrg } from '../../local-org/local-org';
import type { RunningOrg } from '../../local-org/local-org';
import { accessOf } from '../../local-org/model/access';
import type { Row, Scalar, Session } from '../../local-org/model/org';
import { findField, findObject } from '../../local-org/model/schema';
import { stageMapFile } from '../stage-maps';
import { DealDesk } from './deal-desk';
import { EXCHANGED, SHIPPED } from './gate-oracle';
import type { MapModel } from './gate-oracle';
import { API_VERSION, connectRoles, sourceFolder, writeUsersOnly } from './org-under-test';
import type { OrgUnderTest, Role } from './org-under-test';
import { recount } from './recount';
import type { RecountedPartner } from './recount';

/** All permission sets, a user with none, and an AE for whom the rollout switch says to only advise. */
export const GATE_ROLES = ['ae', 'ae2', 'partnerManager', 'revops', 'admin', 'leader', 'integration', 'nobody', 'advised'] as const;
export type GateRole = (typeof GATE_ROLES)[number];

const MILLISECONDS_PER_DAY = 86_400_000;
type Login = Readonly<Record<string, { readonly accessToken: string; readonly id: string }>>;

/**
 * The local org in this process, with what only such an org allows: a clock that is moved, a recycle bin, another map deployed in the
 * middle of a deal, everything forgotten between two sequences, and rows looked at without a query.
 */
export class GateWorld {
    readonly org: OrgUnderTest;
    readonly desk: DealDesk;
    readonly #others: ReadonlyMap<string, Connection>;
    #map: MapModel = SHIPPED;
    daysAhead = 0;

    private constructor(
        readonly local: RunningOrg,
        instanceUrl: string,
        readonly users: Login
    ) {
        const org = connectRoles({ instanceUrl, users: users as never }, true, () => local.stop());
        this.org = { ...org, day: (fromToday = 0) => this.day(fromToday) };
        this.desk = new DealDesk(this.org, () => new Date(Date.now() + this.daysAhead * MILLISECONDS_PER_DAY));
        this.#others = new Map(
            (['nobody', 'advised'] as const).map((key) => [
                key,
                new Connection({ instanceUrl, loginUrl: instanceUrl, accessToken: users[key]!.accessToken, version: API_VERSION })
            ])
        );
    }

    static async open(): Promise<GateWorld> {
        const folder = mkdtempSync(join(tmpdir(), 'gate-world-'));
        const seedFile = writeUsersOnly(folder);
        const { users } = JSON.parse(readFileSync(seedFile, 'utf8')) as { users: object[] };
        const more = [
            ['nobody', []],
            ['advised', ['Partner_Stages_Account_Executive']]
        ].map(([key, permissionSets]) => ({
            key,
            username: `${String(key)}@gate.local`,
            firstName: 'Noor',
            lastName: String(key),
            profile: 'Standard User',
            permissionSets
        }));
        const settings = { object: 'Partner_Gate_Settings__c', rows: [{ SetupOwnerId: '@advised', Advise_Only__c: true }] };
        writeFileSync(seedFile, JSON.stringify({ users: [...users, ...more], objects: [settings] }));
        const clock: { world?: GateWorld } = {};
        const now = () => new Date(Date.now() + (clock.world?.daysAhead ?? 0) * MILLISECONDS_PER_DAY);
        const local = createLocalOrg({ sources: [sourceFolder()], seedFile, now });
        const { instanceUrl, users: ready } = await local.start();
        rmSync(folder, { recursive: true, force: true });
        clock.world = new GateWorld(local, instanceUrl, ready);
        return clock.world;
    }

    get map(): MapModel {
        return this.#map;
    }

    day(fromToday = 0): string {
        return new Date(Date.now() + (this.daysAhead + fromToday) * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
    }

    as(role: GateRole): Connection {
        return this.#others.get(role) ?? this.org.as(role as Role);
    }

    /** Takes a picture of all rows; calling the answer brings them back, and the clock and the shipped map with them. */
    async remember(): Promise<() => Promise<void>> {
        const { store } = this.local.state;
        const rows = store.dump();
        return async () => {
            this.daysAhead = 0;
            store.load(rows);
            await this.deployMap(SHIPPED);
        };
    }

    session(role: GateRole): Session {
        const { state } = this.local;
        const user = state.store.get('User', this.users[role]!.id)!;
        return { user, access: accessOf(state, user) };
    }

    /** A field of a live row as the org works it out. */
    read(objectName: string, id: string, fieldName: string): Scalar {
        const { state } = this.local;
        const object = findObject(state.schema, objectName)!;
        return state.reader.read(object, state.store.get(objectName, id)!, findField(object, fieldName)!, this.session('revops'));
    }

    rows(object: string, field: string, value: string): readonly Row[] {
        return this.local.state.store.find(object, field, value);
    }

    /** Deleted rows of an object that hung on this parent. */
    deleted(object: string, field: string, value: string): readonly Row[] {
        return [...this.local.state.store.deletedRows(object)].filter((row) => row[field] === value);
    }

    recount(deal: string): readonly RecountedPartner[] {
        return recount(this.local.state, this.session('revops'), deal);
    }

    /** As the recycle bin does it; no REST resource undeletes. */
    undelete(id: string): boolean {
        return createDml(this.local.state).undelete(this.session('admin'), [id])[0]!.success;
    }

    /** Exchanges the map by a deploy of everything that the compiler writes for it. */
    async deployMap(model: MapModel): Promise<void> {
        if (model === this.#map) return;
        const files = compiled(model);
        const { metadata } = this.as('admin');
        // The local org is done when it answers.
        metadata.pollInterval = 5;
        const { success, details } = await metadata
            .deploy(Buffer.from(packageOf(files, compiled(this.#map))), { singlePackage: true, rollbackOnError: true })
            .complete(true);
        if (!success) throw new Error(`the ${model.name} map is refused: ${JSON.stringify(details?.componentFailures)}`);
        this.#map = model;
    }
}

const known = new Map<string, readonly CompiledFile[]>();

/** The metadata of a map's rules and formulas. */
function compiled({ name }: MapModel): readonly CompiledFile[] {
    let files = known.get(name);
    if (!files) {
        const shipped = parseStageMap(stageMapFile(), 'the shipped map');
        const { files: all, faults } = compileStageMap(name === EXCHANGED.name ? exchange(shipped) : shipped);
        if (faults.length > 0) throw new Error(JSON.stringify(faults));
        known.set(name, (files = all.filter(({ path }) => /^objects\/.*(field|validationRule)-meta\.xml$/.test(path))));
    }
    return files;
}

/** The map that gate-oracle.ts models as EXCHANGED. */
function exchange(map: StageMap): StageMap {
    const stageNames: Readonly<Record<number, readonly string[]>> = {
        1: ['Qualification', 'Joint Needs Analysis'],
        2: ['Value Proposition', 'Perception Analysis'],
        3: ['Proposal/Price Quote', 'Legal Limbo', 'Negotiation/Review']
    };
    return {
        ...map,
        version: `${map.version}-exchanged`,
        lateJoin: 'all',
        stages: map.stages.map((stage) => ({
            ...stage,
            stageNames: stageNames[stage.order] ?? stage.stageNames,
            criteria: stage.criteria.map((criterion) => (criterion.number === 4 ? { ...criterion, mode: 'advise' as const } : criterion))
        }))
    };
}

const TAGS = { 'field-meta.xml': ['CustomField', 'fields'], 'validationRule-meta.xml': ['ValidationRule', 'validationRules'] } as const;

/** A deployable package of these files, which takes away the rules that only the files before had. */
function packageOf(files: readonly CompiledFile[], before: readonly CompiledFile[]): Uint8Array {
    const objects = new Map<string, string[]>();
    const members: string[] = [];
    for (const { path, content } of files) {
        const [, object, , file] = path.split('/') as [string, string, string, string];
        const [root, tag] = TAGS[file.slice(file.indexOf('.') + 1) as keyof typeof TAGS];
        const inner = new RegExp(`<${root}[^>]*>([^]*)</${root}>`).exec(content)![1]!;
        objects.set(object, [...(objects.get(object) ?? []), `<${tag}>${inner}</${tag}>`]);
        members.push(`<types><members>${object}.${file.split('.')[0]!}</members><name>${root}</name></types>`);
    }
    const kept = new Set(files.map(({ path }) => path));
    const gone = before
        .filter(({ path }) => !kept.has(path))
        .map(({ path }) => {
            const [, object, , file] = path.split('/') as [string, string, string, string];
            return `<types><members>${object}.${file.split('.')[0]!}</members><name>${TAGS[file.slice(file.indexOf('.') + 1) as keyof typeof TAGS][0]}</name></types>`;
        });
    const manifest = (types: readonly string[]): Uint8Array =>
        strToU8(`<Package xmlns="http://soap.sforce.com/2006/04/metadata">${types.join('')}<version>${API_VERSION}</version></Package>`);
    return zipSync({
        'package.xml': manifest(members),
        'destructiveChangesPost.xml': manifest(gone),
        ...Object.fromEntries(
            [...objects].map(([object, parts]) => [
                `objects/${object}.object`,
                strToU8(`<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">${sorted(parts).join('')}</CustomObject>`)
            ])
        )
    });
}

/** Fields before rules, as the type declares them. */
const sorted = (parts: readonly string[]): readonly string[] =>
    [...parts].sort((a, b) => (a.startsWith('<fields') ? 0 : 1) - (b.startsWith('<fields') ? 0 : 1));
