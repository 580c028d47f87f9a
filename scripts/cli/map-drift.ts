import { resolve } from 'node:path';
import { writeText } from '../adapters/files/text-files';
import type { SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import { DEAL_QUERY } from '../boundary/deal-fact-rows';
import { HISTORY_QUERY, readComponents, readHistory } from '../boundary/drift-rows';
import { compileStageMap } from '../domain/compile/compile-stage-map';
import { compareComponents, compiledComponents } from '../domain/drift/compare-components';
import type { Finding } from '../domain/drift/finding';
import { checkLateJoins } from '../domain/drift/late-joins';
import { checkPartnerSums } from '../domain/drift/partner-sums';
import { compareStageValues } from '../domain/drift/stage-values';
import { compareStoredGates } from '../domain/drift/stored-gates';
import { dayOfMoment, type Day } from '../domain/forecast/calendar-day';
import type { StageMap } from '../domain/stage-map/stage-map';
import type { Command } from './command';
import { connect } from './connect';
import { checkSigned, notSigned, readMap, STAGE_MAP_OPTION } from './map-signatures';
import { TARGET_ORG_OPTION } from './org-option';
import { readDealFactsOf } from './read-deal-facts';
import { readStageDrift } from './read-stage-drift';
import { layMarkdownTable } from './table';
import type { Terminal } from './terminal';

/** Whether an org still does what was signed: its metadata, its stored gates, and what slipped past the rules. */
export const mapDrift: Command = {
    path: ['map', 'drift'],
    summary: 'Name every difference between an org and the signed stage map.',
    options: [
        STAGE_MAP_OPTION,
        { flags: '--draft', description: 'compare with this map although it is not signed' },
        TARGET_ORG_OPTION,
        { flags: '--json', description: 'one JSON document instead of text' },
        { flags: '--markdown <file>', description: 'also write it as Markdown, fit for a ticket' }
    ],
    notes: 'Only reads; the login has to see metadata and every deal. Ends with 1 when something is found.',
    async run(options, { cwd, env, terminal, now }) {
        const source = String(options.stageMap);
        const signed = readMap(source, cwd);
        if (!options.draft) {
            const { faults } = await checkSigned(signed);
            if (faults.length > 0) throw notSigned(source, faults);
        }
        const targetOrg = typeof options.targetOrg === 'string' ? options.targetOrg : undefined;
        const org = await connect({ targetOrg, env, cwd, localUser: 'admin' });
        const drift = await findDrift(org, signed.map, dayOfMoment(now().getTime()), terminal);
        const report = { org: org.instanceUrl, version: signed.map.version, ...drift };
        if (typeof options.markdown === 'string') await writeText(resolve(cwd, options.markdown), markdown(report));
        if (options.json) terminal.printJson(report);
        else terminal.print(layDrift(report));
        return drift.findings.length === 0 ? 'OK' : 'FOUND';
    }
};

export interface Drift {
    readonly findings: readonly Finding[];
    /** What was compared, in words, with how many. */
    readonly lookedAt: readonly string[];
    /** What this org or this command cannot tell. */
    readonly notLookedFor: readonly string[];
}

/** Reads the org and compares it with the map. */
async function findDrift(org: SalesforceOrg, map: StageMap, today: Day, terminal: Terminal): Promise<Drift> {
    terminal.progress('Reading the deployed rules and formulas …');
    const metadata = await compareMetadata(org, map);
    const stages = await readStageDrift(org);
    const { deals, fieldsNotThere } = await readDealFactsOf(org, [map], DEAL_QUERY, terminal);
    terminal.progress('Reading stage history …');
    const historyOf = readHistory(await org.query(HISTORY_QUERY));
    const partners = deals.reduce((sum, deal) => sum + deal.partners.length, 0);
    return {
        findings: [
            ...metadata.findings,
            ...stages.findings,
            ...compareStageValues(map, stages.values, deals),
            ...compareStoredGates(map, deals, today),
            ...checkLateJoins(map, deals, historyOf),
            ...checkPartnerSums(deals)
        ],
        lookedAt: [
            `${metadata.compared} formulas and rules against what the map compiles to`,
            `${stages.values.length} StageName values`,
            `the stored gates of ${deals.length} deals and ${partners} partners, worked out again`,
            'the stage at which partners joined open deals, against stage history',
            'Leads, Sourced partners and credit per deal'
        ],
        notLookedFor: [
            ...stages.notLookedFor,
            ...fieldsNotThere.map((field) => `${field}: a criterion reads it, and this login does not see it; it counts as empty.`),
            'c/stageMap: what the components explain. It decides nothing; deploy again when texts on the page look old.',
            'Late joins on closed deals; nothing is owed there any more.'
        ]
    };
}

async function compareMetadata(org: SalesforceOrg, map: StageMap) {
    const compiled = compiledComponents(compileStageMap(map).files);
    const read = async (type: 'CustomField' | 'ValidationRule') =>
        readComponents(
            type,
            await org.readMetadata(
                type,
                compiled.filter((component) => component.type === type).map(({ fullName }) => fullName)
            )
        );
    const [fields, rules, allRules] = [await read('CustomField'), await read('ValidationRule'), await org.listMetadata('ValidationRule')];
    return { compared: compiled.length, findings: compareComponents(compiled, [...fields, ...rules], allRules) };
}

interface DriftReport extends Drift {
    readonly org: string;
    readonly version: string;
}

const headline = ({ org, version, findings }: DriftReport): string =>
    findings.length === 0
        ? `${org} is what stage map ${version} says.`
        : `${org} differs from stage map ${version} in ${findings.length === 1 ? 'one thing' : `${findings.length} things`}.`;

function layDrift(report: DriftReport): string {
    const kinds = [...new Set(report.findings.map(({ kind }) => kind))];
    return [
        headline(report),
        ...kinds.map((kind) =>
            [
                `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
                ...report.findings.filter((finding) => finding.kind === kind).map(({ where, what }) => `- ${where}: ${what}`)
            ].join('\n')
        ),
        ['Looked at', ...report.lookedAt.map((line) => `- ${line}`)].join('\n'),
        ['Not looked for', ...report.notLookedFor.map((line) => `- ${line}`)].join('\n')
    ].join('\n\n');
}

function markdown(report: DriftReport): string {
    const rows = report.findings.map(({ kind, where, what }) => [kind, where, what]);
    const table = layMarkdownTable([{ heading: 'Kind' }, { heading: 'Where' }, { heading: 'What' }], rows);
    return [
        '# Drift from the stage map',
        headline(report),
        ...(rows.length > 0 ? [table] : []),
        ['Looked at:', '', ...report.lookedAt.map((line) => `- ${line}`)].join('\n'),
        ['Not looked for:', '', ...report.notLookedFor.map((line) => `- ${line}`)].join('\n'),
        ''
    ].join('\n\n');
}
