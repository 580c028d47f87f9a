import type { OrgResponse } from '../http/route';
import type { SaveError } from '../model/org';
import { findField } from '../model/schema';
import type { ObjectDef } from '../model/schema';

const representError = (object: ObjectDef, error: SaveError, fieldName: string | undefined): Record<string, unknown> => {
    const field = fieldName === undefined ? undefined : findField(object, fieldName);
    return {
        constituentField: null,
        duplicateRecordError: null,
        errorCode: error.statusCode,
        field: field?.name ?? null,
        fieldLabel: field?.label ?? null,
        message: error.message
    };
};

/** The answer to a save that the org refused: errors of the record as a whole, and errors by field. */
export const saveRefusal = (object: ObjectDef, refused: readonly SaveError[]): OrgResponse => {
    const fieldErrors: Record<string, unknown[]> = {};
    const errors: unknown[] = [];
    for (const error of refused) {
        if (error.fields.length === 0) errors.push(representError(object, error, undefined));
        for (const name of error.fields)
            (fieldErrors[findField(object, name)?.name ?? name] ??= []).push(representError(object, error, name));
    }
    return {
        status: 400,
        body: {
            enhancedErrorType: 'RecordError',
            errorCode: 'INVALID_INPUT',
            message: 'An error occurred while trying to update the record. Please try again.',
            output: { errors, fieldErrors },
            statusCode: 400
        }
    };
};
