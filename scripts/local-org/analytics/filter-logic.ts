/** Which rows of truth values a filter logic like '1 AND (2 OR 3)' lets through. */
export type FilterLogic = (outcomes: readonly boolean[]) => boolean;

/** A filter logic that cannot be used, in words for whoever wrote it. */
export class FilterLogicError extends Error {}

/**
 * Reads a filter logic over `filters` conditions, numbered from 1. As in an org, AND and OR on one level need parentheses,
 * and a number without a condition is refused. Throws FilterLogicError.
 */
export const parseFilterLogic = (text: string, filters: number): FilterLogic => {
    const tokens = text.toUpperCase().match(/\d+|AND|OR|NOT|[()]|\S+/g) ?? [];
    let next = 0;
    const fail = (): never => {
        throw new FilterLogicError(`Invalid filter logic '${text}': unexpected ${tokens[next] ?? 'end'}`);
    };
    const operand = (): FilterLogic => {
        const token = tokens[next++];
        if (token === 'NOT') {
            const inner = operand();
            return (outcomes) => !inner(outcomes);
        }
        if (token === '(') {
            const inner = expression();
            if (tokens[next++] !== ')') throw new FilterLogicError(`Invalid filter logic '${text}': parentheses do not match`);
            return inner;
        }
        const number = /^\d+$/.test(token ?? '') ? Number(token) : undefined;
        if (number === undefined) return (next--, fail());
        if (number < 1 || number > filters) throw new FilterLogicError(`The filter logic references an undefined filter: ${number}`);
        return (outcomes) => outcomes[number - 1]!;
    };
    const expression = (): FilterLogic => {
        const parts = [operand()];
        const word = tokens[next];
        while (tokens[next] === word && (word === 'AND' || word === 'OR')) {
            next += 1;
            parts.push(operand());
        }
        if (tokens[next] === 'AND' || tokens[next] === 'OR')
            throw new FilterLogicError(`Invalid filter logic '${text}': put parentheses around successive AND and OR expressions`);
        return word === 'OR' ? (outcomes) => parts.some((part) => part(outcomes)) : (outcomes) => parts.every((part) => part(outcomes));
    };
    const logic = expression();
    if (next < tokens.length) fail();
    return logic;
};
