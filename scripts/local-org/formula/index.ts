export { compileFormula } from './compile';
export { schemaScope } from './schema-scope';
export { FormulaError, FormulaEvaluationError } from './types';
export type { CompiledFormula, CompileOptions, FieldResolution, FormulaEnv, FormulaScope, FormulaType, FormulaUse } from './types';
