import { getPicklistValues } from 'lightning/uiObjectInfoApi';
import DeskFilters from 'c/deskFilters';
import { find, mount, settled, stubOf } from '../../../../../test/harness';

type Combobox = HTMLElement & { label: string; value: string; options: readonly { label: string; value: string }[] };

const show = () => {
    const filters = mount('c-desk-filters', DeskFilters, { filters: { whose: 'mine' } });
    const told: unknown[] = [];
    filters.addEventListener('narrow', (event) => told.push((event as CustomEvent<unknown>).detail));
    const [whose, type] = [...filters.shadowRoot!.querySelectorAll<Combobox>('lightning-combobox')];
    return { filters, told, whose: whose!, type: type! };
};
const tell = (element: Element, detail: unknown) => element.dispatchEvent(new CustomEvent('change', { detail }));

it('say whose deals are shown', async () => {
    const { filters, whose } = show();
    expect([whose.label, whose.value, whose.options.map(({ label }) => label)]).toEqual([
        'Whose deals',
        'mine',
        ['Mine', "My team's", 'All that I can see']
    ]);
    await expect(filters).toBeAccessible();
});

it('offer the partner types of the org', async () => {
    const { type } = show();
    stubOf(getPicklistValues).emit({ values: [{ label: 'Systems integrator', value: 'SI' }] });
    await settled();
    expect(type.options).toEqual([
        { label: 'All partner types', value: '' },
        { label: 'Systems integrator', value: 'SI' }
    ]);
});

it('tell of each choice, and of one that is taken back', () => {
    const { filters, told, whose, type } = show();
    const partner = find(filters, 'lightning-record-picker')!;
    tell(whose, { value: 'team' });
    for (const value of ['SI', '']) tell(type, { value });
    for (const recordId of ['001000000000009AAA', null]) tell(partner, { recordId });
    expect(told).toEqual([
        { whose: 'team' },
        { partnerType: 'SI' },
        { partnerType: undefined },
        { partnerId: '001000000000009AAA' },
        { partnerId: undefined }
    ]);
});
