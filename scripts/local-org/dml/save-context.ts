import type { ObjectDef } from '../model/schema';
import { findField } from '../model/schema';
import type { OrgState, Row, Scalar, Session } from '../model/org';
import { recordAccessOf } from '../model/record-access';
import type { RecordAccess } from '../model/record-access';

/** One call of the API: who saves, when. All records of a call share the moment. */
export interface SaveContext {
    readonly state: OrgState;
    readonly session: Session;
    readonly now: Date;
    /** now as a stored date-time; the platform keeps whole seconds. */
    readonly stamp: string;
    /** Which records the saving user reaches. */
    readonly records: RecordAccess;
}

export const saveContext = (state: OrgState, session: Session): SaveContext => {
    const now = state.now();
    return { state, session, now, stamp: wholeSeconds(now), records: recordAccessOf(state, session) };
};

export const wholeSeconds = (moment: Date): string => new Date(Math.floor(moment.getTime() / 1000) * 1000).toISOString();

/** Sets a field when the object has it as a stored field; standard objects differ in what they carry. */
export const setIfPresent = (object: ObjectDef, row: Row, name: string, value: Scalar): void => {
    const field = findField(object, name);
    if (field && !field.formula) row[field.name] = value;
};
