import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** One element. Offsets count characters of the document it came from; names carry no prefix. */
export interface XmlNode {
    readonly name: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly children: readonly XmlNode[];
    /** Text of a leaf as written, entities and CDATA resolved; '' where there are child elements only. */
    readonly text: string;
    readonly start: number;
    readonly end: number;
    readonly document: XmlDocument;
}

export interface XmlDocument {
    readonly source: string;
}

/** Line and column count from 1. */
export interface Position {
    readonly line: number;
    readonly column: number;
}

export class XmlError extends Error {
    constructor(
        message: string,
        readonly position: Position
    ) {
        super(message);
    }
}

type ParsedItem = Record<string, unknown>;

const META = XMLParser.getMetaDataSymbol() as unknown as keyof ParsedItem;
const ATTRIBUTES = ':@';
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const TEXT_TOKEN = /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|&(#x[0-9a-fA-F]+|#\d+|\w+);|[\s\S]/gu;

const parser = new XMLParser({
    preserveOrder: true,
    captureMetaData: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    processEntities: false
});

const character = (code: number, entity: string): string => {
    if (code <= 0x10_ffff) return String.fromCodePoint(code);
    throw new XmlError(`Character reference "&${entity};" is an invalid XML character.`, { line: 1, column: 1 });
};

const decodeEntity = (entity: string): string => {
    if (entity.startsWith('#x')) return character(parseInt(entity.slice(2), 16), entity);
    if (entity.startsWith('#')) return character(Number(entity.slice(1)), entity);
    return ENTITIES[entity] ?? `&${entity};`;
};

const tokenText = (match: RegExpMatchArray): string => {
    if (match[1] !== undefined) return match[1];
    if (match[2] !== undefined) return decodeEntity(match[2]);
    return match[0].startsWith('<!--') ? '' : match[0];
};

const resolveText = (raw: string): string => (/[&<]/.test(raw) ? [...raw.matchAll(TEXT_TOKEN)].map(tokenText).join('') : raw);

/** Where the text of an element starts: after the '>' of its opening tag. */
const textStart = (node: { document: XmlDocument; start: number }): number => node.document.source.indexOf('>', node.start) + 1;

const rawText = (document: XmlDocument, start: number, end: number): string => {
    const from = document.source.indexOf('>', start) + 1;
    const close = document.source.lastIndexOf('</', end - 1);
    return close >= from ? document.source.slice(from, close) : '';
};

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

const toNode = (item: ParsedItem, document: XmlDocument): XmlNode => {
    const tag = Object.keys(item).find((key) => key !== ATTRIBUTES)!;
    const { startIndex, endIndex } = item[META] as { startIndex: number; endIndex: number };
    const content = item[tag] as ParsedItem[];
    const children = content.filter((child) => !('#text' in child)).map((child) => toNode(child, document));
    const attributes = Object.entries((item[ATTRIBUTES] as Record<string, string>) ?? {}).map(([key, value]) => [
        key,
        resolveText(String(value))
    ]);
    return {
        name: localName(tag),
        attributes: Object.fromEntries(attributes),
        children,
        text: children.length > 0 ? '' : resolveText(rawText(document, startIndex, endIndex)),
        start: startIndex,
        end: endIndex,
        document
    };
};

/** The root element of a document. Throws XmlError with its position where it is not well-formed. */
export const parseXml = (text: string): XmlNode => {
    const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
    if (/<!DOCTYPE/i.test(source)) throw new XmlError('DOCTYPE is not allowed.', { line: 1, column: 1 });
    try {
        return parseSource(source);
    } catch (error) {
        if (error instanceof XmlError) throw error;
        // The parser's own limits: nesting, attributes.
        throw new XmlError(error instanceof RangeError ? 'Elements are nested too deeply.' : String((error as Error).message), {
            line: 1,
            column: 1
        });
    }
};

const parseSource = (source: string): XmlNode => {
    const valid = XMLValidator.validate(source);
    if (valid !== true) throw new XmlError(valid.err.msg, { line: valid.err.line ?? 1, column: valid.err.col ?? 1 });
    const document = { source };
    const roots = (parser.parse(source) as ParsedItem[]).filter((item) => !('#text' in item) && !Object.keys(item)[0]!.startsWith('?'));
    if (roots.length !== 1) throw new XmlError('Start tag expected.', { line: 1, column: 1 });
    return toNode(roots[0]!, document);
};

const positionAt = (source: string, offset: number): Position => {
    const before = source.slice(0, offset);
    const lineStart = before.lastIndexOf('\n') + 1;
    return { line: before.split('\n').length, column: offset - lineStart + 1 };
};

/** Where the element starts in its file. */
export const positionOf = (node: XmlNode): Position => positionAt(node.document.source, node.start);

/** Where line and column of a leaf's text stand in its file, entities and CDATA allowed for. */
export const positionInText = (node: XmlNode, line: number, column: number): Position => {
    const from = textStart(node);
    let seen: Position = { line: 1, column: 1 };
    for (const match of rawText(node.document, node.start, node.end).matchAll(TEXT_TOKEN)) {
        if (seen.line > line || (seen.line === line && seen.column >= column)) return positionAt(node.document.source, from + match.index);
        for (const char of tokenText(match))
            seen = char === '\n' ? { line: seen.line + 1, column: 1 } : { line: seen.line, column: seen.column + 1 };
    }
    return positionOf(node);
};

/** The element as written, for keeping and retrieving. */
export const sourceOf = (node: XmlNode): string => node.document.source.slice(node.start, node.end);

/** What stands between the element's tags, as written. */
export const innerSourceOf = (node: XmlNode): string => rawText(node.document, node.start, node.end);

export const childNode = (node: XmlNode, name: string): XmlNode | undefined => node.children.find((child) => child.name === name);

export const childNodes = (node: XmlNode, name: string): XmlNode[] => node.children.filter((child) => child.name === name);

/** Trimmed text of a child; undefined where it is absent or empty. */
export const childText = (node: XmlNode, name: string): string | undefined => childNode(node, name)?.text.trim() || undefined;

export const childTexts = (node: XmlNode, name: string): string[] => childNodes(node, name).map((child) => child.text.trim());

export const childFlag = (node: XmlNode, name: string): boolean => childText(node, name) === 'true';

export const childNumber = (node: XmlNode, name: string): number | undefined => {
    const text = childText(node, name);
    return text === undefined ? undefined : Number(text);
};
