import { aDeal, aPartner, aSignal, STAGES, TODAY } from '../../../testing/deals';
import type { Deal } from '../deal';
import type { DealTable } from '../deal-table';
import type { StageView } from '../learnt-forecast';
import { listStates } from '../pipeline-states';
import { toDealTable } from '../to-deal-table';
import { PathReader } from './path-reader';

/** Rows of a deal's path in words: day before today, state, days before today since when, partner type. */
function pathOf(deal: Deal, view: StageView = 'earned', change: (table: DealTable) => DealTable = (table) => table) {
    const table = change(toDealTable([deal], TODAY));
    const states = listStates(STAGES, table.stageNames);
    const path = new PathReader(table, states, view).read(0);
    const word = (state: number) => ({ '-1': 'won', '-2': 'lost', '-3': 'outside' })[state] ?? states.open[state]!.stageName;
    return Array.from({ length: path.to }, (_, row) => [
        path.day[row]! - TODAY,
        word(path.state[row]!),
        path.since[row]! - TODAY,
        table.partnerTypes[path.partnerType[row]!]
    ]);
}

describe('PathReader', () => {
    it('follows stage and partner type, and lets dwell run on when only the type changes', () => {
        const deal = aDeal(
            [
                [TODAY - 50, 'New'],
                [TODAY - 30, 'Meet'],
                [TODAY - 5, 'Won']
            ],
            { partners: [aPartner(TODAY - 20)] }
        );
        expect(pathOf(deal)).toEqual([
            [-50, 'New', -50, 'Direct'],
            [-30, 'Meet', -30, 'Direct'],
            [-20, 'Meet', -30, 'SI'],
            [-5, 'won', -5, 'SI']
        ]);
    });

    it('knows what was reopened and won again', () => {
        const deal = aDeal([
            [TODAY - 50, 'Offer'],
            [TODAY - 40, 'Lost'],
            [TODAY - 30, 'Meet'],
            [TODAY - 5, 'Won']
        ]);
        expect(pathOf(deal).map(([, state]) => state)).toEqual(['Offer', 'lost', 'Meet', 'won']);
    });

    it('stands by the proof from the day it is known, on the last StageName of the proven overlay stage, since it first got there', () => {
        const deal = aDeal(
            [
                [TODAY - 50, 'New'],
                [TODAY - 30, 'Offer']
            ],
            { earnedOrder: 1, partners: [aPartner(TODAY - 50)] }
        );
        expect(pathOf(deal)).toEqual([
            [-50, 'New', -50, 'SI'],
            [-30, 'Offer', -30, 'SI'],
            [0, 'Need', -30, 'SI']
        ]);
        expect(pathOf(deal, 'claimed')).toHaveLength(2);
    });

    it('leaves a sourced signal outside until it registers or passes the first stage', () => {
        const signal = aSignal(TODAY - 50, { registeredOn: TODAY - 30, status: 'Registered' });
        expect(pathOf(aDeal([[TODAY - 50, 'New']], { partners: [signal] }))).toEqual([
            [-50, 'outside', -50, 'Direct'],
            [-30, 'New', -30, 'SI']
        ]);
        const passed = aDeal(
            [
                [TODAY - 50, 'New'],
                [TODAY - 10, 'Meet']
            ],
            { partners: [aSignal(TODAY - 50)] }
        );
        expect(pathOf(passed)).toEqual([
            [-50, 'outside', -50, 'Direct'],
            [-10, 'Meet', -10, 'Direct']
        ]);
    });

    it('closes a deal on its close date when its history does not say so', () => {
        const deal = aDeal([[TODAY - 50, 'Offer']], { stageName: 'Won', isClosed: true, isWon: true, closeOn: TODAY - 7 });
        expect(pathOf(deal).map(([day, state]) => [day, state])).toEqual([
            [-50, 'Offer'],
            [-7, 'won']
        ]);
    });

    it('has no path without history, and goes on through stages that nobody knows', () => {
        expect(pathOf(aDeal([[TODAY - 50, 'Offer']], { history: [] }))).toEqual([]);
        expect(pathOf(aDeal([[TODAY - 50, 'Legacy']])).map(([, state]) => state)).toEqual(['Legacy']);
    });

    it('is read from more rows than it first had room for', () => {
        const deal = aDeal(Array.from({ length: 200 }, (_, index) => [TODAY - 300 + index, index % 2 === 0 ? 'New' : 'Meet'] as const));
        expect(pathOf(deal)).toHaveLength(200);
    });
});
