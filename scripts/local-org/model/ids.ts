import { findObject } from './schema';
import type { ObjectDef, Schema } from './schema';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECK_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The three characters that make a 15-character id safe where case is lost: one bit per upper-case letter, five to a character. */
export const checksum = (id15: string): string =>
    [0, 5, 10]
        .map((start) => {
            const bits = [...id15.slice(start, start + 5)].reduce((sum, letter, i) => (/[A-Z]/.test(letter) ? sum + 2 ** i : sum), 0);
            return CHECK_DIGITS[bits];
        })
        .join('');

/** A 15- or 18-character id as 18 characters. Anything else comes back unchanged. */
export const to18 = (id: string): string => (id.length === 15 ? id + checksum(id) : id);

/** Has the form of an id: 15 letters and digits, or 18 with the right checksum. */
export const isId = (value: unknown): value is string =>
    typeof value === 'string' &&
    /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(value) &&
    (value.length === 15 || checksum(value.slice(0, 15)) === value.slice(15).toUpperCase());

/** The n-th id of an object: three-character key prefix and n in base 62, with checksum. */
export const newId = (prefix: string, n: number): string => {
    let rest = '';
    for (let left = n; rest.length < 12; left = Math.floor(left / 62)) rest = DIGITS[left % 62] + rest;
    return to18(prefix + rest);
};

const prefixesOf = new WeakMap<Schema, Map<string, string>>();

/** The object that an id belongs to, by its key prefix. Where two objects share a prefix, the first one defined. */
export const objectOfId = (schema: Schema, id: string): ObjectDef | undefined => {
    let prefixes = prefixesOf.get(schema);
    if (!prefixes) {
        prefixes = new Map();
        for (const object of schema.objects.values())
            if (object.keyPrefix && !prefixes.has(object.keyPrefix)) prefixes.set(object.keyPrefix, object.name);
        prefixesOf.set(schema, prefixes);
    }
    const name = prefixes.get(id.slice(0, 3));
    return name === undefined ? undefined : findObject(schema, name);
};
