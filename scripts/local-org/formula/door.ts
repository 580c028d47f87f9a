import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { DoorError, readCase, workOut } from './door-case';
import { FormulaError, FormulaEvaluationError } from './types';
import { Numeric } from './values';

const NUMERIC: ReadonlySet<string> = new Set(['Number', 'Currency', 'Percent']);

/** A decimal as a JSON number when a double says exactly the same digits, else as text. */
const jsonNumber = (digits: string): number | string => {
    const double = Number(digits);
    return new Numeric(double).eq(digits) ? double : digits;
};

/**
 * Answers one line of JSON with one line of JSON.
 *
 * In: `{"formula", "type"?, "scale"?, "blanks"?, "fields"?: {name: {"type", "value"} or {"type", "formula"}}, "use"?, "now"?, "timeZone"?, "isNew"?}`.
 * Values are JSON or text; numbers as text keep all their digits; percents are as the API shows them (60 for 60 %), going
 * in and, where the type is Percent, coming out; dates are ISO. Blanks are zero unless said. A field's scale is not looked
 * at: what is stored is already rounded. Without a scale of its own the result has up to 32 decimals. Without a type the formula may give anything, and an undecided checkbox is null.
 *
 * Out: `{"value": …}`, a number as JSON number when that says all its digits and else as decimal text; or
 * `{"error": …}`, with line and column for a formula that does not compile. Never throws.
 */
export const answer = (line: string): string => {
    try {
        const { value, type } = workOut(readCase(line));
        return JSON.stringify({ value: NUMERIC.has(type) && typeof value === 'string' ? jsonNumber(value) : value });
    } catch (error) {
        if (error instanceof FormulaError) return JSON.stringify({ error: error.message, line: error.line, column: error.column });
        if (error instanceof FormulaEvaluationError || error instanceof DoorError) return JSON.stringify({ error: error.message });
        return JSON.stringify({ error: `Internal error: ${error instanceof Error ? error.message : String(error)}` });
    }
};

const main = async (): Promise<void> => {
    for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
        if (!process.stdout.write(`${answer(line)}\n`)) await once(process.stdout, 'drain');
    }
};

if (require.main === module) {
    // A reader that goes away ends the work; it is no failure.
    process.stdout.on('error', () => process.exit(0));
    void main();
}
