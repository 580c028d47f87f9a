interface ObjectInfo {
    readonly apiName: string;
    readonly fields: Record<string, { readonly createable: boolean; readonly updateable: boolean }>;
}
interface RecordData {
    readonly apiName: string;
    readonly id: string | null;
    readonly fields: Record<string, { readonly value: unknown }>;
}
interface RecordInput {
    apiName?: string;
    fields: Record<string, unknown>;
}

const inputOf = (record: RecordData, allowed: (name: string) => boolean): Record<string, unknown> =>
    Object.fromEntries(
        Object.entries(record.fields)
            .filter(([name, field]) => allowed(name) && (field.value === null || typeof field.value !== 'object'))
            .map(([name, field]) => [name, field.value])
    );

/** Input for createRecord from a record's values, limited to fields that may be set on create. */
export const generateRecordInputForCreate = (record: RecordData, objectInfo?: ObjectInfo): RecordInput => ({
    apiName: record.apiName,
    fields: inputOf(record, (name) => objectInfo?.fields[name]?.createable ?? true)
});

/** Input for updateRecord from a record's values, limited to fields that may be changed. */
export const generateRecordInputForUpdate = (record: RecordData, objectInfo?: ObjectInfo): RecordInput => ({
    fields: { Id: record.id, ...inputOf(record, (name) => objectInfo?.fields[name]?.updateable ?? true) }
});

/** Leaves out what is as it was. */
export const createRecordInputFilteredByEditedFields = (input: RecordInput, original: RecordData): RecordInput => ({
    ...input,
    fields: Object.fromEntries(
        Object.entries(input.fields).filter(([name, value]) => name === 'Id' || original.fields[name]?.value !== value)
    )
});
