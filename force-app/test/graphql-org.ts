import { createTestWireAdapter } from '@salesforce/wire-service-jest-util';

/** Stands for 'lightning/graphql' where a component asks several questions: each is answered by a part of its text. */

interface Config {
    readonly query?: string;
    readonly variables?: Readonly<Record<string, unknown>>;
}
interface Adapter {
    new (emit: (value: unknown) => void): object;
    emit(value: unknown, filter?: (config: Config) => boolean): void;
}

export const gql = (parts: TemplateStringsArray, ...inside: unknown[]): string => String.raw({ raw: parts }, ...inside);

export const graphql = createTestWireAdapter() as unknown as Adapter;

const asks =
    (part: string) =>
    ({ query }: Config): boolean =>
        query?.includes(part) ?? false;

export const answer = (part: string, data: unknown, refresh: () => Promise<void> = () => Promise.resolve()): void =>
    graphql.emit({ data, errors: undefined, refresh }, asks(part));

export const fail = (part: string, message: string, refresh: () => Promise<void> = () => Promise.resolve()): void =>
    graphql.emit({ data: undefined, errors: [{ message }], refresh }, asks(part));

/** The variables with which it was asked; undefined when nobody asked. */
export function asked(part: string): Readonly<Record<string, unknown>> | undefined {
    const found: Config[] = [];
    graphql.emit(undefined, (config) => {
        if (asks(part)(config)) found.push(config);
        return false;
    });
    return found[found.length - 1]?.variables;
}
