import fc from 'fast-check';
import type { Scalar } from '../model/org';
import type { FormulaEnv, FormulaScope, FormulaType } from './index';
import { compileFormula, FormulaError, FormulaEvaluationError } from './index';

const FIELDS: Readonly<Record<string, readonly [FormulaType, Scalar]>> = {
    N: ['Number', null],
    T: ['Text', null],
    D: ['Date', null],
    B: ['Checkbox', null],
    P: ['Picklist', null],
    D1: ['Date', '2024-01-31'],
    Percent: ['Percent', 60],
    Stage: ['Picklist', 'Proposal'],
    Regions: ['MultiPicklist', 'North;South'],
    Moment: ['DateTime', '2024-03-01T02:30:00.000Z'],
    Owner: ['Id', '005000000000001AAA']
};

const scope = (use: FormulaScope['use'], blanks: 'zero' | 'blank'): FormulaScope => ({
    use,
    blanks,
    resolve: ([name, ...more]) => {
        const found = FIELDS[name];
        return found && more.length === 0 ? { type: found[0], deterministic: true, plainField: true } : undefined;
    }
});

const env: FormulaEnv = {
    read: ([name]) => FIELDS[name][1],
    prior: (field) => (field === 'Stage' ? 'Qualification' : FIELDS[field][1]),
    isNew: false,
    isChanged: (field) => field === 'Stage',
    now: new Date('2024-03-01T04:00:00.000Z'),
    timeZone: 'America/Los_Angeles'
};

const value = (source: string, blanks: 'zero' | 'blank' = 'blank', use: FormulaScope['use'] = 'formulaField'): Scalar =>
    compileFormula(source, scope(use, blanks)).evaluate(env);

const refusal = (source: string, use: FormulaScope['use'] = 'formulaField', type?: FormulaType): string => {
    try {
        compileFormula(source, scope(use, 'blank'), type);
        return 'accepted';
    } catch (error) {
        expect(error).toBeInstanceOf(FormulaError);
        return (error as FormulaError).message;
    }
};

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
        expect(value(source, 'zero')).toBe(zero);
        expect(value(source, 'blank')).toBe(blank);
    });

    it('divides by an empty number', () => {
        expect(() => value('5 / N', 'zero')).toThrow(FormulaEvaluationError);
        expect(value('5 / N', 'blank')).toBeNull();
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
        expect(value(source, 'blank')).toBe(expected);
        expect(value(source, 'zero')).toBe(expected);
    });

    it.each(['1/0', 'IF(1 = 1, 1/0, 2)', 'DATE(2024, 13, 1)', 'DATEVALUE("junk")', 'VALUE("abc")', 'SQRT(-1)', 'LN(0)'])(
        '%s is an error',
        (source) => {
            expect(() => value(source)).toThrow(FormulaEvaluationError);
        }
    );

    it('works out only the branch IF takes', () => {
        expect(value('IF(1 = 2, 1/0, 2)')).toBe(2);
    });
});

