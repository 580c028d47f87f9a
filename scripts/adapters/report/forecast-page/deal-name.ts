import { html, type Html } from '../page/html';

/** What a deal is called and where it is: a link into the org, or the id beside the name where the source is files. */
export function dealName({ id, name }: { readonly id: string; readonly name: string }, origin: string): Html {
    if (/^https?:\/\//.test(origin)) return html`<a href="${origin.replace(/\/+$/, '')}/${encodeURIComponent(id)}">${name}</a>`;
    return name === id ? html`${id}` : html`${name}<br /><span class="soft">${id}</span>`;
}
