import { compiledSize, type KnownField } from './compiled-size';

const fields = new Map<string, KnownField>([
    ['Done__c', { type: 'Checkbox' }],
    ['Kind__c', { type: 'Picklist' }],
    ['Sum__c', { type: 'Number', formula: 'A__c + B__c' }]
]);
const size = (formula: string): number => compiledSize(formula, fields);

// Counted by hand from the table of the module: a column is 12, a plain number 20 with its NVL, an operator 8.
it.each([
    ['A__c', 20],
    ['A__c + B__c', 20 + 8 + 20],
    ['IF(Done__c, 1, 22)', 26 + 3 * 9 + (12 + 18) + 1 + 2],
    ['AND(Done__c, Done__c)', 2 + 2 * 7 + 2 * 30],
    // Column, test and value: "(c IS NOT NULL AND c = 'v')".
    ['ISPICKVAL(Kind__c, "Call")', 2 * 12 + 24 + 6],
    ['ISPICKVAL(Kind__c, "")', 12 + 10],
    // Every value of a CASE over a picklist repeats the test.
    ['CASE(Kind__c, "a", 1, "b", 2, 3)', 16 + 2 * (13 + 48) + 12 + 3 + 1 + 3 + 1 + 1]
])('%s is %i bytes', (formula, bytes) => {
    expect(size(formula)).toBe(bytes);
});

it('counts a formula field in full wherever it is read', () => {
    expect(size('Sum__c')).toBe(48 + 8);
    expect(size('Sum__c + Sum__c')).toBe(2 * 56 + 8);
});

it('does not count white space, comments and the length of names', () => {
    expect(size('IF( Done__c ,\n    1, /* or, perhaps, */ 22 )')).toBe(size('IF(Done__c, 1, 22)'));
    expect(size('A_Very_Long_Name_Of_A_Field__c')).toBe(size('A__c'));
});

it('counts letters beyond ASCII as they are stored, and ends where formulas read each other in a circle', () => {
    expect(size('"ä"') - size('"a"')).toBe(2);
    expect(compiledSize('Loop__c', new Map([['Loop__c', { type: 'Number', formula: 'Loop__c' }]]))).toBeGreaterThan(0);
});

it('counts a formula that is read through a lookup as one of its own, and a plain column where the object is not known', () => {
    const child = new Map<string, KnownField>([['Deal__c', { type: 'MasterDetail', parent: 'Deal__c' }]]);
    expect(compiledSize('Deal__r.Sum__c', child, new Map([['Deal__c', fields]]))).toBe(size('Sum__c'));
    expect(compiledSize('Deal__r.Sum__c', child)).toBe(20);
});