// From the function reference of Salesforce Help.
describe('documented examples', () => {
    const rows: readonly (readonly [string, Scalar])[] = [
        ['ABS(-5)', 5],
        ['ASCII("A")', 65],
        ['CHR(64)', '@'],
        ['CEILING(2.5)', 3],
        ['CEILING(-2.5)', -3],
        ['FLOOR(5.8)', 5],
        ['FLOOR(-5.8)', -5],
        ['MCEILING(-2.5)', -2],
        ['MFLOOR(-2.5)', -3],
        ['ROUND(1.5, 0)', 2],
        ['ROUND(1.2345, 2)', 1.23],
        ['ROUND(-1.5, 0)', -2],
        ['ROUND(225.49823, 2)', 225.5],
        ['MOD(3, 3)', 0],
        ['MOD(4, 3)', 1],
        ['LOG(100)', 2],
        ['EXP(0)', 1],
        ['SQRT(9)', 3],
        ['MAX(1, 3, 2)', 3],
        ['MIN(5, 3)', 3],
        ['FROMUNIXTIME(1546300800)', '2019-01-01T00:00:00.000Z'],
        ['UNIXTIMESTAMP(DATE(2019, 1, 1))', 1546300800],
        ['FORMATDURATION(3661)', '01:01:01'],
        ['FORMATDURATION(90061, TRUE)', '1:01:01:01'],
        ['INITCAP("SALESFORCE INC")', 'Salesforce Inc'],
        ['ISOWEEK(DATE(2021, 1, 3))', 53],
        ['ISOYEAR(DATE(2021, 1, 3))', 2020],
        ['DAYOFYEAR(DATE(2020, 12, 31))', 366],
        ['WEEKDAY(DATE(2024, 3, 1))', 6],
        ['LEN("hello")', 5],
        ['LPAD("Name", 6, "z")', 'zzName'],
        ['RPAD("Name", 6, "z")', 'Namezz'],
        ['RPAD("Name", 2)', 'Na'],
        ['SUBSTITUTE("Coupon", "Coupon", "Discount")', 'Discount'],
        ['TRIM("  a b ")', 'a b'],
        ['REVERSE("Salesforce")', 'ecrofselaS'],
        ['RIGHT("hello", 2)', 'lo'],
        ['FIND("l", "hello", 4)', 4],
        ['TRUNC(2.567, 2)', 2.56],
        ['ISNUMBER("1.5")', true],
        ['ISNUMBER("1,5")', false],
        ['CASESAFEID("001A0000006Vm9r")', '001A0000006Vm9rIAC'],
        ['TEXT(DATE(2024, 3, 1))', '2024-03-01'],
        ['TEXT(DATETIMEVALUE("2024-03-01 17:00:00"))', '2024-03-01 17:00:00Z'],
        ['HOUR(TIMEVALUE("17:30:45.125"))', 17],
        ['MINUTE(TIMEVALUE("17:30:45.125"))', 30],
        ['SECOND(TIMEVALUE("17:30:45.125"))', 45],
        ['MILLISECOND(TIMEVALUE("17:30:45.125"))', 125],
        ['TIMEVALUE("23:00:00.000") + 7200000', '01:00:00.000Z'],
        ['DATE(2024, 3, 1) - DATE(2024, 2, 1)', 29],
        ['DATETIMEVALUE("2024-03-02 12:00:00") - DATETIMEVALUE("2024-03-01 00:00:00")', 1.5],
        ['DATETIMEVALUE("2024-03-01 00:00:00") + 0.5', '2024-03-01T12:00:00.000Z'],
        ['HTMLENCODE("<b>")', '&lt;b&gt;'],
        ['HYPERLINK("/x", "label", "_self")', '<a href="/x" target="_self">label</a>'],
        ['Percent * 100', 60],
        ['TEXT(Stage)', 'Proposal'],
        ['ISPICKVAL(Stage, "Proposal")', true],
        ['ISPICKVAL(P, "")', true],
        ['CASE(Stage, "Qualification", 1, "Proposal", 2, 0)', 2],
        ['INCLUDES(Regions, "South")', true],
        ['INCLUDES(Regions, "East")', false],
        ['PICKLISTCOUNT(Regions)', 2],
        ['Owner = "005000000000001"', true],
        ['LEFT(Owner, 18)', '005000000000001'],
        ['ROUND(DISTANCE(GEOLOCATION(37.775, -122.418), GEOLOCATION(37.775, -122.418), "mi"), 3)', 0]
    ];
    it.each(rows)('%s is %p', (source, expected) => expect(value(source)).toBe(expected));

    it('takes days from the time zone of the user', () => {
        expect(value('TODAY()')).toBe('2024-02-29');
        expect(value('DATEVALUE(Moment)')).toBe('2024-02-29');
        expect(value('NOW()')).toBe('2024-03-01T04:00:00.000Z');
    });

    it('sees changes in a validation rule', () => {
        const rule = (source: string) => value(source, 'blank', 'validationRule');
        expect(rule('ISCHANGED(Stage)')).toBe(true);
        expect(rule('ISCHANGED(N)')).toBe(false);
        expect(rule('ISPICKVAL(PRIORVALUE(Stage), "Qualification")')).toBe(true);
        expect(rule('TEXT(PRIORVALUE(Stage)) = "Qualification"')).toBe(true);
        expect(rule('ISNEW()')).toBe(false);
        expect(rule('REGEX("AB-12", "[A-Z]{2}-\\\\d+")')).toBe(true);
        expect(rule('REGEX("xAB-12", "[A-Z]{2}-\\\\d+")')).toBe(false);
        expect(rule('REGEX("TBD", "(?i)tbd|tba|n/?a")')).toBe(true);
        expect(rule('REGEX(T, "x")')).toBe(false);
        expect(rule('N < 3')).toBe(false);
    });
});

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
    it.each(rows)('%s: %s', (source, message) => expect(refusal(source)).toBe(message));

    it('refuses the wrong result', () => {
        expect(refusal('1', 'validationRule')).toBe(
            'Formula result is data type (Number), incompatible with expected data type (true or false).'
        );
        expect(refusal('1', 'formulaField', 'Text')).toBe(
            'Formula result is data type (Number), incompatible with expected data type (Text).'
        );
        expect(refusal('1', 'formulaField', 'Currency')).toBe('accepted');
        expect(refusal('NULL', 'formulaField', 'Date')).toBe('accepted');
    });

    it('takes only plain fields in change functions', () => {
        expect(refusal('ISCHANGED(1 + 1)', 'validationRule')).toBe("Incorrect argument type for function 'ISCHANGED()'.");
    });

    it('refuses what is too long', () => {
        expect(refusal(`"${'a'.repeat(3899)}"`)).toBe('Formula is too long (3,901 characters). Maximum length is 3,900 characters');
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
        expect(value(`1${'+1'.repeat(1900)}`)).toBe(1901);
        expect(refusal('('.repeat(3000))).toContain('nested too deeply');
        expect(refusal('-'.repeat(3000))).toContain('nested too deeply');
        expect(value(`${'('.repeat(150)}1${')'.repeat(150)}`)).toBe(1);
    });
});
