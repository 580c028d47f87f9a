import type { Day } from '../calendar-day';
import type { DealTable } from '../deal-table';
import type { PipelineStates } from '../pipeline-states';

/** How many deals had been won or lost by a day, as their history tells, and how many of them in the year before it. */
export function countClosings({ history, size }: DealTable, { ofStage }: PipelineStates, knownOn: Day) {
    let closedDeals = 0;
    let closedLastYear = 0;
    for (let deal = 0; deal < size; deal += 1) {
        for (let row = history.from[deal]!; row < history.from[deal + 1]! && history.day[row]! <= knownOn; row += 1) {
            if (ofStage[history.stage[row]!]! >= 0) continue;
            closedDeals += 1;
            if (history.day[row]! > knownOn - 365) closedLastYear += 1;
            break;
        }
    }
    return { closedDeals, closedLastYear };
}
