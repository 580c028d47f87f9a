import { aDeal, aPartner, STAGES } from '../../testing/deals';
import type { UsualStays } from '../dwell/usual-stay';
import type { Deal } from '../forecast/deal';
import { toDealTable } from '../forecast/to-deal-table';
import { measureSlip } from '../slip/measure-slip';
import type { PassageGroup, StagePassage } from './passage-tally';
import { measurePassage } from './stage-passage';

/** Ten days are usual everywhere, and 20 the limit. */
const usual: UsualStays = () => ({ meanDays: 10, thresholdDays: 20, sampleSize: 30, leansOnAllTypes: false });
const AS_OF = 300;
const MILLISECONDS_PER_DAY = 86_400_000;

type Row = readonly [day: number, stageName: string, closeOn: number];
/** A deal whose history says these close dates. */
const lived = (rows: readonly Row[], given: Partial<Deal> = {}): Deal =>
    aDeal(
        rows.map(([day, stageName]) => [day, stageName] as const),
        {
            history: rows.map(([day, stageName, closeOn], at) => ({
                id: `row-${at}`,
                at: day * MILLISECONDS_PER_DAY,
                stageName,
                amount: 1_000_00,
                closeOn
            })),
            closeOn: rows.at(-1)![2],
            ...given
        }
    );

const measure = (deals: readonly Deal[], asOf = AS_OF, goLive?: number) =>
    measurePassage({ table: toDealTable(deals, AS_OF), stages: STAGES, usual, asOf, goLive, minimumSample: 2 });
const lineOf = (deals: readonly Deal[], stageOrder: number, group: PassageGroup = 'all', asOf = AS_OF): StagePassage =>
    measure(deals, asOf).stages.find((line) => line.stageOrder === stageOrder && line.group === group)!;

/** Pushed by 30 days in stage 1 and by 10 on leaving it, then won 40 days before its date. */
const won = lived([
    [100, 'New', 150],
    [110, 'Meet', 150],
    [120, 'Meet', 180],
    [130, 'Offer', 190],
    [150, 'Won', 150]
]);
/** Two StageNames of stage 1, pushed by 10 days, lost. */
const lost = lived([
    [200, 'Meet', 260],
    [215, 'Need', 270],
    [230, 'Lost', 230]
]);
/** A partner deal that came back from stage 2 with its date pushed by 30 days. */
const back = lived(
    [
        [210, 'Meet', 300],
        [220, 'Offer', 300],
        [240, 'Meet', 330]
    ],
    { partners: [aPartner(205)] }
);
const young = lived([[290, 'New', 350]]);
const DEALS = [won, lost, back, young];

