import type { PeriodDocument } from './forecast-document';
import { fundablePeriods } from './fundable-periods';

const period = (label: string, from: string, to: string, fundable: boolean): PeriodDocument => ({
    label,
    from,
    to,
    fundable,
    open: 10,
    alreadyWon: 0,
    expected: fundable ? 5 : null,
    claimedExpected: fundable ? 5 : null,
    lands: fundable ? 5 : null,
    p10: null,
    p50: null,
    p90: null,
    notYetCreated: null
});

const MONTHS = [
    period('Nov', '2026-11-01', '2026-11-30', false),
    period('Dec', '2026-12-01', '2026-12-31', true),
    period('Jan', '2027-01-01', '2027-01-31', true)
];
const labels = (quarters: readonly PeriodDocument[]) => fundablePeriods({ quarters, months: MONTHS }).map(({ label }) => label);

describe('fundablePeriods', () => {
    it('takes months only where their quarter may not be planned on, the first one first', () => {
        const running = period('Q4', '2026-10-01', '2026-12-31', false);
        expect(labels([running, period('Q1', '2027-01-01', '2027-03-31', true)])).toEqual(['Dec', 'Q1']);
        expect(labels([running, period('Q1', '2027-01-01', '2027-03-31', false)])).toEqual(['Dec', 'Jan']);
        expect(labels([{ ...running, fundable: true }])).toEqual(['Q4', 'Jan']);
    });
});
