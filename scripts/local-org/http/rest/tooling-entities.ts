import { createReader } from '../../dml';
import { childText } from '../../metadata/xml-node';
import { fileHistory } from '../../metadata/component-history';
import { childName, parentName } from '../../metadata/source-component';
import { checkbox, dateTime, idField, integer, standardObject, text } from '../../model/field-builders';
import { objectAccess } from '../../model/built-in-profiles';
import type { OrgState, Row, Scalar, Session } from '../../model/org';
import type { Component, FieldDef, ObjectDef, Schema } from '../../model/schema';
import { Store } from '../../store/store';
import { componentXml } from '../../ui-api/deployed-xml';
import { dataTypeOf } from './data-type';

/** A table of the tooling API: its columns and how its rows are made of what the org knows. */
interface Entity {
    readonly object: ObjectDef;
    rows(state: OrgState, session: Session): Record<string, Scalar>[];
}

const readOnly = { readOnly: true, setup: true } as const;
const toEntity = (childRelationshipName: string) => ({
    reference: { to: ['EntityDefinition'], relationshipName: 'EntityDefinition', childRelationshipName, onDelete: 'Cascade' as const }
});
/** A reference to an entity is its name or its id; so it is text, and no id that has to be well-formed. */
const entityLookup = (childRelationshipName: string): FieldDef => text('EntityDefinitionId', 150, toEntity(childRelationshipName));

const readableObjects = ({ schema }: OrgState, { access }: Session): ObjectDef[] =>
    [...schema.objects.values()].filter((object) => access.object(object.name).read);

const developerName = (name: string): string => name.replace(/__(?:c|mdt|e)$/, '');

const durableId = (state: OrgState, session: Session, object: ObjectDef): string =>
    fileHistory(state, 'CustomObject', object.name, session.user).id.slice(0, 15) || object.name;

const entityRow = (state: OrgState, session: Session, object: ObjectDef): Record<string, Scalar> => ({
    Id: durableId(state, session, object),
    DurableId: durableId(state, session, object),
    QualifiedApiName: object.name,
    DeveloperName: developerName(object.name),
    NamespacePrefix: null,
    Label: object.label,
    MasterLabel: object.label,
    PluralLabel: object.labelPlural,
    KeyPrefix: object.keyPrefix || null,
    InternalSharingModel: object.sharingModel,
    IsCustomSetting: object.customSetting !== undefined,
    IsQueryable: true,
    IsCustomizable: !object.setup,
    IsTriggerable: !object.setup,
    IsLayoutable: !object.setup && !object.customSetting
});

const fieldRow = (entityId: string, field: FieldDef): Record<string, Scalar> => ({
    Id: `${entityId}.${field.name}`,
    DurableId: `${entityId}.${field.name}`,
    EntityDefinitionId: entityId,
    QualifiedApiName: field.name,
    DeveloperName: developerName(field.name),
    NamespacePrefix: null,
    Label: field.label,
    MasterLabel: field.label,
    DataType: dataTypeOf(field),
    Length: field.length ?? 0,
    Precision: field.precision ?? 0,
    Scale: field.scale ?? 0,
    IsCalculated: field.formula !== undefined || field.rollUp !== undefined,
    IsIndexed: field.externalId || field.unique || field.type === 'id' || field.type === 'reference',
    IsNameField: field.nameField,
    IsNillable: field.nillable,
    RelationshipName: field.reference?.relationshipName ?? null,
    Description: field.description ?? null
});

const componentsOf = ({ schema }: OrgState, type: string): Component[] =>
    [...schema.components.values()].filter((component) => component.type === type);

const audit = [dateTime('CreatedDate'), text('CreatedById', 18), dateTime('LastModifiedDate'), text('LastModifiedById', 18)];

const auditOf = (state: OrgState, session: Session, { type, fullName }: Component): Record<string, Scalar> => {
    const { id: Id, createdDate, createdById, lastModifiedDate, lastModifiedById } = fileHistory(state, type, fullName, session.user);
    return {
        Id,
        CreatedDate: createdDate,
        CreatedById: createdById,
        LastModifiedDate: lastModifiedDate,
        LastModifiedById: lastModifiedById
    };
};

/** A table of the deployed components of one type. */
const componentEntity = (
    type: string,
    keyPrefix: string,
    fields: readonly FieldDef[],
    valuesOf: (component: Component, state: OrgState, session: Session) => Record<string, Scalar>
): Entity => ({
    object: standardObject(type, keyPrefix, [idField(), text('NamespacePrefix', 15), ...fields, ...audit], readOnly),
    rows: (state, session) =>
        componentsOf(state, type).map((component) => ({
            NamespacePrefix: null,
            ...auditOf(state, session, component),
            ...valuesOf(component, state, session)
        }))
});

const entityIdOf = (state: OrgState, session: Session, name: string): string => {
    const object = state.schema.objects.get(name.toLowerCase());
    return object ? durableId(state, session, object) : name;
};

const xmlText = (component: Component, name: string): string | null => {
    const xml = componentXml(component);
    return (xml && childText(xml, name)) ?? null;
};

