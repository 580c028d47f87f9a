import { resolve } from 'node:path';
import { writeText } from '../adapters/files/text-files';
import { DEAL_QUERY } from '../boundary/deal-fact-rows';
import { HISTORY_QUERY, readHistory } from '../boundary/drift-rows';
import { EVIDENCE_QUERIES, readPastEvidence } from '../boundary/past-evidence-rows';
import type { SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import { dayOf, dayOfMoment, isoOf, yearAndMonthOf, type Day } from '../domain/forecast/calendar-day';
import { ProblemError } from '../domain/problem';
import { simulateMap } from '../domain/simulate/simulate-map';
import { withoutGrandfathering } from '../domain/stage-map/versions';
import type { Command } from './command';
import { connect } from './connect';
import { STAGE_MAP_OPTION } from './map-signatures';
import { TARGET_ORG_OPTION } from './org-option';
import { readDealFactsOf } from './read-deal-facts';
import { laySimulation, simulationMarkdown, toSimulationDocument, type SimulationReport } from './simulation-text';
import { readStageMap } from './read-stage-map';

const MOST_QUARTERS = 40;

/** Had this map been in force: what the org's history can honestly tell. */
export const mapSimulate: Command = {
    path: ['map', 'simulate'],
    summary: 'Replay past stage moves under a stage map: which would have been refused, and how those deals ended.',
    options: [
        STAGE_MAP_OPTION,
        { flags: '--history <quarters>', description: 'how many quarters to look back', default: '4' },
        TARGET_ORG_OPTION,
        { flags: '--json', description: 'one JSON document instead of text' },
        { flags: '--markdown <file>', description: 'also write it as Markdown, fit for a pull request' }
    ],
    notes: 'Only reads. It says what it cannot know, and counts no move as refused because of it.',
    async run(options, { cwd, env, terminal, now }) {
        const quarters = Number(options.history);
        if (!Number.isInteger(quarters) || quarters < 1 || quarters > MOST_QUARTERS)
            throw new ProblemError({
                code: 'BAD_USAGE',
                subject: `--history ${options.history}`,
                detail: 'is not a number of quarters.',
                remedy: `Give a whole number from 1 to ${MOST_QUARTERS}.`
            });
        const source = String(options.stageMap);
        const read = readStageMap(source, cwd);
        const map = withoutGrandfathering(read);
        const from = quartersBefore(dayOfMoment(now().getTime()), quarters);
        const targetOrg = typeof options.targetOrg === 'string' ? options.targetOrg : undefined;
        const org = await connect({ targetOrg, env, cwd, localUser: 'revops' });
        const { deals } = await readDealFactsOf(org, [map], DEAL_QUERY, terminal);
        terminal.progress('Reading stage history and evidence …');
        const historyOf = readHistory(await org.query(HISTORY_QUERY));
        const evidence = readPastEvidence(await readEvidence(org));
        const simulation = simulateMap(map, { deals, historyOf, ...evidence }, from);
        const report: SimulationReport = {
            simulation,
            version: map.version,
            kept: read.grandfathered?.version,
            quarters,
            instanceUrl: org.instanceUrl
        };
        if (typeof options.markdown === 'string') await writeText(resolve(cwd, options.markdown), simulationMarkdown(report));
        if (options.json) terminal.printJson(toSimulationDocument(report));
        else terminal.print(laySimulation(report));
        return 'OK';
    }
};

async function readEvidence(org: SalesforceOrg) {
    const [engagements, scorecards, pitches, plans, exceptions] = await Promise.all([
        org.query(EVIDENCE_QUERIES.engagements),
        org.query(EVIDENCE_QUERIES.scorecards),
        org.query(EVIDENCE_QUERIES.pitches),
        org.query(EVIDENCE_QUERIES.plans),
        org.query(EVIDENCE_QUERIES.exceptions)
    ]);
    return { engagements, scorecards, pitches, plans, exceptions };
}

/** The same day of the month so many quarters ago. */
function quartersBefore(today: Day, quarters: number): Day {
    const { year, month } = yearAndMonthOf(today);
    return dayOf(year, month - 3 * quarters, Number(isoOf(today).slice(8)));
}