describe('measurePassage', () => {
    it('counts where deals went from a stage, a return as another stay', () => {
        const line = lineOf(DEALS, 1);
        expect(line).toMatchObject({ entered: 4, wentOn: 2, wentBack: 0, lost: 1, offMap: 0, stillThere: 1, dealsWon: 1, dealsLost: 1 });
        expect(lineOf(DEALS, 2)).toMatchObject({ entered: 2, wentOn: 1, wentBack: 1, lost: 0, stillThere: 0, dealsWon: 1, dealsLost: 0 });
        expect(lineOf(DEALS, 0)).toMatchObject({ entered: 2, wentOn: 1, stillThere: 1, dealsWon: 1, dealsLost: 0 });
        expect(measure(DEALS).since).toBe(100);
    });

    it('tells deals with a partner from direct ones, and both add up to all', () => {
        expect(lineOf(DEALS, 1, 'partner')).toMatchObject({ entered: 2, wentOn: 1, lost: 0, stillThere: 1, dealsWon: 0 });
        expect(lineOf(DEALS, 1, 'direct')).toMatchObject({ entered: 2, wentOn: 1, lost: 1, stillThere: 0, dealsWon: 1 });
    });

    it('measures how far close dates moved from entering a stage to leaving it, and not by a loss', () => {
        // Stage 1: +40 (won), +10 (lost; its last row is not taken), 0 (went on); the stay that lasts does not count.
        expect(lineOf(DEALS, 1).slip).toEqual({ stays: 3, pushed: 2, pulledIn: 0, medianPushDays: 10, meanDays: 50 / 3 });
        // Stage 2: 190 to 150, and 300 to 330.
        expect(lineOf(DEALS, 2).slip).toEqual({ stays: 2, pushed: 1, pulledIn: 1, medianPushDays: 30, meanDays: -5 });
        expect(lineOf([young], 0).slip).toEqual({ stays: 0, pushed: 0, pulledIn: 0, medianPushDays: undefined, meanDays: undefined });
    });

    it('counts a stay past its limit, not one that ends on it, nor one too young to tell', () => {
        // Stage 1: 20 days (on the limit), 30 days, 10 days, 60 days and still there.
        expect(lineOf(DEALS, 1).overstay).toEqual({ watched: 4, past: 2, now: 1, nowOpen: 1_000_00 });
        expect(lineOf(DEALS, 0).overstay).toEqual({ watched: 1, past: 0, now: 0, nowOpen: 0 });
    });

    describe('before and after the gates', () => {
        const met = (from: number, until: number, given: Partial<Deal> = {}) =>
            lived(
                [
                    [from, 'Meet', until],
                    [until, 'Lost', until]
                ],
                given
            );
        const GO_LIVE = 200;
        // Limits fall on day 120 (kept), 120 (past), 199 (past), 200 and 219 (divided by go-live), 230 and 240 (kept, past).
        const gated = [met(100, 120), met(100, 121), met(179, 210), met(180, 190), met(199, 205), met(210, 230), met(220, 245)];

        it('compares stays whose limit passed before with those that began since, and leaves out what go-live divides', () => {
            const line = measure(gated, AS_OF, GO_LIVE).stages.find(({ stageOrder }) => stageOrder === 1)!;
            expect(line.overstay).toMatchObject({ watched: 7, past: 3 });
            expect(line.sinceGates).toMatchObject({ before: { count: 2, of: 3 }, since: { count: 1, of: 2 } });
            // 2 of 3 against 1 of 2, drawn from 3 of 5: every other split is as likely or less, so nothing speaks against chance.
            expect(line.sinceGates!.chance).toBeCloseTo(1, 12);
        });

        it('believes a change only when the exact test does, and where there are enough stays', () => {
            const changed = [...Array.from({ length: 8 }, () => met(100, 160)), ...Array.from({ length: 8 }, () => met(210, 215))];
            const of = (minimumSample: number) => {
                const table = toDealTable(changed, AS_OF);
                const { stages } = measurePassage({ table, stages: STAGES, usual, asOf: AS_OF, goLive: GO_LIVE, minimumSample });
                return stages.find(({ stageOrder }) => stageOrder === 1)!.sinceGates!;
            };
            // 8 of 8 against 0 of 8: two of the 12,870 ways to pick 8 of 16.
            expect(of(8).chance).toBeCloseTo(2 / 12_870, 10);
            expect([of(8).mayBeChance, of(9).mayBeChance]).toEqual([false, true]);
        });

        it('tells the same as deals slip', () => {
            const deals = [...gated, ...DEALS, met(100, 150, { id: 'ours', partners: [aPartner(90)] })];
            const table = toDealTable(deals, AS_OF);
            const question = { table, stages: STAGES, usual, asOf: AS_OF, goLive: GO_LIVE, minimumSample: 2 };
            const slipped = measureSlip({ ...question, partnerOf: new Map() }).lines;
            const groups = [
                ['all', 'all', ''],
                ['partner', 'partner deals', ''],
                ['direct', 'type', 'Direct']
            ] as const;
            for (const [group, theirs, name] of groups)
                for (const { stageOrder, sinceGates } of measurePassage(question).stages.filter((line) => line.group === group)) {
                    const own = slipped.find((line) => line.stageOrder === stageOrder && line.group === theirs && line.name === name);
                    expect([
                        group,
                        stageOrder,
                        sinceGates!.before.count,
                        sinceGates!.before.of,
                        sinceGates!.since.count,
                        sinceGates!.since.of
                    ]).toEqual([group, stageOrder, own?.before.count ?? 0, own?.before.of ?? 0, own?.after.count ?? 0, own?.after.of ?? 0]);
                }
        });

        it('compares nothing where there are no gates, or none yet', () => {
            expect(measure(gated).stages.every(({ sinceGates }) => sinceGates === undefined)).toBe(true);
            expect(measure(gated, 190, GO_LIVE).stages.every(({ sinceGates }) => sinceGates === undefined)).toBe(true);
        });
    });

    it('takes a deal that closed without a history row as closed on its close date', () => {
        const unseen = lived([[250, 'Meet', 280]], { stageName: 'Lost' });
        expect(lineOf([unseen], 1)).toMatchObject({ entered: 1, lost: 1, stillThere: 0, dealsLost: 1 });
        expect(lineOf([unseen], 1).overstay).toMatchObject({ watched: 1, past: 1, now: 0 });
        expect(lineOf([unseen], 1, 'all', 279)).toMatchObject({ lost: 0, stillThere: 1, dealsLost: 0 });
    });

    it('counts a move to a stage off the map, and has no row for what lies there', () => {
        const strayed = lived([
            [250, 'Meet', 280],
            [260, 'Somewhere', 280]
        ]);
        expect(lineOf([strayed], 1)).toMatchObject({ entered: 1, wentOn: 0, offMap: 1, stillThere: 0 });
        expect(measure([strayed]).stages.map(({ stageOrder }) => stageOrder)).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2]);
    });

    it('knows nothing later than the day it is asked for', () => {
        const known = [won, lost, back].map((deal) => ({
            ...deal,
            history: deal.history.filter(({ at }) => at <= 225 * MILLISECONDS_PER_DAY)
        }));
        const asThen = known.map((deal) => ({ ...deal, stageName: deal.history.at(-1)!.stageName }));
        const [then, now] = [measure([...asThen], 225), measure(DEALS, 225)];
        expect(now).toEqual(then);
        expect(lineOf(DEALS, 1, 'all', 225)).toMatchObject({ entered: 3, wentOn: 2, lost: 0, stillThere: 1 });
    });
});