const named = [text('DeveloperName', 80), text('MasterLabel', 80)];
const namesOf = (component: Component): Record<string, Scalar> => ({
    DeveloperName: developerName(component.fullName),
    MasterLabel: xmlText(component, 'masterLabel') ?? xmlText(component, 'label')
});

const ENTITIES: readonly Entity[] = [
    {
        object: standardObject(
            'EntityDefinition',
            '4ie',
            [
                ...[
                    'DurableId',
                    'QualifiedApiName',
                    'DeveloperName',
                    'NamespacePrefix',
                    'Label',
                    'MasterLabel',
                    'PluralLabel',
                    'KeyPrefix'
                ].map((name) => text(name, 150)),
                text('InternalSharingModel', 40),
                ...['IsCustomSetting', 'IsQueryable', 'IsCustomizable', 'IsTriggerable', 'IsLayoutable'].map((name) => checkbox(name))
            ],
            readOnly
        ),
        rows: (state, session) => readableObjects(state, session).map((object) => entityRow(state, session, object))
    },
    {
        object: standardObject(
            'FieldDefinition',
            '4fe',
            [
                ...['DurableId', 'QualifiedApiName', 'DeveloperName', 'NamespacePrefix', 'Label', 'MasterLabel', 'DataType'].map((name) =>
                    text(name, 255)
                ),
                entityLookup('Fields'),
                ...['Length', 'Precision', 'Scale'].map((name) => integer(name)),
                ...['IsCalculated', 'IsIndexed', 'IsNameField', 'IsNillable'].map((name) => checkbox(name)),
                text('RelationshipName', 80),
                text('Description', 1000)
            ],
            readOnly
        ),
        rows: (state, session) =>
            readableObjects(state, session).flatMap((object) => {
                const id = durableId(state, session, object);
                return [...object.fields.values()]
                    .filter((field) => session.access.readable(object, field))
                    .map((field) => fieldRow(id, field));
            })
    },
    componentEntity('CustomObject', '01I', [text('DeveloperName', 80)], ({ fullName }) => ({ DeveloperName: developerName(fullName) })),
    componentEntity(
        'CustomField',
        '00N',
        [text('DeveloperName', 80), text('TableEnumOrId', 40), entityLookup('CustomFields')],
        ({ fullName }, state, session) => ({
            DeveloperName: developerName(childName(fullName)),
            TableEnumOrId: entityIdOf(state, session, parentName(fullName)),
            EntityDefinitionId: entityIdOf(state, session, parentName(fullName))
        })
    ),
    componentEntity(
        'ValidationRule',
        '03d',
        [
            text('ValidationName', 80),
            checkbox('Active'),
            text('ErrorMessage', 255),
            text('ErrorDisplayField', 80),
            text('Description', 1000),
            entityLookup('ValidationRules')
        ],
        (component, state, session) => ({
            ValidationName: childName(component.fullName),
            Active: xmlText(component, 'active') === 'true',
            ErrorMessage: xmlText(component, 'errorMessage'),
            ErrorDisplayField: xmlText(component, 'errorDisplayField'),
            Description: xmlText(component, 'description'),
            EntityDefinitionId: entityIdOf(state, session, parentName(component.fullName))
        })
    ),
    componentEntity('Layout', '00h', [text('Name', 80), text('TableEnumOrId', 40)], ({ fullName }, state, session) => ({
        Name: decodeURIComponent(fullName.slice(fullName.indexOf('-') + 1)),
        TableEnumOrId: entityIdOf(state, session, fullName.slice(0, fullName.indexOf('-')))
    })),
    componentEntity('FlexiPage', '0M0', [...named, text('Type', 40)], (component) => ({
        ...namesOf(component),
        Type: xmlText(component, 'type')
    })),
    componentEntity('LightningComponentBundle', '0Rb', [...named, text('Description', 1000)], (component) => ({
        ...namesOf(component),
        Description: xmlText(component, 'description')
    })),
    componentEntity('CustomTab', '01r', named, namesOf),
    componentEntity('CustomApplication', '02u', named, namesOf)
];

/** Names of the tables that toolingState answers, and of those that data queries may ask for too. */
export const TOOLING_ENTITIES: readonly string[] = ENTITIES.map(({ object }) => object.name);
export const QUERYABLE_EVERYWHERE: readonly string[] = ['EntityDefinition', 'FieldDefinition'];

/** An org of metadata: the tables about entities as if they were objects, with what this user may know of them. */
export const toolingState = (state: OrgState, session: Session): { state: OrgState; session: Session } => {
    const store = new Store();
    const objects = new Map(ENTITIES.map(({ object }) => [object.name.toLowerCase(), object]));
    for (const { object, rows } of ENTITIES) for (const row of rows(state, session)) store.put(object.name, row as Row);
    const schema: Schema = { ...state.schema, objects };
    const view: OrgState = {
        schema,
        store,
        reader: createReader(() => view),
        organizationId: state.organizationId,
        now: () => state.now()
    };
    const everything = objectAccess('rV');
    return {
        state: view,
        session: {
            user: session.user,
            access: { ...session.access, object: () => everything, readable: () => true, editable: () => false }
        }
    };
};
