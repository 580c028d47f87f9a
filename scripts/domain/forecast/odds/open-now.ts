import type { Day } from '../calendar-day';
import { ANY_ORDER, ATTRIBUTIONS, NO_DAY, rowOn, type DealTable } from '../deal-table';
import type { StageView } from '../learnt-forecast';
import type { PipelineStates } from '../pipeline-states';
import type { PathReader } from './path-reader';
import { addSighting, lnAmountOf, NEVER_WON, takeSightings, type Sightings } from './sightings';

/**
 * All deals that are open on a day. Where `isNow`, deals without history stand in their stage of now since they were
 * created; on an earlier day it is not known where they stood, and they are left out.
 */
export function sightOpenDeals(
    table: DealTable,
    states: PipelineStates,
    reader: PathReader,
    view: StageView,
    day: Day,
    isNow: boolean
): Sightings {
    const sightings = takeSightings(table, states, reader, listPossiblyOpen(table, states, day), [day]);
    if (!isNow) return sightings;
    for (let deal = 0; deal < table.size; deal += 1) {
        if (table.history.from[deal] !== table.history.from[deal + 1] || table.createdOn[deal]! > day) continue;
        const claimed = states.ofStage[table.stage[deal]!]!;
        if (claimed < 0) continue;
        const { partners, proof } = table;
        const partner = rowOn(partners.day, partners.from[deal]!, partners.from[deal + 1]!, day);
        const proven = view === 'earned' ? rowOn(proof.day, proof.from[deal]!, proof.from[deal + 1]!, day) : -1;
        const isPreRegistration = partner >= 0 && ATTRIBUTIONS[partners.attribution[partner]!] === 'Pre-registration';
        if (isPreRegistration && states.open[claimed]!.order === 0) continue;
        const order = proven < 0 ? ANY_ORDER : proof.order[proven]!;
        const at = addSighting(sightings);
        sightings.deal[at] = deal;
        sightings.day[at] = day;
        sightings.state[at] = order === ANY_ORDER ? claimed : states.earned(claimed, order);
        sightings.claimed[at] = claimed;
        sightings.dwell[at] = day - table.createdOn[deal]!;
        sightings.partnerType[at] = partner < 0 || isPreRegistration ? 0 : partners.partnerType[partner]!;
        sightings.age[at] = day - table.createdOn[deal]!;
        sightings.closeIn[at] = table.closeOn[deal] === NO_DAY ? NO_DAY : table.closeOn[deal]! - day;
        sightings.amount[at] = table.amount[deal]!;
        sightings.lnAmount[at] = lnAmountOf(table.amount[deal]!);
        sightings.probability[at] = NaN;
        sightings.wonIn[at] = NEVER_WON;
    }
    return sightings;
}

/** Deals with history, but for those whose last row, of the day or before it, says that they are closed: reading a path takes its time. */
function listPossiblyOpen({ history, size }: DealTable, { ofStage }: PipelineStates, day: Day): Int32Array {
    const deals = new Int32Array(size);
    let count = 0;
    for (let deal = 0; deal < size; deal += 1) {
        const last = history.from[deal + 1]! - 1;
        if (last < history.from[deal]! || (history.day[last]! <= day && ofStage[history.stage[last]!]! < 0)) continue;
        deals[count++] = deal;
    }
    return deals.subarray(0, count);
}
