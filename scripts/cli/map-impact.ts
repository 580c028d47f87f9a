import { dirname, resolve } from 'node:path';
import { readCommitted } from '../adapters/files/committed-file';
import { parseJson, writeText } from '../adapters/files/text-files';
import { OPEN_DEAL_QUERY } from '../boundary/deal-fact-rows';
import { parseStageMap } from '../boundary/parse-stage-map';
import { countOtherGates } from '../domain/drift/stored-gates';
import { dayOfMoment } from '../domain/forecast/calendar-day';
import { measureImpact } from '../domain/impact/measure-impact';
import { ProblemError } from '../domain/problem';
import { canonicalJson } from '../domain/stage-map/canonical-json';
import type { StageMap } from '../domain/stage-map/stage-map';
import type { Command } from './command';
import { connect } from './connect';
import { impactMarkdown, layImpact, toImpactDocument, type ImpactReport } from './impact-text';
import { TARGET_ORG_OPTION } from './org-option';
import { readDealFactsOf } from './read-deal-facts';
import { readStageMap, withPrevious } from './read-stage-map';

const SHIPPED_MAP = 'config/stage-map/stage-map.json';

/** What a change of the map would do to the open deals of an org, before anything is deployed. */
export const mapImpact: Command = {
    path: ['map', 'impact'],
    summary: 'Try a changed stage map on the open deals of an org: who is newly blocked or freed.',
    options: [
        { flags: '--stage-map <file>', description: 'the new map', default: SHIPPED_MAP },
        {
            flags: '--against <file>',
            description: `the map in force; default ${SHIPPED_MAP}, or for a change of that file itself, what git last committed of it`
        },
        TARGET_ORG_OPTION,
        { flags: '--json', description: 'one JSON document instead of text' },
        { flags: '--markdown <file>', description: 'also write it as Markdown, fit for a pull request' }
    ],
    notes: 'Only reads. "Blocked" is the step to the StageName after the one that a deal stands at.',
    async run(options, { cwd, env, terminal, now }) {
        const source = String(options.stageMap ?? SHIPPED_MAP);
        const after = readStageMap(source, cwd);
        const { map: before, source: against } = await mapInForce(options.against, source, cwd);
        const targetOrg = typeof options.targetOrg === 'string' ? options.targetOrg : undefined;
        const org = await connect({ targetOrg, env, cwd, localUser: 'revops' });
        const { deals, fieldsNotThere } = await readDealFactsOf(org, [before, after], OPEN_DEAL_QUERY, terminal);
        const impact = measureImpact(before, after, deals, dayOfMoment(now().getTime()));
        const report: ImpactReport = {
            impact,
            before,
            after,
            against,
            instanceUrl: org.instanceUrl,
            isSameMap: canonicalJson(before) === canonicalJson(after),
            fieldsNotThere,
            judgedOtherwise: countOtherGates(before, deals)
        };
        if (typeof options.markdown === 'string') await writeText(resolve(cwd, options.markdown), impactMarkdown(report));
        if (options.json) terminal.printJson(toImpactDocument(report));
        else terminal.print(layImpact(report));
        return 'OK';
    }
};

async function mapInForce(
    given: string | boolean | undefined,
    source: string,
    cwd: string
): Promise<{ readonly map: StageMap; readonly source: string }> {
    if (typeof given === 'string') return { map: readStageMap(given, cwd), source: given };
    const shipped = resolve(cwd, SHIPPED_MAP);
    if (resolve(cwd, source) !== shipped) return { map: readStageMap(SHIPPED_MAP, cwd), source: SHIPPED_MAP };
    const committed = await readCommitted(shipped);
    if (committed === undefined)
        throw new ProblemError({
            code: 'BAD_USAGE',
            subject: '--against',
            detail: 'is missing, and git holds no committed version to compare this map with.',
            remedy: 'Name the map that is in force: --against FILE.'
        });
    const name = `${SHIPPED_MAP} as last committed`;
    return { map: withPrevious(parseStageMap(parseJson(committed, name), name), name, dirname(shipped)), source: name };
}
