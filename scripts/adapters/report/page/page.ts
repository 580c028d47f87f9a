import { html, Html, type HtmlPart } from './html';
import { STYLE } from './style';

/** One self-contained page: no script, no request to anywhere (the policy in its head forbids both), and it prints well. */
export interface Page {
    readonly title: string;
    /** Under the title: of when, from where. */
    readonly subtitle: string;
    readonly body: HtmlPart;
    /** How the numbers came about. */
    readonly footer?: HtmlPart;
}

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The page as the text of an HTML file. */
export function layPage({ title, subtitle, body, footer }: Page): string {
    const page = html`<!doctype html>
        <html lang="en" dir="ltr">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
                <title>${title}</title>
                <style>
                    ${new Html(STYLE)}
                </style>
            </head>
            <body>
                <main>
                    <header class="page">
                        <h1>${title}</h1>
                        <p class="soft">${subtitle}</p>
                    </header>
                    ${body} ${footer === undefined ? undefined : html`<footer>${footer}</footer>`}
                </main>
            </body>
        </html> `;
    return page.markup;
}

/** A part of a page: its heading says the finding or the question, the lead one sentence more. */
export const section = (heading: string, lead: HtmlPart, ...body: readonly HtmlPart[]): Html =>
    html`<section>
        <h2>${heading}</h2>
        ${lead === '' ? undefined : html`<p class="soft">${lead}</p>`}${body}
    </section> `;
