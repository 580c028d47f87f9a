import { aDeal, aPartner, STAGES } from '../../testing/deals';
import type { UsualStays } from '../dwell/usual-stay';
import type { Deal } from '../forecast/deal';
import { toDealTable } from '../forecast/to-deal-table';
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

const measure = (deals: readonly Deal[], asOf = AS_OF) => measurePassage({ table: toDealTable(deals, AS_OF), stages: STAGES, usual, asOf });
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
