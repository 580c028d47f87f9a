import { startSampleOrg, type SampleOrg } from '../testing/sample-org';
import { dealsSlip } from './deals-slip';
import { forecastBacktest } from './forecast-backtest';

jest.setTimeout(90_000);

let sample: SampleOrg;
beforeAll(async () => {
    sample = await startSampleOrg('2026-11-20');
}, 90_000);
afterAll(() => sample?.stop());

interface Line {
    readonly group: string;
    readonly name: string;
    readonly stageOrder: number | null;
    readonly before: { readonly slipped: number; readonly stays: number };
    readonly after: { readonly slipped: number; readonly stays: number };
    readonly chance: number | null;
    readonly mayBeChance: boolean;
}

it('counts every stay once per stage and type, and warns where a change may be chance', async () => {
    const { out, exit } = await sample.run(dealsSlip, 'revops', ['--json', '--go-live', '2026-09-21']);
    const { lines, goLive } = JSON.parse(out) as { lines: readonly Line[]; goLive: string };
    expect([exit, goLive]).toEqual(['OK', '2026-09-21']);
    const sum = (some: readonly Line[]) => some.reduce((total, { before, after }) => total + before.stays + after.stays, 0);
    const of = (group: string, overAll: boolean) => lines.filter((line) => line.group === group && (line.stageOrder === null) === overAll);
    const all = sum(of('all', true));
    expect(all).toBeGreaterThan(300);
    // Stages add up to all stages, and types to all deals.
    expect(sum(of('all', false))).toBe(all);
    expect(sum(of('type', true))).toBe(all);
    expect(sum(of('partner', true))).toBe(sum(of('partner deals', true)));
    const thin = lines.filter(({ before, after }) => Math.min(before.stays, after.stays) < 20);
    expect(thin.length).toBeGreaterThan(0);
    expect(thin.every(({ mayBeChance }) => mayBeChance)).toBe(true);
});

it('takes the go-live of the back-test, and refuses a day to come', async () => {
    const backtest = JSON.parse((await sample.run(forecastBacktest, 'revops', ['--json'])).out) as { gates: { liveOn: string } };
    expect(backtest.gates.liveOn).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect((await sample.run(dealsSlip, 'revops')).out).toContain(
        `Slip before and after go-live on ${backtest.gates.liveOn}. A deal slips`
    );
    const { err, exit } = await sample.run(dealsSlip, 'revops', ['--go-live', '2026-11-21']);
    expect([exit, err]).toEqual(['BAD_USAGE', expect.stringContaining('lies after 2026-11-20')]);
});
