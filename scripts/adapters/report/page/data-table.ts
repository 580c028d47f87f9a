import { html, type Html, type HtmlPart } from './html';

/** A column of a table: `number` aligns to the end, `chart` gives room for a drawing, `wide` for a few words, `day` never breaks. */
export interface Column<Row> {
    readonly heading: string;
    readonly kind?: 'text' | 'number' | 'chart' | 'wide' | 'day';
    readonly cell: (row: Row) => HtmlPart;
}

export interface TableOptions<Row> {
    readonly caption?: HtmlPart;
    /** 'total' stands under a rule; 'apart' is not part of the sum; 'part' is a part of the row above. */
    readonly toneOf?: (row: Row) => 'total' | 'apart' | 'part' | undefined;
}

/** Rows as a table whose first column heads the row, so that a screen reader says where it is. */
export function dataTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[], options: TableOptions<Row> = {}): Html {
    const head = columns.map(({ heading, kind }) => html`<th scope="col" class="${kind ?? 'text'}">${heading}</th>`);
    const body = rows.map((row) => {
        const cells = columns.map(({ cell, kind = 'text' }, index) =>
            index === 0 ? html`<th scope="row" class="${kind}">${cell(row)}</th>` : html`<td class="${kind}">${cell(row)}</td>`
        );
        return html`<tr class="${options.toneOf?.(row) ?? ''}">
            ${cells}
        </tr> `;
    });
    return html`<div
        class="scroll"
        tabindex="0"
        role="region"
        aria-label="${typeof options.caption === 'string' ? options.caption : 'Table'}"
    >
        <table>
            ${
                options.caption === undefined
                    ? undefined
                    : html`<caption>
                          ${options.caption}
                      </caption>`
            }
            <thead>
                <tr>
                    ${head}
                </tr>
            </thead>
            <tbody>
                ${body}
            </tbody>
        </table>
    </div> `;
}
