import fc from 'fast-check';
import type { Scalar } from '../../model/org';
import { valueOf } from '../record.fixture';

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
        ['ADDMONTHS(DATE(2023, 1, 28), 1)', '2023-02-28'],
        ['ADDMONTHS(DATE(2024, 1, 30), 1)', '2024-02-29'],
        ['ADDMONTHS(DATE(2023, 2, 28), 1)', '2023-03-31'],
        ['"FOO" < "foo"', true],
        ['FIND("", "abc")', 1],
        ['{!IF(true, 1, 2)} + 1', 2],
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
        ['ROUND(DISTANCE(GEOLOCATION(37.775, -122.418), GEOLOCATION(37.775, -122.418), "mi"), 3)', 0],
        ['DISTANCE(GEOLOCATION(null, null), GEOLOCATION(1, 1), "mi")', null],
        ['INITCAP("o\'NEIL and ÉMILE")', "O'Neil And Émile"],
        ['INITCAP("İDEMPOTENT")', 'İdempotent']
    ];
    it.each(rows)('%s is %p', (source, expected) => expect(valueOf(source)).toBe(expected));

    it.each([
        ['GEOLOCATION(90.5, 0)', 'Latitude is out of range: 90.5'],
        ['GEOLOCATION(0, -180.5)', 'Longitude is out of range: -180.5'],
        ['GEOLOCATION(null, 1)', 'Latitude can be null if and only if longitude is null'],
        ['GEOLOCATION(1, null)', 'Longitude can be null if and only if latitude is null']
    ])('refuses the place %s', (place, message) => {
        expect(() => valueOf(`DISTANCE(${place}, GEOLOCATION(1, 1), "km")`)).toThrow(message);
    });

    it('refuses an unknown unit of distance at once', () => {
        expect(() => valueOf('DISTANCE(GEOLOCATION(1, 1), GEOLOCATION(1, 1), "m")')).toThrow(
            "Incorrect parameter value for function 'DISTANCE()'. Expected 'mi'/'km', received 'm'"
        );
    });

    it('takes days from the time zone of the user', () => {
        expect(valueOf('TODAY()')).toBe('2024-02-29');
        expect(valueOf('DATEVALUE(Moment)')).toBe('2024-02-29');
        expect(valueOf('NOW()')).toBe('2024-03-01T04:00:00.000Z');
    });

    it('sees changes in a validation rule', () => {
        const rule = (source: string) => valueOf(source, 'blank', 'validationRule');
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

describe('laws', () => {
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
    const literal = (date: Date) => `DATE(${date.getUTCFullYear()}, ${date.getUTCMonth() + 1}, ${date.getUTCDate()})`;
    const words = fc.string({ unit: fc.constantFrom(...'abcXYZ 019-'), minLength: 1, maxLength: 20 });

    it('reads back what TEXT writes', () => {
        fc.assert(
            fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 6 }), (whole, places) => {
                expect(valueOf(`VALUE(TEXT(${whole < 0 ? '-' : ''}${Math.abs(whole)} / (10 ^ ${places})))`)).toBe(whole / 10 ** places);
            })
        );
    });

    it('takes a day apart and puts it together again', () => {
        fc.assert(
            fc.property(days, (date) => {
                const day = literal(date);
                expect(valueOf(`DATE(YEAR(${day}), MONTH(${day}), DAY(${day}))`)).toBe(date.toISOString().slice(0, 10));
                expect(valueOf(`DATEVALUE(TEXT(${day})) = ${day}`)).toBe(true);
                expect(valueOf(`WEEKDAY(${day})`)).toBe(date.getUTCDay() + 1);
                expect(valueOf(`FROMUNIXTIME(UNIXTIMESTAMP(${day}))`)).toBe(`${date.toISOString().slice(0, 10)}T00:00:00.000Z`);
            }),
            { numRuns: 50 }
        );
    });

    it('cuts a text into two parts that make it whole', () => {
        fc.assert(
            fc.property(words, fc.nat(25), (word, cut) => {
                expect(valueOf(`LEFT("${word}", ${cut}) & MID("${word}", ${cut + 1}, 99)`)).toBe(word);
                expect(valueOf(`REVERSE(REVERSE("${word}"))`)).toBe(word);
                expect(valueOf(`LEN(LPAD("${word}", ${cut}))`)).toBe(cut);
            })
        );
    });

    it('keeps the remainder consistent with the quotient', () => {
        fc.assert(
            fc.property(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 50 }), (n, d) => {
                expect(valueOf(`FLOOR((${n}) / ${d}) * ${d} + MOD(${n}, ${d})`)).toBe(n);
            })
        );
    });
});
