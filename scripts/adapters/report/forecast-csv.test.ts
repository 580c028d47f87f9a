import { toForecastCsv } from './forecast-csv';

describe('toForecastCsv', () => {
    it('calls the part of a line in the range of its period a share, in units of money', () => {
        const line = {
            periodType: 'Quarter',
            periodFrom: 20_362,
            periodLabel: 'Q4 FY2025',
            stageOrder: 2,
            partnerType: 'SI',
            attribution: 'Sourced',
            onException: false,
            deals: 3,
            open: 900_00,
            expected: 300_50,
            claimedExpected: 320_00,
            low: 200_00,
            high: 410_25,
            sampleSize: 77
        } as const;
        const [headings, row] = toForecastCsv([line], () => 'Joint pitch')
            .replace('\uFEFF', '')
            .split('\r\n');
        expect(headings).toContain('Expected if claimed stages were proven,Share of range low,Share of range high,Past deals');
        // Day 20,362 after 1970-01-01 is 2025-10-01.
        expect(row).toBe('Quarter,2025-10-01,Q4 FY2025,2,Joint pitch,SI,Sourced,no,3,900,300.5,320,200,410.25,77');
    });
});
