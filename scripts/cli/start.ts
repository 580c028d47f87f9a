import type { Command, Around } from './command';
import { buildProduct } from './build-product';
import { dealsRefresh } from './deals-refresh';
import { forecastRollup } from './forecast-rollup';
import { startLocalOrg } from './local-org-process';
import type { ReadyOrg } from './local-org-process';
import { STAGE_MAP_OPTION } from './map-signatures';
import { ORG_OPTIONS, orgRequest, serve } from './org';
import type { Terminal } from './terminal';

/** The whole product on this machine: build, local org, metadata, sample data, forecast, page. */
export const start: Command = {
    path: ['start'],
    summary: 'Build, start the local org with sample data, roll up the forecast and serve the page.',
    serves: true,
    options: [...ORG_OPTIONS, { flags: '--once', description: 'do all of it and exit' }],
    async run(options, around) {
        const { terminal } = around;
        const request = orgRequest(options, around);
        if (!(await buildProduct(around))) return 'OK';
        terminal.progress('Starting the local org, deploying force-app, loading sample data …');
        const running = await startLocalOrg(request);
        try {
            const org = withOrg(around, running.ready);
            await dealsRefresh.run({ stageMap: STAGE_MAP_OPTION.default }, { ...org, terminal: progressOnly(terminal) }, []);
            const forecast = await forecastRollup.run({ write: true }, org, []);
            await settle(running.ready);
            // The org stops on the way out: an address of it would lead nowhere.
            if (forecast !== 'OK' || options.once) return forecast;
            terminal.print(welcome(running.ready));
            terminal.print('Stop with Ctrl-C.');
            return await serve(running, around);
        } finally {
            await running.stop();
        }
    }
};

/** A reset from the page brings back what stands now: the sample with its forecast, and not the sample alone. */
async function settle({ instanceUrl, users }: ReadyOrg): Promise<void> {
    const headers = { authorization: `Bearer ${users.admin!.accessToken}` };
    const { status } = await fetch(`${instanceUrl}/local/beginning`, { method: 'POST', headers });
    if (status !== 200) throw new Error(`the local org answered ${status} when told what it begins with`);
}

/** The nightly run is part of the start, not of what a person reads. */
const progressOnly = (terminal: Terminal): Terminal => ({ ...terminal, print: () => undefined, printJson: () => undefined });

const withOrg = (around: Around, { instanceUrl, users }: ReadyOrg): Around => ({
    ...around,
    env: { ...around.env, INSTANCE_URL: instanceUrl, ACCESS_TOKEN: users.revops!.accessToken }
});

const welcome = ({ instanceUrl, users }: ReadyOrg): string =>
    [
        '',
        `The page:    ${instanceUrl}/`,
        `The sf CLI:  SF_ACCESS_TOKEN='${users.admin!.accessToken}' npx sf org login access-token --instance-url ${instanceUrl} --alias partner-stages --no-prompt`
    ].join('\n');
