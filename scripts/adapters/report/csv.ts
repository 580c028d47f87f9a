/** A cell: money and counts as numbers, everything else as text. */
export type CsvCell = string | number | undefined;

/**
 * Rows as CSV (RFC 4180, CRLF, UTF-8 with a byte order mark so that spreadsheets read it). Text that a spreadsheet would
 * run as a formula gets an apostrophe in front (OWASP: CSV injection): partner and stage names come from records that
 * many people may edit.
 */
export function toCsv(headings: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
    const lines = [headings, ...rows].map((cells) => cells.map(toCell).join(','));
    return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function toCell(cell: CsvCell): string {
    if (cell === undefined) return '';
    if (typeof cell === 'number') return String(cell);
    const harmless = /^[\s]*[=+\-@]|^[\t\r\n]/.test(cell) ? `'${cell}` : cell;
    return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
