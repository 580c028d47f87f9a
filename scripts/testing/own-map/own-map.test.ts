import { compileStageMap } from '../../domain/compile/compile-stage-map';
import { DealDesk, type Customer, type Partner } from '../contract/deal-desk';
import type { OrgUnderTest } from '../contract/org-under-test';
import { refusalOf, wordsOf, type RowResult } from '../contract/refusal';
import { fieldServiceMap, ORG_STAGES } from './field-service-map';
import { openOrgUnderMap } from './org-under-map';

// What a map may say beside the default one, shown on an org that sells otherwise. Expected words stand in field-service-map.ts.

const DEAL = 'Opportunity';
const ENGAGEMENT = 'Partner_Engagement__c';
const [LEAD_IN, FIRST_CALL, DISCOVERY, FIT_CHECK, SECURITY, PITCH, OFFER, CONTRACT] = ORG_STAGES.open;

jest.setTimeout(30_000);

let org: OrgUnderTest;
let desk: DealDesk;
let customer: Customer;
let si: Partner;
let isv: Partner;

beforeAll(async () => {
    org = await openOrgUnderMap(fieldServiceMap());
    desk = new DealDesk(org);
    customer = await desk.customer();
    [si, isv] = [await desk.partner('SI'), await desk.partner('ISV')];
}, 60_000);

afterAll(() => org.stop());

const deal = (stageName: string, fields = {}) => desk.deal({ customer, stageName, fields });
const missing = async (engagement: string): Promise<string> =>
    (await desk.read<{ Missing_Criteria__c: string }>(ENGAGEMENT, engagement, ['Missing_Criteria__c'])).Missing_Criteria__c;
const keysMissing = async (engagement: string): Promise<string[]> => (await missing(engagement)).split(';').filter(Boolean);
const rankOf = async (id: string): Promise<number> =>
    (await desk.read<{ Partner_Stage_Rank__c: number }>(DEAL, id, ['Partner_Stage_Rank__c'])).Partner_Stage_Rank__c;
const stageOf = async (id: string): Promise<string> => (await desk.read<{ StageName: string }>(DEAL, id, ['StageName'])).StageName;

describe('stages of the org', () => {
    it('are ranked as the map says, several in one overlay stage', async () => {
        const ranks = await Promise.all(
            [LEAD_IN, FIRST_CALL, DISCOVERY, FIT_CHECK, CONTRACT, 'Verloren'].map(async (name) => rankOf(await deal(name)))
        );
        expect(ranks).toEqual([0, 10, 11, 12, 41, -1]);
    });

    it('may be entered inside of their overlay stage until a criterion is due before one of them', async () => {
        const id = await deal(LEAD_IN);
        await desk.joined(id, isv);
        await desk.move('ae', id, FIRST_CALL);
        await desk.move('ae', id, DISCOVERY);
        expect(await wordsOf(desk.move('ae', id, FIT_CHECK))).toEqual(['joint-scorecard is missing.']);
        expect(await stageOf(id)).toBe(DISCOVERY);
    });

    it('lets any of the lost stages pass', async () => {
        const id = await deal(LEAD_IN);
        await desk.register(id, isv);
        await desk.move('ae', id, 'Abgesagt');
        expect(await rankOf(id)).toBe(-1);
    });
});

it('guides on the standard Path where that was asked for', async () => {
    const path = await org.as('admin').metadata.read('PathAssistant', 'Partner_Stages_Master');
    expect(path).toMatchObject({ entityName: 'Opportunity', fieldName: 'StageName', recordTypeName: '__MASTER__' });
    expect(path.pathAssistantSteps.map(({ picklistValueName }) => picklistValueName)).toEqual([...ORG_STAGES.open, ORG_STAGES.won]);
    expect(path.pathAssistantSteps[1]!.info).toContain('<b>Title of joint-scorecard.</b> We: Supply our half.');
});

