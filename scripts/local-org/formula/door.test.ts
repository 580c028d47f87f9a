import { spawn } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { answer } from './door';

const ask = (one: object): unknown => JSON.parse(answer(JSON.stringify(one)));

const field = (type: string, value: unknown): object => ({ type, value });

describe('answer', () => {
    it('works out the case of its description', () => {
        const line =
            '{"formula": "A__c + 1", "type": "Number", "blanks": "zero", "fields": {"A__c": {"type": "Number", "scale": 8, "value": "1.5"}}}';
        expect(answer(line)).toBe('{"value":2.5}');
    });

    const rows: readonly (readonly [string, string | undefined, Readonly<Record<string, object>>, unknown])[] = [
        ['a + b', 'Number', { A: field('Number', '0.1'), b: field('Currency', 0.2) }, 0.3],
        ['n', 'Number', { n: field('Number', '123456789012345678.12') }, '123456789012345678.12'],
        ['1 / 3', undefined, {}, '0.33333333333333333333333333333333'],
        ['p', 'Number', { p: field('Percent', '60') }, 0.6],
        ['p', 'Percent', { p: field('Percent', 60) }, 60],
        ['0.256', 'Percent', {}, 25.6],
        ['d + 1', 'Date', { d: field('Date', '2024-02-28') }, '2024-02-29'],
        ['m + 0.5', 'DateTime', { m: field('DateTime', '2024-02-28T12:00:00Z') }, '2024-02-29T00:00:00.000Z'],
        ['m', 'Date', { m: field('DateTime', '2024-02-28T23:00:00Z') }, '2024-02-28'],
        ['x', 'Time', { x: field('Time', '10:34:55.666Z') }, '10:34:55.666Z'],
        ['NOT(c)', 'Checkbox', { c: field('Checkbox', 'TRUE') }, false],
        ['TEXT(p)', 'Text', { p: field('Picklist', 'Open') }, 'Open'],
        ['INCLUDES(r, "b")', 'Checkbox', { r: field('MultiPicklist', 'a;b') }, true],
        ['Account.Name & $User.Alias', 'Text', { 'Account.Name': field('Text', 'Acme'), '$User.Alias': field('Text', '!') }, 'Acme!'],
        ['t', 'Text', { t: field('Text', '') }, null],
        ['n > 1', 'Checkbox', { n: field('Number', null) }, false],
        ['$System.OriginDateTime', 'DateTime', {}, '1900-01-01T00:00:00.000Z'],
        ['f * 3', 'Number', { f: { type: 'Number', formula: 'n / 3' }, n: field('Number', 1) }, 1],
        ['TEXT(f * 3)', 'Text', { f: { type: 'Number', formula: '1 / 3' } }, `0.${'9'.repeat(39)}`],
        ['EXP(-100)', 'Number', {}, 0],
        ['LEN(t)', 'Number', { t: { type: 'Text', formula: 'LPAD("x", 2000)' } }, 2000],
        ['LPAD("x", 2000)', 'Text', {}, ' '.repeat(1300)]
    ];
    it.each(rows)('%s as %s of %j is %j', (formula, type, fields, value) => {
        expect(ask({ formula, type, fields, blanks: 'blank' })).toEqual({ value });
    });

    it('leaves a checkbox undecided when nobody asks for one', () => {
        expect(ask({ formula: 'n > 1', blanks: 'blank', fields: { n: field('Number', null) } })).toEqual({ value: null });
    });

    it('takes blanks for zero unless told', () => {
        const fields = { n: field('Number', null) };
        expect(ask({ formula: 'n + 1', fields })).toEqual({ value: 1 });
        expect(ask({ formula: 'n + 1', fields, blanks: 'blank' })).toEqual({ value: null });
    });

    it('works out the moment it is told', () => {
        const moment = { now: '2024-03-01T04:00:00Z', timeZone: 'America/Los_Angeles' };
        expect(ask({ formula: 'TODAY()', ...moment })).toEqual({ value: '2024-02-29' });
    });

    it('sees changes where a rule would', () => {
        const fields = { s: { type: 'Picklist', value: 'b', prior: 'a' } };
        expect(ask({ formula: 'ISCHANGED(s)', fields, use: 'validationRule' })).toEqual({ value: true });
        expect(ask({ formula: 'ISCHANGED(s)', fields, use: 'formulaField' })).toHaveProperty('error');
    });

    const errors: readonly (readonly [string, RegExp])[] = [
        ['', /Not JSON/],
        ['{', /Not JSON/],
        ['[]', /must be an object/],
        ['{}', /formula must be text/],
        ['{"formula": "1", "type": "Money"}', /type must be one of/],
        ['{"formula": "1", "blanks": "none"}', /blanks/],
        ['{"formula": "1", "fields": {"a": 1}}', /Field a must be an object/],
        ['{"formula": "a", "fields": {"a": {"type": "Number", "value": []}}}', /Value of a/],
        ['{"formula": "a", "fields": {"a": {"type": "Number", "value": "x"}}}', /Number out of range/],
        ['{"formula": "a", "fields": {"a": {"type": "Checkbox", "value": "yes"}}}', /true or false/],
        ['{"formula": "a", "fields": {"a": {"type": "Number", "formula": "a"}}}', /circular/],
        ['{"formula": "TODAY()", "timeZone": "Nowhere"}', /Nowhere/],
        ['{"formula": "1", "now": "then"}', /ISO/],
        ['{"formula": "1/0"}', /Division by zero/],
        ['{"formula": "SUM(1)"}', /Unknown function SUM/],
        ['{"formula": "1", "type": "Text"}', /Formula result is data type \(Number\)/]
    ];
    it.each(errors)('%s is an error', (line, message) => {
        expect((JSON.parse(answer(line)) as { error: string }).error).toMatch(message);
    });

    it('answers any line by one line', () => {
        const formula = fc.string({
            unit: fc.constantFrom(...'(),"\'+-*/^&=<>!|0123.aAN$_ \n\\{}', 'IF(', 'CASE(', 'REGEX('),
            maxLength: 30
        });
        const value = fc.jsonValue({ maxDepth: 2 });
        const one = fc.record(
            { formula, type: value, blanks: value, fields: fc.dictionary(fc.string(), value) },
            { requiredKeys: ['formula'] }
        );
        fc.assert(
            fc.property(
                fc.oneof(
                    fc.string(),
                    one.map((x) => JSON.stringify(x)),
                    formula.map((x) => JSON.stringify({ formula: x }))
                ),
                (line) => {
                    const text = answer(line);
                    expect(text).not.toContain('\n');
                    expect(text).not.toContain('Internal error');
                    expect(Object.keys(JSON.parse(text) as object)[0]).toMatch(/^(?:value|error)$/);
                }
            ),
            { numRuns: 2000 }
        );
    });
});

describe('the door', () => {
    it('answers thousands of lines a second, each in its place', async () => {
        const root = join(__dirname, '../../..');
        const door = spawn(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), join(__dirname, 'door.ts')], { cwd: root });
        const chunks: string[] = [];
        door.stdout.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
        const count = 5000;
        for (let index = 0; index < count; index += 1) door.stdin.write(index % 100 === 0 ? 'junk\n' : `{"formula": "${index} + 1"}\n`);
        door.stdin.end();
        await new Promise((resolve) => door.on('close', resolve));
        const lines = chunks.join('').trimEnd().split('\n');
        expect(lines).toHaveLength(count);
        expect(lines[1]).toBe('{"value":2}');
        expect(lines[100]).toContain('error');
        expect(lines[4999]).toBe('{"value":5000}');
    }, 20_000);
});
