import type { JavaPattern, PatternError } from '../regex/java-pattern';
import { javaPattern, PatternTooComplicated } from '../regex/java-pattern';
import type { Call, FunctionDef, Typed, ValueType } from '../typed';
import {
    argument,
    errorAt,
    expectCount,
    functionSubject,
    isText,
    nullSafe,
    picklistMisuse,
    simple,
    withNulls,
    wrongArgument,
    wrongType
} from '../typed';
import { FormulaEvaluationError } from '../types';
import type { Value } from '../values';
import { formatDay, formatMoment, formatTime, Numeric, parseNumber, textOrNull, wholePart } from '../values';

type Text = string | null;

const ofText = (work: (text: string) => Value, type: ValueType = 'Text'): FunctionDef => simple(['Text'], type, work);

/** UPPER and LOWER take a locale; one that is not known changes nothing. */
const cased =
    (work: (text: string, locale: string | undefined) => string): FunctionDef =>
    (call) => {
        expectCount(call, 1, 2);
        const args = call.args.map((_, index) => argument(call, index, 'Text'));
        const inLocale = (text: string, locale: Text): string => {
            try {
                return work(text, locale?.replaceAll('_', '-'));
            } catch {
                return work(text, undefined);
            }
        };
        return {
            type: 'Text',
            at: call.at,
            run: (env) => {
                const text = args[0].run(env) as Text;
                const locale = args[1] ? (args[1].run(env) as Text) : null;
                return text === null ? null : inLocale(text, locale);
            }
        };
    };

const contains = (text: Text, search: Text): Value => (search === null ? true : text === null ? null : text.includes(search));

const begins = (text: Text, search: Text): Value => (search === null ? true : text === null ? null : text.startsWith(search));

const find: FunctionDef = (call) => {
    expectCount(call, 2, 3);
    const search = argument(call, 0, 'Text');
    const text = argument(call, 1, 'Text');
    const start = call.args.length === 3 ? argument(call, 2, 'Number') : undefined;
    return {
        type: 'Number',
        at: call.at,
        run: (env) => {
            const [what, where] = [search.run(env) as Text, text.run(env) as Text];
            const from = start?.run(env) as Numeric | null | undefined;
            // The literal "" is found right away; a text that happens to be empty is found nowhere.
            if (where === null || (what === null && search.literal === undefined)) return new Numeric(0);
            return new Numeric(where.indexOf(what ?? '', Math.max(0, from ? wholePart(from) - 1 : 0)) + 1);
        }
    };
};

const left = (text: string, count: Numeric): Text => textOrNull(text.slice(0, Math.max(0, wholePart(count))));

const right = (text: string, count: Numeric): Text => {
    const length = Math.max(0, wholePart(count));
    return textOrNull(text.slice(Math.max(0, text.length - length)));
};

const mid = (text: string, start: Numeric, count: Numeric): Text => {
    const from = Math.max(1, wholePart(start)) - 1;
    return textOrNull(text.slice(from, from + Math.max(0, wholePart(count))));
};

/** No text on the platform is longer, so no padding needs to be. */
const LONGEST_PADDING = 131_072;

/** Pads, or cuts to the length as the platform does: always the first characters. */
const padded =
    (side: 'left' | 'right'): FunctionDef =>
    (call) => {
        expectCount(call, 2, 3);
        const text = argument(call, 0, 'Text');
        const length = argument(call, 1, 'Number');
        const filler = call.args.length === 3 ? argument(call, 2, 'Text') : undefined;
        const pad = (value: string, size: Numeric, fill: string): Text => {
            const target = wholePart(size);
            if (target > LONGEST_PADDING) throw new FormulaEvaluationError(`Length out of range in ${call.name}() function`);
            if (target <= value.length) return textOrNull(value.slice(0, Math.max(0, target)));
            return side === 'left' ? value.padStart(target, fill) : value.padEnd(target, fill);
        };
        return {
            type: 'Text',
            at: call.at,
            run: (env) => {
                const fill = filler ? ((filler.run(env) as Text) ?? ' ') : ' ';
                return nullSafe([text, length], env, (value: string, size: Numeric) => pad(value, size, fill));
            }
        };
    };

