import { startSampleOrg, type SampleOrg } from '../testing/sample-org';
import { dealsEvidence } from './deals-evidence';

jest.setTimeout(60_000);

let sample: SampleOrg;
beforeAll(async () => {
    sample = await startSampleOrg('2026-11-21');
}, 60_000);
afterAll(() => sample.stop());

interface Finding {
    readonly kind: string;
    readonly deal: { readonly name: string };
    readonly field: string | null;
    readonly what: string;
    readonly amount: number;
}

it('finds the pasted pain, the placeholder, the pitch that the partner never confirmed, and what is out of date', async () => {
    const { out, exit } = await sample.run(dealsEvidence, 'revops', ['--json']);
    expect(exit).toBe('FOUND');
    const { findings } = JSON.parse(out) as { findings: readonly Finding[] };
    const pasted = findings.filter(({ kind, field }) => kind === 'copied' && field === 'Identify_Pain__c');
    expect(pasted.map(({ amount }) => amount)).toEqual([121_000, 64_000, 45_000]);
    expect(pasted[0]!.what).toMatch(/^word for word as in .* and one other deal: “Processes are too manual/);
    const needs = findings.filter(({ kind, field }) => kind === 'copied' && field === 'Confirmed_Need__c');
    expect(needs.map(({ what }) => what)).toEqual([
        expect.stringMatching(/^almost as in .*: “Operations at /),
        expect.stringMatching(/^almost as in .*: “Operations at /)
    ]);
    // Everything else people wrote in words of their own.
    expect(findings.filter(({ kind }) => kind === 'copied')).toHaveLength(5);
    expect(findings.filter(({ kind }) => kind === 'placeholder').map(({ field, what }) => [field, what])).toEqual([
        ['Metrics__c', 'is a placeholder: “TBD”']
    ]);
    expect(findings.filter(({ kind }) => kind === 'one-sided')).toHaveLength(4);
    expect(findings.filter(({ kind, field }) => kind === 'stale' && field === 'Next_Step_On__c')).toHaveLength(4);
});

it('reads as tables, and takes the limits that it is given', async () => {
    const { out } = await sample.run(dealsEvidence, 'revops', ['--one-sided-after', '100', '--stale-after', '3650']);
    expect(out).toContain('Copied from another deal: ');
    expect(out).not.toContain('Confirmed by one side only');
    const wrong = await sample.run(dealsEvidence, 'revops', ['--stale-after', 'long']);
    expect([wrong.exit, wrong.err]).toEqual(['BAD_USAGE', expect.stringContaining('--stale-after long is not a number of days.')]);
});
