import { request } from 'local/http';

interface Config {
    readonly query?: string;
    readonly variables?: Record<string, unknown>;
    readonly operationName?: string;
}

interface Value {
    readonly data: unknown;
    readonly errors: readonly unknown[] | undefined;
    readonly refresh?: () => Promise<void>;
}

/** Tells the org that a wire adapter asks: it takes one level of child relationships, where the API takes more. */
const AS_WIRE = { 'X-SFDC-LDS-Endpoints': 'lwc.graphql' };

/** Marks a GraphQL document; fragments may be put in by ${}. */
export const gql = (parts: TemplateStringsArray, ...fragments: unknown[]): string =>
    parts.reduce((text, part, index) => text + part + (index < fragments.length ? String(fragments[index]) : ''), '');

/** Wire adapter: emits {data, errors, refresh}. It asks again only when its configuration changes or refresh() is called. */
export class graphql {
    #emit: (value: Value) => void;
    #config: Config | undefined;
    #connected = false;
    #question = 0;

    constructor(emit: (value: Value) => void) {
        this.#emit = emit;
        emit({ data: undefined, errors: undefined });
    }
    connect(): void {
        this.#connected = true;
        void this.#run();
    }
    disconnect(): void {
        this.#connected = false;
        this.#question += 1;
    }
    update(config: Config): void {
        this.#config = config;
        void this.#run();
    }

    #run = async (): Promise<void> => {
        const config = this.#config;
        if (!this.#connected || !config?.query) return;
        this.#question += 1;
        const question = this.#question;
        const value = await this.#ask(config);
        if (question === this.#question) this.#emit({ ...value, refresh: this.#run });
    };

    #ask = async ({ query, variables, operationName }: Config): Promise<Value> => {
        try {
            const body = { query, variables, operationName };
            const { data, errors } = await request<{ data: unknown; errors?: readonly unknown[] }>('POST', '/graphql', body, AS_WIRE);
            return { data: data ?? undefined, errors: errors && errors.length > 0 ? errors : undefined };
        } catch (failure) {
            return { data: undefined, errors: [{ message: messageOf(failure), ...(failure as object) }] };
        }
    };
}

const messageOf = (failure: unknown): string => {
    const { body, statusText } = failure as { body?: unknown; statusText?: string };
    const first = Array.isArray(body) ? body[0] : body;
    return (first as { message?: string } | undefined)?.message ?? statusText ?? 'The request failed';
};
