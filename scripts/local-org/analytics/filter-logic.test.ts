import { FilterLogicError, parseFilterLogic } from './filter-logic';

it.each([
    ['1 AND 2', [true, false], false],
    ['1 OR 2', [true, false], true],
    ['1 AND (2 OR 3)', [true, false, true], true],
    ['1 and not 2', [true, false], true],
    ['NOT (1 OR 2)', [false, false], true],
    ['(1 AND 2) OR (3 AND 4)', [true, false, true, true], true],
    ['12 OR 1', [false, false, false, false, false, false, false, false, false, false, false, true], true]
])('%s', (logic, outcomes, expected) => {
    expect(parseFilterLogic(logic, outcomes.length)(outcomes)).toBe(expected);
});

it.each([
    ['1 AND 2 OR 3', /parentheses around successive AND and OR/],
    ['(1 AND 2', /parentheses do not match/],
    ['1 AND', /unexpected end/],
    ['1 2', /unexpected 2/],
    ['1 AND 4', /undefined filter: 4/],
    ['0 OR 1', /undefined filter: 0/],
    ['1 XOR 2', /unexpected XOR/],
    ['', /unexpected end/]
])('%j is refused', (logic, message) => {
    expect(() => parseFilterLogic(logic, 3)).toThrow(FilterLogicError);
    expect(() => parseFilterLogic(logic, 3)).toThrow(message);
});
