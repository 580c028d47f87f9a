import { toCsv } from './csv';

describe('toCsv', () => {
    it('quotes what would break a row', () => {
        expect(
            toCsv(
                ['Name', 'Amount'],
                [
                    ['Acme, "the" one\nand more', 12.5],
                    [undefined as never, -3]
                ]
            )
        ).toBe('\uFEFFName,Amount\r\n"Acme, ""the"" one\nand more",12.5\r\n,-3\r\n');
    });

    it.each(['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', ' =1', '\tx', '\r=1'])('keeps a spreadsheet from running %j', (text) => {
        expect(toCsv(['Name'], [[text]])).toMatch(/\r\n"?'/);
    });
});
