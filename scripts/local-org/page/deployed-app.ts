import { childFlag, childNode, childNodes, childText, childTexts } from '../metadata/xml-node';
import type { XmlNode } from '../metadata/xml-node';
import { ApiError } from '../model/org';
import type { OrgState, Session } from '../model/org';
import { findObject } from '../model/schema';
import type { Schema } from '../model/schema';
import { componentsOfType } from '../ui-api/deployed-xml';

export interface NavigationItem {
    readonly kind: 'object' | 'page';
    readonly name: string;
    readonly label: string;
}

/** What stands on a page: a component with its properties and, for tabs, the components inside. */
export interface PlacedComponent {
    readonly name: string;
    readonly properties: Readonly<Record<string, string>>;
    readonly children: readonly PlacedComponent[];
}

export interface PageDescription {
    readonly label: string;
    readonly regions: readonly { readonly name: string; readonly components: readonly PlacedComponent[] }[];
}

const xmlOf = (schema: Schema, type: string, fullName: string): XmlNode | undefined =>
    componentsOfType(schema, type).find((each) => each.fullName === fullName)?.xml;

const flexiPageOf = (tab: XmlNode | undefined): string | undefined => tab && childText(tab, 'flexiPage');

const objectItem = (state: OrgState, session: Session, name: string): NavigationItem[] => {
    const object = findObject(state.schema, name);
    return object && session.access.object(object.name).read ? [{ kind: 'object', name: object.name, label: object.labelPlural }] : [];
};

const itemOf = (state: OrgState, session: Session, tabName: string): NavigationItem[] => {
    if (tabName.startsWith('standard-')) return objectItem(state, session, tabName.slice('standard-'.length));
    const tab = xmlOf(state.schema, 'CustomTab', tabName);
    if (!tab) return [];
    if (childFlag(tab, 'customObject')) return objectItem(state, session, tabName);
    if (session.access.tab?.(tabName) === false) return [];
    const page = flexiPageOf(tab);
    const label = childText(tab, 'label') ?? (page && childText(xmlOf(state.schema, 'FlexiPage', page) ?? tab, 'masterLabel'));
    return page || childText(tab, 'lwcComponent') ? [{ kind: 'page', name: tabName, label: label ?? tabName }] : [];
};

/** Who is looking and where they may go: the deployed Lightning app, or opportunities alone where there is none. */
export const describeApp = (state: OrgState, session: Session): Record<string, unknown> => {
    const app = componentsOfType(state.schema, 'CustomApplication').find(({ xml }) => childText(xml, 'uiType') === 'Lightning')?.xml;
    const items = (app ? childTexts(app, 'tabs') : []).flatMap((tab) => itemOf(state, session, tab));
    const first = items.some((item) => item.name === 'Opportunity') ? [] : objectItem(state, session, 'Opportunity');
    const permissions = [...state.schema.customPermissions.values()]
        .map((permission) => permission.name)
        .filter((name) => session.access.permission(name));
    return {
        user: { Id: session.user.Id, Name: session.user['Name'] ?? session.user['Username'] ?? '', isGuest: false },
        customPermissions: permissions,
        lang: String(session.user['LanguageLocaleKey'] ?? 'en_US').replace(/_/g, '-'),
        currency: String(session.user['DefaultCurrencyIsoCode'] ?? 'USD'),
        locale: String(session.user['LocaleSidKey'] ?? 'en_US').replace(/_/g, '-'),
        timeZone: String(session.user.TimeZoneSidKey ?? 'UTC'),
        app: { label: (app && childText(app, 'label')) ?? 'Sales', items: [...first, ...items] }
    };
};

const valueListOf = (property: XmlNode): string[] =>
    childNodes(property, 'valueList').flatMap((list) => childNodes(list, 'valueListItems').map((item) => childText(item, 'value') ?? ''));

/** Properties by name; the values of a list are joined by commas. */
const propertiesOf = (instance: XmlNode): Record<string, string> =>
    Object.fromEntries(
        childNodes(instance, 'componentInstanceProperties').map((property) => [
            childText(property, 'name') ?? '',
            childText(property, 'value') ?? valueListOf(property).join(',')
        ])
    );

const placedIn = (page: XmlNode, region: XmlNode, depth = 0): PlacedComponent[] =>
    childNodes(region, 'itemInstances').flatMap((item): PlacedComponent[] => {
        const instance = childNode(item, 'componentInstance');
        const name = instance && childText(instance, 'componentName');
        if (!instance || !name) return [];
        const properties = propertiesOf(instance);
        const inner = childNodes(page, 'flexiPageRegions').filter(
            (each) => childText(each, 'type') === 'Facet' && Object.values(properties).includes(childText(each, 'name') ?? '')
        );
        return [{ name, properties, children: depth > 4 ? [] : inner.flatMap((facet) => placedIn(page, facet, depth + 1)) }];
    });

const describeFlexiPage = (page: XmlNode): PageDescription => ({
    label: childText(page, 'masterLabel') ?? '',
    regions: childNodes(page, 'flexiPageRegions')
        .filter((region) => childText(region, 'type') === 'Region')
        .map((region) => ({ name: childText(region, 'name') ?? '', components: placedIn(page, region) }))
});

const plain = (name: string): PlacedComponent => ({ name, properties: {}, children: [] });

/** What the platform shows for an object that nobody made a page for. */
const plainRecordPage: PageDescription = {
    label: 'Record page',
    regions: [
        { name: 'header', components: [plain('force:highlightsPanel')] },
        { name: 'main', components: [plain('force:detailPanel')] },
        { name: 'sidebar', components: [plain('force:relatedListContainer')] }
    ]
};

const recordPage = (schema: Schema, objectName: string): PageDescription => {
    const page = componentsOfType(schema, 'FlexiPage').find(
        ({ xml }) => childText(xml, 'type') === 'RecordPage' && childText(xml, 'sobjectType') === objectName
    )?.xml;
    return page ? describeFlexiPage(page) : plainRecordPage;
};

const tabPage = (schema: Schema, tabName: string): PageDescription => {
    const tab = xmlOf(schema, 'CustomTab', tabName);
    const component = tab && childText(tab, 'lwcComponent');
    if (tab && component) return { label: childText(tab, 'label') ?? tabName, regions: [{ name: 'main', components: [plain(component)] }] };
    const page = xmlOf(schema, 'FlexiPage', flexiPageOf(tab) ?? tabName);
    if (!page) throw new ApiError('NOT_FOUND', `There is no page named ${tabName}`, 404);
    return describeFlexiPage(page);
};

/** What stands on a record page (kind 'record', an object's name) or an app page (kind 'app', a tab's or page's name). */
export const describePage = (state: OrgState, kind: string, name: string): PageDescription => {
    if (kind === 'record') return recordPage(state.schema, name);
    if (kind === 'app') return tabPage(state.schema, name);
    throw new ApiError('NOT_FOUND', `There is no kind of page named ${kind}`, 404);
};
