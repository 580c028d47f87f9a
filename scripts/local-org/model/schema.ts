/**
 * What the org knows about its objects. A schema is a value: a deploy builds a changed copy and swaps it in whole,
 * so a failing deploy leaves nothing behind. Names are looked up without regard to case, as Salesforce does.
 */

export type FieldType =
    | 'id'
    | 'string'
    | 'textarea'
    | 'picklist'
    | 'multipicklist'
    | 'boolean'
    | 'int'
    | 'double'
    | 'currency'
    | 'percent'
    | 'date'
    | 'datetime'
    | 'time'
    | 'reference'
    | 'email'
    | 'phone'
    | 'url'
    | 'combobox'
    | 'anyType';

export interface PicklistValue {
    readonly value: string;
    readonly label: string;
    readonly active: boolean;
    readonly isDefault: boolean;
    /** OpportunityStage only: what the standard value set says about the stage. */
    readonly stage?: { readonly closed: boolean; readonly won: boolean; readonly probability: number; readonly forecastCategory: string };
}

export interface RollUp {
    readonly operation: 'count' | 'sum' | 'min' | 'max';
    readonly childObject: string;
    /** Master-detail field on the child that points here. */
    readonly childField: string;
    readonly summarizedField?: string;
    readonly filters: readonly { readonly field: string; readonly operation: string; readonly value: string }[];
}

export interface FieldDef {
    readonly name: string;
    readonly label: string;
    readonly type: FieldType;
    readonly custom: boolean;
    readonly length?: number;
    readonly precision?: number;
    readonly scale?: number;
    /** A create without it is refused (and there is no default). */
    readonly required: boolean;
    readonly nillable: boolean;
    readonly createable: boolean;
    readonly updateable: boolean;
    readonly unique: boolean;
    readonly caseSensitive: boolean;
    readonly externalId: boolean;
    readonly nameField: boolean;
    readonly trackHistory: boolean;
    readonly helpText?: string;
    readonly description?: string;
    /** Formula source that yields the default of a new record; a checkbox has 'true' or 'false', a picklist uses isDefault. */
    readonly defaultFormula?: string;
    readonly picklist?: { readonly restricted: boolean; readonly values: readonly PicklistValue[] };
    readonly reference?: {
        readonly to: readonly string[];
        /** Name of the parent in a path: Account, Partner__r. */
        readonly relationshipName: string;
        /** Name of the child list on the parent: Contacts, Partner_Engagements__r. */
        readonly childRelationshipName?: string;
        readonly onDelete: 'SetNull' | 'Restrict' | 'Cascade';
        readonly masterDetail?: { readonly order: 0 | 1; readonly reparentable: boolean; readonly writeRequiresMasterRead: boolean };
    };
    readonly formula?: { readonly source: string; readonly blanks: 'zero' | 'blank' };
    readonly rollUp?: RollUp;
    readonly autoNumber?: { readonly displayFormat: string; readonly startingNumber: number };
    /** False where field-level security cannot be set although the field is neither required nor the name: the audit fields. */
    readonly permissionable?: boolean;
}

export interface ValidationRule {
    readonly name: string;
    readonly active: boolean;
    readonly formula: string;
    readonly message: string;
    /** Field that carries the error; the whole record when absent. */
    readonly errorField?: string;
    readonly description?: string;
    /** The message in further languages, by language as the platform writes it (de, pt_BR). */
    readonly translations?: ReadonlyMap<string, string>;
}

export interface ObjectDef {
    readonly name: string;
    readonly label: string;
    readonly labelPlural: string;
    readonly keyPrefix: string;
    readonly custom: boolean;
    readonly customSetting?: 'Hierarchy' | 'List';
    readonly sharingModel: 'Private' | 'Read' | 'ReadWrite' | 'ControlledByParent' | 'FullAccess';
    /** Rows are kept by the org itself and never written through an API: histories, stages, periods. */
    readonly readOnly: boolean;
    /** Lower-case field name to field. */
    readonly fields: ReadonlyMap<string, FieldDef>;
    readonly validationRules: readonly ValidationRule[];
    readonly description?: string;
    /** Rights come from this object (OpportunityHistory: Opportunity); create and delete need edit there. */
    readonly accessFrom?: string;
    /** Users, profiles, periods …: everybody reads it, only a user with ManageUsers writes it. No field-level security. */
    readonly setup?: boolean;
}

export interface ObjectAccess {
    readonly create: boolean;
    readonly read: boolean;
    readonly edit: boolean;
    readonly delete: boolean;
    readonly viewAll: boolean;
    readonly modifyAll: boolean;
}

/** What a permission set (or a profile) grants. Keys are lower case: 'opportunity', 'opportunity.amount'. */
export interface Grants {
    readonly name: string;
    readonly label: string;
    readonly description?: string;
    readonly objects: ReadonlyMap<string, ObjectAccess>;
    readonly fields: ReadonlyMap<string, { readonly readable: boolean; readonly editable: boolean }>;
    readonly customPermissions: ReadonlySet<string>;
    readonly userPermissions: ReadonlySet<string>;
    readonly tabs: ReadonlyMap<string, string>;
}

/** Any other deployed component, kept as it came so that it can be listed, read and retrieved. */
export interface Component {
    readonly type: string;
    readonly fullName: string;
    /** Path inside a metadata package, e.g. layouts/Account-Account Layout.layout. */
    readonly fileName: string;
    readonly files: ReadonlyMap<string, Uint8Array>;
    /** Who put it in and who changed it last. */
    readonly history?: ComponentHistory;
}

/** Times are ISO in UTC; id is '' for types whose ids are not known. */
export interface ComponentHistory {
    readonly id: string;
    readonly createdDate: string;
    readonly createdById: string;
    readonly createdByName: string;
    readonly lastModifiedDate: string;
    readonly lastModifiedById: string;
    readonly lastModifiedByName: string;
}

export interface Schema {
    readonly objects: ReadonlyMap<string, ObjectDef>;
    readonly permissionSets: ReadonlyMap<string, Grants>;
    readonly profiles: ReadonlyMap<string, Grants>;
    /** Lower-case name to label. */
    readonly customPermissions: ReadonlyMap<string, { readonly name: string; readonly label: string }>;
    readonly labels: ReadonlyMap<string, string>;
    /** 'Type:fullName' to component, for everything that was deployed, objects and fields included. */
    readonly components: ReadonlyMap<string, Component>;
}

export const findObject = (schema: Schema, name: string): ObjectDef | undefined => schema.objects.get(name.toLowerCase());

export const findField = (object: ObjectDef, name: string): FieldDef | undefined => object.fields.get(name.toLowerCase());
