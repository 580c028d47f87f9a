import { resolve } from 'node:path';
import { writeText } from '../adapters/files/text-files';
import { effectiveDayNote } from '../domain/stage-map/diff-map-texts';
import { diffStageMaps } from '../domain/stage-map/diff-stage-maps';
import type { MapChange } from '../domain/stage-map/diff-stage-maps';
import { ProblemError } from '../domain/problem';
import type { Command } from './command';
import { readStageMap } from './read-stage-map';
import { layMarkdownTable } from './table';

/** What a change of the map means, in words, before anybody signs it. */
export const mapDiff: Command = {
    path: ['map', 'diff'],
    summary: 'Say in words how two stage maps differ.',
    positionals: [
        { name: '<before>', description: 'a stage map' },
        { name: '<after>', description: 'another one' }
    ],
    options: [
        { flags: '--json', description: 'one JSON document instead of text' },
        { flags: '--markdown <file>', description: 'also write it as Markdown, fit for a pull request' }
    ],
    notes: 'Ends with 1 when the maps differ.',
    async run({ json, markdown }, { cwd, terminal, now }, [before, after]) {
        if (before === undefined || after === undefined)
            throw new ProblemError({
                code: 'BAD_USAGE',
                subject: 'map diff',
                detail: 'needs two maps.',
                remedy: 'Name both files: map diff old.json new.json.'
            });
        const read = (file: string) => readStageMap(file, cwd);
        const newer = read(after);
        const changes = diffStageMaps(read(before), newer);
        const note = changes.length === 0 ? undefined : effectiveDayNote(newer, now().toISOString().slice(0, 10));
        if (typeof markdown === 'string') await writeText(resolve(cwd, markdown), toMarkdown(changes, note));
        if (json) terminal.printJson({ changes, ...(note === undefined ? {} : { note }) });
        else
            terminal.print(
                changes.length === 0
                    ? 'The maps say the same.'
                    : [
                          ...changes.map(({ where, what, effect }) => `${effect.padEnd(9)} ${where}: ${what}`),
                          ...(note === undefined ? [] : ['', note])
                      ].join('\n')
            );
        return changes.length === 0 ? 'OK' : 'FOUND';
    }
};

function toMarkdown(changes: readonly MapChange[], note?: string): string {
    if (changes.length === 0) return 'The stage map says the same as before.\n';
    const columns = [{ heading: 'Effect' }, { heading: 'Where' }, { heading: 'What changes' }];
    const rows = changes.map(({ effect, where, what }) => [effect, where, what]);
    return `# Change of the stage map\n\n${layMarkdownTable(columns, rows)}\n${note === undefined ? '' : `\n${note}\n`}`;
}
