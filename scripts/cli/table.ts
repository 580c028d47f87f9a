/** A column of a printed table: its heading and whether its cells are set to the right, as numbers are. */
export interface Column {
    readonly heading: string;
    readonly align?: 'left' | 'right';
}

/** Lays rows out under their headings in plain text, two spaces between columns. Every row has one cell per column. */
export function layTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
    const widths = columns.map(({ heading }, index) => Math.max(width(heading), ...rows.map((row) => width(row[index] ?? ''))));
    const layRow = (cells: readonly string[]) =>
        columns
            .map(({ align }, index) => pad(cells[index] ?? '', widths[index] ?? 0, align ?? 'left'))
            .join('  ')
            .trimEnd();
    const rule = widths.map((count) => '─'.repeat(count)).join('  ');
    return [layRow(columns.map(({ heading }) => heading)), rule, ...rows.map(layRow)].join('\n');
}

const width = (text: string): number => [...text].length;

function pad(text: string, target: number, align: 'left' | 'right'): string {
    const space = ' '.repeat(Math.max(0, target - width(text)));
    return align === 'right' ? space + text : text + space;
}

/** The same rows as a Markdown table. */
export function layMarkdownTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
    const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
    const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
    return [
        row(columns.map(({ heading }) => cell(heading))),
        row(columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
        ...rows.map((cells) => row(columns.map((_, index) => cell(cells[index] ?? ''))))
    ].join('\n');
}
