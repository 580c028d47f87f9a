import { findField, findObject } from './schema';
import { folderField, openFolders } from './report-folders';
import { peopleBelow } from './role-hierarchy';
import type { OrgState, Row, Session } from './org';
import type { FieldDef, ObjectDef, Schema } from './schema';

/** How much of one record: nothing, read it, change it, or all that its owner may do (delete it, give it away). */
export const LEVEL = { none: 0, read: 1, edit: 2, full: 3 } as const;
export type Level = (typeof LEVEL)[keyof typeof LEVEL];

/** Which records of an object a user reaches, on top of what the user may do with the object. */
export interface RecordAccess {
    levelOf(object: ObjectDef, row: Row): Level;
    /** No record of the object is hidden from the user. */
    readsAll(object: ObjectDef): boolean;
    /** Every record that the user may see through ownership or a share, some of them twice; undefined where that cannot be told so. */
    ownCandidates(object: ObjectDef): Row[] | undefined;
}

const SHARE_LEVELS: Readonly<Record<string, Level>> = { Read: LEVEL.read, Edit: LEVEL.edit, All: LEVEL.full };

interface Share {
    readonly object: ObjectDef;
    readonly parent: string;
    readonly holder: string;
    readonly level: string;
}

const ACTIVITIES = new Set(['Task', 'Event']);
/** Children whose owners see the account they belong to. */
const IMPLICIT_CHILDREN = ['Opportunity', 'Case', 'Contact'];

/**
 * Organization-wide defaults, ownership, role hierarchy, shares and teams, details after their masters. Works on the rows of this
 * moment and remembers only who stands below whom, so it is made for one call of the API.
 */
export const recordAccessOf = (state: OrgState, session: Session): RecordAccess => {
    const { access, user } = session;
    const { store } = state;
    const all = new Map<string, boolean>();
    let known: ReadonlySet<string> | undefined;
    const people = (): ReadonlySet<string> => (known ??= peopleBelow(state, user));

    const readsAll = (object: ObjectDef): boolean => {
        let answer = all.get(object.name);
        if (answer === undefined)
            all.set(object.name, (answer = !folderField(object.name) && (access.object(object.name).viewAll || isOpen(object))));
        return answer;
    };
    const isOpen = (object: ObjectDef): boolean => {
        if (isUnshared(object)) return true;
        if (object.accessFrom) return readsAllOf(object.accessFrom);
        const masters = masterFieldsOf(object);
        if (masters.length) return masters.every((field) => readsAllOf(field.reference!.to[0]!));
        return ['Read', 'ReadWrite', 'FullAccess'].includes(object.sharingModel) && !hasPrivateRows(object);
    };
    const hasPrivateRows = ({ name }: ObjectDef): boolean => name === 'Opportunity' && store.find(name, 'IsPrivate', 'true').length > 0;
    const readsAllOf = (name: string): boolean => {
        const object = findObject(state.schema, name);
        return !object || readsAll(object);
    };

    let folders: ReadonlySet<string> | undefined;
    /** Reports and dashboards are as open as their folders; one that is in none is everybody's to read. */
    const folderLevel = (row: Row, field: string): Level => {
        const folder = row[field];
        const inFolder = typeof folder === 'string' && folder.startsWith('00l');
        return !inFolder || (folders ??= openFolders(state, session)).has(folder) ? LEVEL.read : LEVEL.none;
    };
    const levelOf = (object: ObjectDef, row: Row): Level => {
        const folder = folderField(object.name);
        if (folder) return folderLevel(row, folder);
        if (isUnshared(object)) return LEVEL.full;
        const { viewAll, modifyAll } = access.object(object.name);
        if (modifyAll) return LEVEL.full;
        const level = sharedLevel(object, row);
        return level === LEVEL.none && viewAll ? LEVEL.read : level;
    };
    const levelOfId = (name: string, id: unknown): Level => {
        const object = findObject(state.schema, name);
        const row = object && typeof id === 'string' ? (store.get(object.name, id) ?? store.getDeleted(object.name, id)) : undefined;
        return object && row ? levelOf(object, row) : LEVEL.none;
    };

    const sharedLevel = (object: ObjectDef, row: Row): Level => {
        if (object.accessFrom) return throughParent(object, object.accessFrom, row);
        const masters = masterFieldsOf(object);
        if (masters.length) return least(masters.map((field) => throughMaster(field, row)));
        if (object.sharingModel === 'ControlledByParent') return throughAccount(row);
        if (ACTIVITIES.has(object.name) && object.sharingModel === 'Private') return activityLevel(row);
        return ownLevel(object, row);
    };
    const throughParent = (object: ObjectDef, parent: string, row: Row): Level => {
        const link = linksTo(object, parent).find((field) => row[field.name] != null);
        return link ? writable(levelOfId(parent, row[link.name]), /Share$/.test(object.name) ? LEVEL.full : LEVEL.edit) : LEVEL.full;
    };
    const throughMaster = (field: FieldDef, row: Row): Level => {
        const { to, masterDetail } = field.reference!;
        return writable(levelOfId(to[0]!, row[field.name]), masterDetail!.writeRequiresMasterRead ? LEVEL.read : LEVEL.edit);
    };
    /** A contact follows its account; one without an account is its owner's alone. */
    const throughAccount = (row: Row): Level => {
        if (row.AccountId != null) return writable(levelOfId('Account', row.AccountId), LEVEL.edit);
        return row.OwnerId === user.Id ? LEVEL.full : LEVEL.none;
    };
    /** Private activities: changed by their owner and those above, seen by whoever sees what they are about. */
    const activityLevel = (row: Row): Level => {
        if (isOwn(row)) return LEVEL.full;
        const about = [
            ['WhatId', ['Account', 'Opportunity', 'Case', 'Campaign']],
            ['WhoId', ['Contact', 'Lead']]
        ] as const;
        const seen = about.some(([field, names]) => row[field] != null && names.some((name) => levelOfId(name, row[field]) >= LEVEL.read));
        return seen ? LEVEL.read : LEVEL.none;
    };

    const isOwn = (row: Row): boolean => typeof row.OwnerId === 'string' && people().has(row.OwnerId);
    const ownLevel = (object: ObjectDef, row: Row): Level => {
        if (object.sharingModel === 'FullAccess' || !findField(object, 'OwnerId')) return LEVEL.full;
        if (row.OwnerId === user.Id || isOwn(row)) return LEVEL.full;
        // A deal marked private is its owner's, whatever the defaults, shares and teams say.
        if (object.name === 'Opportunity' && row.IsPrivate === true) return LEVEL.none;
        const shared = greatest([defaultLevel(object), ...sharesOf(object, row)]);
        return shared === LEVEL.none && object.name === 'Account' && hasOwnChild(row) ? LEVEL.read : shared;
    };
    const sharesOf = (object: ObjectDef, row: Row): Level[] =>
        sharesFor(state.schema, object).flatMap((share) =>
            store
                .find(share.object.name, share.parent, row.Id)
                .filter((each) => people().has(String(each[share.holder])))
                .map((each) => SHARE_LEVELS[String(each[share.level])] ?? LEVEL.none)
        );
    const hasOwnChild = (account: Row): boolean =>
        IMPLICIT_CHILDREN.some((name) => {
            const child = findObject(state.schema, name);
            if (!child) return false;
            return store
                .find(name, 'AccountId', account.Id)
                .some((row) => isOwn(row) || sharesOf(child, row).some((level) => level >= LEVEL.read));
        });

    const ownCandidates = (object: ObjectDef): Row[] | undefined => {
        const plain = !object.accessFrom && object.sharingModel === 'Private' && masterFieldsOf(object).length === 0;
        if (!plain || object.name === 'Account' || ACTIVITIES.has(object.name) || !findField(object, 'OwnerId')) return undefined;
        const owned = [...people()].flatMap((id) => store.find(object.name, 'OwnerId', id));
        const shared = sharesFor(state.schema, object).flatMap((share) =>
            [...people()]
                .flatMap((id) => store.find(share.object.name, share.holder, id))
                .flatMap((each) => store.get(object.name, String(each[share.parent])) ?? [])
        );
        return [...owned, ...shared];
    };

    return { levelOf, readsAll, ownCandidates };
};

