import type { Row } from '../model/org';

/** One component's outcome, as DeployMessage of the Metadata API. */
export interface DeployMessage {
    readonly componentType: string;
    readonly fullName: string;
    readonly fileName: string;
    readonly success: boolean;
    readonly created: boolean;
    readonly changed: boolean;
    readonly deleted: boolean;
    readonly problem?: string;
    readonly problemType?: 'Error' | 'Warning' | 'Info';
    readonly lineNumber?: number;
    readonly columnNumber?: number;
}

/** Times are ISO in UTC. */
export interface DeployResult {
    readonly id: string;
    readonly done: boolean;
    readonly success: boolean;
    readonly status: 'Succeeded' | 'SucceededPartial' | 'Failed' | 'Canceled';
    readonly checkOnly: boolean;
    readonly ignoreWarnings: boolean;
    readonly rollbackOnError: boolean;
    readonly createdDate: string;
    readonly startDate: string;
    readonly completedDate: string;
    readonly createdBy: string;
    readonly createdByName: string;
    readonly numberComponentsTotal: number;
    readonly numberComponentsDeployed: number;
    readonly numberComponentErrors: number;
    readonly componentSuccesses: readonly DeployMessage[];
    readonly componentFailures: readonly DeployMessage[];
    /** Why nothing could be looked at: no package.xml, an unknown type. */
    readonly errorMessage?: string;
}

export interface DeployOptions {
    /** Validate only; nothing is changed. */
    readonly checkOnly?: boolean;
    /** False: what is sound is deployed, the rest is left out. Default true. */
    readonly rollbackOnError?: boolean;
    /** Repeated in the result; this org's warnings never fail a deploy. */
    readonly ignoreWarnings?: boolean;
    /** Who deploys; the org itself when absent. */
    readonly by?: Row;
}
