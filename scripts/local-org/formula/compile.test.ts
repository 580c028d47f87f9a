import fc from 'fast-check';
import type { Scalar } from '../model/org';
import type { FormulaScope, FormulaType } from './index';
import { compileFormula, FormulaError, FormulaEvaluationError } from './index';
import { env, refusalOf, scope, valueOf } from './record.fixture';

describe('results', () => {
    const declared = (source: string, type: FormulaType, scale?: number) =>
        compileFormula(source, scope('formulaField', 'blank'), type, { scale }).evaluate(env);
    it('rounds half away from zero to the declared scale', () => {
        expect(declared('2.345', 'Number', 2)).toBe(2.35);
        expect(declared('-2.345', 'Currency', 2)).toBe(-2.35);
        expect(declared('1 / 3', 'Number', 4)).toBe(0.3333);
    });
    it('shows percents as the API does', () => {
        expect(declared('Percent', 'Percent', 2)).toBe(60);
        expect(declared('1 / 3', 'Percent', 1)).toBe(33.3);
    });
    it('gives an unknown checkbox as false', () => expect(declared('N > 3', 'Checkbox')).toBe(false));
});

// The platform's published grammar has ^ bind looser than * and /, and unary operators bind tightest.
describe('precedence', () => {
    const rows: readonly (readonly [string, Scalar])[] = [
        ['1 + 2 * 3', 7],
        ['(1 + 2) * 3', 9],
        ['2 * 3 ^ 2', 36],
        ['2 + 3 ^ 2', 11],
        ['10 - 2 - 3', 5],
        ['8 / 4 / 2', 1],
        ['1 < 2 = true', true],
        ['false && false || true', true],
        ['NOT false && false', false],
        ['"a" & "b" = "ab"', true]
    ];
    it.each(rows)('%s is %p', (source, expected) => expect(valueOf(source)).toBe(expected));
    it('does not join numbers', () => expect(refusalOf('1 + 1 & "x" = "2x"')).toContain("operator '&'"));
});

describe('what is refused', () => {
    const rows: readonly (readonly [string, string])[] = [
        ['SUM(1)', 'Unknown function SUM. Check spelling.'],
        ['X__c + 1', 'Field X__c does not exist. Check spelling.'],
        ['ABS(1', "Syntax error.  Missing ')'"],
        ['true AND false', 'Syntax error. Extra AND'],
        ['1e3', 'Syntax error. Extra e3'],
        ['CASE(N, 1, 2)', "Incorrect number of parameters for function 'CASE()'. Expected 4, received 3"],
        ['IF(true, 1, "a")', "Incorrect parameter type for function 'IF()'. Expected Number, received Text"],
        ['1 = "a"', "Incorrect parameter type for operator '='. Expected Number, received Text"],
        ['CASE(N, 1, true, false)', "Incorrect argument type for function 'CASE()'."],
        ['ISCHANGED(Stage)', 'Function ISCHANGED may not be used in this type of formula'],
        ['REGEX("a", "a")', 'Function REGEX may not be used in this type of formula'],
        ['Stage = "Proposal"', 'Field Stage is a picklist field. Picklist fields are only supported in certain functions.'],
        ['IF(ISBLANK(T), Stage, NULL)', 'Field Stage is a picklist field. Picklist fields are only supported in certain functions.'],
        ['TEXT("a")', "Incorrect parameter type for function 'TEXT()'. Expected Number, Date, DateTime, Picklist, received Text"],
        ['TEXT(true)', "Incorrect parameter type for function 'TEXT()'. Expected Number, Date, DateTime, Picklist, received Boolean"],
        ['ISPICKVAL(Stage, T)', "Incorrect parameter type for function 'ISPICKVAL()'. Expected Text Literal, received Text"],
        ['GETSESSIONID()', 'Function GETSESSIONID is not supported by the local org'],
        ['1 %', "Syntax error.  Found '%'"],
        ['', "Syntax error.  Found 'end of formula'"],
        ['"\\d"', "Syntax error.  Missing '\"'"],
        ['1 & "a"', "Incorrect parameter type for operator '&'. Expected Text, received Number"]
    ];
    it.each(rows)('%s: %s', (source, message) => expect(refusalOf(source)).toBe(message));

    it('refuses the wrong result', () => {
        expect(refusalOf('1', 'validationRule')).toBe(
            'Formula result is data type (Number), incompatible with expected data type (true or false).'
        );
        expect(refusalOf('1', 'formulaField', 'Text')).toBe(
            'Formula result is data type (Number), incompatible with expected data type (Text).'
        );
        expect(refusalOf('1', 'formulaField', 'Currency')).toBe('accepted');
        expect(refusalOf('NULL', 'formulaField', 'Date')).toBe('accepted');
    });

    it('takes only plain fields in change functions', () => {
        expect(refusalOf('ISCHANGED(1 + 1)', 'validationRule')).toBe("Incorrect argument type for function 'ISCHANGED()'.");
    });

    it('refuses what is too long', () => {
        expect(refusalOf(`"${'a'.repeat(3899)}"`)).toBe('Formula is too long (3,901 characters).  Maximum length is 3,900 characters');
    });

    it('names line and column', () => {
        const compile = () => compileFormula('1 +\n  Missing__c', scope('formulaField', 'blank'));
        expect(compile).toThrow(expect.objectContaining({ line: 2, column: 3 }) as Error);
    });
});

