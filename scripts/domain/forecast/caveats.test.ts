import { aDeal, aPartner, TODAY } from '../../testing/deals';
import { learntAs } from '../../testing/learnt';
import { aReading } from '../../testing/source-reading';
import { nameCaveats } from './caveats';
import type { Deal } from './deal';
import { rollUp } from './roll-up';
import { summarize } from './summary';

const rollup = (deals: readonly Deal[], fundableMonths = 11, quarters: readonly boolean[] = []) =>
    rollUp(
        aReading(deals),
        TODAY,
        TODAY,
        learntAs(() => 0.05, { fundableMonths, quarters })
    );
const caveats = (made: ReturnType<typeof rollup>, isPast = false, knowsProof = true) =>
    nameCaveats(made, summarize(made, String), isPast, knowsProof).join('\n');

describe('nameCaveats', () => {
    it('counts the deals that a number leans on less than it seems', () => {
        const partner = aPartner(TODAY, { attribution: 'Influenced' });
        const young = [1, 2].map(() => aDeal([[TODAY - 3, 'Meet']], { amount: undefined, partners: [partner] }));
        const told = caveats(rollup(young));
        expect(told).toContain('2 open deals without an amount: counted as 0.');
        expect(told).toContain('2 open deals with influence that no artifact confirmed by the partner proves yet');
    });

    it('names the quarters that are left without a number, and from when on', () => {
        // November, December and January may be planned on: the running quarter has its number, the next one has not.
        const told = caveats(rollup([], 3));
        expect(told).toContain('No number for Q1 2027: from 2027-02-01 on');
        expect(told).toContain('No number for Q2 2027, Q3 2027: nothing is judged so far ahead.');
        // Nothing is learnt beyond the end of the next quarter, whatever may be planned on before.
        expect(caveats(rollup([]))).toContain('No number for Q2 2027, Q3 2027: nothing is judged so far ahead.');
    });

    it('names the months that tell nothing on their own inside a quarter that may be planned on, and why a quarter may not', () => {
        const told = caveats(rollup([], 0, [true, false]));
        expect(told).toContain('No number for Nov 2026, Dec 2026 alone');
        expect(told).toContain('No number for Q1 2027: The quarter: past forecasts were 30 % too high; less than 10 % is asked.');
        expect(told).toContain('No number for Q2 2027, Q3 2027: nothing is judged so far ahead.');
    });

    it('gives each month and each quarter its own reason, and names together only those that share one', () => {
        const made = rollup([], 0, [false, true]);
        const reasons = [['The running month: A.'], ['The next month: B.', 'C.']];
        const horizons = made.fundability.horizons.slice(0, 3).map((one, ahead) => ({ ...one, reasons: reasons[ahead] ?? reasons[1]! }));
        const told = caveats({ ...made, fundability: { ...made.fundability, horizons } }).split('\n');
        const label = (month: number) => made.months[month]!.period.label;
        expect(told).toContain(
            `No number for ${made.quarters[0]!.period.label}: The quarter: past forecasts were 30 % too high; less than 10 % is asked.`
        );
        expect(told).toContain(`No number for ${label(0)}: The running month: A.`);
        // December lies in the running quarter, which has no number either; January in the next, which has.
        expect(told.filter((line) => line.includes('The next month: B; C')).map((line) => line.split(':')[0])).toEqual([
            `No number for ${label(1)}`,
            `No number for ${label(2)} alone`
        ]);
        expect(told.find((line) => line.includes('single months are not judged so far ahead'))).toMatch(
            new RegExp(`^No number for ${label(3)}, .* alone: .* The quarter as a whole may be planned on`)
        );
    });

    it('says nothing of quarters where nothing may be planned on: the page says that first', () => {
        expect(caveats(rollup([], 0))).not.toContain('No number for');
    });

    it('says that the CRM it is compared with is assumed where the source tells no probabilities', () => {
        const made = rollup([]);
        const assumed = { ...made, fundability: { ...made.fundability, crmIsAssumed: true } };
        expect(caveats(assumed)).toContain('is assumed, 10/25/50/75 % from the first open stage to the last');
        expect(caveats(made)).not.toContain('assumed');
    });

    it('says what is not known about a past day, and of proof that nobody dated', () => {
        expect(caveats(rollup([]), true)).toContain('For a past day');
        expect(caveats(rollup([]), false, false)).toContain('what they had proven was not recorded');
        expect(caveats(rollup([]))).not.toContain('proven');
    });
});
