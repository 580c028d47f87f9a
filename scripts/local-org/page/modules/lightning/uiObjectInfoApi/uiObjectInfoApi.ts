import { nameOf, namesOf, request } from 'local/http';
import { RequestAdapter } from 'local/wire';

interface ObjectConfig {
    readonly objectApiName?: unknown;
}

export class getObjectInfo extends RequestAdapter<ObjectConfig, unknown> {
    protected complete(config: ObjectConfig): boolean {
        return Boolean(config.objectApiName);
    }
    protected load(config: ObjectConfig): Promise<unknown> {
        return request('GET', `/ui-api/object-info/${nameOf(config.objectApiName)}`);
    }
}

export class getObjectInfos extends RequestAdapter<{ objectApiNames?: readonly unknown[] }, unknown> {
    protected complete(config: { objectApiNames?: readonly unknown[] }): boolean {
        return (config.objectApiNames ?? []).length > 0;
    }
    protected load(config: { objectApiNames?: readonly unknown[] }): Promise<unknown> {
        return request('GET', `/ui-api/object-info/batch/${namesOf(config.objectApiNames).join(',')}`);
    }
}

interface PicklistConfig {
    readonly recordTypeId?: string;
    readonly fieldApiName?: unknown;
}

export class getPicklistValues extends RequestAdapter<PicklistConfig, unknown> {
    protected complete(config: PicklistConfig): boolean {
        return Boolean(config.recordTypeId) && Boolean(config.fieldApiName);
    }
    protected load(config: PicklistConfig): Promise<unknown> {
        const [object, field] = nameOf(config.fieldApiName).split('.');
        return request('GET', `/ui-api/object-info/${object}/picklist-values/${config.recordTypeId}/${field}`);
    }
}

export class getPicklistValuesByRecordType extends RequestAdapter<{ objectApiName?: unknown; recordTypeId?: string }, unknown> {
    protected complete(config: { objectApiName?: unknown; recordTypeId?: string }): boolean {
        return Boolean(config.objectApiName) && Boolean(config.recordTypeId);
    }
    protected load(config: { objectApiName?: unknown; recordTypeId?: string }): Promise<unknown> {
        return request('GET', `/ui-api/object-info/${nameOf(config.objectApiName)}/picklist-values/${config.recordTypeId}`);
    }
}