/** An empty text to look for makes the result empty; the literal "" is found nowhere. */
const substitute: FunctionDef = (call) => {
    expectCount(call, 3);
    const [subject, search, filler] = call.args.map((_, index) => argument(call, index, 'Text'));
    return {
        type: 'Text',
        at: call.at,
        run: (env) => {
            const [text, old, replacement] = [subject.run(env) as Text, search.run(env) as Text, filler.run(env) as Text];
            if (text === null || (old === null && search.literal === undefined)) return null;
            return old === null ? text : textOrNull(text.replaceAll(old, () => replacement ?? ''));
        }
    };
};

const isNumber: FunctionDef = (call) => {
    expectCount(call, 1);
    expectText(call, call.args[0]);
    const subject = argument(call, 0, 'Text');
    return {
        type: 'Boolean',
        at: call.at,
        run: (env) => {
            const text = subject.run(env) as Text;
            return text !== null && parseNumber(text) !== undefined;
        }
    };
};

const initCap = (text: string): string =>
    text.replace(/[\p{L}\p{N}]+/gu, (word) => {
        const [first] = word;
        return first.toUpperCase() + word.slice(first.length).toLowerCase();
    });

const trim = (text: string): Text => textOrNull(text.replace(/^ +| +$/g, ''));

const character = (code: Numeric): Text => {
    const point = wholePart(code);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : null;
};

const value = (text: string): Numeric => {
    const number = parseNumber(text);
    if (!number) throw new FormulaEvaluationError('Invalid number in VALUE() function');
    return number;
};

/** TEXT of a number has no exponent, no grouping and no trailing zeros. */
const TEXT_OF: Partial<Record<ValueType, (value: never) => string>> = {
    Number: (number: Numeric) => (number.isZero() ? '0' : number.toFixed()),
    Date: (days: number) => formatDay(days),
    DateTime: (milliseconds: number) => `${formatMoment(milliseconds).slice(0, 19).replace('T', ' ')}Z`,
    Time: (milliseconds: number) => formatTime(milliseconds),
    Picklist: (label: string) => label
};

const text: FunctionDef = (call) => {
    expectCount(call, 1);
    const [subject] = call.args;
    if (subject.type === 'Null') return { type: 'Text', at: call.at, run: () => null };
    const format = TEXT_OF[subject.type];
    if (!format) throw wrongType(functionSubject('TEXT'), ['Number', 'Date', 'DateTime', 'Picklist'], subject);
    return { type: 'Text', at: call.at, run: (env) => nullSafe([subject], env, format as (...values: never[]) => Value) };
};

const hyperlink: FunctionDef = (call) => {
    expectCount(call, 2, 3);
    const args = call.args.map((_, index) => argument(call, index, 'Text'));
    return {
        type: 'Text',
        at: call.at,
        run: (env) => {
            const [url, label, target] = args.map((arg) => arg.run(env) as Text);
            return url === null && label === null ? null : `<a href="${url ?? ''}" target="${target ?? '_blank'}">${label ?? ''}</a>`;
        }
    };
};

const image: FunctionDef = (call) => {
    expectCount(call, 2, 4);
    const wanted: readonly ValueType[] = ['Text', 'Text', 'Number', 'Number'];
    const args = call.args.map((_, index) => argument(call, index, wanted[index]));
    return {
        type: 'Text',
        at: call.at,
        run: (env) => {
            const [url, alternative, height, width] = args.map((arg) => arg.run(env));
            if (url === null) return null;
            const size = [height ? `height:${String(height)}px;` : '', width ? `width:${String(width)}px;` : ''].filter(Boolean).join(' ');
            return `<img src="${String(url)}" alt="${(alternative as Text) ?? ''}"${size && ` style="${size}"`} border="0"/>`;
        }
    };
};

