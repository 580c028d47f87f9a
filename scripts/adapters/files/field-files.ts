import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { FieldsOfObjects, KnownField } from '../../domain/compile/compiled-size';
import { knownField } from '../../domain/compile/platform-limits';

const FIELD = /objects\/(\w+)\/fields\/(\w+)\.field-meta\.xml$/;

/** The fields that stand below a folder of metadata in source format, by object and API name; none where there is no folder. */
export function readFieldFiles(folder: string): FieldsOfObjects {
    const fields = new Map<string, Map<string, KnownField>>();
    if (!existsSync(folder)) return fields;
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        const [, object, name] = FIELD.exec(path.split(sep).join('/')) ?? [];
        if (!object || !name) continue;
        const ofObject = fields.get(object) ?? new Map<string, KnownField>();
        fields.set(object, ofObject.set(name, knownField(readFileSync(join(folder, path), 'utf8'))));
    }
    return fields;
}
