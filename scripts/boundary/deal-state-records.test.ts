import type { DealState } from '../domain/forecast/change';
import { readDealStates, toStateRecords } from './deal-state-records';

const deal = (id: string, given: Partial<DealState> = {}): DealState => ({
    id,
    expected: 40_00,
    amount: 100_00,
    closeOn: 20_800,
    stageName: 'Need',
    claimedOrder: 1,
    earnedOrder: 0,
    ...given
});

describe('deals kept with a snapshot', () => {
    it('come back as they were kept', () => {
        const states = { asOf: 20_778, deals: [deal('006A', { stageName: 'Say "yes", or | no' }), deal('006B', { expected: -5 })] };
        const [row, ...others] = toStateRecords(states, '1', {});
        expect(others).toEqual([]);
        expect(row).toMatchObject({
            Kind__c: 'Deal States',
            As_Of__c: '2026-11-21',
            Deals__c: 2,
            Snapshot_Key__c: '2026-11-21|deals|0001'
        });
        expect(readDealStates([{ Id: 'a0X', ...row }])).toEqual(states);
    });

    it('know the periods that they were expected in, unless they were kept before these were', () => {
        const states = { asOf: 20_778, periods: ['Dec 2026', 'Q1 FY 2027'], deals: [deal('006A')] };
        const [row] = toStateRecords(states, '1', {});
        expect(readDealStates([row])).toEqual(states);
        const old = '[["Need"],[["006A",4000,10000,20800,0,1,0]]]';
        expect(readDealStates([{ ...row, Deal_States__c: old }])).toEqual({ asOf: 20_778, deals: [deal('006A')] });
    });

    it('take no more rows than they need, each within the length of the field', () => {
        const many = Array.from({ length: 5_000 }, (_, index) =>
            deal(`006${String(index).padStart(15, '0')}`, { amount: 90_000_000_000_000_00, expected: 80_000_000_000_000_00 })
        );
        const rows = toStateRecords({ asOf: 20_778, deals: many }, '1', {});
        expect(rows.length).toBeLessThanOrEqual(4);
        for (const row of rows) expect(String(row.Deal_States__c).length).toBeLessThanOrEqual(131_072);
        expect(readDealStates(rows)?.deals).toHaveLength(5_000);
    });

    it('leave a row when there were none, and nothing when nothing may be planned on', () => {
        expect(readDealStates(toStateRecords({ asOf: 20_778, deals: [] }, '1', {}))).toEqual({ asOf: 20_778, deals: [] });
        expect(toStateRecords(undefined, '1', {})).toEqual([]);
        expect(readDealStates([])).toBeUndefined();
    });

    it('are refused when somebody has changed them', () => {
        const [row] = toStateRecords({ asOf: 20_778, deals: [deal('006A')] }, '1', {});
        expect(() => readDealStates([{ ...row, Deal_States__c: '[["Need"],[["006A"]]]' }])).toThrow('does not hold the deals');
    });
});
