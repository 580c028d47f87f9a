import { z } from 'zod';
import { ProblemError } from '../domain/problem';

const openDeal = z.object({ Id: z.string(), Name: z.string() });
export type OpenDealName = z.infer<typeof openDeal>;

/** Rows of `SELECT Id, Name FROM Opportunity`. Throws ROW_DAMAGED for anything else. */
export function readOpenDeals(rows: readonly unknown[]): readonly OpenDealName[] {
    const read = z.array(openDeal).safeParse(rows);
    if (read.success) return read.data;
    throw new ProblemError({
        code: 'ROW_DAMAGED',
        subject: 'Opportunity',
        detail: `came back in a shape that was not asked for: ${z.prettifyError(read.error)}.`,
        remedy: 'Check that the user may read Name of opportunities.'
    });
}