describe('findings', () => {
    const compiled = (source: string, use: FormulaScope['use'] = 'validationRule') => compileFormula(source, scope(use, 'blank'));
    it('lists each reference once', () => {
        expect(compiled('N + N > 1 && T = "x"').references).toEqual([['N'], ['T']]);
    });
    it('knows what is deterministic', () => {
        expect(compiled('N > 1').deterministic).toBe(true);
        expect(compiled('D1 < TODAY()').deterministic).toBe(false);
        expect(compiled('DATEVALUE(Moment) = D1').deterministic).toBe(false);
        expect(compiled('DATEVALUE("2024-01-01") = D1').deterministic).toBe(true);
        expect(compiled('ISCHANGED(N)')).toMatchObject({ deterministic: false, usesChangeFunctions: true });
    });
});

describe('any source', () => {
    const pieces = fc.constantFrom(
        '(',
        ')',
        '+',
        '-',
        '*',
        '/',
        '^',
        '&',
        '&&',
        '||',
        '!',
        '=',
        '<>',
        ',',
        ' ',
        '"a"',
        "'",
        '1',
        '1.5',
        'N',
        'T',
        'Stage',
        'IF',
        'CASE',
        'AND',
        'TEXT',
        'NOT',
        'NULL',
        '/*',
        '*/',
        '\\',
        '$User.Id',
        '.',
        '\n'
    );
    const sources = fc.oneof(
        fc.string({ maxLength: 80 }),
        fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''))
    );

    it('compiles or throws FormulaError, and evaluates or throws FormulaEvaluationError', () => {
        fc.assert(
            fc.property(sources, (source) => {
                try {
                    compileFormula(source, scope('validationRule', 'blank')).evaluate(env);
                } catch (error) {
                    if (!(error instanceof FormulaError) && !(error instanceof FormulaEvaluationError)) throw error;
                }
            }),
            { numRuns: 2000 }
        );
    });

    it('survives long chains and deep nesting', () => {
        expect(valueOf(`1${'+1'.repeat(1900)}`)).toBe(1901);
        expect(refusalOf('('.repeat(3000))).toContain('nested too deeply');
        expect(refusalOf('-'.repeat(3000))).toContain('nested too deeply');
        expect(valueOf(`${'('.repeat(150)}1${')'.repeat(150)}`)).toBe(1);
    });
});
