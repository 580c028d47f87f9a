import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from 'jsforce';
import type { Finding } from '../domain/drift/finding';
import { startSampleOrg, type SampleOrg } from '../testing/sample-org';
import { mapCheck } from './map-build';
import { mapDrift } from './map-drift';

jest.setTimeout(60_000);

let sample: SampleOrg;
let admin: Connection;
beforeAll(async () => {
    sample = await startSampleOrg('2026-11-21');
    admin = new Connection({ instanceUrl: sample.instanceUrl, accessToken: sample.org.tokens['admin']!, version: '62.0' });
}, 60_000);
afterAll(() => sample.stop());

interface DriftDocument {
    readonly findings: readonly Finding[];
    readonly notLookedFor: readonly string[];
}

describe('map drift on the sample org', () => {
    it('finds a freshly deployed org to be what was signed, and says what it did not look for', async () => {
        const { out, err, exit } = await sample.run(mapDrift, 'admin');
        expect([err, exit]).toEqual(['', 'OK']);
        expect(out).toContain('is what stage map 2026.1 says.');
        expect(out).toMatch(/Not looked for\n- Field updates of workflow rules and approvals/);
    });

    it('names a rule switched off, a message and a formula changed, and a rule added', async () => {
        const read = async <T>(name: string) =>
            (await admin.metadata.read('ValidationRule', [name]))[0] as unknown as T & { fullName: string };
        const rule = await read<Record<string, string>>('Opportunity.Partner_Gate_03_Joint_Scorecard');
        const handoff = await read<Record<string, string>>('Opportunity.Partner_Gate_02_Handoff');
        const off = { ...rule, active: false };
        const reworded = { ...handoff, errorMessage: 'Ask Bob.' };
        const extra = { ...handoff, fullName: 'Opportunity.Partner_Gate_77_Extra', errorConditionFormula: 'ISCHANGED(StageName)' };
        const field = (await admin.metadata.read('CustomField', ['Partner_Engagement__c.Open_Gate__c']))[0] as unknown as Record<
            string,
            string
        >;
        const weaker = {
            ...field,
            formula: field['formula']!.replace('Joint_Scorecards_Complete__c > 0', 'Joint_Scorecards_Complete__c >= 0')
        };
        const saved = [
            ...[await admin.metadata.upsert('ValidationRule', [off, reworded, extra] as never)].flat(),
            ...[await admin.metadata.upsert('CustomField', [weaker] as never)].flat()
        ];
        expect(saved.map(({ success }) => success)).toEqual([true, true, true, true]);

        const markdown = join(sample.folder, 'drift.md');
        const { out, exit } = await sample.run(mapDrift, 'admin', ['--json', '--markdown', markdown]);
        expect(exit).toBe('FOUND');
        const { findings } = JSON.parse(out) as DriftDocument;
        const metadata = findings.filter(({ kind }) => kind === 'metadata').map(({ where, what }) => `${where} ${what}`);
        expect(metadata).toEqual([
            expect.stringMatching(/^Rule Opportunity.Partner_Gate_02_Handoff has another message in the org: “Ask Bob\.” instead of/),
            'Rule Opportunity.Partner_Gate_03_Joint_Scorecard is switched off: nothing is refused by it.',
            expect.stringMatching(/^Field Partner_Engagement__c.Open_Gate__c has another formula in the org: “.*>= 0/),
            'Rule Opportunity.Partner_Gate_77_Extra is in the org and not in the map: it may refuse what the map allows.'
        ]);
        // The weaker formula opens gates that the map keeps shut.
        expect(findings.filter(({ kind }) => kind === 'stored gate').some(({ what }) => what.startsWith('Open_Gate__c says'))).toBe(true);
        expect(readFileSync(markdown, 'utf8')).toContain('| metadata | Rule Opportunity.Partner_Gate_77_Extra |');
    });

    it('needs a map that is signed, unless told otherwise', async () => {
        const { exit, err } = await sample.run(mapDrift, 'admin', ['--stage-map', 'config/sample-data/cast.json']);
        expect([exit, err]).toEqual(['BAD_USAGE', expect.stringContaining('is not a sound stage map')]);
    });
});

describe('map check with an org', () => {
    it('says that its stages are those of the map', async () => {
        const { out } = await sample.run(mapCheck, 'admin', ['--target-org']);
        expect(out).toContain('The org has the stages of the map');
        expect(out).toMatch(/Not looked for:\n {2}Field updates of workflow rules/);
    });

    it('finds stages that nobody mapped', async () => {
        const { records } = await admin.query<Record<string, never>>(
            'SELECT ApiName, MasterLabel, IsClosed, IsWon, DefaultProbability, ForecastCategory FROM OpportunityStage ORDER BY SortOrder'
        );
        const pilot = {
            ApiName: 'Pilot',
            MasterLabel: 'Pilot',
            IsClosed: false,
            IsWon: false,
            DefaultProbability: 50,
            ForecastCategory: 'Pipeline'
        };
        const standardValue = [...records, pilot].map((stage) => ({
            fullName: stage.ApiName,
            default: false,
            label: stage.MasterLabel,
            closed: stage.IsClosed,
            forecastCategory: stage.ForecastCategory,
            probability: stage.DefaultProbability,
            won: stage.IsWon
        }));
        const set = { fullName: 'OpportunityStage', sorted: false, standardValue };
        const saved = [await admin.metadata.upsert('StandardValueSet' as never, set as never)].flat();
        expect(saved).toEqual([expect.objectContaining({ success: true })]);
        const { out, exit } = await sample.run(mapCheck, 'admin', ['--target-org', '--json']);
        expect(exit).toBe('FOUND');
        const { org } = JSON.parse(out) as { org: DriftDocument };
        expect(org.findings).toEqual([
            { kind: 'stage values', where: 'StageName Pilot', what: expect.stringContaining('not on the map') as string }
        ]);
    });
});
