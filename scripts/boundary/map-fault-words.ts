import type { z } from 'zod';

type Issue = z.core.$ZodRawIssue;

/** What is wrong with a place of the map's file, in words that go on after the name of the place: "is missing". */
export function wordsOfIssue(issue: Issue): string {
    switch (issue.code) {
        case 'invalid_type':
            return ofWrongKind(issue);
        case 'too_small':
            return tooLittle(issue);
        case 'too_big':
            return tooMuch(issue);
        case 'invalid_value':
            return `is ${quoted(issue.input)}; choose ${oneOf(issue.values)}.`;
        case 'invalid_union':
            return `chooses nothing that is known; choose ${oneOf((issue as { options?: readonly unknown[] }).options ?? [])}.`;
        case 'invalid_format':
            return issue.format === 'date'
                ? `is ${quoted(issue.input)}; write a day that exists as 2026-10-01.`
                : 'is not written as it must be.';
        case 'unrecognized_keys':
            return issue.keys.map((key) => unknownKey(key, knownKeys(issue))).join(' ');
        case 'invalid_key':
            return `has a name that cannot stand here: it ${issue.issues[0]?.message ?? 'is not known'}.`;
        default:
            return 'is not as it must be.';
    }
}

const KINDS: Readonly<Record<string, string>> = {
    string: 'a text in quotes',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list in square brackets',
    object: 'a block in curly brackets',
    record: 'a block in curly brackets'
};

function ofWrongKind({ input, expected }: Issue & { readonly expected: string }): string {
    const kind = KINDS[expected] ?? expected;
    return input === undefined ? `is missing; it must be ${kind}.` : `is ${quoted(input)}; it must be ${kind}.`;
}

function tooLittle({ origin, minimum }: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): string {
    if (origin === 'string') return Number(minimum) <= 1 ? 'is empty; write a text.' : `is too short; write ${minimum} characters or more.`;
    if (origin === 'array') return `has too few entries; it needs ${minimum} or more.`;
    return `is too small; it must be ${minimum} or more.`;
}

function tooMuch({ origin, maximum, input }: z.core.$ZodRawIssue<z.core.$ZodIssueTooBig>): string {
    if (origin === 'string') return `has ${String(input).length} characters; ${maximum} fit. Say it in fewer words.`;
    if (origin === 'array') return `has too many entries; ${maximum} at most.`;
    return `is too large; it must be ${maximum} or less.`;
}

function unknownKey(key: string, known: readonly string[]): string {
    const [closest] = known.map((name) => ({ name, distance: distanceOf(key, name) })).sort((a, b) => a.distance - b.distance);
    return closest && closest.distance <= 2
        ? `has the unknown key "${key}"; did you mean "${closest.name}"?`
        : `has the unknown key "${key}"; take it out, or choose ${oneOf(known)}.`;
}

/** Keys that the schema of the place knows: of a block its shape, of a record those that its key type lists. */
function knownKeys({ inst }: Issue): readonly string[] {
    const def = (inst as { _zod?: { def?: { shape?: object; keyType?: { options?: readonly string[] } } } } | undefined)?._zod?.def;
    return def?.shape ? Object.keys(def.shape) : (def?.keyType?.options ?? []);
}

/** Letters to change, add or drop to get from one word to the other. */
function distanceOf(a: string, b: string): number {
    let row = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i++) {
        const next = [i];
        for (let j = 1; j <= b.length; j++)
            next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
        row = next;
    }
    return row[b.length]!;
}

const oneOf = (values: readonly unknown[]): string =>
    values
        .map((value) => quoted(value))
        .join(', ')
        .replace(/, ([^,]*)$/, ' or $1');

function quoted(value: unknown): string {
    if (Array.isArray(value)) return 'a list';
    if (value !== null && typeof value === 'object') return 'a block';
    const text = JSON.stringify(value) ?? 'nothing';
    return text.length > 40 ? `${text.slice(0, 39)}…"` : text;
}
