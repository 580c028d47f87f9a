import { namesOf, request } from 'local/http';
import { RequestAdapter, refreshRecords } from 'local/wire';
export { getFieldDisplayValue, getFieldValue } from './fieldValue';
export { createRecordInputFilteredByEditedFields, generateRecordInputForCreate, generateRecordInputForUpdate } from './recordInput';

export interface RecordData {
    readonly apiName: string;
    readonly id: string;
    readonly fields: Readonly<Record<string, { readonly value: unknown; readonly displayValue: string | null }>>;
}

interface RecordConfig {
    readonly recordId?: string;
    readonly fields?: unknown;
    readonly optionalFields?: unknown;
    readonly layoutTypes?: unknown;
    readonly modes?: unknown;
}

const queryOf = (config: RecordConfig): string => {
    const query = new URLSearchParams();
    for (const name of ['fields', 'optionalFields', 'layoutTypes', 'modes'] as const) {
        const names = namesOf(config[name]);
        if (names.length > 0) query.set(name, names.join(','));
    }
    return query.toString();
};

export class getRecord extends RequestAdapter<RecordConfig, RecordData> {
    override shows(recordIds: ReadonlySet<string>): boolean {
        return this.config?.recordId !== undefined && recordIds.has(this.config.recordId);
    }
    protected complete(config: RecordConfig): boolean {
        return Boolean(config.recordId) && queryOf(config) !== '';
    }
    protected load(config: RecordConfig): Promise<RecordData> {
        return request('GET', `/ui-api/records/${config.recordId}?${queryOf(config)}`);
    }
}

interface RecordsConfig {
    readonly records?: readonly { readonly recordIds: readonly string[]; readonly fields?: unknown; readonly optionalFields?: unknown }[];
}

export class getRecords extends RequestAdapter<RecordsConfig, { results: { statusCode: number; result: unknown }[] }> {
    override shows(recordIds: ReadonlySet<string>): boolean {
        return (this.config?.records ?? []).some((group) => group.recordIds.some((id) => recordIds.has(id)));
    }
    protected complete(config: RecordsConfig): boolean {
        return (config.records ?? []).length > 0;
    }
    protected async load(config: RecordsConfig): Promise<{ results: { statusCode: number; result: unknown }[] }> {
        const answers = await Promise.all(
            config.records!.map((group) =>
                request<{ results: { statusCode: number; result: unknown }[] }>(
                    'GET',
                    `/ui-api/records/batch/${group.recordIds.join(',')}?${queryOf(group)}`
                )
            )
        );
        return { results: answers.flatMap((answer) => answer.results) };
    }
}

export class getRecordCreateDefaults extends RequestAdapter<{ objectApiName?: unknown; optionalFields?: unknown }, unknown> {
    protected complete(config: { objectApiName?: unknown }): boolean {
        return namesOf(config.objectApiName)[0] !== undefined;
    }
    protected load(config: { objectApiName?: unknown; optionalFields?: unknown }): Promise<unknown> {
        return request(
            'GET',
            `/ui-api/record-defaults/create/${namesOf(config.objectApiName)[0]}?${queryOf({ optionalFields: config.optionalFields })}`
        );
    }
}

/** Tells the page that these records have changed behind its back: every getRecord on show asks again. */
export const notifyRecordUpdateAvailable = (items: readonly { recordId: string }[]): Promise<void> =>
    refreshRecords(items.map((item) => item.recordId));

/** The older name of notifyRecordUpdateAvailable. */
export const getRecordNotifyChange = (items: readonly { recordId: string }[]): void => void notifyRecordUpdateAvailable(items);

/** Saves fields of one record and refreshes it wherever it is shown. Rejects with the org's refusal. */
export const updateRecord = async (
    input: { fields: Record<string, unknown>; allowSaveOnDuplicate?: boolean },
    options: { ifUnmodifiedSince?: string } = {}
): Promise<RecordData> => {
    const { Id, ...fields } = input.fields;
    const headers: Record<string, string> = options.ifUnmodifiedSince ? { 'If-Unmodified-Since': options.ifUnmodifiedSince } : {};
    const saved = await request<RecordData>('PATCH', `/ui-api/records/${String(Id)}`, { fields }, headers);
    await refreshRecords([saved.id]);
    return saved;
};

export const createRecord = (input: { apiName: string; fields: Record<string, unknown> }): Promise<RecordData> =>
    request('POST', '/ui-api/records', input);

export const deleteRecord = async (recordId: string): Promise<void> => {
    await request('DELETE', `/ui-api/records/${recordId}`);
    await refreshRecords([recordId]);
};
