import { aDealOf, anEngagement } from '../../testing/deal-facts';
import { aStageMap } from '../../testing/stage-maps';
import { compileStageMap } from '../compile/compile-stage-map';
import { dayOf, type Day } from '../forecast/calendar-day';
import type { HistoryEntry } from '../forecast/deal';
import { compareComponents, compiledComponents } from './compare-components';
import { checkLateJoins } from './late-joins';
import { checkPartnerSums } from './partner-sums';
import { compareStageValues } from './stage-values';
import { checkStageWriters } from './stage-writers';
import { compareStoredGates } from './stored-gates';

const TODAY = dayOf(2026, 11, 21);
const map = aStageMap();

describe('deployed metadata', () => {
    const compiled = compiledComponents(compileStageMap(map).files);
    const rule = compiled.find(({ type, elements }) => type === 'ValidationRule' && elements['errorConditionFormula']?.includes('"Meet"'))!;
    const changed = (elements: Record<string, string | undefined>) =>
        compareComponents(
            compiled,
            compiled.map((component) => (component === rule ? { ...rule, elements: { ...rule.elements, ...elements } } : component)),
            []
        ).map(({ what }) => what);

    it('is the map when it says the same with other line ends', () => {
        expect(changed({ errorConditionFormula: rule.elements['errorConditionFormula']!.replaceAll('\n', '\r\n  ') })).toEqual([]);
    });

    it('differs when a quoted text differs by a space', () => {
        const formula = rule.elements['errorConditionFormula']!;
        expect(changed({ errorConditionFormula: formula.replace('"Meet"', '"Meet "') })).toEqual([
            expect.stringMatching(/^has another formula in the org: “.*"Meet ".*” where the map says “.*"Meet".*”\.$/)
        ]);
    });

    it('names what is missing, what is off and what is added', () => {
        const known = compiled.filter((component) => component !== rule);
        const findings = compareComponents(compiled, known, [
            rule.fullName,
            'Opportunity.Partner_Gate_99_Own',
            'Opportunity.Amount_Needed'
        ]);
        expect(findings.map(({ where, what }) => `${where} ${what}`)).toEqual([
            `Rule ${rule.fullName} is missing in the org, or this login cannot see it.`,
            'Rule Opportunity.Partner_Gate_99_Own is in the org and not in the map: it may refuse what the map allows.'
        ]);
        expect(changed({ active: 'false' })).toEqual(['is switched off: nothing is refused by it.']);
        expect(changed({ errorDisplayField: undefined })).toEqual(['has no field of the message in the org.']);
    });
});

describe('stage values', () => {
    const value = (name: string, given = {}) => ({ name, isActive: true, isClosed: false, isWon: false, ...given });
    const all = [value('New'), value('Meet'), value('Need'), value('Offer'), value('Won', { isClosed: true, isWon: true })];
    const lost = value('Lost', { isClosed: true });

    it('agree when the org has every StageName of the map and no other active one', () => {
        expect(compareStageValues(map, [...all, lost, value('Old', { isActive: false })], [])).toEqual([]);
    });

    it('name what is missing, inactive, unmapped, and lost on one side only', () => {
        const values = [...all.slice(2), value('New', { isActive: false }), value('Lost'), value('Pilot')];
        expect(compareStageValues(map, values, []).map(({ where, what }) => `${where} ${what}`)).toEqual([
            'StageName New is on the map and inactive in the org: no deal can enter it.',
            'StageName Meet is on the map and not in the org: no deal can enter it.',
            'StageName Lost is lost on the map, and not a lost stage in the org.',
            'StageName Pilot is active in the org and not on the map: partner deals are refused there.'
        ]);
    });

    it('name partner deals that stand off the map', () => {
        const deals = [aDealOf('Limbo', [anEngagement()], { name: 'Alpha' }), aDealOf('Limbo', [], { name: 'Direct' })];
        expect(compareStageValues(map, [...all, lost], deals).map(({ what }) => what)).toEqual([
            'is not on the map, and a partner deal stands there: Alpha.'
        ]);
    });
});

