import { passesFilter } from './roll-up-filter';
import { checkbox, date, dateTime, number, picklist, text } from '../model/field-builders';
import type { Scalar } from '../model/org';
import type { FieldDef } from '../model/schema';

const kinds = {
    text: text('T', 80),
    choice: picklist('P', ['A', 'B']),
    number: number('N', 18, 2),
    day: date('D'),
    moment: dateTime('M'),
    box: checkbox('C')
} satisfies Record<string, FieldDef>;

describe('a roll-up filter', () => {
    it.each<[keyof typeof kinds, Scalar, string, string, boolean]>([
        ['choice', 'A', 'equals', 'a', true],
        ['choice', 'B', 'equals', 'A, B', true],
        ['choice', null, 'equals', 'A', false],
        ['choice', null, 'equals', '', true],
        ['choice', null, 'notEqual', 'A', true],
        ['choice', 'A', 'notEqual', 'A,B', false],
        ['box', true, 'equals', 'True', true],
        ['box', null, 'equals', 'False', true],
        ['box', true, 'notEqual', 'True', false],
        ['number', 3, 'equals', '3.00', true],
        ['number', 3, 'greaterThan', '3', false],
        ['number', 3, 'greaterOrEqual', '3', true],
        ['number', -1, 'lessThan', '0', true],
        ['number', null, 'lessOrEqual', '0', false],
        ['day', '2026-01-31', 'lessThan', '2/1/2026', true],
        ['day', '2026-01-31', 'equals', '2026-01-31', true],
        ['moment', '2026-01-31T00:00:00.000Z', 'greaterOrEqual', '2026-01-31', true],
        ['text', 'Hello', 'contains', 'ELL', true],
        ['text', 'Hello', 'notContain', 'ell', false],
        ['text', 'Hello', 'startsWith', 'he', true],
        ['text', 'Acme, Inc.', 'equals', '"Acme, Inc."', true]
    ])('%s %p %s %p: %p', (kind, value, operation, wanted, expected) => {
        expect(passesFilter(kinds[kind], value, operation, wanted)).toBe(expected);
    });

    it('does not guess at an operation it does not know', () => {
        expect(() => passesFilter(kinds.text, 'x', 'near', 'y')).toThrow('near is not known to this org');
    });
});
