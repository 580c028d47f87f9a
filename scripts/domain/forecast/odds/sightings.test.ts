import { aDeal, STAGES, TODAY } from '../../../testing/deals';
import { dayOfMoment } from '../calendar-day';
import { NO_DAY } from '../deal-table';
import { listStates } from '../pipeline-states';
import { toDealTable } from '../to-deal-table';
import { PathReader } from './path-reader';
import { NEVER_WON, takeSightings } from './sightings';

const DAY = 86_400_000;
const entry = (day: number, stageName: string, closeOn: number | undefined, amount: number | undefined) => ({
    id: `row-${day}`,
    at: day * DAY,
    stageName,
    closeOn,
    amount
});

describe('takeSightings', () => {
    const history = [
        entry(TODAY - 50, 'New', TODAY - 20, 100),
        entry(TODAY - 40, 'New', TODAY - 10, 100),
        entry(TODAY - 30, 'Meet', TODAY - 25, 200),
        entry(TODAY - 20, 'Meet', undefined, undefined),
        entry(TODAY - 10, 'Won', TODAY - 10, 300)
    ];
    const deal = aDeal([[TODAY - 50, 'New']], { history, stageName: 'Won', createdOn: TODAY - 55 });
    const table = toDealTable([deal], TODAY);
    const states = listStates(STAGES, table.stageNames);
    const days = [60, 45, 30, 20, 10, 0].map((ago) => TODAY - ago);
    const sightings = takeSightings(table, states, new PathReader(table, states, 'earned'), [0], days);
    const row = (at: number) => ({
        day: sightings.day[at]! - TODAY,
        stage: states.open[sightings.state[at]!]!.stageName,
        dwell: sightings.dwell[at],
        age: sightings.age[at],
        closeIn: sightings.closeIn[at],
        pushes: sightings.pushes[at],
        amount: sightings.amount[at],
        wonIn: sightings.wonIn[at],
        wonAmount: sightings.wonAmount[at]
    });

    it('sees a deal only while it is open, with what was known at the end of each day', () => {
        expect(dayOfMoment(history[0]!.at)).toBe(TODAY - 50);
        expect(sightings.length).toBe(3);
        expect(row(0)).toEqual({
            day: -45,
            stage: 'New',
            dwell: 5,
            age: 10,
            closeIn: 25,
            pushes: 0,
            amount: 100,
            wonIn: 35,
            wonAmount: 300
        });
        expect(row(1)).toEqual({
            day: -30,
            stage: 'Meet',
            dwell: 0,
            age: 25,
            closeIn: 5,
            pushes: 1,
            amount: 200,
            wonIn: 20,
            wonAmount: 300
        });
        expect(row(2)).toEqual({
            day: -20,
            stage: 'Meet',
            dwell: 10,
            age: 35,
            closeIn: NO_DAY,
            pushes: 1,
            amount: NaN,
            wonIn: 10,
            wonAmount: 300
        });
    });

    it('knows of no win where there was none', () => {
        const open = toDealTable([aDeal([[TODAY - 5, 'Meet']])], TODAY);
        const own = listStates(STAGES, open.stageNames);
        expect(takeSightings(open, own, new PathReader(open, own, 'earned'), [0], [TODAY]).wonIn[0]).toBe(NEVER_WON);
    });
});
