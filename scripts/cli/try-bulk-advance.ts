import { join } from 'node:path';
import { readJson } from '../adapters/files/read-json';
import { readOpenDeals } from '../boundary/open-deals';
import { parseStageMap } from '../boundary/parse-stage-map';
import type { Command } from './command';
import { connect } from './connect';
import { ROOT } from './local-org-process';

/** What the platform says of a row that would have passed when another one did not. */
const WOULD_PASS = /^ALL_OR_NONE_OPERATION_ROLLED_BACK/;

/** No opportunity has this id. Its row is always refused, and in a call of all or none that keeps every other row as it is. */
const NO_SUCH_DEAL = '006000000000000AAA';

/** One API call of 200 rows that tries to close open partner deals as won, on an org that stays as it is whatever the gate says. */
export const tryBulkAdvance: Command = {
    path: ['try', 'bulk-advance'],
    summary: 'Try to close the open partner deals in one API call and count the refusals; nothing changes.',
    options: [
        {
            flags: '--target-org <alias>',
            description: 'an org that the sf CLI knows; else INSTANCE_URL and ACCESS_TOKEN, else the running local org'
        },
        { flags: '--json', description: 'one JSON document instead of text' }
    ],
    async run({ targetOrg, json }, { terminal, env, cwd }) {
        const org = await connect({ targetOrg: targetOrg === undefined ? undefined : String(targetOrg), env, cwd, localUser: 'ae' });
        const mapFile = join(ROOT, 'config/stage-map/stage-map.json');
        const won = parseStageMap(readJson(mapFile), mapFile).stages.at(-1)!.stageNames[0]!;
        const deals = readOpenDeals(
            await org.query(
                'SELECT Id, Name FROM Opportunity WHERE IsClosed = false AND Registered_Partners__c > 0 ORDER BY Name LIMIT 199'
            )
        );
        if (deals.length === 0) {
            terminal.print('No open partner deal to try.');
            return 'OK';
        }
        const { refused } = await org.updateTogether(
            'Opportunity',
            [...deals.map(({ Id }) => Id), NO_SUCH_DEAL].map((Id) => ({ Id, StageName: won }))
        );
        const reasons = countBy(
            refused.filter(({ key, reason }) => key !== NO_SUCH_DEAL && !WOULD_PASS.test(reason)).map(({ messages }) => messages.join(' '))
        );
        const stopped = [...reasons.values()].reduce((sum, count) => sum + count, 0);
        if (json) terminal.printJson({ tried: deals.length, stage: won, refused: stopped, reasons: Object.fromEntries(reasons) });
        else
            terminal.print(
                [
                    `${deals.length} open partner deals tried as ${won} in one call; ${stopped} refused. Nothing was changed.`,
                    ...describe(reasons)
                ].join('\n')
            );
        return stopped > 0 ? 'FOUND' : 'OK';
    }
};

function countBy(reasons: readonly string[]): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    return new Map([...counts].sort(([, a], [, b]) => b - a));
}

const describe = (reasons: ReadonlyMap<string, number>): string[] =>
    [...reasons].map(([reason, count]) => `${String(count).padStart(5)}  ${reason}`);
