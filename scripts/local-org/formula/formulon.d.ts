declare module 'formulon' {
    /** An answer or an error, told apart by their type. */
    export const parse: (formula: string, substitutions?: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
}
