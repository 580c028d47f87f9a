import { FUNCTION_GROUPS, usesOf } from './functions/function-named';
import { REFUSED_FUNCTIONS } from './functions/refused-functions';
import type { FormulaUse } from './types';

/** One function of the platform's reference and what the local org does with it. */
export interface FunctionRow {
    readonly name: string;
    /** The group of the platform's reference; undefined for a refused function. */
    readonly group?: string;
    /** Where it may stand; empty for a refused function. */
    readonly uses: readonly FormulaUse[];
    /** Set for a function that is refused at deploy: by the platform as well, or by the local org only. */
    readonly refused?: { readonly by: 'platform' | 'local org'; readonly why: string };
}

const implemented: readonly FunctionRow[] = Object.entries(FUNCTION_GROUPS).flatMap(([group, functions]) =>
    Object.keys(functions).map((name) => ({ name, group, uses: usesOf(name) }))
);

const refused: readonly FunctionRow[] = [...REFUSED_FUNCTIONS].map(([name, why]) => ({ name, uses: [], refused: why }));

/** Every function of the platform's reference, by name: what a page about the local org says of formulas. */
export const functionTable: readonly FunctionRow[] = [...implemented, ...refused].sort((a, b) => (a.name < b.name ? -1 : 1));