describe('who owes what', () => {
    it('differs by partner type and by role', async () => {
        const id = await deal(LEAD_IN);
        const lead = await desk.joined(id, si, 0, { Credit_Percent__c: 20 });
        const supporting = await desk.joined(id, isv, 0, { Role__c: 'Supporting', Attribution__c: 'Influenced', Credit_Percent__c: 20 });
        expect(await keysMissing(lead)).toEqual(['joint-scorecard', 'site-survey', 'joint-pitch', 'mutual-action-plan', 'post-mortem']);
        expect(await keysMissing(supporting)).toEqual(['security-review']);
        const other = await desk.joined(await deal(LEAD_IN), isv);
        expect(await keysMissing(other)).not.toContain('site-survey');
    });

    it('is everything for a partner that joins late, where the map says all', async () => {
        const id = await deal(OFFER);
        const late = await desk.joined(id, isv, 4);
        expect(await keysMissing(late)).toEqual(['joint-scorecard', 'joint-pitch', 'mutual-action-plan', 'post-mortem']);
        expect(await wordsOf(desk.move('ae', id, CONTRACT))).toEqual(['joint-scorecard is missing.']);
    });

    it('is nothing on deals below the amount or of an excluded type', async () => {
        const small = await deal(LEAD_IN, { Amount: 9_999 });
        await desk.register(small, isv);
        await desk.move('ae', small, CONTRACT);
        const upgrade = await deal(LEAD_IN, { Type: 'Existing Customer - Upgrade' });
        await desk.register(upgrade, isv);
        await desk.move('ae', upgrade, CONTRACT);
        const exactly = await deal(LEAD_IN, { Amount: 10_000 });
        await desk.register(exactly, isv);
        expect(await wordsOf(desk.move('ae', exactly, FIRST_CALL))).toEqual(['handoff is missing.']);
    });

    it('may only be advised: listed as missing and passed', async () => {
        const id = await deal(SECURITY);
        const lead = await desk.joined(id, isv, 2);
        await desk.scorecard(lead, customer, isv);
        await desk.move('ae', id, PITCH);
        await desk.move('ae', id, OFFER);
        expect(await keysMissing(lead)).toEqual(['joint-pitch', 'mutual-action-plan', 'post-mortem']);
    });
});

describe('limits of the map', () => {
    it('say until which stage a partner may be Sourced', async () => {
        const early = await deal(SECURITY);
        await desk.register(early, isv, 2, { Attribution__c: 'Sourced' });
        const late = await deal(PITCH);
        const [refusal] = await refusalOf(desk.register(late, isv, 3, { Attribution__c: 'Sourced' }));
        expect(refusal!.message).toMatch(/^A partner that joined after stage 2 cannot be Sourced\./);
    });

    it('say from which length on a text counts, on every artifact', async () => {
        const engagement = await desk.joined(await deal(LEAD_IN), isv);
        const stub = 'Four and twenty letters.';
        const [need] = await wordsOf(desk.register(await deal(LEAD_IN), isv, 0, { Confirmed_Need__c: stub }));
        const scorecard = { Partner_Engagement__c: engagement, ...desk.scorecardHostSide(customer), ...desk.hostConfirmation() };
        const [metrics] = await wordsOf(desk.create('ae', 'Joint_Scorecard__c', { ...scorecard, Metrics__c: stub }));
        const pitch = { Partner_Engagement__c: engagement, ...desk.pitchHostSide(customer), ...desk.hostConfirmation() };
        const [nextStep] = await wordsOf(desk.create('ae', 'Joint_Pitch__c', { ...pitch, Buyer_Next_Step__c: stub }));
        const learning = { Partner_Engagement__c: engagement, ...desk.postMortemFields('Lost'), ...desk.hostConfirmation() };
        const [learnt] = await wordsOf(desk.create('ae', 'Joint_Post_Mortem__c', { ...learning, Learning__c: stub }));
        const { plan } = await desk.draftPlan(engagement, isv, { Procurement_Steps__c: stub });
        const [steps] = await wordsOf(desk.update('ae', 'Mutual_Action_Plan__c', plan, desk.hostConfirmation()));
        expect([need, metrics, nextStep, learnt, steps]).toEqual(
            Array.from({ length: 5 }, () => expect.stringContaining('shorter than 25 characters'))
        );
        await desk.create('ae', 'Joint_Scorecard__c', { ...scorecard, Metrics__c: `${stub}.` });
    });

    it('set the clock of the handoff', async () => {
        const engagement = await desk.register(await deal(LEAD_IN), isv);
        const { Registered_On__c: from, Handoff_Due_On__c: due } = await desk.read<{ Registered_On__c: string; Handoff_Due_On__c: string }>(
            ENGAGEMENT,
            engagement,
            ['Registered_On__c', 'Handoff_Due_On__c']
        );
        expect(businessDaysBetween(from, due)).toBe(3);
    });
});

