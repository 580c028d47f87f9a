import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import jsforce from 'jsforce';
import { parseStageMap } from '../boundary/parse-stage-map';
import { compileStageMap } from '../domain/compile/compile-stage-map';
import { createLocalOrg } from '../local-org/local-org';
import type { Cast } from '../sample-data/cast';
import { makeSampleData } from '../sample-data/make-sample-data';
import { compareForecast } from './bench-forecast';
import { measureMillion } from './bench-million';
import { measureOrg } from './bench-org';
import type { OrgMeasurement } from './bench-org';

/** Prints how long things take as ratios to a yardstick of the same run: absolute times differ between machines, ratios hardly. */

const ROOT = resolve(__dirname, '../..');
const ROUNDS = 7;
const readJson = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
const map = parseStageMap(readJson('config/stage-map/stage-map.json'), 'stage-map.json');

interface Measured {
    readonly name: string;
    readonly milliseconds: number;
}

/** Median of several rounds after one to warm up. */
async function measure(name: string, work: () => unknown): Promise<Measured> {
    await work();
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
        const start = performance.now();
        await work();
        times.push(performance.now() - start);
    }
    return { name, milliseconds: times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]! };
}

function seedFile(): string {
    const file = join(ROOT, '.local', 'bench-seed.json');
    mkdirSync(join(ROOT, '.local'), { recursive: true });
    writeFileSync(file, JSON.stringify(makeSampleData(readJson('config/sample-data/cast.json') as Cast, map, '2026-11-21')));
    return file;
}

async function main(): Promise<void> {
    if (!existsSync(join(ROOT, 'force-app/main/gate/lwc/partnerStagePath/partnerStagePath.js')))
        throw new Error('Run `npm run build` first: the bench deploys force-app.');
    const org = createLocalOrg({ sources: [join(ROOT, 'force-app')], seedFile: seedFile() });
    const { url, users } = await org.start();
    const ae = new jsforce.Connection({ instanceUrl: url, loginUrl: url, accessToken: users.ae!.accessToken, version: '66.0' });
    const ids = async (soql: string) => (await ae.query(soql)).records.map(({ Id }) => Id!);
    const direct = await ids('SELECT Id FROM Opportunity WHERE Registered_Partners__c = 0 AND IsClosed = true LIMIT 50');
    const partner = await ids('SELECT Id FROM Opportunity WHERE Registered_Partners__c > 0 AND IsClosed = false LIMIT 50');
    const won = map.stages.at(-1)!.stageNames[0]!;
    const save = (deals: readonly string[], fields: Record<string, unknown>) =>
        ae.sobject('Opportunity').update(deals.map((Id) => ({ Id, ...fields })) as never);
    let note = 0;
    const measured = [
        await measure('save 50 direct deals (yardstick)', () => save(direct, { NextStep: `note ${note++}` })),
        await measure('save 50 partner deals, no stage change', () => save(partner, { NextStep: `note ${note++}` })),
        await measure('refuse 50 partner deals at a gate', () => save(partner, { StageName: won })),
        await measure('query 400 deals with gate fields', () =>
            ae.query('SELECT Id, Earned_Stage_Order__c, Partner_Open_Gate__c FROM Opportunity')
        ),
        await measure('describe Opportunity', () => ae.request(`/services/data/v66.0/sobjects/Opportunity/describe`)),
        await measure('compile the stage map', () => compileStageMap(map))
    ];
    await org.stop();
    const yardstick = measured[0]!.milliseconds;
    for (const { name, milliseconds } of measured)
        process.stdout.write(
            `${(milliseconds / yardstick).toFixed(2).padStart(7)} x  ${milliseconds.toFixed(1).padStart(7)} ms  ${name}\n`
        );
}

const tell = ({ name, value, unit }: OrgMeasurement): boolean =>
    process.stdout.write(`${value.toLocaleString('en-US', { maximumFractionDigits: 1 }).padStart(10)} ${unit.padEnd(10)} ${name}\n`);

/** How the org takes much data: 100,000 deals, or as many as BENCH_DEALS says, and a million accounts. */
async function scale(): Promise<void> {
    const deals = Number(process.env.BENCH_DEALS ?? 100_000);
    process.stdout.write(`\n${deals.toLocaleString('en-US')} deals with one partner each, by Bulk API 2.0\n`);
    (await measureOrg({ sources: [join(ROOT, 'force-app')], seedFile: seedFile(), deals })).forEach(tell);
    process.stdout.write('\nA million rows\n');
    (await measureMillion()).forEach(tell);
}

/** All of it, or with the word forecast (npm run bench -- forecast) only how a rollup of a million deals compares. */
async function bench(only: string | undefined): Promise<void> {
    if (only !== 'forecast') {
        await main();
        await scale();
        process.stdout.write('\nA forecast\n');
    }
    await compareForecast();
}

bench(process.argv[2]).catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
});
