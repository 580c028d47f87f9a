import { contradictedLines, type WrittenLine } from './contradicted-lines';
import type { CreditChange } from './credit-change';

const AT = Date.parse('2026-10-31T09:00:00Z');
const change = {
    ...{ sourceId: '017A', field: 'Credit', from: '60 %', to: '80 %', byId: '005R', byName: 'Rosa', at: AT, reason: undefined },
    ...{ stageName: undefined, isAfterEntry: true, daysAfterRegistration: 95, daysAfterLock: 94 },
    partner: {
        ...{ id: 'a01', name: 'PE-1', dealId: '006', dealName: 'Deal', partnerId: '001', partnerName: 'Halden', status: 'Registered' },
        ...{ role: 'Lead', partnerType: 'SI', registeredOn: undefined, createdAt: 0 }
    }
} as const satisfies CreditChange;
const line: WrittenLine = { sourceId: '017A', name: 'PCC-1', field: 'Credit', from: '60 %', to: '80 %', byId: '005R', at: AT };

it('takes a line that says what history says, to the second', () => {
    expect(contradictedLines([change], [line, { ...line, at: AT + 999 }])).toEqual([]);
});

it.each<Partial<WrittenLine>>([
    { field: 'Role' },
    { from: undefined },
    { to: '60 %' },
    { byId: '005X' },
    { byId: undefined },
    { at: AT + 1000 },
    { at: undefined }
])('finds a line with %p', (forged) => {
    expect(contradictedLines([change], [{ ...line, ...forged }])).toEqual([{ ...line, ...forged }]);
});

it('compares long values as they are kept, and says nothing of entries that history no longer has', () => {
    const long = `${'x'.repeat(254)} y`;
    expect(contradictedLines([{ ...change, to: long }], [{ ...line, to: 'x'.repeat(254) }])).toEqual([]);
    expect(contradictedLines([], [line])).toEqual([]);
});
