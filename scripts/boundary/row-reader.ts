import { z } from 'zod';
import { parseDay, type Day } from '../domain/forecast/calendar-day';
import type { Cents } from '../domain/forecast/money';
import { ProblemError } from '../domain/problem';

/** A Salesforce date, 'YYYY-MM-DD', as a day. */
export const salesforceDate = z.string().transform((text, context): Day => {
    const day = parseDay(text);
    if (day !== undefined) return day;
    context.addIssue({ code: 'custom', message: `'${text}' is not a date (YYYY-MM-DD)` });
    return z.NEVER;
});

/** A Salesforce timestamp ('2026-11-21T10:00:00.000+0000') as milliseconds since 1970. */
export const salesforceMoment = z.string().transform((text, context): number => {
    const moment = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
    if (!Number.isNaN(moment)) return moment;
    context.addIssue({ code: 'custom', message: `'${text}' is not a date and time` });
    return z.NEVER;
});

/** A currency value as whole cents. Beyond 90 trillion a JavaScript number could not hold every cent, so it is refused. */
export const salesforceMoney = z.number().transform((amount, context): Cents => {
    const cents = Math.round(amount * 100);
    if (Number.isSafeInteger(cents)) return cents;
    context.addIssue({ code: 'custom', message: `${amount} is too large to count in cents` });
    return z.NEVER;
});

/** Empty in the org (null, or left out for lack of access to the field) reads as undefined. */
export const orEmpty = <T extends z.ZodType>(type: T) => type.nullish().transform((value): z.output<T> | undefined => value ?? undefined);

/**
 * Reads the rows of one query. The first row that is not as the platform promises stops everything with a ProblemError
 * that names object, record and field: a forecast on half-read data would be a wrong number.
 */
export function readRows<T>(schema: z.ZodType<T>, object: string, rows: readonly unknown[]): readonly T[] {
    return rows.map((row, index) => {
        const read = schema.safeParse(row);
        if (read.success) return read.data;
        const [issue] = read.error.issues;
        const field = issue?.path.join('.') || 'the row';
        throw new ProblemError({
            code: 'ROW_DAMAGED',
            subject: `${object} ${idOf(row) ?? `row ${index + 1} of ${rows.length}`}`,
            detail: `cannot be read: ${field}: ${issue?.message ?? 'unexpected value'}.`,
            remedy: 'Correct the record, or check that its field still has the type that this package deploys.'
        });
    });
}

function idOf(row: unknown): string | undefined {
    const id = typeof row === 'object' && row !== null && 'Id' in row ? row.Id : undefined;
    return typeof id === 'string' ? id : undefined;
}
