/** One error of a refused write, as the REST API words it. */
export interface OrgError {
    readonly code: string;
    readonly message: string;
    readonly fields: readonly string[];
}

interface WireError {
    readonly errorCode?: string;
    readonly statusCode?: string;
    readonly message?: string;
    readonly fields?: readonly string[];
}

/** One row of a collections answer, or what jsforce makes of a single write. */
export interface RowResult {
    readonly id?: string | null;
    readonly success: boolean;
    readonly errors: readonly WireError[];
}

const toOrgError = ({ errorCode, statusCode, message, fields }: WireError): OrgError => ({
    code: errorCode ?? statusCode ?? '',
    message: message ?? '',
    fields: fields ?? []
});

/** The errors of a write that must be refused; fails when it was accepted or when anything but the org refused it. */
export async function refusalOf(write: Promise<unknown>): Promise<readonly OrgError[]> {
    let answer: unknown;
    try {
        answer = await write;
    } catch (error) {
        const { errorCode, data } = error as { errorCode?: string; data?: unknown };
        if (errorCode === undefined) throw error;
        const wire = Array.isArray(data) ? (data as WireError[]) : [{ ...(data as WireError | undefined), ...(error as WireError) }];
        return wire.map((each) => ({ ...toOrgError(each), message: each.message ?? String((error as Error).message) }));
    }
    const row = answer as RowResult;
    if (row.success !== false) throw new Error(`the org accepted what it should refuse: ${JSON.stringify(answer)}`);
    return row.errors.map(toOrgError);
}

/** The words of a refused write, one message per error, sorted: an org runs its rules in no promised order. */
export const wordsOf = async (write: Promise<unknown>): Promise<readonly string[]> =>
    (await refusalOf(write)).map(({ message }) => message).sort();

/** Errors of one row of a collections answer. */
export const errorsOf = (row: RowResult): readonly OrgError[] => row.errors.map(toOrgError);
