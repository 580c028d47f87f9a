/** Markup that may stand in a page as it is. Only `html` makes it, so nothing reaches a page unescaped. */
export class Html {
    readonly markup: string;

    constructor(markup: string) {
        this.markup = markup;
    }
}

/** What may stand in a template: text and numbers are escaped, lists are joined, undefined and false leave nothing. */
export type HtmlPart = Html | string | number | undefined | false | readonly HtmlPart[];

/** A template literal as markup. Every value is escaped for text and for quoted attributes alike (OWASP: output encoding). */
export function html(texts: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
    return new Html(texts.reduce((page, text, index) => page + markupOf(parts[index - 1]) + text));
}

function markupOf(part: HtmlPart): string {
    if (part === undefined || part === false) return '';
    if (part instanceof Html) return part.markup;
    if (typeof part === 'object') return part.map(markupOf).join('');
    return escapeText(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escapeText = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
