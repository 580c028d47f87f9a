import { DealDesk } from './deal-desk';
import type { Customer, Fields, Partner } from './deal-desk';
import { stageNames } from './map-words';
import { openOrgUnderTest } from './org-under-test';
import type { OrgUnderTest, Role } from './org-under-test';
import { wordsOf } from './refusal';
import { rulesSay } from './rule-words';

// A confirmed placeholder opens a gate onto nothing: on every artifact, on both sides, in every text that proves something.

jest.setTimeout(60_000);

let org: OrgUnderTest;
let desk: DealDesk;
let customer: Customer;
let partner: Partner;
let engagement: string;

beforeAll(async () => {
    org = await openOrgUnderTest();
    desk = new DealDesk(org);
    customer = await desk.customer();
    partner = await desk.partner('ISV');
    engagement = await desk.joined(await desk.deal({ customer, stageName: stageNames(0)[0]! }), partner);
});
afterAll(() => org?.stop());

/** Both halves of an artifact, supplied and confirmed by nobody. */
const DRAFTS: Readonly<Record<string, () => Promise<string>>> = {
    Joint_Scorecard__c: () => halves('Joint_Scorecard__c', desk.scorecardHostSide(customer), desk.scorecardPartnerSide(customer)),
    Joint_Pitch__c: () => halves('Joint_Pitch__c', { ...desk.pitchHostSide(customer), ...desk.preBrief() }, desk.pitchPartnerSide()),
    Mutual_Action_Plan__c: async () => (await desk.draftPlan(engagement, partner)).plan,
    Joint_Post_Mortem__c: () => halves('Joint_Post_Mortem__c', desk.postMortemFields('Lost'), {})
};

async function halves(object: string, host: Fields, partnerSide: Fields): Promise<string> {
    const id = await desk.create('ae', object, { Partner_Engagement__c: engagement, ...host });
    if (Object.keys(partnerSide).length > 0) await desk.update('partnerManager', object, id, partnerSide);
    return id;
}

/** A note proves something only where the partner sees it otherwise; a reason only where there is no pre-brief. */
const BESIDE: Readonly<Record<string, Fields>> = {
    Metrics_Partner_Note__c: { Metrics_Partner_View__c: 'Differs' },
    Champion_Partner_Note__c: { Champion_Partner_View__c: 'Differs' },
    Trivial_Deployment_Reason__c: { Technical_Pre_Brief__c: null, Pre_Brief_Held_On__c: null }
};

type Side = 'host' | 'partner';
type Case = readonly [object: string, side: Side, text: string, writer: Role, rule: string];

const cases = (object: string, side: Side, writer: Role, rule: string, ...texts: readonly string[]): Case[] =>
    texts.map((text) => [object, side, text, writer, `${object}.${rule}`]);

const BOTH: readonly Side[] = ['host', 'partner'];
const CASES: readonly Case[] = [
    ...cases('Joint_Scorecard__c', 'host', 'ae', 'Scorecard_Texts_Are_Real', 'Metrics__c', 'Decision_Criteria__c'),
    ...cases('Joint_Scorecard__c', 'host', 'ae', 'Scorecard_Texts_Are_Real', 'Decision_Process__c', 'Identify_Pain__c'),
    ...cases('Joint_Scorecard__c', 'partner', 'partnerManager', 'Scorecard_Notes_Are_Real', 'Buying_Committee__c'),
    ...cases('Joint_Pitch__c', 'host', 'ae', 'Pitch_Texts_Are_Real', 'Buyer_Next_Step__c'),
    ...cases('Joint_Pitch__c', 'partner', 'partnerManager', 'Pitch_Texts_Are_Real', 'Partner_Use_Case__c'),
    ...BOTH.flatMap((side) => [
        ...cases('Joint_Pitch__c', side, 'ae', 'Pitch_Texts_Are_Real', 'Technical_Pre_Brief__c', 'Trivial_Deployment_Reason__c'),
        ...cases('Mutual_Action_Plan__c', side, 'ae', 'Plan_Text_Is_Real', 'Procurement_Steps__c'),
        ...cases('Joint_Post_Mortem__c', side, 'ae', 'Post_Mortem_Texts_Are_Real', 'What_Worked__c', 'What_Slipped__c', 'Learning__c')
    ])
];

const confirm = (side: Side, object: string, id: string): Promise<void> =>
    side === 'host'
        ? desk.update('ae', object, id, desk.hostConfirmation())
        : desk.update('partnerManager', object, id, desk.partnerConfirmation(partner));

describe.each(CASES)('on %s the %s side', (object, side, text, writer, rule) => {
    it(`confirms no placeholder and no stub as ${text}, and drafts save with them`, async () => {
        const id = await DRAFTS[object]!();
        for (const unreal of [
            'TBD tbd tbd',
            'TBD\ntbd\ntbd',
            '............',
            'To be confirmed',
            'Not yet\ndecided\n',
            'too short',
            '    ten not   '
        ]) {
            await desk.update(writer, object, id, { ...BESIDE[text], [text]: unreal });
            expect(await wordsOf(confirm(side, object, id))).toEqual(rulesSay(rule));
        }
        await desk.update(writer, object, id, { [text]: 'ten chars.' });
        await confirm(side, object, id);
    });
});

it.each(['Metrics_Partner_Note__c', 'Champion_Partner_Note__c'])('a stub does not say what differs in %s', async (note) => {
    const id = await DRAFTS['Joint_Scorecard__c']!();
    await desk.update('partnerManager', 'Joint_Scorecard__c', id, { ...BESIDE[note], [note]: 'too short' });
    expect(await wordsOf(confirm('partner', 'Joint_Scorecard__c', id))).toEqual(rulesSay('Joint_Scorecard__c.Scorecard_Notes_Are_Real'));
    const agrees = { [note.replace('Note', 'View')]: 'Agrees' };
    await desk.update('partnerManager', 'Joint_Scorecard__c', id, agrees);
    await confirm('partner', 'Joint_Scorecard__c', id);
});

it('a registration needs a need in words; a signal saves without', async () => {
    const deal = await desk.deal({ customer, stageName: stageNames(0)[0]! });
    const signal = await desk.signal(deal, partner);
    const say = (need: string, fields: Fields = {}) =>
        wordsOf(desk.update('partnerManager', 'Partner_Engagement__c', signal, { ...fields, Confirmed_Need__c: need }));
    await desk.update('partnerManager', 'Partner_Engagement__c', signal, { Confirmed_Need__c: 'TBD' });
    for (const unreal of ['n/a n/a n/a', 'too short'])
        expect(await say(unreal, desk.registration(partner))).toEqual(rulesSay('Partner_Engagement__c.Registration_Text_Is_Real'));
    await desk.update('partnerManager', 'Partner_Engagement__c', signal, {
        ...desk.registration(partner),
        Confirmed_Need__c: 'ten chars.'
    });
});

it('judges again what is taken back and confirmed anew', async () => {
    const id = await DRAFTS['Joint_Post_Mortem__c']!();
    await confirm('host', 'Joint_Post_Mortem__c', id);
    await desk.update('ae', 'Joint_Post_Mortem__c', id, {
        Learning__c: 'short',
        Host_Confirmed_By__c: null,
        Host_Confirmed_On__c: null,
        Host_Recorded_By__c: null
    });
    expect(await wordsOf(confirm('host', 'Joint_Post_Mortem__c', id))).toEqual(rulesSay('Joint_Post_Mortem__c.Post_Mortem_Texts_Are_Real'));
});