describe('partners of a deal', () => {
    it('are found to lead, to have sourced or to be credited too often', () => {
        const deals = [
            aDealOf('New', [anEngagement(), anEngagement(), anEngagement({ status: 'Withdrawn' })], { name: 'Twice' }),
            aDealOf('New', [anEngagement({ role: 'Supporting' })], { name: 'Nobody' }),
            aDealOf('New', [anEngagement({ creditBasisPoints: 10_000 })], { name: 'Sound' })
        ];
        expect(checkPartnerSums(deals).map(({ where, what }) => `${where.split(' ')[0]} ${what}`)).toEqual([
            'Twice has 2 Lead partners; one answers for the joint artifacts.',
            'Twice has 2 partners that sourced it; one can have.',
            'Twice gives away 120 % credit; 100 % is all there is.',
            'Nobody has registered partners and no Lead: nobody answers for the joint artifacts.'
        ]);
    });
});

describe('late joins', () => {
    const registeredOn = TODAY - 20;
    const history = (steps: readonly (readonly [Day, string])[]) => () =>
        steps.map(([day, stageName], index): HistoryEntry => ({
            id: `h${index}`,
            at: day * 86_400_000 + index,
            stageName,
            amount: undefined,
            closeOn: undefined
        }));
    const check = (stageName: string, joinedOrder: number, steps: readonly (readonly [Day, string])[], attribution = 'Influenced') =>
        checkLateJoins(map, [aDealOf(stageName, [anEngagement({ joinedOrder, registeredOn, attribution })])], history(steps)).map(
            ({ what }) => what
        );

    it('are fine where history says the same', () => {
        expect(
            check('Offer', 2, [
                [TODAY - 60, 'New'],
                [TODAY - 30, 'Offer']
            ])
        ).toEqual([]);
        // Registered and moved on within the day: either stage will do.
        expect(
            check('Offer', 2, [
                [TODAY - 60, 'New'],
                [registeredOn, 'Offer']
            ])
        ).toEqual([]);
    });

    it('are told when the partner joined later than the deal stood', () => {
        expect(
            check('Offer', 2, [
                [TODAY - 60, 'New'],
                [TODAY - 10, 'Offer']
            ])
        ).toEqual([
            'counts as joined at stage 2, and the deal stood at stage 0 when it was registered on 2026-11-01: the gates between are not owed.'
        ]);
    });

    it('are told when the deal was moved back after a late registration', () => {
        expect(
            check('Meet', 2, [
                [TODAY - 60, 'Offer'],
                [TODAY - 5, 'Meet']
            ])
        ).toEqual(['joined at stage 2, and the deal has been moved back to stage 1 since: the gates between are passed without proof.']);
    });

    it('are told when the deal was moved back so that a partner could be Sourced', () => {
        const steps = [
            [TODAY - 60, 'Offer'],
            [registeredOn - 2, 'Meet']
        ] as const;
        expect(check('Meet', 1, steps, 'Sourced')).toEqual([
            'is Sourced from stage 1, and the deal had been at stage 2 before: it was moved back before its partner was registered.'
        ]);
        expect(check('Meet', 1, steps, 'Influenced')).toEqual([]);
    });

    it('leave deals without history alone', () => {
        expect(check('Meet', 2, [])).toEqual([]);
    });
});

describe('what the org stores and what writes it', () => {
    it('is compared field by field', () => {
        const partner = { ...anEngagement({ isRegistrationComplete: true }), storedGate: 999, storedMissing: '' };
        const deal = {
            ...aDealOf('Offer', [partner]),
            partners: [partner],
            stored: { rank: 20, claimedOrder: 2, earnedOrder: 2, openGate: 999, registered: 1, leads: 1, sourcing: 1, credit: 6000 }
        };
        expect(compareStoredGates(map, [deal], TODAY).map(({ what }) => what)).toEqual([
            'Open_Gate__c says 999; under the map it is 11.02.',
            'Missing_Criteria__c says nothing; under the map it is joint-scorecard;mutual-action-plan;post-mortem;.',
            'Partner_Open_Gate__c says 999; under the map it is 11.02.',
            'Earned_Stage_Order__c says 2; under the map it is 1.'
        ]);
    });

    it('finds field updates of the stage, and no others', () => {
        const updates = [
            { fullName: 'Opportunity.Skip_Ahead', field: 'StageName' },
            { fullName: 'Opportunity.Touch', field: 'NextStep' },
            { fullName: 'Lead.Stage', field: 'StageName' }
        ];
        expect(checkStageWriters(updates).map(({ where }) => where)).toEqual(['Field update Opportunity.Skip_Ahead']);
    });
});
