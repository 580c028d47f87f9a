export { deployComponents, deployFolder, deployPackage } from './deploy';
export type { DeployMessage, DeployOptions, DeployResult } from './deploy-result';
export { metadataRoutes } from './metadata-routes';
export { readSourceTree } from './source-tree';
export { PackageError, readZipPackage } from './zip-package';
export type { SourceComponent } from './source-component';
