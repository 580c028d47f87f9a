import type { Day } from '../calendar-day';
import { NO_DAY, type DealTable } from '../deal-table';
import type { NotYetCreated } from '../learnt-forecast';
import { WON, type PipelineStates } from '../pipeline-states';
import type { AskedWindow } from './deal-features';

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
    const wins = listWins(table, states);
    return Array.from({ length: periods }, (_, period) => {
        const ended = days.filter((day) => day + windowsOn(day)[1 + period]!.upTo <= knownOn).slice(-ROLLING);
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

/** Every deal's first win. A won deal without history was won on its close date, as far as anybody knows. */
function listWins(table: DealTable, { ofStage }: PipelineStates) {
    const { history, size } = table;
    const createdOn = new Int32Array(size);
    const wonOn = new Int32Array(size);
    const amount = new Float64Array(size);
    let length = 0;
    for (let deal = 0; deal < size; deal += 1) {
        const from = history.from[deal]!;
        const end = history.from[deal + 1]!;
        let row = from;
        while (row < end && ofStage[history.stage[row]!] !== WON) row += 1;
        const isWonNow = row === end && ofStage[table.stage[deal]!] === WON && table.closeOn[deal] !== NO_DAY;
        if (row === end && !isWonNow) continue;
        createdOn[length] = from < end ? Math.min(table.createdOn[deal]!, history.day[from]!) : table.createdOn[deal]!;
        wonOn[length] = row < end ? history.day[row]! : table.closeOn[deal]!;
        amount[length++] = (row < end ? history.amount[row]! : table.amount[deal]!) || 0;
    }
    return { length, createdOn, wonOn, amount };
}
