import type { Scalar } from '../model/org';
import { FormulaEvaluationError } from './index';
import { valueOf } from './record.fixture';

describe('empty numbers', () => {
    const rows: readonly (readonly [string, Scalar, Scalar])[] = [
        ['N + 5', 5, null],
        ['5 - N', 5, null],
        ['N * 5', 0, null],
        ['N / 5', 0, null],
        ['-N', 0, null],
        ['N ^ 2', 0, null],
        ['2 ^ N', 1, null],
        ['N < 5', true, null],
        ['N > 5', false, null],
        ['N = 0', true, null],
        ['N <> 0', false, null],
        ['N = N', true, null],
        ['N <> 5', true, null],
        ['ROUND(N, 0)', 0, null],
        ['ABS(N)', 0, null],
        ['MAX(N, 5)', 5, null],
        ['MIN(N, 5)', 0, null],
        ['MOD(N, 3)', 0, null],
        ['TEXT(N)', '0', null],
        ['ISBLANK(N)', false, true],
        ['ISNULL(N)', false, true],
        ['ISBLANK(N + 5)', false, true],
        ['NULLVALUE(N, 7)', 0, 7],
        ['BLANKVALUE(N, 7)', 0, 7],
        ['CASE(N, 0, "zero", 5, "five", "else")', 'zero', 'else'],
        ['D1 + N', '2024-01-31', null],
        ['ADDMONTHS(D1, N)', '2024-01-31', null],
        ['NOT(N < 5)', false, null],
        ['AND(N < 5, true)', true, false],
        ['OR(N < 5, false)', true, false],
        ['AND(false, N < 5)', false, false],
        ['OR(N < 5, true)', true, true],
        ['IF(N < 5, "t", "e")', 't', 'e'],
        ['IF(NOT(N < 5), "t", "e")', 'e', 'e']
    ];
    it.each(rows)('%s is %p with blanks as zero and %p with blanks as blank', (source, zero, blank) => {
        expect(valueOf(source, 'zero')).toBe(zero);
        expect(valueOf(source, 'blank')).toBe(blank);
    });

    it('divides by an empty number', () => {
        expect(() => valueOf('5 / N', 'zero')).toThrow(FormulaEvaluationError);
        expect(valueOf('5 / N', 'blank')).toBeNull();
    });
});

describe('the same in both modes', () => {
    const rows: readonly (readonly [string, Scalar])[] = [
        ['T = ""', true],
        ['T <> ""', false],
        ['T = "x"', false],
        ['T <> "x"', true],
        ['T = T', true],
        ['ISBLANK(T)', true],
        ['ISNULL(T)', false],
        ['NULLVALUE(T, "d")', null],
        ['BLANKVALUE(T, "d")', 'd'],
        ['T & "a"', 'a'],
        ['T + "a"', 'a'],
        ['LEN(T)', 0],
        ['FIND("a", T)', 0],
        ['CASE(T, "", "blank", "full")', 'blank'],
        ['UPPER(T)', null],
        ['LEFT(T, 2)', null],
        ['TRIM(T)', null],
        ['SUBSTITUTE(T, "a", "b")', null],
        ['VALUE(T)', null],
        ['CONTAINS("x", T)', true],
        ['BEGINS("x", T)', true],
        ['CONTAINS(T, "x")', null],
        ['"a" = "A"', false],
        ['D = D', null],
        ['D < D1', null],
        ['D + 1', null],
        ['D1 - D', null],
        ['YEAR(D)', null],
        ['ADDMONTHS(D, 1)', null],
        ['TEXT(D)', null],
        ['ISBLANK(D)', true],
        ['NOT(B)', true],
        ['B = false', true],
        ['0.1 + 0.2 = 0.3', true],
        ['1/3*3 = 1', false],
        ['ROUND(2.5, 0)', 3],
        ['ROUND(-2.5, 0)', -3],
        ['FLOOR(-1.5)', -1],
        ['CEILING(-1.5)', -2],
        ['MFLOOR(-1.5)', -2],
        ['MCEILING(-1.5)', -1],
        ['MOD(-7, 3)', -1],
        ['MOD(7, -3)', 1],
        ['-2 ^ 2', 4],
        ['2 ^ 3 ^ 2', 64],
        ['TEXT(1.50)', '1.5'],
        ['TEXT(1000000)', '1000000'],
        ['ADDMONTHS(DATE(2024, 1, 31), 1)', '2024-02-29'],
        ['MID("hello", 0, 2)', 'he'],
        ['LEFT("x", -1)', null],
        ['NOT B', true],
        ['1 == 1 && !(1 != 1) || false /* comment */', true],
        ['\'single\' & " double"', 'single double'],
        ['if(true, 1, 2)', 1]
    ];
    it.each(rows)('%s is %p', (source, expected) => {
        expect(valueOf(source, 'blank')).toBe(expected);
        expect(valueOf(source, 'zero')).toBe(expected);
    });

    it.each(['1/0', 'IF(1 = 1, 1/0, 2)', 'DATE(2024, 13, 1)', 'DATEVALUE("junk")', 'VALUE("abc")', 'SQRT(-1)', 'LN(0)'])(
        '%s is an error',
        (source) => {
            expect(() => valueOf(source)).toThrow(FormulaEvaluationError);
        }
    );

    it('works out only the branch IF takes', () => {
        expect(valueOf('IF(1 = 2, 1/0, 2)')).toBe(2);
    });
});
