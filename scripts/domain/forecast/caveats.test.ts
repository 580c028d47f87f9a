import { aDeal, aPartner, STAGES, TODAY } from '../../testing/deals';
import { nameCaveats } from './caveats';
import type { Deal } from './deal';
import { rollUp, type PeriodForecast } from './roll-up';
import { summarize } from './summary';

const rollup = (deals: readonly Deal[]) => rollUp(deals, STAGES, [], TODAY);
const caveats = (made: ReturnType<typeof rollup>, isPast = false) => nameCaveats(made, summarize(made, String), isPast).join('\n');

describe('nameCaveats', () => {
    it('says that nothing can be learnt without history', () => {
        const young = aDeal([[TODAY - 3, 'Meet']], { partners: [aPartner(TODAY, { attribution: 'Influenced' })] });
        expect(caveats(rollup([young]))).toContain('There is no stage history to learn from');
        expect(caveats(rollup([young]))).toContain('1 open deal with influence that no artifact');
    });

    it('names the months that too few past deals could be followed to', () => {
        const deals = Array.from({ length: 40 }, () => aDeal([[TODAY - 60, 'Meet']]));
        const told = caveats(rollup(deals));
        expect(told).toContain('Nothing is forecast for Jan 2027');
        expect(told).not.toContain('Nov 2026');
    });

    it('warns of quarters whose past forecasts missed half of what came', () => {
        const made = rollup([]);
        const accuracy = { wape: 0.6, bias: -0.5 };
        const weak = {
            ...made,
            quarters: made.quarters.map((quarter, index): PeriodForecast => (index === 2 ? { ...quarter, accuracy } : quarter))
        };
        expect(caveats(weak)).toContain('Not to plan on yet: Q2 2027 (past forecasts missed 60 %).');
    });

    it('says what is not known about a past day', () => {
        expect(caveats(rollup([]), true)).toContain('For a past day');
    });
});
