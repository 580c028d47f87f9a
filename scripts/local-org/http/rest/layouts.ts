import { childText, childTexts } from '../../metadata/xml-node';
import { describeField } from '../../model/describe-field';
import { findField } from '../../model/schema';
import type { ObjectDef } from '../../model/schema';
import { componentsOfType } from '../../ui-api/deployed-xml';
import { layout, layoutFieldPaths, layoutRelatedLists } from '../../ui-api/layout';
import { masterRecordTypeId } from '../../ui-api/picklist-values';
import { notFound, ok } from '../replies';
import type { LocalOrg, OrgRequest, OrgResponse, Route } from '../route';
import { objectNamed } from './records';

/** The part of a UI API layout that the describe of layouts is made of. */
interface Section {
    readonly heading: string;
    readonly useHeading: boolean;
    readonly columns: number;
    readonly rows: number;
    readonly layoutRows: readonly { readonly layoutItems: readonly Item[] }[];
}
interface Item {
    readonly label: string;
    readonly editableForNew: boolean;
    readonly editableForUpdate: boolean;
    readonly required: boolean;
    readonly layoutComponents: readonly { readonly apiName: string | null }[];
}

const describeItem = (request: OrgRequest, object: ObjectDef, item: Item, tabOrder: number): Record<string, unknown> => {
    const name = item.layoutComponents[0]?.apiName ?? null;
    const field = name === null ? undefined : findField(object, name);
    const { editableForNew, editableForUpdate, required, label } = item;
    const common = { editableForNew, editableForUpdate, label, placeholder: !field, required };
    if (!field) return { ...common, layoutComponents: [{ displayLines: 1, tabOrder, type: 'EmptySpace', value: null }] };
    const details = describeField(object, field, request.session.access);
    return { ...common, layoutComponents: [{ details, displayLines: 1, tabOrder, type: 'Field', value: field.name }] };
};

const describeSection = (request: OrgRequest, object: ObjectDef, section: Section): Record<string, unknown> => {
    let tabOrder = 0;
    return {
        columns: section.columns,
        heading: section.heading,
        layoutRows: section.layoutRows.map(({ layoutItems }) => ({
            layoutItems: layoutItems.map((item) => describeItem(request, object, item, ++tabOrder)),
            numItems: layoutItems.length
        })),
        rows: section.rows,
        useCollapsibleSection: false,
        useHeading: section.useHeading
    };
};

const relatedLists = (org: LocalOrg, object: ObjectDef): Record<string, unknown>[] =>
    (layoutRelatedLists(org.state.schema, object) ?? []).map(({ name, fields, sortField, sortDescending }) => ({
        columns: fields.map((field) => ({ name: field })),
        name,
        sort: sortField === undefined ? [] : [{ ascending: !sortDescending, column: sortField }]
    }));

const describeLayout = (request: OrgRequest, org: LocalOrg, object: ObjectDef): Record<string, unknown> => {
    const { sections } = layout(org.state, request.session, object, 'Full', 'View') as { sections: readonly Section[] };
    const described = sections.map((section) => describeSection(request, object, section));
    return {
        buttonLayoutSection: { detailButtons: [] },
        detailLayoutSections: described,
        editLayoutSections: described,
        highlightsPanelLayoutSection: null,
        id: null,
        multirowEditLayoutSections: [],
        offlineLinks: [],
        quickActionList: { quickActionListItems: [] },
        relatedContent: null,
        relatedLists: relatedLists(org, object),
        saveOptions: []
    };
};

const layouts = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const object = objectNamed(org, request.session, request.params['object']!);
    const recordTypeMappings = [
        {
            active: true,
            available: true,
            defaultRecordTypeMapping: true,
            developerName: 'Master',
            layoutId: null,
            master: true,
            name: 'Master',
            picklistsForRecordType: [],
            recordTypeId: masterRecordTypeId
        }
    ];
    return ok({ layouts: [describeLayout(request, org, object)], recordTypeMappings, recordTypeSelectorRequired: [false] });
};

/** The layout of a record type: every record type shows the object's one layout. */
const layoutOf = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const object = objectNamed(org, request.session, request.params['object']!);
    const wanted = request.params['type']!;
    const isOwn = org.state.store.find('RecordType', 'SobjectType', object.name).some((row) => row.Id.slice(0, 15) === wanted.slice(0, 15));
    if (!isOwn && wanted.slice(0, 15) !== masterRecordTypeId.slice(0, 15)) throw notFound();
    return ok(describeLayout(request, org, object));
};

const compactItem = (request: OrgRequest, object: ObjectDef, name: string): Record<string, unknown>[] => {
    const field = findField(object, name);
    if (!field || !request.session.access.readable(object, field)) return [];
    return [
        {
            editableForNew: false,
            editableForUpdate: false,
            label: field.label,
            layoutComponents: [
                {
                    details: describeField(object, field, request.session.access),
                    displayLines: 1,
                    tabOrder: 1,
                    type: 'Field',
                    value: field.name
                }
            ],
            placeholder: false,
            required: false
        }
    ];
};

const compactLayouts = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const object = objectNamed(org, request.session, request.params['object']!);
    const { schema } = org.state;
    const describe = (name: string, label: string, fields: readonly string[]): Record<string, unknown> => ({
        actions: [],
        fieldItems: fields.flatMap((field) => compactItem(request, object, field)),
        id: null,
        imageItems: [],
        label,
        name,
        objectType: object.name
    });
    const deployed = componentsOfType(schema, 'CompactLayout').filter(({ fullName }) => fullName.startsWith(`${object.name}.`));
    const all = [
        describe('SYSTEM', 'System Default', layoutFieldPaths(schema, object, 'Compact')),
        ...deployed.map(({ fullName, xml }) =>
            describe(fullName.slice(object.name.length + 1), childText(xml, 'label') ?? fullName, childTexts(xml, 'fields'))
        )
    ];
    const chosen = deployed.length > 0 ? all[1]! : all[0]!;
    return ok({
        compactLayouts: all,
        defaultCompactLayoutId: null,
        recordTypeCompactLayoutMappings: [
            {
                available: true,
                compactLayoutId: null,
                compactLayoutName: chosen['name'],
                recordTypeId: masterRecordTypeId,
                recordTypeName: 'Master',
                urls: {
                    compactLayout: `/services/data/v${request.version}/sobjects/${object.name}/describe/compactLayouts/${masterRecordTypeId}`
                }
            }
        ],
        urls: { primary: `/services/data/v${request.version}/sobjects/${object.name}/describe/compactLayouts/primary` }
    });
};

const base = '/services/data/v:version/sobjects/:object/describe';

/** Layouts as REST describes them, from the deployed ones or what an object shows before any is deployed. Nothing is approved here. */
export const layoutRoutes: Route[] = [
    { method: 'GET', pattern: `${base}/layouts`, handle: layouts },
    { method: 'GET', pattern: `${base}/layouts/:type`, handle: layoutOf },
    { method: 'GET', pattern: `${base}/compactLayouts`, handle: compactLayouts },
    {
        method: 'GET',
        pattern: `${base}/approvalLayouts`,
        handle(request, org) {
            objectNamed(org, request.session, request.params['object']!);
            return ok({ approvalLayouts: [] });
        }
    }
];
