import type { Day } from '../forecast/calendar-day';
import { NO_DAY, type DealTable } from '../forecast/deal-table';
import { standOf, type StageOrder } from '../forecast/stage-order';

/** A stretch of days that a deal spent in one open overlay stage; StageNames of one overlay stage are one stay. */
export interface DealStay {
    /** Index in the table. */
    readonly deal: number;
    readonly order: number;
    readonly from: Day;
    /** The day on which the deal left, forward, back or closed; undefined while it is still there. */
    readonly until: Day | undefined;
}

/**
 * Every stay in an open overlay stage, deal by deal, oldest first. A deal whose history never says that it closed left its
 * last stage on its close date, not before the day after that row. Deals without history have no stays.
 */
export function staysOfDeals(table: DealTable, stages: StageOrder): readonly DealStay[] {
    const stays: DealStay[] = [];
    for (let deal = 0; deal < table.size; deal += 1) stays.push(...staysOfDeal(table, stages, deal));
    return stays;
}

/** The stays of one deal. */
export function staysOfDeal(table: DealTable, stages: StageOrder, deal: number): readonly DealStay[] {
    const { history, stageNames } = table;
    const stays: DealStay[] = [];
    let open: { order: number; from: Day } | undefined;
    const end = history.from[deal + 1]!;
    for (let row = history.from[deal]!; row < end; row += 1) {
        const { kind, order } = standOf(stages, stageNames[history.stage[row]!]!);
        const day = history.day[row]!;
        if (open && kind === 'open' && order === open.order) continue;
        if (open) stays.push({ deal, ...open, until: day });
        open = kind === 'open' ? { order, from: day } : undefined;
    }
    if (open) stays.push({ deal, ...open, until: closedUnseen(table, stages, deal, history.day[end - 1]!) });
    return stays;
}

/** The day on which a deal closed of which history only shows the open part; undefined when it is open. */
function closedUnseen(table: DealTable, stages: StageOrder, deal: number, lastDay: Day): Day | undefined {
    if (standOf(stages, table.stageNames[table.stage[deal]!]!).kind === 'open') return undefined;
    const closeOn = table.closeOn[deal]!;
    return Math.max(lastDay + 1, closeOn === NO_DAY ? 0 : closeOn);
}

/** Where an open deal stands and since when. */
export interface PresentStay {
    readonly order: number;
    /** Undefined when history does not lead to where the deal stands (Setup's picklist Replace writes none). */
    readonly since: Day | undefined;
}

/** The present stay of an open deal, from the whole of its stay in the overlay stage; a deal without history stands there since it was created. */
export function presentStay(table: DealTable, stages: StageOrder, deal: number): PresentStay {
    const { order } = standOf(stages, table.stageNames[table.stage[deal]!]!);
    if (table.history.from[deal] === table.history.from[deal + 1]) return { order, since: table.createdOn[deal]! };
    const last = staysOfDeal(table, stages, deal).at(-1);
    return { order, since: last && last.until === undefined && last.order === order ? last.from : undefined };
}
