import { newId } from '../model/ids';
import { ApiError, type OrgState, type Session } from '../model/org';
import { deployPackage } from './deploy';
import type { DeployOptions, DeployResult } from './deploy-result';
import { PackageError, readZipPackage, type PackageContent } from './zip-package';

interface DeployJob {
    readonly result: DeployResult;
    /** Kept of a successful validation, for a quick deploy. */
    readonly validated?: PackageContent;
    readonly options: DeployOptions;
}

interface Jobs {
    readonly deploys: Map<string, DeployJob>;
    readonly retrieves: Map<string, RetrieveJob>;
}

export interface RetrieveJob {
    readonly zip: Uint8Array;
    readonly messages: readonly { readonly fileName: string; readonly problem: string }[];
    readonly files: readonly { readonly type: string; readonly fullName: string; readonly fileName: string }[];
}

const jobsOf = new WeakMap<OrgState, Jobs>();

/** Jobs of one running org; they are forgotten when it stops. */
const jobs = (state: OrgState): Jobs => {
    let own = jobsOf.get(state);
    if (!own) jobsOf.set(state, (own = { deploys: new Map(), retrieves: new Map() }));
    return own;
};

const nextId = (state: OrgState, prefix: string): string => newId(prefix, state.store.next(`id:${prefix}`));

/** Throws ApiError unless the user may change metadata. */
export const requireMetadataAccess = (session: Session): void => {
    if (session.access.userPermission('ModifyMetadata') || session.access.userPermission('ModifyAllData')) return;
    throw new ApiError(
        'INSUFFICIENT_ACCESS',
        'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions',
        403
    );
};

/** The result of a package that cannot even be looked at. */
const refusedPackage = (state: OrgState, error: PackageError, options: DeployOptions): Omit<DeployResult, 'id'> => {
    const now = state.now().toISOString();
    const fileName = 'package.xml';
    return {
        done: true,
        success: false,
        status: 'Failed',
        checkOnly: options.checkOnly === true,
        ignoreWarnings: options.ignoreWarnings === true,
        rollbackOnError: options.rollbackOnError !== false,
        createdDate: now,
        startDate: now,
        completedDate: now,
        createdBy: '',
        createdByName: '',
        numberComponentsTotal: 0,
        numberComponentsDeployed: 0,
        numberComponentErrors: 1,
        componentSuccesses: [],
        componentFailures: [
            {
                componentType: '',
                fullName: fileName,
                fileName,
                success: false,
                created: false,
                changed: false,
                deleted: false,
                problem: error.message,
                problemType: 'Error'
            }
        ]
    };
};

const record = (
    state: OrgState,
    session: Session,
    made: Omit<DeployResult, 'id'>,
    content: PackageContent | undefined,
    options: DeployOptions
): string => {
    const id = nextId(state, '0Af');
    const result = { ...made, id, createdBy: session.user.Id, createdByName: String(session.user.Name ?? '') };
    jobs(state).deploys.set(id, { result, options, ...(options.checkOnly && made.success && content ? { validated: content } : {}) });
    return id;
};

/** Deploys a zip at once; clients ask for the result by the id this returns. */
export const startDeploy = (state: OrgState, session: Session, zip: Uint8Array, options: DeployOptions): string => {
    requireMetadataAccess(session);
    try {
        const content = readZipPackage(zip);
        return record(state, session, deployPackage(state, content, { ...options, by: session.user }), content, options);
    } catch (error) {
        if (error instanceof PackageError) return record(state, session, refusedPackage(state, error, options), undefined, options);
        throw error;
    }
};

/** The result of a deploy. Throws ApiError for an unknown id. */
export const deployResult = (state: OrgState, id: string): DeployResult => findDeploy(state, id).result;

const findDeploy = (state: OrgState, id: string): DeployJob => {
    const job = [...jobs(state).deploys.values()].find((each) => each.result.id.slice(0, 15) === id.slice(0, 15));
    if (!job) throw new ApiError('INVALID_CROSS_REFERENCE_KEY', `invalid cross reference id: ${id}`, 404);
    return job;
};

/** Deploys what a validation found sound, without sending it again. Throws ApiError when the id names no such validation. */
export const deployValidated = (state: OrgState, session: Session, validationId: string): string => {
    requireMetadataAccess(session);
    const { validated, options } = findDeploy(state, validationId);
    if (!validated) throw new ApiError('INVALID_ID_FIELD', `${validationId} is not the id of a successful validation`);
    const real = { ...options, checkOnly: false };
    return record(state, session, deployPackage(state, validated, { ...real, by: session.user }), validated, real);
};

export const keepRetrieve = (state: OrgState, job: RetrieveJob): string => {
    const id = nextId(state, '09S');
    jobs(state).retrieves.set(id, job);
    return id;
};

/** Throws ApiError for an unknown id. */
export const findRetrieve = (state: OrgState, id: string): RetrieveJob => {
    const job = [...jobs(state).retrieves].find(([each]) => each.slice(0, 15) === id.slice(0, 15))?.[1];
    if (!job) throw new ApiError('INVALID_CROSS_REFERENCE_KEY', `invalid cross reference id: ${id}`, 404);
    return job;
};
