import { aDeal, aPartner, STAGES, TODAY } from '../../../testing/deals';
import type { Deal } from '../deal';
import { listStates } from '../pipeline-states';
import { toDealTable } from '../to-deal-table';
import { learnCohort } from './cohort-model';
import { PathReader } from './path-reader';
import { takeSightings } from './sightings';

const SNAPSHOT = TODAY - 100;

/** What is learnt from these deals as they stood on one day, for wins up to 30 days later. */
function learn(deals: readonly Deal[], until = TODAY, window = { after: 0, upTo: 30 }) {
    const table = toDealTable(deals, TODAY);
    const states = listStates(STAGES, table.stageNames);
    const all = Int32Array.from({ length: table.size }, (_, deal) => deal);
    const sightings = takeSightings(table, states, new PathReader(table, states, 'earned'), all, [SNAPSHOT]);
    return { sightings, table, odds: learnCohort(sightings, states, table.partnerTypes.length, window, { since: 0, until }, 1) };
}

const group = (count: number, wonAfter: number | undefined, given: Partial<Deal> = {}, stage = 'Offer') =>
    Array.from({ length: count }, () =>
        aDeal([[SNAPSHOT - 5, stage], ...(wonAfter === undefined ? [] : [[SNAPSHOT + wonAfter, 'Won'] as const])], given)
    );

describe('learnCohort', () => {
    it('is the share won when all deals are alike', () => {
        const { odds, sightings } = learn([...group(30, 10), ...group(70, undefined)]);
        expect(odds!.base).toBeCloseTo(30.5 / 101, 12);
        expect(odds!.odds[odds!.cellOf(sightings, 0)]).toBeCloseTo(0.3, 2);
        expect(odds!.deals).toBe(100);
    });

    it('counts a win on the last day of the window and none on the day after, nor one before it begins', () => {
        const deals = [...group(10, 30), ...group(20, 31), ...group(40, 5)];
        expect(learn(deals, TODAY, { after: 0, upTo: 30 }).odds!.base).toBeCloseTo(50.5 / 71, 12);
        expect(learn(deals, TODAY, { after: 5, upTo: 30 }).odds!.base).toBeCloseTo(10.5 / 71, 12);
        expect(learn(deals, TODAY, { after: 30, upTo: 60 }).odds!.base).toBeCloseTo(20.5 / 71, 12);
    });

    it('knows nothing before a window has ended', () => {
        const deals = group(30, 10);
        expect(learn(deals, SNAPSHOT + 29).odds).toBeUndefined();
        expect(learn(deals, SNAPSHOT + 30).odds).toBeDefined();
    });

    it('keeps stages apart that differ, and lets a rare partner type borrow from its stage', () => {
        const early = [...group(10, 10, {}, 'New'), ...group(290, undefined, {}, 'New')];
        const late = [...group(200, 10), ...group(100, undefined)];
        const partner = group(1, undefined, { partners: [aPartner(SNAPSHOT - 5)] });
        const { odds, sightings, table } = learn([...early, ...late, ...partner]);
        const rowOf = (deal: Deal) => sightings.deal.indexOf(table.ids.indexOf(deal.id));
        expect(odds!.odds[odds!.cellOf(sightings, rowOf(early[0]!))]).toBeCloseTo(10 / 300, 2);
        expect(odds!.odds[odds!.cellOf(sightings, rowOf(late[0]!))]).toBeCloseTo(2 / 3, 1);
        expect(odds!.odds[odds!.cellOf(sightings, rowOf(partner[0]!))]).toBeGreaterThan(0.3);
        expect(odds!.evidenceOf(sightings, rowOf(partner[0]!)).deals).toBe(1);
        expect(odds!.evidenceOf(sightings, rowOf(partner[0]!)).ownShare).toBeLessThan(0.4);
    });
});
