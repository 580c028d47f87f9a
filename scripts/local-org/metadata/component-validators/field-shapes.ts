/** Elements that a type cannot do without, and those it cannot have. */
export interface FieldShape {
    readonly needs: readonly string[];
    readonly refuses: readonly string[];
}

export const NUMERIC = ['precision', 'scale'];
const LOOKUP_ONLY = [
    'referenceTo',
    'relationshipName',
    'relationshipLabel',
    'relationshipOrder',
    'reparentableMasterDetail',
    'writeRequiresMasterRead',
    'deleteConstraint'
];
const SUMMARY_ONLY = ['summaryOperation', 'summaryForeignKey', 'summarizedField', 'summaryFilterItems'];
const VALUE_ONLY = ['valueSet'];
const COUNTED_ONLY = ['displayFormat', 'startingNumber'];

const without = (...lists: readonly (readonly string[])[]): string[] => lists.flat();

export const FIELD_SHAPES: Readonly<Record<string, FieldShape>> = {
    AutoNumber: {
        needs: ['displayFormat'],
        refuses: without(NUMERIC, LOOKUP_ONLY, SUMMARY_ONLY, VALUE_ONLY, ['length', 'required', 'defaultValue', 'unique'])
    },
    Checkbox: {
        needs: ['defaultValue'],
        refuses: without(NUMERIC, LOOKUP_ONLY, SUMMARY_ONLY, VALUE_ONLY, COUNTED_ONLY, ['length', 'required', 'externalId', 'unique'])
    },
    Currency: { needs: NUMERIC, refuses: without(LOOKUP_ONLY, SUMMARY_ONLY, VALUE_ONLY, COUNTED_ONLY, ['length', 'externalId', 'unique']) },
    Date: { needs: [], refuses: without(NUMERIC, LOOKUP_ONLY, SUMMARY_ONLY, VALUE_ONLY, COUNTED_ONLY, ['length', 'externalId', 'unique']) },
    DateTime: {
        needs: [],
        refuses: without(NUMERIC, LOOKUP_ONLY, SUMMARY_ONLY, VALUE_ONLY, COUNTED_ONLY, ['length', 'externalId', 'unique'])
    },
    Email: { needs: [], refuses: without(NUMERIC, LOOKUP_ONLY, SUMMARY_ONLY, VALUE_ONLY, COUNTED_ONLY, ['length']) },
    Hierarchy: { needs: ['relationshipName'], refuses: without(NUMERIC, SUMMARY_ONLY, VALUE_ONLY, COUNTED_ONLY, ['length']) },
    Html: {
        needs: ['length', 'visibleLines'],
        refuses: without(NUMERIC, LOOKUP_ONLY, SUMMARY_ONLY, VALUE_ONLY, COUNTED_ONLY, ['required', 'externalId', 'unique'])
    },
    LongTextArea: {
        needs: ['length', 'visibleLines'],
        refuses: without(NUMERIC, LOOKUP_ONLY, SUMMARY_ONLY, VALUE_ONLY, COUNTED_ONLY, ['required', 'externalId', 'unique'])
    },
    Lookup: {
        needs: ['referenceTo', 'relationshipName'],
        refuses: without(NUMERIC, SUMMARY_ONLY, VALUE_ONLY, COUNTED_ONLY, [
            'length',
            'relationshipOrder',
            'reparentableMasterDetail',
            'writeRequiresMasterRead',
            'unique',
            'defaultValue'
        ])
    },
    MasterDetail: {
        needs: ['referenceTo', 'relationshipName'],
        refuses: without(NUMERIC, SUMMARY_ONLY, VALUE_ONLY, COUNTED_ONLY, [
            'length',
            'required',
            'deleteConstraint',
            'unique',
            'defaultValue'
        ])
    },
    MetadataRelationship: {
        needs: ['referenceTo', 'relationshipName'],
        refuses: without(NUMERIC, SUMMARY_ONLY, VALUE_ONLY, COUNTED_ONLY, ['length'])
    },
    MultiselectPicklist: {
        needs: ['valueSet', 'visibleLines'],
        refuses: without(NUMERIC, LOOKUP_ONLY, SUMMARY_ONLY, COUNTED_ONLY, ['length', 'externalId', 'unique'])
    },
    Number: { needs: NUMERIC, refuses: without(LOOKUP_ONLY, SUMMARY_ONLY, VALUE_ONLY, COUNTED_ONLY, ['length']) },
    Percent: { needs: NUMERIC, refuses: without(LOOKUP_ONLY, SUMMARY_ONLY, VALUE_ONLY, COUNTED_ONLY, ['length', 'externalId', 'unique']) },
    Phone: {
        needs: [],
        refuses: without(NUMERIC, LOOKUP_ONLY, SUMMARY_ONLY, VALUE_ONLY, COUNTED_ONLY, ['length', 'externalId', 'unique'])
    },
    Picklist: {
        needs: ['valueSet'],
        refuses: without(NUMERIC, LOOKUP_ONLY, SUMMARY_ONLY, COUNTED_ONLY, ['length', 'externalId', 'unique'])
    },
    Summary: {
        needs: ['summaryForeignKey', 'summaryOperation'],
        refuses: without(NUMERIC, LOOKUP_ONLY, VALUE_ONLY, COUNTED_ONLY, [
            'length',
            'required',
            'defaultValue',
            'externalId',
            'unique',
            'formula'
        ])
    },
    Text: { needs: ['length'], refuses: without(NUMERIC, LOOKUP_ONLY, SUMMARY_ONLY, VALUE_ONLY, COUNTED_ONLY) },
    TextArea: {
        needs: [],
        refuses: without(NUMERIC, LOOKUP_ONLY, SUMMARY_ONLY, VALUE_ONLY, COUNTED_ONLY, ['length', 'externalId', 'unique'])
    },
    Time: { needs: [], refuses: without(NUMERIC, LOOKUP_ONLY, SUMMARY_ONLY, VALUE_ONLY, COUNTED_ONLY, ['length', 'externalId', 'unique']) },
    Url: { needs: [], refuses: without(NUMERIC, LOOKUP_ONLY, SUMMARY_ONLY, VALUE_ONLY, COUNTED_ONLY, ['length', 'externalId', 'unique']) }
};