const CHECK_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The 18-character form: one check character for each five, by which of them are upper case. */
const caseSafeId = (id: string): string => {
    if (!/^[A-Za-z0-9]{15}$/.test(id)) return id;
    const checks = [0, 5, 10].map((start) =>
        [...id.slice(start, start + 5)].reduce((sum, letter, bit) => (/[A-Z]/.test(letter) ? sum + (1 << bit) : sum), 0)
    );
    return id + checks.map((check) => CHECK_CHARACTERS[check]).join('');
};

const caseSafe: FunctionDef = (call) => {
    expectCount(call, 1);
    const id = argument(call, 0, 'Id', 'Text');
    return { type: 'Text', at: call.at, run: (env) => nullSafe([id], env, caseSafeId) };
};

/** Some functions answer a wrong type with "Incorrect argument type". */
const expectText = (call: Call, arg: Typed): void => {
    if (!isText(arg.type) && arg.type !== 'Null') throw picklistMisuse(arg) ?? wrongArgument(call, arg.at);
};

const regex: FunctionDef = (call) => {
    expectCount(call, 2);
    for (const arg of call.args) expectText(call, arg);
    const [subject, pattern] = [argument(call, 0, 'Text'), argument(call, 1, 'Text')];
    const constant = pattern.literal === undefined ? undefined : literalPattern(call, pattern.literal);
    return {
        type: 'Boolean',
        at: call.at,
        run: (env) => {
            const source = (pattern.run(env) as Text) ?? '';
            return tested(constant ?? runtimePattern(source), (subject.run(env) as Text) ?? '', source);
        }
    };
};

const tested = (pattern: JavaPattern, subject: string, source: string): boolean => {
    try {
        return pattern.test(subject);
    } catch (error) {
        if (!(error instanceof PatternTooComplicated)) throw error;
        throw new FormulaEvaluationError(`Regular expression runtime exceeded for: ${source}`);
    }
};

const literalPattern = (call: Call, source: string): JavaPattern => {
    try {
        return javaPattern(source);
    } catch (error) {
        throw errorAt(`Invalid regular expression: ${(error as PatternError).message}`, call.args[1].at);
    }
};

const runtimePattern = (source: string): JavaPattern => {
    try {
        return javaPattern(source);
    } catch (error) {
        throw new FormulaEvaluationError(`Invalid regular expression: ${(error as PatternError).message}`);
    }
};

/** Text functions of the platform's reference. */
export const textFunctions: Readonly<Record<string, FunctionDef>> = {
    ASCII: ofText((subject) => new Numeric(subject.codePointAt(0)!), 'Number'),
    BEGINS: withNulls(['Text', 'Text'], 'Boolean', begins),
    BR: simple([], 'Text', () => '<br>'),
    CASESAFEID: caseSafe,
    CHR: simple(['Number'], 'Text', character),
    CONTAINS: withNulls(['Text', 'Text'], 'Boolean', contains),
    FIND: find,
    HYPERLINK: hyperlink,
    IMAGE: image,
    INITCAP: ofText(initCap),
    ISNUMBER: isNumber,
    LEFT: simple(['Text', 'Number'], 'Text', left),
    LEN: withNulls(['Text'], 'Number', (subject: Text) => new Numeric(subject?.length ?? 0)),
    LOWER: cased((subject, locale) => subject.toLocaleLowerCase(locale)),
    LPAD: padded('left'),
    MID: simple(['Text', 'Number', 'Number'], 'Text', mid),
    REGEX: regex,
    REVERSE: ofText((subject) => [...subject].reverse().join('')),
    RIGHT: simple(['Text', 'Number'], 'Text', right),
    RPAD: padded('right'),
    SUBSTITUTE: substitute,
    TEXT: text,
    TRIM: ofText(trim),
    UPPER: cased((subject, locale) => subject.toLocaleUpperCase(locale)),
    VALUE: ofText(value, 'Number')
};
