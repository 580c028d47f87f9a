import { nameOf, namesOf, request } from 'local/http';
import { RequestAdapter } from 'local/wire';

interface RelatedListConfig {
    readonly parentRecordId?: string;
    readonly relatedListId?: string;
    readonly fields?: unknown;
    readonly optionalFields?: unknown;
    readonly sortBy?: readonly string[];
    readonly pageSize?: number;
    readonly pageToken?: string;
    readonly where?: string;
}

interface RelatedListData {
    readonly records: readonly { readonly id: string }[];
}

export class getRelatedListRecords extends RequestAdapter<RelatedListConfig, RelatedListData> {
    override shows(recordIds: ReadonlySet<string>): boolean {
        return (this.data?.records ?? []).some((record) => recordIds.has(record.id));
    }
    protected complete(config: RelatedListConfig): boolean {
        return Boolean(config.parentRecordId) && Boolean(config.relatedListId);
    }
    protected load(config: RelatedListConfig): Promise<RelatedListData> {
        const { parentRecordId, relatedListId, fields, optionalFields, ...rest } = config;
        return request('POST', `/ui-api/related-list-records/${parentRecordId}/${relatedListId}`, {
            ...rest,
            fields: namesOf(fields),
            optionalFields: namesOf(optionalFields)
        });
    }
}

export class getRelatedListsInfo extends RequestAdapter<{ parentObjectApiName?: unknown; recordTypeId?: string }, unknown> {
    protected complete(config: { parentObjectApiName?: unknown }): boolean {
        return Boolean(config.parentObjectApiName);
    }
    protected load(config: { parentObjectApiName?: unknown }): Promise<unknown> {
        return request('GET', `/ui-api/related-list-info/${nameOf(config.parentObjectApiName)}`);
    }
}
