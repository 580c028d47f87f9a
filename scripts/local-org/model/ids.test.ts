import fc from 'fast-check';
import { checksum, isId, newId, objectOfId, to18 } from './ids';
import { standardSchema } from './standard-schema';

describe('ids', () => {
    it('have the checksum of the platform', () => {
        // One bit for each upper-case letter: in 00D30 the third (4, E), in 00XYZ the third to fifth (4 + 8 + 16 = 28, 2).
        expect(to18('001000000000001')).toBe('001000000000001AAA');
        expect(to18('0013000000Gv6n5')).toBe('0013000000Gv6n5AAB');
        expect(to18('00D300000000XYZ')).toBe('00D300000000XYZEA2');
        expect(checksum('ABCDEFGHIJKLMNO')).toBe('555');
        expect(to18('001000000000001AAA')).toBe('001000000000001AAA');
    });
    it('count in base 62', () => {
        expect(newId('006', 1)).toBe('006000000000001AAA');
        expect(newId('006', 61)).toBe('00600000000000zAAA');
        expect(newId('006', 62)).toBe('006000000000010AAA');
    });
    it('are told from other text', () => {
        expect(['001000000000001', '001000000000001AAA'].map(isId)).toEqual([true, true]);
        expect(['001000000000001AAB', '00100000000000', 'Acme', '00100000000000!', 5, null].map(isId)).toEqual([
            false,
            false,
            false,
            false,
            false,
            false
        ]);
    });
    it('are different for different numbers and always valid', () => {
        fc.assert(
            fc.property(fc.nat(1_000_000_000), fc.nat(1_000_000_000), (a, b) => {
                expect(isId(newId('a00', a))).toBe(true);
                expect(newId('a00', a) === newId('a00', b)).toBe(a === b);
            })
        );
    });
    it('name their object', () => {
        const schema = standardSchema();
        expect(
            ['006000000000001AAA', '001000000000001', '00I000000000001', 'zzz000000000001'].map((id) => objectOfId(schema, id)?.name)
        ).toEqual(['Opportunity', 'Account', 'Partner', undefined]);
    });
});
