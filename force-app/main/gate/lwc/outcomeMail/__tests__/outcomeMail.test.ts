import { isAddress, outcomeMail } from 'c/outcomeMail';

const aOutcome = { to: 'jana.ruiz@halden.example', name: 'Jana Ruiz', dealName: 'Aldergate Health - Care', isWon: true };
const partsOf = (link: string) => {
    const [address = '', query = ''] = link.slice('mailto:'.length).split('?');
    // A mail program splits at & and = before it decodes (RFC 6068).
    const fields = query.split('&').map((pair) => pair.split('='));
    return {
        address: decodeURIComponent(address),
        fields: Object.fromEntries(fields.map(([key, value]) => [key, decodeURIComponent(value!)])),
        names: fields.map(([key]) => key)
    };
};

it('drafts a mail to the partner seller that says how the deal ended and by when the post-mortem is due', () => {
    const { address, fields, names } = partsOf(outcomeMail({ ...aOutcome, postMortemDueOn: '2026-12-02' })!);
    expect(address).toBe('jana.ruiz@halden.example');
    expect(names).toEqual(['subject', 'body']);
    expect(fields.subject).toBe('Won: Aldergate Health - Care');
    expect(fields.body).toContain('Hello Jana Ruiz,\r\n\r\ngood news: our joint deal "Aldergate Health - Care" is won.');
    expect(fields.body).toContain('post-mortem by Dec 2, 2026;');
});

it('says a loss plainly', () => {
    expect(partsOf(outcomeMail({ ...aOutcome, isWon: false })!).fields.subject).toBe('Closed as lost: Aldergate Health - Care');
});

it.each([
    ['R&D?bcc=boss@evil.example&body=x', 'R&D?bcc=boss@evil.example&body=x'],
    ['Line one\r\nBcc: boss@evil.example', 'Line one Bcc: boss@evil.example'],
    ['<script>alert(1)</script> "100 %" #1', '<script>alert(1)</script> "100 %" #1'],
    ['Grünwald – 東京 🚀', 'Grünwald – 東京 🚀'],
    ['half \ud83d', 'half \ufffd']
])('keeps the deal name %j inside the subject', (dealName, subject) => {
    const link = outcomeMail({ ...aOutcome, dealName })!;
    expect(link).toMatch(/^mailto:[^\s<>"'()&?#]+\?subject=[^\s<>"'()&?#]*&body=[^\s<>"'()&?#]*$/);
    const { fields, names } = partsOf(link);
    expect(names).toEqual(['subject', 'body']);
    expect(fields.subject).toBe(`Won: ${subject}`);
});

it.each([
    '',
    'jana',
    'jana@',
    'a@b.example,boss@evil.example',
    'a@b.example?bcc=boss@evil.example',
    'a b@c.example',
    'a@b.example\nBcc:x@y.example',
    '"x"@y.example'
])('has no link where the address is %j', (to) => {
    expect(isAddress(to)).toBe(false);
    expect(outcomeMail({ ...aOutcome, to })).toBeUndefined();
});
