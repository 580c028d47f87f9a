import { drawBar } from './bars';

describe('drawBar', () => {
    it('draws parts to one scale', () => {
        // 12 of 24 characters are half of the scale.
        expect(
            drawBar(
                [
                    { amount: 50, fill: '█' },
                    { amount: 25, fill: '▒' }
                ],
                100
            )
        ).toBe(`${'█'.repeat(12)}${'▒'.repeat(6)}`);
    });

    it('shows a little as one character and nothing as none', () => {
        expect(drawBar([{ amount: 0.1, fill: '█' }], 100)).toBe('█');
        expect(drawBar([{ amount: 0, fill: '█' }], 100)).toBe('');
        expect(drawBar([{ amount: 5, fill: '█' }], 0)).toBe('');
    });
});
