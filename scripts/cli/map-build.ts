import { dirname, resolve } from 'node:path';
import { readFieldFiles } from '../adapters/files/field-files';
import { compareFolder, readGeneratedFolder, writeGeneratedFolder } from '../adapters/files/generated-folder';
import type { FolderChange } from '../adapters/files/generated-folder';
import { stageMapJsonSchema } from '../boundary/stage-map-schema';
import { compileStageMap } from '../domain/compile/compile-stage-map';
import type { CompiledFile } from '../domain/compile/compiled-file';
import { MASTER_RECORD_TYPE, recordTypesWithPath } from '../domain/compile/path-guidance';
import type { LimitFault } from '../domain/compile/platform-limits';
import type { Finding } from '../domain/drift/finding';
import { compareStageValues } from '../domain/drift/stage-values';
import { ProblemError } from '../domain/problem';
import type { StageMap } from '../domain/stage-map/stage-map';
import type { Around, Command, OptionValues } from './command';
import { connect } from './connect';
import { checkSigned, notSigned, readMap, STAGE_MAP_OPTION } from './map-signatures';
import { readStageDrift } from './read-stage-drift';

const MAP_OPTIONS = [
    STAGE_MAP_OPTION,
    { flags: '--out <folder>', description: 'where the compiled metadata stands', default: 'force-app/main/generated' },
    {
        flags: '--path <record types>',
        description:
            'also write guidance for the standard Path of these record types of the Opportunity, by commas; __MASTER__ for deals without one. It stays until `--path none`'
    },
    { flags: '--draft', description: 'without signatures; every description then says DRAFT' },
    { flags: '--json', description: 'one JSON document instead of text' }
] as const;

/** Compiles the stage map into metadata, and its JSON Schema for editors. */
export const mapBuild: Command = {
    path: ['map', 'build'],
    summary: 'Compile the stage map into metadata.',
    options: MAP_OPTIONS,
    async run(options, around) {
        const work = await plan(options, around);
        for (const { folder, changes, files } of work.folders) writeGeneratedFolder(folder, changes, files);
        tell(work, options, around, work.changes.length === 0 ? 'Nothing to do: the metadata already is what the map says.' : 'Written:');
        return 'OK';
    }
};

/** Compiles in memory and compares: the way CI sees that nobody edited what is generated. */
export const mapCheck: Command = {
    path: ['map', 'check'],
    summary: 'Check the stage map, and that the compiled metadata is up to date.',
    options: [
        ...MAP_OPTIONS,
        {
            flags: '--target-org [alias]',
            description: 'also check the stages of an org, and what writes them past the rules; without an alias the org of the environment'
        }
    ],
    async run(options, around) {
        const work = await plan(options, around);
        const { changes, map } = work;
        const stages = options.targetOrg === undefined ? undefined : await checkStages(map, options.targetOrg, around);
        tell(
            work,
            options,
            around,
            changes.length === 0
                ? 'The map is sound and the compiled metadata is up to date.'
                : 'Not up to date; run `npx partner-stages map build`:',
            stages
        );
        return changes.length + (stages?.findings.length ?? 0) === 0 ? 'OK' : 'FOUND';
    }
};

interface StageCheck {
    readonly findings: readonly Finding[];
    readonly notLookedFor: readonly string[];
}

async function checkStages(map: StageMap, alias: string | boolean, { env, cwd }: Around): Promise<StageCheck> {
    const targetOrg = typeof alias === 'string' ? alias : undefined;
    const { values, findings, notLookedFor } = await readStageDrift(await connect({ targetOrg, env, cwd, localUser: 'admin' }));
    return { findings: [...findings, ...compareStageValues(map, values, [])], notLookedFor };
}

async function plan(options: OptionValues, { cwd }: Around) {
    const source = String(options.stageMap);
    const draft = options.draft === true;
    const signed = readMap(source, cwd);
    const { faults: missing } = draft ? { faults: [] } : await checkSigned(signed);
    if (missing.length > 0) throw notSigned(source, missing);
    const out = resolve(cwd, String(options.out));
    const before = readGeneratedFolder(out);
    const { files, faults: limits } = compileStageMap(signed.map, before, {
        draft,
        fields: readFieldFiles(dirname(out)),
        pathFor: recordTypesFor(options.path, before)
    });
    const [faults, risks] = [limits.filter(({ isCertain }) => isCertain), limits.filter(({ isCertain }) => !isCertain)];
    if (faults.length > 0)
        throw tooBig(
            source,
            faults.map(({ path, fault }) => `${path}: ${fault}`)
        );
    const schema: CompiledFile[] = [{ path: 'stage-map.schema.json', content: `${JSON.stringify(stageMapJsonSchema(), null, 2)}\n` }];
    const schemaFolder = signed.folder;
    const schemaBefore = readGeneratedFolder(schemaFolder).filter(({ path }) => path === 'stage-map.schema.json');
    const folders = [
        { folder: out, files, changes: compareFolder(before, files) },
        { folder: schemaFolder, files: schema, changes: compareFolder(schemaBefore, schema) }
    ];
    return { map: signed.map, folders, risks, changes: folders.flatMap(({ changes }) => changes) };
}

const RECORD_TYPE = /^(__MASTER__|[A-Za-z](_?[A-Za-z0-9])*)$/;

/** What was asked for now, or what stands: a path is built on request and then kept up to date. */
function recordTypesFor(asked: string | boolean | undefined, before: readonly CompiledFile[]): readonly string[] {
    if (typeof asked !== 'string') return recordTypesWithPath(before);
    const names = asked
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '');
    if (names.length === 1 && names[0] === 'none') return [];
    const wrong = names.find((name) => !RECORD_TYPE.test(name));
    if (names.length === 0 || wrong !== undefined)
        throw new ProblemError({
            code: 'BAD_USAGE',
            subject: `--path ${asked}`,
            detail: wrong === undefined ? 'names no record type.' : `names ${wrong}, which is not the API name of a record type.`,
            remedy: `Name record types of the Opportunity by commas, ${MASTER_RECORD_TYPE} for deals without one, or none to take the guidance out.`
        });
    return [...new Set(names)].sort();
}

const tooBig = (source: string, faults: readonly string[]) =>
    new ProblemError({
        code: 'STAGE_MAP_INVALID',
        subject: source,
        detail: `compiles into metadata that an org refuses:\n${faults.map((fault) => `  - ${fault}`).join('\n')}\n`,
        remedy: 'Do what is said above and build again.'
    });

interface Work {
    readonly changes: readonly FolderChange[];
    /** Limits that only some orgs have. */
    readonly risks: readonly LimitFault[];
}

function tell({ changes, risks }: Work, options: OptionValues, { terminal }: Around, heading: string, stages?: StageCheck): void {
    if (options.json) terminal.printJson({ upToDate: changes.length === 0, changes, risks, ...(stages ? { org: stages } : {}) });
    else
        terminal.print(
            [
                heading,
                ...changes.map(({ change, path }) => `  ${change.padEnd(8)}${path}`),
                ...(risks.length > 0 ? ['Some orgs will refuse:', ...risks.map(({ path, fault }) => `  ${path}: ${fault}`)] : []),
                ...(stages ? layStages(stages) : [])
            ].join('\n')
        );
}

const layStages = ({ findings, notLookedFor }: StageCheck): string[] => [
    findings.length === 0 ? 'The org has the stages of the map, and nothing was found that writes them past the rules.' : 'In the org:',
    ...findings.map(({ where, what }) => `  ${where} ${what}`),
    'Not looked for:',
    ...notLookedFor.map((line) => `  ${line}`)
];
