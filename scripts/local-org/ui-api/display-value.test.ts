import { currency, date, dateTime, field, number, percent, text } from '../model/field-builders';
import { displayValue } from './display-value';

describe('displayValue', () => {
    const stage = field('Stage', 'picklist', {
        picklist: { restricted: true, values: [{ value: 'won', label: 'Closed Won', active: true, isDefault: false }] }
    });

    it.each([
        ['texts', text('Name', 80), 'Acme', null],
        ['nothing', currency('Amount'), null, null],
        ['currencies', currency('Amount'), 1234567.5, '$1,234,567.50'],
        ['negative currencies', currency('Amount'), -3, '-$3.00'],
        ['percents by their decimals', percent('Credit', 5, 2), 60, '60.00%'],
        ['whole percents', percent('Probability', 3, 0), 10, '10%'],
        ['numbers', number('Days', 8, 1), 1234.25, '1,234.3'],
        ['dates', date('CloseDate'), '2026-02-03', '2/3/2026'],
        ['moments', dateTime('CreatedDate'), '2026-11-20T18:05:00.000Z', '11/20/2026, 6:05 PM'],
        ['times', field('At', 'time'), '00:30:00.000Z', '12:30 AM'],
        ['picklists by their label', stage, 'won', 'Closed Won'],
        ['picklist values that were taken away', stage, 'gone', 'gone']
    ])('shows %s', (_, of, value, expected) => {
        expect(displayValue(of, value)).toBe(expected);
    });

    it("shows moments in the user's time zone", () => {
        expect(displayValue(dateTime('CreatedDate'), '2026-11-20T03:05:00.000Z', 'America/Los_Angeles')).toBe('11/19/2026, 7:05 PM');
    });
});
