import { aDealOf, anEngagement } from '../../testing/deal-facts';
import { aStageMap } from '../../testing/stage-maps';
import { dayOf, type Day } from '../forecast/calendar-day';
import type { HistoryEntry } from '../forecast/deal';
import type { EngagementFacts } from '../impact/engagement-facts';
import type { PastEvidence } from './past-evidence';
import { simulateMap } from './simulate-map';

const DAY = dayOf(2026, 6, 1);
const FROM = DAY - 90;
const map = aStageMap();

const evidence = (given: Partial<PastEvidence> = {}): PastEvidence => ({
    recordedOn: DAY - 40,
    withdrawnOn: undefined,
    handoffOn: DAY - 39,
    scorecardOn: undefined,
    pitchOn: undefined,
    preBriefHeldOn: undefined,
    preBriefAnsweredOn: undefined,
    planOn: undefined,
    exceptions: [],
    ...given
});

/** One deal that moved New, Need, Offer on the days -30, -20 and 0, with one partner registered on day -40. */
function simulate(
    past: Partial<PastEvidence> = {},
    partner: Partial<EngagementFacts> = {},
    steps: readonly (readonly [Day, string])[] = [
        [DAY - 50, 'New'],
        [DAY - 20, 'Need'],
        [DAY, 'Offer']
    ],
    evidenceSince: Day | undefined = DAY - 100
) {
    const engagement = anEngagement({ isRegistrationComplete: true, registeredOn: DAY - 40, ...partner });
    const deal = aDealOf('Offer', [engagement], { isClosed: true, isWon: true });
    const history = steps.map(([day, stageName], index): HistoryEntry => ({
        id: `h${index}`,
        at: day * 86_400_000 + index,
        stageName,
        amount: undefined,
        closeOn: undefined
    }));
    return simulateMap(map, { deals: [deal], historyOf: () => history, evidenceOf: () => evidence(past), evidenceSince }, FROM);
}

describe('past moves under a map', () => {
    it('pass when the proof was there on the day', () => {
        const { moves, blockedMoves, passed } = simulate({ scorecardOn: DAY });
        expect([moves, blockedMoves, passed.deals, passed.won]).toEqual([2, [], 1, 1]);
    });

    it('would have been refused when the proof came later, or never', () => {
        const late = simulate({ scorecardOn: DAY + 12 });
        expect(late.blockedMoves.map(({ from, to, on, blocks }) => [from, to, on, blocks[0]!.provenAfterDays])).toEqual([
            ['Need', 'Offer', DAY, 12]
        ]);
        expect(late.byCriterion).toEqual([expect.objectContaining({ late: 1, never: 0, medianDaysLate: 12, won: 1 })]);
        const never = simulate();
        expect(never.byCriterion).toEqual([expect.objectContaining({ late: 0, never: 1, medianDaysLate: undefined })]);
        expect([never.stopped.deals, never.passed.deals]).toEqual([1, 0]);
    });

    it('name every gate that was skipped', () => {
        const { blockedMoves } = simulate({}, {}, [
            [DAY - 50, 'New'],
            [DAY, 'Won']
        ]);
        expect(blockedMoves[0]!.blocks.map(({ key }) => key)).toEqual(['joint-scorecard', 'mutual-action-plan']);
    });

    it('pass on an exception of those days only', () => {
        const exception = (from: Day, until: Day) => ({ exceptions: [{ gate: 1, from, until }] });
        expect(simulate(exception(DAY - 1, DAY)).blockedMoves).toEqual([]);
        expect(simulate(exception(DAY - 9, DAY - 1)).blockedMoves).toHaveLength(1);
    });

    it('are not judged before the partner was registered, after it left, and in moves back', () => {
        expect(simulate({}, { registeredOn: DAY }).moves).toBe(0);
        expect(simulate({ withdrawnOn: DAY - 30 }, { status: 'Withdrawn' }).moves).toBe(0);
        expect(simulate({ withdrawnOn: DAY + 30 }, { status: 'Withdrawn' }).moves).toBe(2);
        expect(
            simulate({}, {}, [
                [DAY - 20, 'Offer'],
                [DAY, 'Need']
            ] as const).moves
        ).toBe(0);
    });

    it('owe a late joiner only what lies ahead of the stage that history shows', () => {
        const joinedAtOffer = simulate({}, { registeredOn: DAY - 10 }, [
            [DAY - 50, 'New'],
            [DAY - 20, 'Offer'],
            [DAY, 'Won']
        ]);
        expect(joinedAtOffer.blockedMoves[0]!.blocks.map(({ key }) => key)).toEqual(['mutual-action-plan']);
    });

    it('say nothing of what nobody recorded then', () => {
        expect(simulate({}, {}, undefined, DAY - 5).cannotTell).toEqual([
            { reason: 'before the first evidence was recorded in this org', moves: 1 }
        ]);
        const afterwards = simulate({ recordedOn: DAY + 1 });
        expect([afterwards.cannotTell, afterwards.blockedMoves, afterwards.passed.deals]).toEqual([
            [{ reason: 'the partner was recorded only afterwards', moves: 2 }],
            [],
            0
        ]);
    });

    it('leave moves before the window alone', () => {
        expect(
            simulate({}, {}, [
                [FROM - 10, 'New'],
                [FROM - 1, 'Offer']
            ] as const).moves
        ).toBe(0);
    });
});
