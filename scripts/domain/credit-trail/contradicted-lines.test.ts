import { contradictedLines, unfoundedLines, type WrittenLine } from './contradicted-lines';
import type { CreditChange, FieldChange } from './credit-change';

const AT = Date.parse('2026-10-31T09:00:00Z');
const change = {
    ...{ sourceId: '017A', field: 'Credit', from: '60 %', to: '80 %', byId: '005R', byName: 'Rosa', at: AT, reason: undefined },
    ...{ stageName: undefined, isAfterEntry: true, daysAfterRegistration: 95, daysAfterLock: 94 },
    partner: {
        ...{ id: 'a01', name: 'PE-1', dealId: '006', dealName: 'Deal', partnerId: '001', partnerName: 'Halden', status: 'Registered' },
        ...{ role: 'Lead', partnerType: 'SI', registeredOn: undefined, createdAt: 0 }
    }
} as const satisfies CreditChange;
const line: WrittenLine = {
    sourceId: '017A',
    name: 'PCC-1',
    engagementId: 'a01',
    field: 'Credit',
    from: '60 %',
    to: '80 %',
    byId: '005R',
    at: AT
};

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

describe('a line whose entry history does not hold', () => {
    const oldest: FieldChange = {
        ...{ id: '017B', engagementId: 'a01', from: '40 %', to: '60 %', isById: false, byId: '005R', byName: 'Rosa' },
        field: 'Credit',
        at: AT - 1000
    };
    const partners = new Set(['a01']);
    const unfounded = (given: Partial<WrittenLine>, changes: readonly FieldChange[] = [oldest]) =>
        unfoundedLines(changes, partners, [{ ...line, ...given }]).length === 1;

    it('is unfounded while history reaches back further than the line', () => {
        expect(unfounded({})).toBe(true);
        expect(unfounded({ at: undefined })).toBe(true);
        expect(unfounded({ sourceId: '017B' })).toBe(false);
    });

    it('may have aged out, or gone with its partner', () => {
        expect(unfounded({ at: AT - 1000 })).toBe(false);
        expect(unfounded({}, [])).toBe(false);
        expect(unfounded({ engagementId: undefined })).toBe(false);
        expect(unfounded({ engagementId: 'a02' })).toBe(false);
    });
});
