import { isWordCode, lineEnd } from './code-classes';

/** (?m) and (?d): whether ^ and $ mean lines, and whether a line ends with \n alone. */
interface LineFlags {
    readonly m: boolean;
    readonly d: boolean;
}

/** Before the last line end of a text, or at its very end. */
const nearEnd = (text: string, at: number, unixLines: boolean): boolean => {
    const rest = text.slice(at, at + 3);
    if (rest === '' || (rest === '\r\n' && !unixLines)) return true;
    const splits = rest === '\n' && !unixLines && text[at - 1] === '\r';
    return rest.length === 1 && lineEnd(unixLines)(rest.charCodeAt(0)) && !splits;
};

/** ^ */
export const lineStart =
    ({ m, d }: LineFlags) =>
    (text: string, at: number): boolean => {
        if (at === 0) return true;
        if (!m || at >= text.length) return false;
        return lineEnd(d)(text.charCodeAt(at - 1)) && !(!d && text[at - 1] === '\r' && text[at] === '\n');
    };

/** $ */
export const lineFinish =
    ({ m, d }: LineFlags) =>
    (text: string, at: number): boolean => {
        if (!m) return nearEnd(text, at, d);
        if (at >= text.length) return true;
        return lineEnd(d)(text.charCodeAt(at)) && !(!d && text[at] === '\n' && text[at - 1] === '\r');
    };

const onWordEdge = (text: string, at: number): boolean => {
    const before = at > 0 && isWordCode(text.charCodeAt(at - 1));
    return before !== (at < text.length && isWordCode(text.charCodeAt(at)));
};

/** Escapes that stand for a place and take no character. */
export const PLACES: Readonly<Record<string, (text: string, at: number) => boolean>> = {
    A: (_, at) => at === 0,
    z: (text, at) => at === text.length,
    Z: (text, at) => nearEnd(text, at, false),
    b: onWordEdge,
    B: (text, at) => !onWordEdge(text, at)
};
