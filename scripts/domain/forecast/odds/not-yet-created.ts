import type { Day } from '../calendar-day';
import { NO_DAY as NO_DAY_OF_TABLE, type DealTable } from '../deal-table';
import type { NotYetCreated } from '../learnt-forecast';
import { WON as WON_STATE, type PipelineStates } from '../pipeline-states';
import type { AskedWindow } from './deal-features';

// Imports are looked up at each use, and these are used for each of millions of rows.
const WON = WON_STATE;
const NO_DAY = NO_DAY_OF_TABLE;

/** Past snapshots that the rolling mean goes over. */
const ROLLING = 6;

/**
 * The add-on line (METHOD §4.8): per period, the mean over the last six past snapshots of what was then won in the same
 * period from deals created after the snapshot. `days` are past snapshot days, ascending; only periods that had ended by
 * `knownOn` count. Never part of the forecast.
 */
export function expectNotYetCreated(
    table: DealTable,
    states: PipelineStates,
    days: readonly Day[],
    windowsOn: (day: Day) => readonly AskedWindow[],
    periods: number,
    knownOn: Day
): readonly NotYetCreated[] {
    const endedOf = Array.from({ length: periods }, (_, period) =>
        days.filter((day) => day + windowsOn(day)[1 + period]!.upTo <= knownOn).slice(-ROLLING)
    );
    const wins = listWins(table, states, Math.min(...endedOf.flat()));
    return endedOf.map((ended, period) => {
        let deals = 0;
        let amount = 0;
        for (const day of ended) {
            const { after, upTo } = windowsOn(day)[1 + period]!;
            for (let win = 0; win < wins.length; win += 1) {
                if (wins.createdOn[win]! <= day || wins.wonOn[win]! <= day + after || wins.wonOn[win]! > day + upTo) continue;
                deals += 1;
                amount += wins.amount[win]!;
            }
        }
        const count = Math.max(1, ended.length);
        return { deals: deals / count, amount: Math.round(amount / count), pastSnapshots: ended.length };
    });
}

/** The first win of every deal that was created after a day. A won deal without history was won on its close date, as far as anybody knows. */
function listWins(table: DealTable, { ofStage }: PipelineStates, after: Day) {
    const { history, size } = table;
    const createdOn = new Int32Array(size);
    const wonOn = new Int32Array(size);
    const amount = new Float64Array(size);
    let length = 0;
    for (let deal = 0; deal < size; deal += 1) {
        const from = history.from[deal]!;
        const end = history.from[deal + 1]!;
        const created = from < end ? Math.min(table.createdOn[deal]!, history.day[from]!) : table.createdOn[deal]!;
        if (created <= after) continue;
        let row = from;
        while (row < end && ofStage[history.stage[row]!] !== WON) row += 1;
        const isWonNow = row === end && ofStage[table.stage[deal]!] === WON && table.closeOn[deal] !== NO_DAY;
        if (row === end && !isWonNow) continue;
        createdOn[length] = created;
        wonOn[length] = row < end ? history.day[row]! : table.closeOn[deal]!;
        amount[length++] = (row < end ? history.amount[row]! : table.amount[deal]!) || 0;
    }
    return { length, createdOn, wonOn, amount };
}
