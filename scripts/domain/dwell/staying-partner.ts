import type { Day } from '../forecast/calendar-day';

import type { DealTable, HistoryColumns } from '../forecast/deal-table';
import { standOf, type StageOrder } from '../forecast/stage-order';
import { presentStay } from './deal-stays';

/** A registered partner on an open deal, with what only stage history knows as the org stores it. */
export interface StayingPartner {
    readonly id: string;
    /** AutoNumber, for instance PE-000012. */
    readonly name: string;
    readonly partnerId: string;
    readonly partnerName: string;
    readonly partnerType: string;
    readonly isLead: boolean;
    readonly managerId: string | undefined;
    readonly managerName: string | undefined;
    readonly registeredOn: Day | undefined;
    readonly joinedOrder: number | undefined;
    readonly deal: {
        readonly id: string;
        readonly name: string;
        readonly ownerName: string;
        readonly accountName: string;
        readonly stageName: string;
    };
    readonly stored: StayFacts;
}

/** What stage history says of a partner's deal. */
export interface StayFacts {
    /** Day on which the deal entered the overlay stage it stands in; undefined when history does not tell. */
    readonly since: Day | undefined;
    /** The overlay stage that `since` is about. */
    readonly order: number | undefined;
    /** The deal had been in a later overlay stage than the one at which the partner joined, and was moved back before that. */
    readonly regressed: boolean;
}

/** Where deals stand in a table, by id. */
export const dealPlaces = ({ ids }: DealTable): ReadonlyMap<string, number> => new Map(ids.map((id, deal) => [id, deal]));

/** What history says of the deal at a place of the table, for one partner. */
export function stayFactsOf(
    table: DealTable,
    stages: StageOrder,
    deal: number,
    partner: Pick<StayingPartner, 'registeredOn' | 'joinedOrder'>
): StayFacts {
    const { order, since } = presentStay(table, stages, deal);
    const regressed = hasRegressedBefore(passedOrders(table.history, table.stageNames, stages, deal), partner);
    return { since, order: since === undefined ? undefined : order, regressed };
}

interface Passed {
    readonly day: Day;
    readonly order: number;
}

function passedOrders({ from, day, stage }: HistoryColumns, stageNames: readonly string[], stages: StageOrder, deal: number): Passed[] {
    const passed: Passed[] = [];
    for (let row = from[deal]!; row < from[deal + 1]!; row += 1) {
        const { kind, order } = standOf(stages, stageNames[stage[row]!]!);
        if (kind === 'open') passed.push({ day: day[row]!, order });
    }
    return passed;
}

/** Registration is known to the day only, in the time zone of whoever registered. */
const TOLERANCE_DAYS = 1;

/** A move to a later stage by the day of registration, followed by one back to where the partner joined, or before. */
function hasRegressedBefore(
    passed: readonly Passed[],
    { registeredOn, joinedOrder }: Pick<StayingPartner, 'registeredOn' | 'joinedOrder'>
) {
    if (registeredOn === undefined || joinedOrder === undefined) return false;
    const later = passed.findIndex(({ day, order }) => day <= registeredOn && order > joinedOrder);
    if (later < 0) return false;
    return passed.slice(later).some(({ day, order }) => day <= registeredOn + TOLERANCE_DAYS && order <= joinedOrder);
}

/** Whether the org stores something else than history says. */
export const differs = (left: StayFacts, right: StayFacts): boolean =>
    left.since !== right.since || left.order !== right.order || left.regressed !== right.regressed;
