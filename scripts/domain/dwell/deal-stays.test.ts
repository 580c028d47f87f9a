import { aDeal, STAGES } from '../../testing/deals';
import type { Deal } from '../forecast/deal';
import { toDealTable } from '../forecast/to-deal-table';
import { presentStay, staysOfDeals } from './deal-stays';

const staysOf = (deal: Deal) => staysOfDeals(toDealTable([deal], 300), STAGES).map(({ order, from, until }) => [order, from, until]);
const presentOf = (deal: Deal) => presentStay(toDealTable([deal], 300), STAGES, 0);

it('counts the whole stay in an overlay stage, not since the last StageName', () => {
    const deal = aDeal([
        [100, 'New'],
        [110, 'Meet'],
        [130, 'Need']
    ]);
    expect(staysOf(deal)).toEqual([
        [0, 100, 110],
        [1, 110, undefined]
    ]);
    expect(presentOf(deal)).toEqual({ order: 1, since: 110 });
});

it('starts again when a deal has moved back', () => {
    const deal = aDeal([
        [100, 'Meet'],
        [110, 'Offer'],
        [130, 'Meet']
    ]);
    expect(presentOf(deal)).toEqual({ order: 1, since: 130 });
});

it('takes the day of creation where there is no history, and admits where history leads elsewhere', () => {
    expect(presentOf(aDeal([[100, 'Meet']], { history: [] }))).toEqual({ order: 1, since: 100 });
    expect(presentOf(aDeal([[100, 'Meet']], { stageName: 'Offer' }))).toEqual({ order: 2, since: undefined });
});

it('closes a deal on its close date when history never says that it closed', () => {
    const deal = aDeal([[100, 'Offer']], { stageName: 'Won', isClosed: true, isWon: true, closeOn: 140 });
    expect(staysOf(deal)).toEqual([[2, 100, 140]]);
});
