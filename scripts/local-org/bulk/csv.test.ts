import fc from 'fast-check';
import { CsvError, parseCsv, writeCsv } from './csv';

describe('parseCsv', () => {
    it.each([
        [
            'a,b\n1,2\n',
            [
                ['a', 'b'],
                ['1', '2']
            ]
        ],
        [
            'a,b\r\n1,2',
            [
                ['a', 'b'],
                ['1', '2']
            ]
        ],
        [
            'a,b\n1,\n,2\n',
            [
                ['a', 'b'],
                ['1', ''],
                ['', '2']
            ]
        ],
        ['a\n"x ""y"", z"\n', [['a'], ['x "y", z']]],
        [
            'a,b\n"one\ntwo",3\n',
            [
                ['a', 'b'],
                ['one\ntwo', '3']
            ]
        ],
        ['\ufeffa\n1\n\n2\n', [['a'], ['1'], ['2']]],
        ['', []]
    ])('reads %j', (text, rows) => {
        expect(parseCsv(text)).toEqual(rows);
    });

    it('reads other delimiters', () => {
        expect(parseCsv('a;b\n"1;2";3', ';')).toEqual([
            ['a', 'b'],
            ['1;2', '3']
        ]);
    });

    it.each(['a\n"open', 'a\nx"y\n', 'a\n"x"y\n'])('refuses %j', (text) => {
        expect(() => parseCsv(text)).toThrow(CsvError);
    });

    it('reads back what writeCsv wrote', () => {
        const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ' ', 'é') });
        const table = fc
            .integer({ min: 2, max: 4 })
            .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }));
        fc.assert(
            fc.property(table, ([header, ...rows]) => {
                expect(parseCsv(writeCsv(header!, rows))).toEqual([header, ...rows]);
            })
        );
    });
});
