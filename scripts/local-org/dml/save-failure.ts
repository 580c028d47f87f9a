import { ApiError } from '../model/org';
import type { SaveError, SaveResult } from '../model/org';

/** Why one record could not be saved. Thrown inside a savepoint, so that what the record wrote so far is undone. */
export class SaveFailure extends Error {
    constructor(readonly errors: readonly SaveError[]) {
        super(errors.map((error) => `${error.statusCode}: ${error.message}`).join('; '));
        this.name = 'SaveFailure';
    }
}

export const saveError = (statusCode: string, message: string, fields: readonly string[] = []): SaveError => ({
    statusCode,
    message,
    fields
});

/** Refuses the record for one reason. */
export const refuse = (statusCode: string, message: string, fields: readonly string[] = []): never => {
    throw new SaveFailure([saveError(statusCode, message, fields)]);
};

/** Refuses the record when anything was found; every finding is reported together, as the platform does. */
export const refuseAll = (errors: readonly SaveError[]): void => {
    if (errors.length) throw new SaveFailure(errors);
};

/** Refuses the whole request: the platform finds these while it reads the request, before any record is saved. */
export const refuseRequest = (errorCode: string, message: string, status = 400, fields: readonly string[] = []): never => {
    throw new ApiError(errorCode, message, status, fields);
};

export const failedResult = (id: string | null, errors: readonly SaveError[]): SaveResult => ({ id, success: false, errors });

export const ROLLED_BACK = saveError(
    'ALL_OR_NONE_OPERATION_ROLLED_BACK',
    'Record rolled back because not all records were valid and the request was using AllOrNone header'
);
