/**
 * JSON text that is the same for the same value, whatever the order of keys or the spacing of the file (RFC 8785):
 * keys sorted by UTF-16 code units, no white space, numbers and strings as ECMAScript writes them.
 */
export function canonicalJson(value: unknown): string {
    if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
    if (value === null || typeof value !== 'object') {
        const text = JSON.stringify(value);
        if (text === undefined || (typeof value === 'number' && !Number.isFinite(value)))
            throw new TypeError(`${String(value)} has no JSON form`);
        return text;
    }
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    // The default sort compares UTF-16 code units, as the RFC asks.
    return `{${members
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
        .join(',')}}`;
}
