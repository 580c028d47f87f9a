import type { Day } from '../calendar-day';
import { ANY_ORDER, ATTRIBUTIONS, NO_DAY, rowOn as rowOnDay, type DealTable } from '../deal-table';
import type { StageView } from '../learnt-forecast';
import type { PipelineStates } from '../pipeline-states';
import type { Paths } from './path-reader';
import { addSighting, lnAmountOf, NEVER_WON, takeSightings, type Sightings } from './sightings';

// Imports are looked up at each use, and these are used for each of millions of rows.
const rowOn = rowOnDay;

/**
 * All deals that are open on a day. Where `isNow`, deals without history stand in their stage of now since they were
 * created; on an earlier day it is not known where they stood, and they are left out.
 */
export function sightOpenDeals(
    table: DealTable,
    states: PipelineStates,
    paths: Paths,
    view: StageView,
    day: Day,
    isNow: boolean
): Sightings {
    const all = new Int32Array(table.size);
    for (let deal = 0; deal < all.length; deal += 1) all[deal] = deal;
    const sightings = sightOpenOf(all, table, states, paths, day);
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

/** The deals of `deals` that were open on a past day. */
export function sightOpenOf(deals: Int32Array, table: DealTable, states: PipelineStates, paths: Paths, day: Day): Sightings {
    return takeSightings(table, states, paths, listPossiblyOpen(deals, table, states, day), [day]);
}

/** Leaves out those that had no history yet and those that StageName said were closed: reading a path takes its time. */
function listPossiblyOpen(deals: Int32Array, { history }: DealTable, { ofStage }: PipelineStates, day: Day): Int32Array {
    const left = new Int32Array(deals.length);
    let count = 0;
    for (let index = 0; index < deals.length; index += 1) {
        const deal = deals[index]!;
        const row = rowOn(history.day, history.from[deal]!, history.from[deal + 1]!, day);
        if (row >= 0 && ofStage[history.stage[row]!]! >= 0) left[count++] = deal;
    }
    return left.subarray(0, count);
}
