/** Delimiters by the name that a bulk job gives them. */
export const delimiters: Readonly<Record<string, string>> = {
    COMMA: ',',
    SEMICOLON: ';',
    TAB: '\t',
    PIPE: '|',
    CARET: '^',
    BACKQUOTE: '`'
};

export class CsvError extends Error {}

/**
 * Rows of cells. Quoted cells may hold delimiters, quotes (doubled) and line breaks; LF and CRLF both end a line, and lines
 * without any cell are left out. Throws CsvError where a quote is never closed or stands inside an unquoted cell.
 */
export const parseCsv = (text: string, delimiter = ','): string[][] => {
    const rows: string[][] = [];
    let row: string[] = [];
    let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    let line = 1;

    const quotedCell = (): string => {
        let cell = '';
        const opened = line;
        for (at += 1; ; at += 1) {
            const end = text.indexOf('"', at);
            if (end < 0) throw new CsvError(`The quote opened on line ${opened} is never closed`);
            const part = text.slice(at, end);
            line += part.split('\n').length - 1;
            cell += part;
            at = end + 1;
            if (text[at] !== '"') return cell;
            cell += '"';
        }
    };

    const plainCell = (): string => {
        const start = at;
        while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && !(text[at] === '\r' && text[at + 1] === '\n')) {
            if (text[at] === '"') throw new CsvError(`A quote stands inside an unquoted value on line ${line}`);
            at += 1;
        }
        return text.slice(start, at);
    };

    const endRow = (): void => {
        if (row.length > 1 || row[0] !== '') rows.push(row);
        row = [];
    };

    while (at < text.length) {
        const quoted = text[at] === '"';
        row.push(quoted ? quotedCell() : plainCell());
        if (text[at] === delimiter) {
            at += 1;
            if (at === text.length || text[at] === '\n' || text[at] === '\r') row.push('');
        } else if (quoted && at < text.length && text[at] !== '\n' && text[at] !== '\r') {
            throw new CsvError(`Text follows a closing quote on line ${line}`);
        }
        if (at >= text.length || text[at] === '\n' || text[at] === '\r') {
            at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
            line += 1;
            endRow();
        }
    }
    if (row.length > 0) endRow();
    return rows;
};

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

/** One line of quoted cells without its line break. */
export const csvLine = (cells: readonly string[], delimiter = ','): string => cells.map(quoted).join(delimiter);

/** A header and rows, every cell quoted, each line ended. */
export const writeCsv = (header: readonly string[], rows: readonly (readonly string[])[], delimiter = ',', lineEnd = '\n'): string =>
    [header, ...rows].map((row) => csvLine(row, delimiter) + lineEnd).join('');

/** A stored value as a bulk result shows it. */
export const csvCell = (value: unknown): string => {
    if (value === null || value === undefined) return '';
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
};
