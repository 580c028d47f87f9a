import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from './commands';

const FILE = join(__dirname, '../../config/schedule/partner-stages-nightly.yml');

it('the example of a nightly run calls commands that there are, with options that they have', () => {
    const lines = [...readFileSync(FILE, 'utf8').matchAll(/run: npx partner-stages (.+)$/gm)].map(([, line]) => line!.trim());
    expect(lines.map((line) => line.replace(/ --.*$/, ''))).toEqual([
        'forecast rollup',
        'deals refresh',
        'deals waivers',
        'deals credit-trail',
        'deals stalled'
    ]);
    for (const line of lines) {
        const command = commands.find(({ path }) => line.startsWith(`${path.join(' ')} `));
        const known = (command?.options ?? []).map(({ flags }) => flags.split(' ')[0]);
        expect(known).toEqual(expect.arrayContaining(line.match(/--[a-z-]+/g)!));
    }
});

it('names secrets by their environment only', () => {
    const secrets = [...readFileSync(FILE, 'utf8').matchAll(/\$\{\{ secrets\.(\w+) \}\}/g)].map(([, name]) => name);
    expect(secrets).toEqual(['SFDX_AUTH_URL']);
});
