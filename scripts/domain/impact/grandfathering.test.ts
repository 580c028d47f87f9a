import { aDealOf, anEngagement } from '../../testing/deal-facts';
import { aCriterion, aStage, aStageMap } from '../../testing/stage-maps';
import { parseDay } from '../forecast/calendar-day';
import { diffStageMaps } from '../stage-map/diff-stage-maps';
import type { StageMap } from '../stage-map/stage-map';
import { judgeDeal } from './judge-deal';
import { measureImpact } from './measure-impact';

const day = (text: string): number => parseDay(text)!;
const TODAY = day('2027-02-01');

const before = aStageMap({ version: '1.0' });
/** Adds a pitch to the exit of the second stage. */
const after: StageMap = aStageMap({
    version: '1.1',
    effectiveOn: '2027-01-01',
    stages: before.stages.map((stage) =>
        stage.order === 1
            ? aStage(1, stage.stageNames, [
                  ...stage.criteria,
                  aCriterion(9, { key: 'joint-pitch', title: 'Joint pitch', artifact: 'joint-pitch' })
              ])
            : stage
    )
});
const kept: StageMap = {
    ...after,
    inFlight: { rule: 'grandfather', previous: 'old.json', previousDigest: 'sha-256:' },
    grandfathered: before
};

const partner = (registeredOn: string, given = {}) =>
    anEngagement({ registeredOn: day(registeredOn), isRegistrationComplete: true, jointScorecards: 1, ...given });
const early = aDealOf('Need', [partner('2026-12-31')], { name: 'Early', amount: 40_000_00 });
const late = aDealOf('Need', [partner('2027-01-01')], { name: 'Late', amount: 70_000_00 });
const mixed = aDealOf(
    'Need',
    [
        partner('2026-12-31'),
        partner('2027-01-02', { role: 'Supporting', partnerName: 'Newcomer', attribution: 'Influenced', creditBasisPoints: 0 })
    ],
    {
        name: 'Mixed',
        amount: 10_000_00
    }
);
const further = aDealOf('New', [partner('2026-11-01')], { name: 'Further', amount: 5_000_00 });

describe('a map that keeps deals in flight under the previous one', () => {
    it('judges each partner by the day of its registration', () => {
        expect(judgeDeal(kept, early, TODAY).blocks).toEqual([]);
        expect(judgeDeal(kept, late, TODAY).blocks.map(({ title }) => title)).toEqual(['Joint pitch']);
        expect(judgeDeal(kept, mixed, TODAY).blocks).toEqual([{ key: 'joint-pitch', title: 'Joint pitch', partnerName: 'Newcomer' }]);
    });

    it('blocks newly only those registered later, and says whom it spares, with dollars', () => {
        const impact = measureImpact(before, kept, [early, late, mixed, further], TODAY);
        expect(impact.deals.map(({ name, effect }) => [name, effect])).toEqual([
            ['Late', 'newly blocked'],
            ['Mixed', 'newly blocked']
        ]);
        const { deals, amount, sparedNow, sparedLater } = impact.grandfathered!;
        expect([deals, amount]).toEqual([3, 55_000_00]);
        expect(sparedNow.map(({ name, owed }) => [name, owed.map(({ title }) => title)])).toEqual([['Early', ['Joint pitch']]]);
        expect(sparedLater.map(({ name }) => name)).toEqual(['Mixed', 'Further']);
        expect(impact.askedForMoreLater).toEqual([]);
    });

    it('spares nobody with the rule apply', () => {
        const impact = measureImpact(before, after, [early, late, mixed, further], TODAY);
        expect(impact.grandfathered).toBeUndefined();
        expect(impact.deals.filter(({ effect }) => effect === 'newly blocked')).toHaveLength(3);
    });

    it('is told by the comparison of both maps', () => {
        const said = (old: StageMap, now: StageMap) => diffStageMaps(old, now).map(({ what, effect }) => `${effect}: ${what}`);
        expect(said(before, kept)).toContain(
            'words: Partners registered before 2027-01-01 keep version 1.0: what changes here concerns later registrations only.'
        );
        expect(said(before, after).join()).not.toContain('keep version');
        expect(said(kept, after)).toEqual([
            'stricter: Partners registered before 2027-01-01 no longer keep version 1.0: they come under version 1.1.'
        ]);
        expect(said(kept, kept)).toEqual([]);
        expect(said(aStageMap({ version: '0.9' }), kept)).toContain(
            'words: Version 1.0, which they keep, is not the map that this one is compared with.'
        );
    });
});
