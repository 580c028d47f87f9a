import { DealDesk } from './deal-desk';
import type { Customer, Partner } from './deal-desk';
import { dealRow, engagementRow, expectMove, expectRefusedMove } from './deal-expectations';
import { ALL_STAGE_NAMES, WON, messageOf, stageNames } from './map-words';
import { openOrgUnderTest } from './org-under-test';
import type { OrgUnderTest } from './org-under-test';
import { wordsOf } from './refusal';
import { rulesSay } from './rule-words';

jest.setTimeout(60_000);

let org: OrgUnderTest;
let desk: DealDesk;
let customer: Customer;
let si: Partner;

beforeAll(async () => {
    org = await openOrgUnderTest();
    desk = new DealDesk(org);
    customer = await desk.customer();
    si = await desk.partner('SI');
});
afterAll(() => org?.stop());

describe('a partner deal from signal to post-mortem', () => {
    let deal: string;
    let engagement: string;
    let scorecard: string;
    let pitch: string;
    let plan: string;
    const [[prospecting], [qualification, needsAnalysis], [value, deciders, perception], [proposal, negotiation]] = [0, 1, 2, 3].map(
        stageNames
    ) as [[string], [string, string], [string, string, string], [string, string]];

    it('is a direct deal while the partner is only a signal', async () => {
        deal = await desk.deal({ customer, stageName: prospecting });
        engagement = await desk.signal(deal, si);
        expect(await dealRow(desk, deal)).toMatchObject({ Registered_Partners__c: 0, Partner_Stage_Order__c: 0, Earned_Stage_Order__c: 0 });
    });

    it('takes a placeholder neither as registration id nor as confirmed need', async () => {
        const words = await wordsOf(
            desk.update('partnerManager', 'Partner_Engagement__c', engagement, {
                ...desk.registration(si),
                Registration_Id__c: 'tbd',
                Registration_Key__c: 'Introw:tbd',
                Confirmed_Need__c: 'n/a n/a n/a'
            })
        );
        expect(words).toEqual(
            rulesSay('Partner_Engagement__c.Registration_Text_Is_Real', 'Partner_Engagement__c.Registration_Needs_PRM_And_Id')
        );
    });

    it('is registered by the partner manager', async () => {
        await desk.update('partnerManager', 'Partner_Engagement__c', engagement, {
            ...desk.registration(si),
            Counterpart__c: null,
            Signal_Tier__c: null
        });
        expect(await dealRow(desk, deal)).toMatchObject({ Registered_Partners__c: 1, Partner_Credit__c: 40, Partner_Open_Gate__c: 0.01 });
        expect((await engagementRow(desk, engagement)).Missing_Criteria__c).toBe(
            'registration;handoff;joint-scorecard;joint-pitch;technical-pre-brief-si;mutual-action-plan;post-mortem;'
        );
    });

    it('stays at signal until partner seller and signal tier are named', async () => {
        await expectRefusedMove(desk, deal, qualification, messageOf('registration'));
        await desk.update('partnerManager', 'Partner_Engagement__c', engagement, { Counterpart__c: si.seller, Signal_Tier__c: 'Tier 2' });
    });

    it('stays at signal until the owner accepts the handoff', async () => {
        await expectRefusedMove(desk, deal, qualification, messageOf('handoff'));
        expect(await wordsOf(desk.update('ae2', 'Partner_Engagement__c', engagement, desk.acceptance('ae2')))).toEqual(
            rulesSay('Partner_Engagement__c.Handoff_Is_Accepted_By_The_Owner')
        );
        await desk.accept(engagement);
        await expectMove(desk, deal, qualification);
    });

    it('is not advanced by the partner manager', async () => {
        const [hostSideOnly] = rulesSay('Opportunity.Partner_Gate_Advance_Right');
        await expectRefusedMove(desk, deal, needsAnalysis, hostSideOnly!, 'partnerManager');
    });

    it('moves inside joint discovery, and not out of it without the scorecard', async () => {
        await expectMove(desk, deal, needsAnalysis);
        await expectRefusedMove(desk, deal, value, messageOf('joint-scorecard'));
    });

    it('does not skip a stage', async () => {
        for (const stageName of [deciders, proposal, negotiation, WON])
            await expectRefusedMove(desk, deal, stageName, messageOf('joint-scorecard'));
    });

    it('takes a draft of the scorecard, and no confirmation of an empty one', async () => {
        scorecard = await desk.create('ae', 'Joint_Scorecard__c', { Partner_Engagement__c: engagement, Metrics__c: 'TBD' });
        const words = await wordsOf(desk.update('ae', 'Joint_Scorecard__c', scorecard, desk.hostConfirmation()));
        expect(words).toEqual(
            rulesSay(
                'Joint_Scorecard__c.Host_Names_And_Judges',
                'Joint_Scorecard__c.Host_Answers_Are_Real',
                'Joint_Scorecard__c.Scorecard_Texts_Are_Real'
            )
        );
    });

    it.each(['TBD tbd tbd', 'n/a, n/a, n/a', 'xxxxxxxxxxxx', '............', 'test test test', 'To be confirmed', 'short'])(
        'takes no confirmation of "%s"',
        async (placeholder) => {
            const fields = { ...desk.scorecardHostSide(customer), Identify_Pain__c: placeholder, ...desk.hostConfirmation() };
            expect(await wordsOf(desk.update('ae', 'Joint_Scorecard__c', scorecard, fields))).toEqual(
                rulesSay('Joint_Scorecard__c.Scorecard_Texts_Are_Real')
            );
        }
    );

    it('counts the scorecard once both sides have answered and confirmed', async () => {
        await desk.update('ae', 'Joint_Scorecard__c', scorecard, { ...desk.scorecardHostSide(customer), ...desk.hostConfirmation() });
        await expectRefusedMove(desk, deal, value, messageOf('joint-scorecard'));
        expect(
            await wordsOf(
                desk.update('partnerManager', 'Joint_Scorecard__c', scorecard, {
                    ...desk.scorecardPartnerSide(customer),
                    Champion_Partner_View__c: 'Differs',
                    ...desk.partnerConfirmation(si)
                })
            )
        ).toEqual(rulesSay('Joint_Scorecard__c.Partner_Views_Are_Given'));
        await desk.update('partnerManager', 'Joint_Scorecard__c', scorecard, {
            ...desk.scorecardPartnerSide(customer),
            ...desk.partnerConfirmation(si)
        });
        expect((await engagementRow(desk, engagement)).Open_Gate__c).toBe(22.04);
        for (const stageName of [value, deciders, perception]) await expectMove(desk, deal, stageName);
    });

    it('needs the joint pitch, and from an SI the technical pre-brief too', async () => {
        await expectRefusedMove(desk, deal, proposal, messageOf('joint-pitch'));
        pitch = await desk.create('ae', 'Joint_Pitch__c', { Partner_Engagement__c: engagement, ...desk.pitchHostSide(customer) });
        await desk.update('partnerManager', 'Joint_Pitch__c', pitch, { ...desk.pitchPartnerSide(), ...desk.partnerConfirmation(si) });
        await expectRefusedMove(desk, deal, proposal, messageOf('joint-pitch'));
        await desk.update('ae', 'Joint_Pitch__c', pitch, desk.hostConfirmation());
        await expectRefusedMove(desk, deal, proposal, messageOf('technical-pre-brief-si'));
    });

    it('takes no trivial deployment from an SI, but the pre-brief in a record of its own', async () => {
        const trivial = await desk.create('ae', 'Joint_Pitch__c', {
            Partner_Engagement__c: engagement,
            Trivial_Deployment_Reason__c: 'One tenant, no integration at all'
        });
        await desk.update('partnerManager', 'Joint_Pitch__c', trivial, desk.partnerConfirmation(si));
        await desk.update('ae', 'Joint_Pitch__c', trivial, desk.hostConfirmation());
        await expectRefusedMove(desk, deal, proposal, messageOf('technical-pre-brief-si'));
        const brief = await desk.create('ae', 'Joint_Pitch__c', { Partner_Engagement__c: engagement, ...desk.preBrief() });
        await desk.update('partnerManager', 'Joint_Pitch__c', brief, desk.partnerConfirmation(si));
        await desk.update('ae', 'Joint_Pitch__c', brief, desk.hostConfirmation());
        for (const stageName of [proposal, negotiation]) await expectMove(desk, deal, stageName);
    });

    it('needs the signed plan, and the deal id where it buys through a marketplace', async () => {
        await expectRefusedMove(desk, deal, WON, messageOf('mutual-action-plan'));
        ({ plan } = await desk.draftPlan(engagement, si, { Procurement_Path__c: 'AWS Marketplace' }));
        await expectRefusedMove(desk, deal, WON, messageOf('mutual-action-plan'));
        await desk.sign(plan, si);
        await expectRefusedMove(desk, deal, WON, messageOf('marketplace-deal-id'));
        expect(
            await wordsOf(
                desk.update('partnerManager', 'Mutual_Action_Plan__c', plan, {
                    Marketplace_Deal_Id__c: 'arn:aws:nonsense',
                    Marketplace_Deal_Key__c: 'aws marketplace:arn:aws:nonsense'
                })
            )
        ).toEqual(rulesSay('Mutual_Action_Plan__c.Marketplace_Id_Has_Its_Form'));
        const dealId = `O${Date.now()}`;
        await desk.update('partnerManager', 'Mutual_Action_Plan__c', plan, {
            Marketplace_Tool__c: 'Tackle',
            Marketplace_Deal_Id__c: dealId,
            Marketplace_Deal_Key__c: `aws marketplace:${dealId.toLowerCase()}`
        });
        await expectMove(desk, deal, WON);
    });

    it('is won with the post-mortem still owed, and learns from it without being blocked by older rules', async () => {
        expect(await dealRow(desk, deal)).toMatchObject({
            Partner_Stage_Rank__c: 40,
            Partner_Open_Gate__c: 40.09,
            Earned_Stage_Order__c: 4
        });
        expect((await engagementRow(desk, engagement)).Missing_Criteria__c).toBe('post-mortem;');
        await desk.postMortem(engagement, si, 'Won');
        expect(await engagementRow(desk, engagement)).toEqual(
            expect.objectContaining({ Open_Gate__c: 999, Missing_Criteria__c: null, Waiver_Debt__c: null })
        );
    });

    it('left one line of history per stage', async () => {
        const { records } = await org
            .as('ae')
            .query<{ StageName: string }>(
                `SELECT StageName FROM OpportunityHistory WHERE OpportunityId = '${deal}' ORDER BY CreatedDate, Id`
            );
        expect(records.map(({ StageName }) => StageName).filter((name, index, all) => name !== all[index - 1])).toEqual(ALL_STAGE_NAMES);
    });
});
