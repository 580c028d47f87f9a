export { createDml } from './dml';
export type { DmlOptions } from './dml';
export { createReader } from './formula-reader';
export { recomputeRollUps } from './roll-ups';
