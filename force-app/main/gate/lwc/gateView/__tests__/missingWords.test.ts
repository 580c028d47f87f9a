import { sayWhatIsMissing } from 'c/gateView';
import type { Side } from 'c/artifactForms';

const waiting = (partnerName: string, ...waitsOn: Side[]) => ({ partnerName, waitsOn });
const say = (side: Side, ...blocking: ReturnType<typeof waiting>[]) => sayWhatIsMissing({ next: 'Proposal', blocking }, side);

it.each([
    [[waiting('Halden', 'host', 'partner'), waiting('Halden', 'host', 'partner')], '2 things before Proposal, each waits on both sides.'],
    [[waiting('Halden', 'host', 'partner')], '1 thing before Proposal, and it waits on both sides.'],
    [[waiting('Acme', 'host'), waiting('Acme', 'partner')], "2 things before Proposal: 1 yours, 1 Acme's."],
    [
        [waiting('Acme', 'host'), waiting('Acme', 'partner'), waiting('Acme', 'host', 'partner')],
        "3 things before Proposal: 1 yours, 1 Acme's, 1 waits on both sides."
    ],
    [[waiting('Acme', 'partner'), waiting('Acme', 'host', 'partner')], "2 things before Proposal: 1 Acme's, 1 waits on both sides."]
])('counts nothing twice: %#', (blocking, words) => {
    expect(say('host', ...blocking)).toBe(words);
});

it("tells a colleague of the deal's owner whose things they are", () => {
    const blocking = [waiting('Acme', 'host'), waiting('Acme', 'partner')];
    expect(sayWhatIsMissing({ next: 'Proposal', blocking }, 'host', 'Avery Lindqvist')).toBe(
        "2 things before Proposal: none yours, 1 Avery Lindqvist's, 1 Acme's."
    );
});

it('names few of many partners', () => {
    const many = ['A', 'A', 'B', 'C', 'D', 'E'].map((name) => waiting(name, 'partner'));
    expect(say('host', ...many)).toBe("6 things before Proposal: none yours, 2 A's, 1 B's, 3 of 3 other partners.");
});
