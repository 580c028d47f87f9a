import { aDeal, aPartner, aSignal, STAGES, TODAY } from '../../testing/deals';
import { ATTRIBUTIONS, NO_DAY, rowOn } from './deal-table';
import { listStates, LOST, WON } from './pipeline-states';
import { toDealTable } from './to-deal-table';

describe('toDealTable', () => {
    it('puts deals in the order of their ids and keeps the last row of a day', () => {
        const later = aDeal([[TODAY - 3, 'New']], { id: 'b', amount: undefined });
        const earlier = aDeal(
            [
                [TODAY - 9, 'New'],
                [TODAY - 9, 'Meet'],
                [TODAY - 4, 'Offer', 500]
            ],
            { id: 'a', closeOn: TODAY + 3 }
        );
        const table = toDealTable([later, earlier], TODAY);
        expect(table.ids).toEqual(['a', 'b']);
        expect([...table.history.from]).toEqual([0, 2, 3]);
        expect([...table.history.day]).toEqual([TODAY - 9, TODAY - 4, TODAY - 3]);
        expect([...table.history.stage].map((stage) => table.stageNames[stage])).toEqual(['Meet', 'Offer', 'New']);
        expect([...table.history.amount]).toEqual([1_000_00, 500, NaN]);
        expect([...table.closeOn]).toEqual([TODAY + 3, TODAY - 3]);
    });

    it('leaves out rows that change nothing and marks missing close dates', () => {
        const row = (day: number, closeOn: number | undefined) => ({
            id: `h${day}`,
            at: day * 86_400_000,
            stageName: 'Meet',
            amount: 100,
            closeOn
        });
        const deal = aDeal([[TODAY - 9, 'Meet']], {
            history: [row(TODAY - 9, undefined), row(TODAY - 8, undefined), row(TODAY - 7, TODAY)]
        });
        expect([...toDealTable([deal], TODAY).history.closeOn]).toEqual([NO_DAY, TODAY]);
    });

    it('tells from which day a partner counts and how it came in', () => {
        const table = toDealTable(
            [
                aDeal([[TODAY - 50, 'New']], {
                    partners: [aSignal(TODAY - 50), aPartner(TODAY - 20, { type: 'ISV', withdrawnOn: TODAY - 5 })]
                })
            ],
            TODAY
        );
        const on = (day: number) => {
            const row = rowOn(table.partners.day, 0, table.partners.day.length, day);
            return row < 0 ? [] : [table.partnerTypes[table.partners.partnerType[row]!], ATTRIBUTIONS[table.partners.attribution[row]!]];
        };
        expect(on(TODAY - 51)).toEqual([]);
        expect(on(TODAY - 50)).toEqual(['Direct', 'Pre-registration']);
        expect(on(TODAY - 20)).toEqual(['ISV', 'Sourced']);
        expect(on(TODAY)).toEqual(['Direct', 'Pre-registration']);
    });
});

describe('listStates', () => {
    const states = listStates(STAGES, ['Legacy', 'Won', 'Offer']);

    it('orders open stages by overlay stage and rank, those off the map last', () => {
        expect(states.open.map(({ stageName }) => stageName)).toEqual(['New', 'Meet', 'Need', 'Offer', 'Legacy']);
        expect([...states.overlayOf]).toEqual([0, 1, 1, 2, 3]);
        expect([...states.ofStage]).toEqual([4, WON, 3]);
        expect(LOST).toBeLessThan(WON);
    });

    it('counts a claim beyond its proof as the last StageName of the proven stage', () => {
        const earned = (claimed: string, order: number) => {
            const claims = states.open.findIndex(({ stageName }) => stageName === claimed);
            return states.open[states.earned(claims, order)]!.stageName;
        };
        expect(earned('Offer', 1)).toBe('Need');
        expect(earned('Meet', 1)).toBe('Meet');
        expect(earned('Meet', 2)).toBe('Meet');
        expect(earned('Legacy', 0)).toBe('New');
    });
});
