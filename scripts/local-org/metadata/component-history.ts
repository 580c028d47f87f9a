import { systemSession } from '../dml/system-session';
import { newId } from '../model/ids';
import type { OrgState, Row } from '../model/org';
import type { Component, ComponentHistory, Schema } from '../model/schema';
import { profileOf } from './profile-names';
import { childName, componentKey, parentName, type SourceComponent } from './source-component';

/** Key prefixes of the ids that components have in an org; the other types are listed without an id. */
const KEY_PREFIXES: Readonly<Record<string, string>> = {
    CompactLayout: '0AH',
    CustomApplication: '02u',
    CustomField: '00N',
    CustomLabel: '101',
    CustomObject: '01I',
    CustomPermission: '0CP',
    CustomTab: '01r',
    Dashboard: '01Z',
    DashboardFolder: '00l',
    FieldSet: '0IX',
    FlexiPage: '0M0',
    GlobalValueSet: '0Nt',
    Layout: '00h',
    LightningComponentBundle: '0Rb',
    ListView: '00B',
    QuickAction: '09D',
    Report: '00O',
    ReportFolder: '00l',
    ReportType: '070',
    StaticResource: '081',
    ValidationRule: '03d',
    WebLink: '00b'
};

/** Standard parts of an org are as old as time and belong to whoever asks. */
const EPOCH = '1970-01-01T00:00:00.000Z';

const sameFiles = (a: Component, b: Component): boolean =>
    a.files.size === b.files.size &&
    [...a.files].every(([name, bytes]) => Buffer.from(bytes).equals(Buffer.from(b.files.get(name) ?? new Uint8Array())));

const stamped = (state: OrgState, component: Component, before: Component | undefined, by: Row): ComponentHistory => {
    const now = state.now().toISOString();
    const name = String(by['Name'] ?? '');
    const changed = { lastModifiedDate: now, lastModifiedById: by.Id, lastModifiedByName: name };
    if (before?.history) return sameFiles(before, component) ? before.history : { ...before.history, ...changed };
    const prefix = KEY_PREFIXES[component.type];
    return {
        id: prefix === undefined ? '' : newId(prefix, state.store.next(`metadata:${prefix}`)),
        createdDate: now,
        createdById: by.Id,
        createdByName: name,
        ...changed
    };
};

/** The schema with who and when on every component of this deploy. One that came as it was keeps its dates. */
export const withHistory = (state: OrgState, before: Schema, candidate: Schema, deployed: readonly SourceComponent[], by?: Row): Schema => {
    const components = new Map(candidate.components);
    const author = by ?? systemSession(state).user;
    for (const { type, fullName } of deployed) {
        const key = componentKey(type, fullName);
        const component = components.get(key);
        if (component) components.set(key, { ...component, history: stamped(state, component, before.components.get(key), author) });
    }
    return { ...candidate, components };
};

/** Ids of those that are records too. */
const rowId = (state: OrgState, type: string, fullName: string): string | undefined => {
    if (type === 'PermissionSet') return state.store.find('PermissionSet', 'Name', fullName)[0]?.Id;
    if (type === 'Profile') return state.store.find('Profile', 'Name', profileOf(fullName))[0]?.Id;
    if (type === 'RecordType')
        return state.store
            .find('RecordType', 'DeveloperName', childName(fullName))
            .find((row) => row['SobjectType'] === parentName(fullName))?.Id;
    if (type === 'CustomMetadata') return state.store.find(`${parentName(fullName)}__mdt`, 'DeveloperName', childName(fullName))[0]?.Id;
    return undefined;
};

/** The dates and ids that FileProperties show of a component, or of a standard part of the org. */
export const fileHistory = (state: OrgState, type: string, fullName: string, asker: Row): ComponentHistory => {
    const kept = state.schema.components.get(componentKey(type, fullName))?.history;
    const name = String(asker['Name'] ?? '');
    const standard: ComponentHistory = {
        id: '',
        createdDate: EPOCH,
        createdById: asker.Id,
        createdByName: name,
        lastModifiedDate: EPOCH,
        lastModifiedById: asker.Id,
        lastModifiedByName: name
    };
    const history = kept ?? standard;
    return { ...history, id: rowId(state, type, fullName) ?? history.id };
};
