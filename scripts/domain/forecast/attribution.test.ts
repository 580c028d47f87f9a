import { aPartner } from '../../testing/deals';
import { splitByCredit, spreadOverShares } from './attribution';

describe('splitByCredit', () => {
    it('leaves what nobody was credited with to the host, under the type of the deal', () => {
        expect(splitByCredit([aPartner(1)])).toEqual([
            { attribution: 'Sourced', partnerType: 'SI', basisPoints: 6000 },
            { attribution: 'Direct', partnerType: 'SI', basisPoints: 4000 }
        ]);
    });

    it('counts influence once it is proven, under its own partner type', () => {
        const lead = aPartner(1, { creditBasisPoints: 5000 });
        const unproven = aPartner(1, { type: 'Marketplace', role: 'Supporting', attribution: 'Influenced', creditBasisPoints: 2000 });
        expect(splitByCredit([lead, unproven]).map(({ attribution, basisPoints }) => [attribution, basisPoints])).toEqual([
            ['Sourced', 5000],
            ['Direct', 5000]
        ]);
        expect(splitByCredit([lead, { ...unproven, influenceProven: true }])).toContainEqual({
            attribution: 'Influenced',
            partnerType: 'Marketplace',
            basisPoints: 2000
        });
    });

    it('keeps credit under review with the host', () => {
        expect(splitByCredit([aPartner(1, { attribution: 'Under Review' })])).toEqual([
            { attribution: 'Direct', partnerType: 'SI', basisPoints: 10_000 }
        ]);
    });

    it('is all direct without partners', () => {
        expect(splitByCredit([])).toEqual([{ attribution: 'Direct', partnerType: 'Direct', basisPoints: 10_000 }]);
    });

    it('scales credits above the whole deal down to it', () => {
        const shares = splitByCredit([aPartner(1, { creditBasisPoints: 9000 }), aPartner(1, { creditBasisPoints: 9000 })]);
        expect(spreadOverShares(1001, shares)).toEqual([501, 500]);
    });
});
