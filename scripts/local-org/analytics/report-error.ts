import { ApiError } from '../model/org';

/** A report that asks for what this org does not work out. Told, instead of showing other numbers than an org would. */
export const notRun = (what: string): ApiError =>
    new ApiError('UNSUPPORTED_OPERATION', `The local org does not run reports with ${what}`, 501);

/** A report, or what a request makes of it, that makes no sense to an org either. */
export const badReport = (message: string): ApiError => new ApiError('BAD_REQUEST', message);

export const forbidden = (message: string): ApiError => new ApiError('FORBIDDEN', message, 403);
