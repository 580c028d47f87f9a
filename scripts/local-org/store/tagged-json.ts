/** JSON that also carries maps, sets and bytes, which a schema is made of. */
export const toTaggedJson = (value: unknown): string => JSON.stringify(value, tagged);

/** Throws SyntaxError. */
export const fromTaggedJson = (text: string): unknown => JSON.parse(text, untagged);

const tagged = (_name: string, value: unknown): unknown => {
    if (value instanceof Map) return { $map: [...value] };
    if (value instanceof Set) return { $set: [...value] };
    if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
    return value;
};

const untagged = (_name: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if ('$map' in value) return new Map(value.$map as [unknown, unknown][]);
    if ('$set' in value) return new Set(value.$set as unknown[]);
    if ('$bytes' in value) return new Uint8Array(Buffer.from(String(value.$bytes), 'base64'));
    return value;
};
