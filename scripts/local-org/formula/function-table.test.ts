import { compileFormula } from './compile';
import { functionTable } from './function-table';
import { refusalOf, scope } from './record.fixture';
import { FormulaError } from './types';

// Names of the A-Z list of formula functions of Salesforce Help.
const DOCUMENTED = `ABS ACOS ADDMONTHS AND ASCII ASIN ATAN ATAN2 BEGINS BLANKVALUE BR CASE CASESAFEID CEILING CHR CONTAINS COS
CURRENCYRATE DATE DATETIMEVALUE DATEVALUE DAY DAYOFYEAR DISTANCE EXP FIND FLOOR FORMATDURATION FROMUNIXTIME GEOLOCATION GETRECORDIDS
GETSESSIONID HOUR HTMLENCODE HYPERLINK IF IMAGE IMAGEPROXYURL INCLUDE INCLUDES INITCAP ISBLANK ISCHANGED ISCLONE ISNEW ISNULL ISNUMBER
ISOWEEK ISOYEAR ISPICKVAL JSENCODE JSINHTMLENCODE JUNCTIONIDLIST LEFT LEN LINKTO LN LOG LOWER LPAD MAX MCEILING MFLOOR MID MILLISECOND
MIN MINUTE MOD MONTH NOT NOW NULLVALUE OR PARENTGROUPVAL PI PICKLISTCOUNT PREDICT PREVGROUPVAL PRIORVALUE REGEX REQUIRESCRIPT REVERSE
RIGHT ROUND RPAD SECOND SIN SQRT SUBSTITUTE TAN TEXT TIMENOW TIMEVALUE TODAY TRIM TRUNC UNIXTIMESTAMP UPPER URLENCODE URLFOR VALUE
VLOOKUP WEEKDAY YEAR`.split(/\s+/);

describe('functionTable', () => {
    it('has a row for each documented function and for nothing else', () => {
        expect(functionTable.map(({ name }) => name)).toEqual([...DOCUMENTED].sort());
    });

    it.each(functionTable.filter(({ refused }) => refused).map(({ name, refused }) => [name, refused!.by]))(
        'refuses %s by name',
        (name, by) => {
            const words = by === 'platform' ? 'may not be used in this type of formula' : 'is not supported by the local org';
            expect(refusalOf(`${name}()`)).toBe(`Function ${name} ${words}`);
        }
    );

    it.each(functionTable.filter(({ refused }) => !refused).map(({ name, uses }) => [name, uses] as const))(
        'knows %s where it may stand',
        (name, uses) => {
            for (const use of ['formulaField', 'validationRule', 'defaultValue'] as const) {
                const words = `Function ${name} may not be used in this type of formula`;
                expect(refusalOf(`${name}()`, use) === words).toBe(!uses.includes(use));
            }
        }
    );

    it('says unknown of the rest', () => {
        expect(() => compileFormula('SUM(1)', scope('formulaField', 'zero'))).toThrow(
            new FormulaError('Unknown function SUM. Check spelling.', 1, 1)
        );
    });
});
