import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DIFFERENCES, QUERIES, RESOURCES } from './coverage';
import { functionTable } from './formula/function-table';
import { REFUSALS } from './http/rest/refusals';
import { CHILD_TYPES, COMPONENT_TYPES } from './metadata/component-types';
import { JUDGED_TYPES } from './metadata/component-validators';

const readmeFile = path.join(__dirname, 'README.md');
const begin = '<!-- From here on written by: npx tsx scripts/local-org/coverage-readme.ts -->';

/** A table as prettier lays it out. */
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
    const lines = [head, ...rows].map((row) => row.map((cell) => cell.replace(/\|/g, '\\|')));
    const widths = head.map((_, column) => Math.max(3, ...lines.map((line) => line[column]!.length)));
    const rule = widths.map((width) => '-'.repeat(width));
    return [lines[0]!, rule, ...lines.slice(1)]
        .map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`)
        .join('\n');
};

const code = (text: string): string => `\`${text}\``;
const list = (names: readonly string[]): string => [...names].sort().join(', ');
const shown = (pattern: string): string => code(pattern.replace('/services/data/v:version', '…').replace(/:rest\*$/, '*'));

const metadataTypes = (): string => {
    const names = [...COMPONENT_TYPES.map(({ name }) => name), ...CHILD_TYPES.map(({ name }) => name)];
    const judged = names.filter((name) => JUDGED_TYPES.includes(name));
    return [
        `**Judged by what they mean** (references, lengths, limits, formulas; then they work): ${list(judged)}.`,
        `**Judged by their structure** (elements, enum values, order) and kept: ${list(names.filter((name) => !judged.includes(name)))}.`,
        'Every other type is refused as unknown.'
    ].join('\n\n');
};

const functions = (): string => {
    const known = functionTable.filter(({ refused }) => !refused);
    const refused = functionTable.filter((row) => row.refused);
    return `${known.length} of the ${functionTable.length} documented functions. Refused at deploy by their names: ${list(refused.map(({ name }) => name))}.`;
};

/** Everything of README.md that follows from data. */
export const coverageText = (): string =>
    [
        begin,
        '## Covered',
        '`…` is `/services/data/vNN.0`, any version.',
        table(
            ['What', 'Where', 'Seen in'],
            RESOURCES.map(({ what, below, seenIn }) => [what, below.map(shown).join(', '), code(seenIn.replace(/^scripts\//, ''))])
        ),
        '### Metadata types',
        metadataTypes(),
        '### Formula functions',
        functions(),
        '### SOQL',
        table(
            ['What', 'Example', ''],
            QUERIES.map(({ what, example, refused }) => [what, code(example), refused === undefined ? 'covered' : `refused: ${refused}`])
        ),
        '## Refused',
        'By name, with the status of an org that lacks the feature (404).',
        table(
            ['What', 'Where'],
            REFUSALS.map(({ what, patterns }) => [what, patterns.map(shown).join(', ')])
        ),
        '## Known to differ',
        table(
            ['What', 'Here', 'In an org'],
            DIFFERENCES.map(({ what, here, inAnOrg }) => [what, here, inAnOrg])
        ),
        ''
    ].join('\n\n');

/** README.md as it should be: what people wrote, then what follows from data. */
export const readmeText = (): string => {
    const written = readFileSync(readmeFile, 'utf8').split(begin)[0]!.trimEnd();
    return `${written}\n\n${coverageText()}`.trimEnd() + '\n';
};

if (require.main === module) writeFileSync(readmeFile, readmeText());
