import { lookup } from './field-builders';
import type { Component, ObjectDef } from './schema';

/** An object gets its RecordTypeId with its first record type and loses it with the last. Changes the maps it is given. */
export const keepRecordTypeFields = (schema: { objects: Map<string, ObjectDef>; components: ReadonlyMap<string, Component> }): void => {
    const typed = new Set(
        [...schema.components.values()]
            .filter(({ type }) => type === 'RecordType')
            .map(({ fullName }) => fullName.split('.')[0]!.toLowerCase())
    );
    for (const [key, object] of schema.objects) {
        if (typed.has(key) === object.fields.has(KEY)) continue;
        const fields = new Map(object.fields);
        if (typed.has(key)) fields.set(KEY, lookup('RecordTypeId', 'RecordType', { label: 'Record Type ID', permissionable: false }));
        else fields.delete(KEY);
        schema.objects.set(key, { ...object, fields });
    }
};

const KEY = 'recordtypeid';
