import { layTable } from './table';

it('sets numbers to the right and leaves no trailing blanks', () => {
    const text = layTable(
        [{ heading: 'Stage' }, { heading: 'Deals', align: 'right' }, { heading: '' }],
        [
            ['Joint pitch', '7', ''],
            ['Close', '12', 'x']
        ]
    );
    expect(text).toBe(['Stage        Deals', '───────────  ─────  ─', 'Joint pitch      7', 'Close           12  x'].join('\n'));
});