/** Rights on the object are all there is: setup, settings, and what only deploys write. */
const isUnshared = (object: ObjectDef): boolean =>
    object.setup === true || object.customSetting !== undefined || (object.readOnly && !object.accessFrom);

const defaultLevel = (object: ObjectDef): Level =>
    object.sharingModel === 'ReadWrite' ? LEVEL.edit : object.sharingModel === 'Read' ? LEVEL.read : LEVEL.none;

/** What the parent's level means for a record that has no owner: written, and deleted, by whoever reaches the level needed. */
const writable = (level: Level, needed: Level): Level => (level >= needed ? LEVEL.full : level === LEVEL.none ? LEVEL.none : LEVEL.read);

const least = (levels: readonly Level[]): Level => Math.min(...levels) as Level;
const greatest = (levels: readonly Level[]): Level => Math.max(...levels) as Level;

const masters = new WeakMap<ObjectDef, readonly FieldDef[]>();

/** The master-detail fields of an object, none where it is no detail. */
export const masterFieldsOf = (object: ObjectDef): readonly FieldDef[] => {
    let fields = masters.get(object);
    if (!fields) masters.set(object, (fields = [...object.fields.values()].filter((field) => field.reference?.masterDetail)));
    return fields;
};

const linksTo = (object: ObjectDef, name: string): FieldDef[] =>
    [...object.fields.values()].filter((field) => field.reference?.to.includes(name));

const shares = new WeakMap<Schema, Map<string, readonly Share[]>>();

/** Where records of an object are shared with others: its share object, and the team of a deal. */
const sharesFor = (schema: Schema, object: ObjectDef): readonly Share[] => {
    let byObject = shares.get(schema);
    if (!byObject) shares.set(schema, (byObject = new Map()));
    let found = byObject.get(object.name);
    if (!found) byObject.set(object.name, (found = findShares(schema, object)));
    return found;
};

const findShares = (schema: Schema, object: ObjectDef): Share[] => {
    const { name, custom } = object;
    const share = findObject(schema, custom ? name.replace(/__c$/i, '__Share') : `${name}Share`);
    const team = findObject(schema, `${name}TeamMember`);
    const parent = custom ? 'ParentId' : `${name}Id`;
    const level = custom ? 'AccessLevel' : `${name}AccessLevel`;
    return [
        ...(share ? [{ object: share, parent, holder: 'UserOrGroupId', level }] : []),
        ...(team ? [{ object: team, parent, holder: 'UserId', level }] : [])
    ];
};

/** Those of an object's rows that the user sees. */
export const seenRows = (state: OrgState, session: Session, object: ObjectDef, rows: readonly Row[]): Row[] => {
    const records = recordAccessOf(state, session);
    return records.readsAll(object) ? [...rows] : rows.filter((row) => records.levelOf(object, row) >= LEVEL.read);
};
