import type { CompiledFormula, CompileOptions, FormulaScope, FormulaType } from './types';
import { FormulaError } from './types';

/** Parses and type-checks a formula. Throws FormulaError in the platform's words. */
export const compileFormula = (source: string, _scope: FormulaScope, _resultType?: FormulaType, _options: CompileOptions = {}): CompiledFormula => {
    throw new FormulaError(`Formula engine is being built: ${source}`, 1, 1);
};
