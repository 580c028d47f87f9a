import { createElement } from 'lwc';

type Properties = Readonly<Record<string, unknown>>;

/** Puts a component on the page with these properties; taken off again after each test. */
export function mount(name: string, is: unknown, properties: Properties = {}): HTMLElement {
    const element = createElement(name, { is: is as never }) as unknown as HTMLElement;
    Object.assign(element, properties);
    document.body.appendChild(element);
    return element;
}

afterEach(() => document.body.replaceChildren());

/** What a wire adapter's stub offers to a test. */
export interface WireStub<T> {
    emit(value: T): void;
    error(body?: unknown, status?: number): void;
    getLastConfig(): Record<string, unknown>;
}

export const stubOf = <T>(adapter: unknown): WireStub<T> => adapter as WireStub<T>;

/** The GraphQL adapter's stub differs from the others: data, errors and refresh come one by one. */
export interface GraphqlStub {
    emit(data: unknown, filter?: undefined, refresh?: () => Promise<void>): void;
    emitErrors(errors: readonly { readonly message: string }[]): void;
}

export const graphqlStub = (adapter: unknown): GraphqlStub => adapter as GraphqlStub;

/** Lets wires, promises and rendering settle. */
export const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
};

/** Trimmed texts of all matching elements inside the component. */
export const textsOf = (element: HTMLElement, selector: string): string[] =>
    [...element.shadowRoot!.querySelectorAll(selector)].map((found) => (found.textContent ?? '').replace(/\s+/g, ' ').trim());

export const find = <T extends Element = HTMLElement>(element: HTMLElement, selector: string): T | null =>
    element.shadowRoot!.querySelector<T>(selector);

/** The button with this label, wherever it stands in the component. */
export const button = (element: HTMLElement, label: string): HTMLElement | undefined =>
    [...element.shadowRoot!.querySelectorAll<HTMLElement & { label?: string }>('lightning-button')].find((each) => each.label === label);
