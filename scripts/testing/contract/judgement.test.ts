import { openOrg } from '../../adapters/salesforce/salesforce-org';
import { DEAL_QUERY, engagementQuery, readDealFacts } from '../../boundary/deal-fact-rows';
import { compareStoredGates, type StoredDeal } from '../../domain/drift/stored-gates';
import { parseDay } from '../../domain/forecast/calendar-day';
import { judgeDeal } from '../../domain/impact/judge-deal';
import { forEachCriterion } from '../../domain/compile/map-criteria';
import { startSampleOrg, type SampleOrg } from '../sample-org';
import { parseStageMapFile } from '../stage-maps';
import { rulesSay } from './rule-words';

// The judgement that `map impact` and `map drift` rest on is the org's own, for every partner and deal of the sample data.
jest.setTimeout(120_000);

const TODAY = '2026-11-21';
const today = parseDay(TODAY)!;
const map = parseStageMapFile();
let sample: SampleOrg;
let deals: readonly StoredDeal[];

const openAs = (user: string) => openOrg({ instanceUrl: sample.instanceUrl, accessToken: sample.org.tokens[user]! });

beforeAll(async () => {
    sample = await startSampleOrg(TODAY);
    const revops = await openAs('revops');
    const [opportunities, engagements] = await Promise.all([revops.query(DEAL_QUERY), revops.query(engagementQuery([]))]);
    deals = readDealFacts(opportunities, engagements, []);
}, 120_000);

afterAll(() => sample.stop());

/** What gates say, by criterion, to people who read this language. */
function wordsFor(language: string): ReadonlyMap<string, string> {
    const translation = map.translations?.[language];
    if (translation)
        return new Map([
            ...Object.entries(translation.criteria).map(([key, { message }]) => [key, message] as const),
            ['exception-expired', translation.standingRules['exception-expired']!] as const
        ]);
    return new Map([
        ...forEachCriterion(map, ({ key, message }) => [[key, message] as const]),
        ['exception-expired', rulesSay('Opportunity.Partner_Gate_Exception_Expired')[0]!] as const
    ]);
}

describe('the judgement of gates', () => {
    it('is what the org stores, for every partner and every deal', () => {
        const partners = deals.flatMap((deal) => deal.partners);
        expect(deals.length).toBeGreaterThan(400);
        expect(new Set(partners.map(({ storedGate }) => storedGate)).size).toBeGreaterThan(7);
        expect(compareStoredGates(map, deals, today)).toEqual([]);
    });

    it('foresees which next stages the org refuses, and with which words', async () => {
        const open = deals.filter(({ isClosed }) => !isClosed);
        const languages = new Set<string>();
        let [refusals, moves] = [0, 0];
        for (const owner of ['ae', 'ae2', 'ae3', 'ae4']) {
            const org = await openAs(owner);
            const mine = (await org.query(`SELECT Id FROM Opportunity WHERE OwnerId = '${sample.userId(owner)}'`)) as { Id: string }[];
            const [{ LanguageLocaleKey: language }] = (await org.query(
                `SELECT LanguageLocaleKey FROM User WHERE Id = '${sample.userId(owner)}'`
            )) as [{ LanguageLocaleKey: string }];
            const words = wordsFor(language);
            const own = open.filter(({ id }) => mine.some(({ Id }) => Id === id)).slice(0, 200);
            const judged = own.map((deal) => ({ deal, judgement: judgeDeal(map, deal, today) }));
            const rows = judged.map(({ deal, judgement }) => ({ Id: deal.id, StageName: judgement.nextStageName }));
            const { refused } = await org.updateTogether('Opportunity', rows);
            const reasons = new Map(refused.map(({ key, reason }) => [key, reason]));
            for (const { deal, judgement } of judged) {
                const reason = reasons.get(deal.id) ?? '';
                moves += 1;
                expect([deal.name, reason.includes('FIELD_CUSTOM_VALIDATION_EXCEPTION')]).toEqual([deal.name, judgement.blocks.length > 0]);
                if (judgement.blocks.length === 0) continue;
                refusals += 1;
                languages.add(language);
                expect(reason).toContain(words.get(judgement.blocks[0]!.key));
            }
        }
        expect(moves).toBeGreaterThan(80);
        expect(refusals).toBeGreaterThan(10);
        expect([...languages].sort()).toEqual(['de', 'en_US']);
    });
});
