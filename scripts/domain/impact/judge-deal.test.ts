import { dayOf } from '../forecast/calendar-day';
import { aDealOf, anEngagement } from '../../testing/deal-facts';
import { aCriterion, aStage, aStageMap } from '../../testing/stage-maps';
import { judgeDeal } from './judge-deal';
import { judgeEngagement, missingKeys } from './judge-engagement';

const TODAY = dayOf(2026, 11, 21);
const map = aStageMap();
// Ranks of the small map: New 0, Meet 10, Need 11, Offer 20, Won 30.

describe('the gate of one partner', () => {
    it('is that of the lowest unmet criterion, and names all that are missing', () => {
        const partner = anEngagement({ isRegistrationComplete: true });
        const judgement = judgeEngagement(map, partner);
        expect(judgement.openGate).toBe(11.02);
        expect(missingKeys(judgement, partner)).toBe('joint-scorecard;mutual-action-plan;post-mortem;');
    });

    it('is 999 when nothing is owed', () => {
        const all = anEngagement({
            isRegistrationComplete: true,
            jointScorecards: 1,
            actionPlans: 1,
            postMortems: 1,
            isPartnerTold: true
        });
        expect(judgeEngagement(map, all).openGate).toBe(999);
    });

    it('moves to the exit of the next stage on an exception, and on from there on a second one', () => {
        const facts = { isRegistrationComplete: true };
        const until = (...gates: number[]) => new Map(gates.map((gate) => [gate, TODAY + gate]));
        const one = judgeEngagement(map, anEngagement({ ...facts, waivedUntil: until(1) }));
        expect([one.openGate, one.exceptionEndsOn]).toEqual([20.02, TODAY + 1]);
        const two = judgeEngagement(map, anEngagement({ ...facts, waivedUntil: until(1, 2) }));
        expect([two.openGate, two.exceptionEndsOn]).toEqual([30.02, TODAY + 1]);
        // An exception for a later gate alone does not help at this one.
        expect(judgeEngagement(map, anEngagement({ ...facts, waivedUntil: until(2) })).openGate).toBe(11.02);
    });

    it.each([
        ['a supporting partner owes nothing that the Lead owes', { role: 'Supporting' }, 'mutual-action-plan;post-mortem;'],
        ['a late joiner owes from its stage on', { joinedOrder: 2 }, 'mutual-action-plan;post-mortem;'],
        ['a partner without a joined stage owes all', { joinedOrder: undefined }, 'joint-scorecard;mutual-action-plan;post-mortem;'],
        ['a withdrawn partner owes nothing', { status: 'Withdrawn' as const }, '']
    ])('%s', (_, given, keys) => {
        const partner = anEngagement({ isRegistrationComplete: true, ...given });
        expect(missingKeys(judgeEngagement(map, partner), partner)).toBe(keys);
    });

    it('asks a late joiner for all where the map says so', () => {
        const partner = anEngagement({ isRegistrationComplete: true, joinedOrder: 2 });
        expect(judgeEngagement(aStageMap({ lateJoin: 'all' }), partner).openGate).toBe(11.02);
    });

    it('reads field criteria, advice, partner types and dueBefore', () => {
        const field = { name: 'Security_Review__c', type: 'text' as const };
        const special = aStageMap({
            stages: [
                aStage(0, ['New'], [aCriterion(1, { mode: 'advise' })]),
                aStage(1, ['Meet', 'Need'], [aCriterion(2, { artifact: 'field', field, dueBefore: 'Need', partnerTypes: ['SI'] })]),
                aStage(2, ['Offer'], [aCriterion(3, { artifact: 'technical-pre-brief', acceptsTrivialReason: false })]),
                aStage(3, ['Won'])
            ]
        });
        const judge = (given: Parameters<typeof anEngagement>[0]) => judgeEngagement(special, anEngagement(given)).openGate;
        expect(judge({ partnerType: 'SI' })).toBe(10.02);
        expect(judge({ partnerType: 'ISV' })).toBe(20.03);
        expect(judge({ filledFields: new Set(['Security_Review__c']), preBriefsAnswered: 1 })).toBe(20.03);
    });
});

describe('the next step of a deal', () => {
    const proven = { isRegistrationComplete: true };

    it('is free while the gate lies further on', () => {
        const { nextStageName, blocks, debts } = judgeDeal(map, aDealOf('Meet', [anEngagement(proven)]), TODAY);
        expect([nextStageName, blocks]).toEqual(['Need', []]);
        expect(debts.map(({ key, gate }) => [key, gate])).toEqual([
            ['joint-scorecard', 11.02],
            ['mutual-action-plan', 20.03],
            ['post-mortem', 30.04]
        ]);
    });

    it('is blocked by what every registered partner owes before it', () => {
        const deal = aDealOf('Need', [
            anEngagement({ ...proven, partnerName: 'Acme' }),
            anEngagement({ partnerName: 'Borea', role: 'Supporting', attribution: 'Influenced', creditBasisPoints: 1000 }),
            anEngagement({ partnerName: 'Signal only', status: 'Signal', role: undefined })
        ]);
        const judgement = judgeDeal(map, deal, TODAY);
        expect(judgement.blocks.map(({ key, partnerName }) => `${partnerName}: ${key}`)).toEqual([
            'Borea: criterion-1',
            'Acme: joint-scorecard'
        ]);
        expect([judgement.claimedOrder, judgement.earnedOrder, judgement.openGate]).toEqual([1, 0, 0.01]);
    });

    it.each([
        ['a direct deal', 'Need', [], {}, []],
        ['a deal with a signal only', 'Need', [anEngagement({ status: 'Signal' })], {}, []],
        ['a deal off the map', 'Limbo', [anEngagement(proven)], {}, ['unmapped-stage']],
        ['a deal without a Lead', 'New', [anEngagement({ ...proven, role: 'Supporting' })], {}, ['lead-partner']],
        ['two Leads', 'New', [anEngagement(proven), anEngagement(proven)], {}, ['lead-partner', 'credit']],
        ['credit beyond the whole deal', 'New', [anEngagement({ ...proven, creditBasisPoints: 10_001 })], {}, ['credit']],
        ['an expired exception', 'Offer', [anEngagement({ ...proven, waivedUntil: new Map([[1, TODAY - 1]]) })], {}, undefined],
        ['an excluded type', 'Need', [anEngagement()], { type: 'Renewal' }, []],
        ['a deal below the minimum', 'Need', [anEngagement()], { amount: 999_99 }, []]
    ])('judges %s', (_, stageName, partners, given, keys) => {
        const scoped = aStageMap({ scope: { minimumAmount: 1000, excludedOpportunityTypes: ['Renewal'] } });
        const { blocks } = judgeDeal(scoped, aDealOf(stageName, partners, given), TODAY);
        expect(blocks.map(({ key }) => key)).toEqual(keys ?? ['joint-scorecard', 'mutual-action-plan', 'exception-expired']);
    });

    it('lets an exception hold through its last day', () => {
        const partner = anEngagement({ ...proven, waivedUntil: new Map([[0, TODAY]]), isRegistrationComplete: false });
        expect(judgeDeal(map, aDealOf('New', [partner]), TODAY).blocks).toEqual([]);
    });
});