describe('evidence in a field of the engagement', () => {
    it('opens its gate by being there', async () => {
        const id = await deal(LEAD_IN);
        const engagement = await desk.joined(id, si);
        await desk.scorecard(engagement, customer, si);
        await desk.move('ae', id, FIT_CHECK);
        expect(await wordsOf(desk.move('ae', id, SECURITY))).toEqual(['site-survey is missing.']);
        await desk.update('partnerManager', ENGAGEMENT, engagement, { Site_Survey__c: 'SV-00417' });
        await desk.move('ae', id, SECURITY);
    });

    it('has its form: the components know the field, and its save opens the gate', async () => {
        const source = compileStageMap(fieldServiceMap()).files.find(({ path }) => path === 'lwc/stageMap/stageMap.ts')!.content;
        const fields = [...source.matchAll(/"field": (.*),/g)].map(([, field]) => JSON.parse(field!) as string | null);
        expect(fields).toEqual([null, null, null, 'Site_Survey__c', 'Security_Review__c', null, null, null]);
        const engagement = await desk.joined(await deal(LEAD_IN), si);
        // What lightning-record-edit-form sends.
        const save = (Site_Survey__c: string) =>
            fetch(`${org.instanceUrl}/services/data/v66.0/ui-api/records/${engagement}`, {
                method: 'PATCH',
                body: JSON.stringify({ fields: { Site_Survey__c } }),
                headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${org.as('partnerManager').accessToken}` }
            });
        const refused = await save('soon');
        expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('A site survey number looks like SV-12345.')]);
        expect((await save('SV-00418')).status).toBe(200);
        expect(await keysMissing(engagement)).not.toContain('site-survey');
    });

    it('is held to its pattern when it is written, and never again', async () => {
        const engagement = await desk.joined(await deal(LEAD_IN), si);
        const write = (Site_Survey__c: string | null) => desk.update('partnerManager', ENGAGEMENT, engagement, { Site_Survey__c });
        for (const wrong of ['soon', 'SV-123', 'SV-123456', 'see SV-12345', 'sv-12345'])
            expect(await refusalOf(write(wrong))).toEqual([
                {
                    code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
                    message: 'A site survey number looks like SV-12345. Partner manager: copy it from the survey report.',
                    fields: ['Site_Survey__c']
                }
            ]);
        await write('SV-12345');
        await desk.update('partnerManager', ENGAGEMENT, engagement, { Signal_Tier__c: 'Tier 2' });
        await write(null);
        expect(await keysMissing(engagement)).toContain('site-survey');
    });

    it('may be owed by a supporting partner, as a picklist', async () => {
        const id = await deal(FIT_CHECK);
        const lead = await desk.joined(id, isv, 1, { Credit_Percent__c: 20 });
        await desk.scorecard(lead, customer, isv);
        const supporting = await desk.joined(id, si, 1, { Role__c: 'Supporting', Credit_Percent__c: 20 });
        await desk.move('ae', id, SECURITY);
        expect(await wordsOf(desk.move('ae', id, PITCH))).toEqual(['security-review is missing.']);
        await desk.update('partnerManager', ENGAGEMENT, supporting, { Security_Review__c: 'Passed' });
        await desk.move('ae', id, PITCH);
    });
});

describe('a refusal in the language of who saves', () => {
    const speak = (language: string) => desk.update('admin', 'User', org.userId('ae'), { LanguageLocaleKey: language });
    let id: string;

    beforeAll(async () => {
        id = await deal(LEAD_IN);
        await desk.register(id, si);
    });
    afterAll(() => speak('en_US'));

    it.each([
        ['de', '[de] handoff fehlt.'],
        ['fr', '[fr] handoff fehlt.'],
        ['de_AT', '[de] handoff fehlt.'],
        ['ja', 'handoff is missing.'],
        ['en_US', 'handoff is missing.']
    ])('%s', async (language, message) => {
        await speak(language);
        expect(await wordsOf(desk.move('ae', id, FIRST_CALL))).toEqual([message]);
    });

    it('is the same on every way to save', async () => {
        await speak('de');
        const ae = org.as('ae');
        const version = `/services/data/v66.0`;
        const json = (path: string, body: object, method: 'PATCH' | 'POST' = 'POST') =>
            ae.request<unknown>({ method, url: path, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
        const move = { StageName: FIRST_CALL };
        const rows = (await json(
            `${version}/composite/sobjects`,
            { allOrNone: false, records: [{ attributes: { type: DEAL }, id, ...move }] },
            'PATCH'
        )) as RowResult[];
        const composite = (await json(`${version}/composite`, {
            compositeRequest: [{ method: 'PATCH', url: `${version}/sobjects/${DEAL}/${id}`, referenceId: 'move', body: move }]
        })) as { compositeResponse: { body: { message: string }[] }[] };
        const uiApi = await fetch(`${org.instanceUrl}${version}/ui-api/records/${id}`, {
            method: 'PATCH',
            body: JSON.stringify({ fields: move }),
            headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${ae.accessToken}` }
        });
        const bulk = await ae.bulk2.loadAndWaitForResults({ object: DEAL, operation: 'update', input: [{ Id: id, ...move }] });
        expect(rows[0]!.errors[0]!.message).toBe('[de] handoff fehlt.');
        expect(composite.compositeResponse[0]!.body[0]!.message).toBe('[de] handoff fehlt.');
        expect(await uiApi.text()).toContain('[de] handoff fehlt.');
        expect(bulk.failedResults[0]!.sf__Error).toContain('[de] handoff fehlt.');
    });

    it('has the words of a pattern and of a standing rule too', async () => {
        await desk.update('admin', 'User', org.userId('partnerManager'), { LanguageLocaleKey: 'de' });
        try {
            const [engagement] = (
                await org.as('admin').query<{ Id: string }>(`SELECT Id FROM ${ENGAGEMENT} WHERE Opportunity__c = '${id}'`)
            ).records;
            expect(await wordsOf(desk.update('partnerManager', ENGAGEMENT, engagement!.Id, { Site_Survey__c: 'soon' }))).toEqual([
                '[de] SV-12345.'
            ]);
            const late = await deal(PITCH);
            expect(await wordsOf(desk.register(late, isv, 3, { Attribution__c: 'Sourced' }))).toEqual(['[de] sourced-only-early 2 25']);
        } finally {
            await desk.update('admin', 'User', org.userId('partnerManager'), { LanguageLocaleKey: 'en_US' });
        }
    });
});

/** Mondays to Fridays after the first day, up to the second. */
function businessDaysBetween(from: string, to: string): number {
    let days = 0;
    for (let at = Date.parse(from) + 86_400_000; at <= Date.parse(to); at += 86_400_000) if (new Date(at).getUTCDay() % 6 !== 0) days += 1;
    return days;
}
