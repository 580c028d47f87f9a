import { viewGate } from 'c/gateView';
import type * as StageMapModule from 'c/stageMap';
import { anEngagement, records } from '../../../../../test/deal-records';

// Two versions of the map in force: the later one asks for a pitch where the earlier one asked for a scorecard only.
jest.mock('c/stageMap', () => {
    const map = jest.requireActual<typeof StageMapModule>('c/stageMap');
    const asked: Record<string, readonly string[]> = { 'joint-scorecard': ['1.0', '1.1'], 'joint-pitch': ['1.1'] };
    return {
        ...map,
        MAP_VERSION: '1.1',
        CRITERIA: map.CRITERIA.filter(({ key }) => asked[key]).map((each) => ({
            ...each,
            stageOrder: 1,
            gateRank: 11,
            versions: asked[each.key],
            // The later version asks late joiners as well.
            sparesLateJoiners: each.key === 'joint-scorecard'
        }))
    };
});

const keysUnder = (version: string | null): string[] =>
    viewGate(records({ engagements: [anEngagement({ Stage_Map_Version__c: version })] })).partners[0]!.criteria.map(
        ({ criterion }) => criterion.key
    );

it('shows what the version asks under which the partner was registered', () => {
    expect(keysUnder('1.0')).toEqual(['joint-scorecard']);
    expect(keysUnder('1.1')).toEqual(['joint-scorecard', 'joint-pitch']);
});

it('shows a late joiner what its version asks of late joiners too', () => {
    const engagements = [anEngagement({ Stage_Map_Version__c: '1.1', Joined_Stage_Order__c: 2 })];
    const [partner] = viewGate(records({ engagements })).partners;
    expect(partner!.criteria.map(({ criterion }) => criterion.key)).toEqual(['joint-pitch']);
});

it('shows what the latest version asks where the org does not say', () => {
    expect(keysUnder(null)).toEqual(['joint-scorecard', 'joint-pitch']);
});
