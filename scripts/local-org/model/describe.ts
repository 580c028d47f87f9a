import { describeField } from './describe-field';
import type { Access } from './org';
import type { ObjectDef, Schema } from './schema';

/** Where the REST resources of an org stand: '/services/data/v66.0/sobjects'. */
const resources = (apiVersion: string): string => `/services/data/v${apiVersion}/sobjects`;

const summaryOf = (object: ObjectDef, access: Access): Record<string, unknown> => {
    const { create, edit, delete: remove } = access.object(object.name);
    const writeable = !object.readOnly;
    const userFacing = !object.setup && !object.accessFrom && !object.customSetting;
    return {
        activateable: false,
        associateEntityType: object.name.endsWith('History') ? 'History' : null,
        associateParentEntity: object.name.endsWith('History') ? (object.accessFrom ?? null) : null,
        createable: create && writeable,
        custom: object.custom,
        customSetting: object.customSetting !== undefined,
        deepCloneable: false,
        deletable: remove && writeable,
        deprecatedAndHidden: false,
        feedEnabled: false,
        hasSubtypes: false,
        isInterface: false,
        isSubtype: false,
        keyPrefix: object.keyPrefix || null,
        label: object.label,
        labelPlural: object.labelPlural,
        layoutable: userFacing,
        mergeable: ['Account', 'Contact', 'Lead', 'Case'].includes(object.name),
        mruEnabled: userFacing,
        name: object.name,
        queryable: true,
        replicateable: true,
        retrieveable: true,
        searchable: userFacing,
        triggerable: userFacing,
        undeletable: object.fields.has('isdeleted') && writeable && !object.setup,
        updateable: edit && writeable
    };
};

const urlsOf = (object: ObjectDef, apiVersion: string): Record<string, string> => {
    const base = `${resources(apiVersion)}/${object.name}`;
    return {
        compactLayouts: `${base}/describe/compactLayouts`,
        rowTemplate: `${base}/{ID}`,
        approvalLayouts: `${base}/describe/approvalLayouts`,
        describe: `${base}/describe`,
        layouts: `${base}/describe/layouts`,
        sobject: base
    };
};

const childRelationships = (schema: Schema, object: ObjectDef, access: Access): object[] =>
    [...schema.objects.values()].flatMap((child) => {
        if (!access.object(child.name).read) return [];
        return [...child.fields.values()]
            .filter((field) => field.reference?.to.includes(object.name) && access.readable(child, field))
            .map((field) => ({
                cascadeDelete: field.reference!.onDelete === 'Cascade',
                childSObject: child.name,
                deprecatedAndHidden: false,
                field: field.name,
                junctionIdListNames: [],
                junctionReferenceTo: [],
                relationshipName: field.reference!.childRelationshipName ?? null,
                restrictedDelete: field.reference!.onDelete === 'Restrict'
            }));
    });

/** The one record type that an object without record types has. */
const masterRecordType = (object: ObjectDef, apiVersion: string): object => ({
    active: true,
    available: true,
    defaultRecordTypeMapping: true,
    developerName: 'Master',
    master: true,
    name: 'Master',
    recordTypeId: '012000000000000AAA',
    urls: { layout: `${resources(apiVersion)}/${object.name}/describe/layouts/012000000000000AAA` }
});

/**
 * GET /sobjects/X/describe: the object as this user sees it; fields that field-level security hides are absent.
 * The caller refuses an object that the user may not read.
 */
export const describeObject = (schema: Schema, object: ObjectDef, access: Access, apiVersion = '66.0'): Record<string, unknown> => ({
    actionOverrides: [],
    ...summaryOf(object, access),
    childRelationships: childRelationships(schema, object, access),
    compactLayoutable: !object.setup,
    defaultImplementation: null,
    extendedBy: null,
    extendsInterfaces: null,
    fields: [...object.fields.values()]
        .filter((field) => access.readable(object, field))
        .map((field) => describeField(object, field, access)),
    implementedBy: null,
    implementsInterfaces: null,
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: [masterRecordType(object, apiVersion)],
    searchLayoutable: !object.setup,
    sobjectDescribeOption: 'FULL',
    supportedScopes: [
        { label: `All ${object.labelPlural.toLowerCase()}`, name: 'everything' },
        ...(object.fields.has('ownerid') ? [{ label: `My ${object.labelPlural.toLowerCase()}`, name: 'mine' }] : [])
    ],
    urls: urlsOf(object, apiVersion)
});

/** GET /sobjects: every object that the user may read, by name. */
export const describeGlobal = (schema: Schema, access: Access, apiVersion = '66.0'): Record<string, unknown> => ({
    encoding: 'UTF-8',
    maxBatchSize: 200,
    sobjects: [...schema.objects.values()]
        .filter((object) => access.object(object.name).read)
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map((object) => {
            const { rowTemplate, describe, sobject } = urlsOf(object, apiVersion);
            return { ...summaryOf(object, access), urls: { rowTemplate, describe, sobject } };
        })
});
