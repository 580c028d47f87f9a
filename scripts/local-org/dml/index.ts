export { createDml } from './dml';
export { createReader } from './formula-reader';
export { recomputeRollUps } from './roll-ups';
export { ADMIN_USER, createBaseRows, ensurePermissionSetRows } from './base-data';
export type { KeyUser } from './base-data';
export { SeedError, seed } from './seeding';
export type { SeedFile, SeedReport, SeedRow, SeedUser } from './seeding';
