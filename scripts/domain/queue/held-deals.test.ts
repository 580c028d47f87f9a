import { aDealOf, anEngagement } from '../../testing/deal-facts';
import { aCriterion, aStage, aStageMap } from '../../testing/stage-maps';
import { dayOf } from '../forecast/calendar-day';
import type { EngagementFacts } from '../impact/engagement-facts';
import { tellHeldDeals, type HeldDealFacts, type HeldPartner } from './held-deals';

const TODAY = dayOf(2026, 11, 21);
const map = aStageMap({
    stages: [
        aStage(0, ['New'], [aCriterion(1), aCriterion(5, { key: 'handoff', title: 'Handoff', artifact: 'handoff', owes: 'host' })]),
        ...aStageMap().stages.slice(1)
    ]
});

const aPartner = (engagementId: string, changes: Partial<HeldPartner> = {}): HeldPartner => ({
    engagementId,
    managerName: 'Priya',
    handoffDueOn: undefined,
    isHandoffReturned: false,
    confirmedBy: new Map(),
    ...changes
});

function held(stageName: string, facts: Partial<EngagementFacts>, changes: Partial<HeldPartner> = {}): HeldDealFacts {
    const partner = anEngagement({ isRegistrationComplete: true, ...facts });
    return { deal: aDealOf(stageName, [partner]), since: TODAY - 30, partners: [aPartner(partner.id, changes)], stopped: [] };
}
const tell = (facts: HeldDealFacts) => tellHeldDeals([facts], map, TODAY)[0]!;
const turnsOf = (facts: HeldDealFacts) => tell(facts).missing.map(({ key, whoseTurn }) => [key, ...whoseTurn]);

it('names everything before the next overlay stage, and nothing beyond', () => {
    expect(turnsOf(held('Meet', {}))).toEqual([['joint-scorecard', 'Ada', 'Priya']]);
    expect(turnsOf(held('Offer', {}))).toEqual([
        ['joint-scorecard', 'Ada', 'Priya'],
        ['mutual-action-plan', 'Ada', 'Priya']
    ]);
});

it('leaves out the side that has confirmed already', () => {
    expect(turnsOf(held('Meet', {}, { confirmedBy: new Map([['joint-scorecard', 'host']]) }))).toEqual([['joint-scorecard', 'Priya']]);
    expect(turnsOf(held('Meet', {}, { confirmedBy: new Map([['joint-scorecard', 'partner']]) }))).toEqual([['joint-scorecard', 'Ada']]);
});

it('gives the handoff to the owner, or to the partner manager once it was sent back, and marks it past its clock', () => {
    const open = { isHandoffAccepted: false };
    expect(turnsOf(held('New', open, { handoffDueOn: TODAY }))).toEqual([['handoff', 'Ada']]);
    expect(tell(held('New', open, { handoffDueOn: TODAY }))).toMatchObject({ hasLateHandoff: false });
    expect(tell(held('New', open, { handoffDueOn: TODAY - 1 }))).toMatchObject({
        hasLateHandoff: true,
        missing: [{ isHandoff: true, isHandoffLate: true }]
    });
    expect(turnsOf(held('New', open, { isHandoffReturned: true }))).toEqual([['handoff', 'Priya']]);
});

it('waits with what an exception carries to the next stage', () => {
    expect(turnsOf(held('Need', { waivedUntil: new Map([[1, TODAY + 5]]) }))).toEqual([]);
    expect(turnsOf(held('Offer', { waivedUntil: new Map([[1, TODAY + 5]]) }))).toEqual([
        ['joint-scorecard', 'Ada', 'Priya'],
        ['mutual-action-plan', 'Ada', 'Priya']
    ]);
});

it('puts the most money first', () => {
    const [small, big] = [held('Meet', {}), held('Meet', {})];
    const rich = { ...big, deal: { ...big.deal, amount: 900_000_00 } };
    expect(tellHeldDeals([small, rich], map, TODAY).map(({ amount }) => amount)).toEqual([900_000_00, 100_000_00]);
});
