import { dayOf, type Day } from '../domain/forecast/calendar-day';
import type { Deal, HistoryEntry, PartnerOnDeal } from '../domain/forecast/deal';
import type { StageOrder } from '../domain/forecast/stage-order';

/** A small process: three open overlay stages of which the second has two StageNames. */
export const STAGES: StageOrder = new Map([
    ['New', { order: 0, rank: 0, kind: 'open' as const }],
    ['Meet', { order: 1, rank: 10, kind: 'open' as const }],
    ['Need', { order: 1, rank: 11, kind: 'open' as const }],
    ['Offer', { order: 2, rank: 20, kind: 'open' as const }],
    ['Won', { order: 3, rank: 30, kind: 'won' as const }],
    ['Lost', { order: -1, rank: -1, kind: 'lost' as const }]
]);

/** A Saturday in the middle of the last fiscal quarter. */
export const TODAY: Day = dayOf(2026, 11, 21);

const MILLISECONDS_PER_DAY = 86_400_000;

/** One step of a life: the day and the StageName entered, and the amount if it is not the deal's. */
export type Step = readonly [day: Day, stageName: string, amount?: number];

let made = 0;

/** A deal that lived these steps; the last one is where it stands now. Anything else may be given over. */
export function aDeal(steps: readonly Step[], given: Partial<Deal> = {}): Deal {
    const id = given.id ?? `deal-${String((made += 1)).padStart(6, '0')}`;
    const [createdOn] = steps[0] ?? [TODAY];
    const [lastDay, stageName] = steps.at(-1) ?? [TODAY, 'New'];
    const amount = 'amount' in given ? given.amount : 1_000_00;
    const kind = STAGES.get(stageName)?.kind;
    const history = steps.map(([day, stage, other], index): HistoryEntry => ({
        id: `${id}-${String(index).padStart(3, '0')}`,
        at: day * MILLISECONDS_PER_DAY + index,
        stageName: stage,
        amount: other ?? amount,
        closeOn: given.closeOn ?? lastDay
    }));
    return {
        id,
        name: id,
        stageName,
        isClosed: kind === 'won' || kind === 'lost',
        isWon: kind === 'won',
        closeOn: lastDay,
        createdOn,
        earnedOrder: undefined,
        partners: [],
        history,
        ...given,
        amount
    };
}

/** A registered leading SI partner that sourced 60 % of its deal, registered on the day given. */
export const aPartner = (registeredOn: Day, given: Partial<PartnerOnDeal> = {}): PartnerOnDeal => ({
    id: `partner-${(made += 1)}`,
    partnerName: 'Acme',
    type: 'SI',
    role: 'Lead',
    status: 'Registered',
    attribution: 'Sourced',
    creditBasisPoints: 6000,
    createdOn: registeredOn,
    registeredOn,
    withdrawnOn: undefined,
    influenceProven: false,
    onException: false,
    ...given
});

/** A partner that says it sourced the deal and has not registered. */
export const aSignal = (createdOn: Day, given: Partial<PartnerOnDeal> = {}): PartnerOnDeal =>
    aPartner(createdOn, { status: 'Signal', role: undefined, registeredOn: undefined, creditBasisPoints: 0, ...given });
