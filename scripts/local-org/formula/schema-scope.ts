import type { Schema } from '../model/schema';
import type { FormulaScope, FormulaUse } from './types';

/** What formulas of one object may read, by the org's schema. */
export const schemaScope = (_schema: Schema, objectName: string, options: { use: FormulaUse; blanks: 'zero' | 'blank' }): FormulaScope => ({
    use: options.use,
    blanks: options.blanks,
    resolve: () => {
        throw new Error(`No scope for ${objectName} yet`);
    }
});
