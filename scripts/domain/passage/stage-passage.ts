import type { UsualStays } from '../dwell/usual-stay';
import type { Day } from '../forecast/calendar-day';
import { ATTRIBUTIONS, rowOn, type DealTable } from '../forecast/deal-table';
import { standOf, type StageKind, type StageOrder, type StageStand } from '../forecast/stage-order';
import { UNMAPPED_ORDER } from '../stage-map/ranks';
import { EXIT, limitsOf, PassageTally, type ExitCode, type PassagePlan, type StagePassage } from './passage-tally';

/** What passage is measured on; `usual` as of `asOf`. */
export interface PassageQuestion extends PassagePlan {
    readonly table: DealTable;
    readonly stages: StageOrder;
    readonly usual: UsualStays;
}

export interface PassageReport {
    /** First day of any history; undefined when there is none. */
    readonly since: Day | undefined;
    /** First day of working by gates; undefined: there are none. */
    readonly goLive: Day | undefined;
    /** By stage: all deals, direct ones, partner deals. */
    readonly stages: readonly StagePassage[];
}

/**
 * How deals pass each open overlay stage of the map, from the stage history that was known at the end of `asOf`: one pass over
 * the columns. StageNames of one overlay stage are one stay; stages passed within one day leave none. Deals without history have
 * none. The stage is the one that the CRM recorded: what was proven on past days is not known for all of them.
 */
export function measurePassage({ table, stages, usual, ...plan }: PassageQuestion): PassageReport {
    const { asOf, goLive } = plan;
    const stands = table.stageNames.map((name) => standOf(stages, name));
    const orders = [...new Set([...stages.values()].flatMap(openOrder))].sort((left, right) => left - right);
    const reading: Reading = {
        table,
        stands,
        stageOf: Int32Array.from(stands, (stand) => (stand.kind === 'open' ? orders.indexOf(stand.order) : -1)),
        asOf,
        tally: new PassageTally(orders.length, table.partnerTypes.length, limitsOf(orders, table.partnerTypes, usual), plan)
    };
    const { from, day } = table.history;
    let since: Day | undefined;
    for (let deal = 0; deal < table.size; deal += 1) {
        const first = from[deal]!;
        if (first === from[deal + 1] || day[first]! > asOf) continue;
        if (since === undefined || day[first]! < since) since = day[first]!;
        passDeal(reading, deal);
    }
    return { since, goLive, stages: orders.flatMap((order, stage) => reading.tally.read(stage, order)) };
}

const { on: ON, back: BACK, lost: LOST, offMap: OFF_MAP, there: THERE } = EXIT;

const openOrder = ({ kind, order }: StageStand): readonly number[] => (kind === 'open' && order !== UNMAPPED_ORDER ? [order] : []);

interface Reading {
    readonly table: DealTable;
    /** By StageName of the table. */
    readonly stands: readonly StageStand[];
    /** Index of the overlay stage of each StageName; −1: closed, or not on the map. */
    readonly stageOf: Int32Array;
    readonly asOf: Day;
    readonly tally: PassageTally;
}

/** Every stay of one deal that has history. */
function passDeal({ table, stands, stageOf, asOf, tally }: Reading, deal: number): void {
    const { from, day, stage, closeOn } = table.history;
    const end = from[deal + 1]!;
    const hasPartners = table.partners.from[deal] !== table.partners.from[deal + 1];
    let begun = from[deal]!;
    let here = stageOf[stage[begun]!]!;
    let row = begun + 1;
    tally.begin();
    for (; row < end && day[row]! <= asOf; row += 1) {
        const next = stageOf[stage[row]!]!;
        if (here >= 0 && here === next) continue;
        if (here >= 0) {
            const exit = exitOf(here, next, stands[stage[row]!]!.kind);
            // A loss says nothing about when a deal would have come: the date of its row is not taken.
            const dated = exit === LOST ? row - 1 : row;
            tally.stay(here, hasPartners ? typeOn(table, deal, day[row]!) : 0, day[begun]!, day[row]!, exit);
            tally.slip(closeOn[begun]!, closeOn[dated]!);
        }
        begun = row;
        here = next;
    }
    const last = row - 1;
    const closedOn = row === end ? closedUnseen(table, stands, deal) : undefined;
    const isOver = closedOn !== undefined && closedOn <= asOf;
    const kind = stands[isOver ? table.stage[deal]! : stage[last]!]!.kind;
    const type = !hasPartners ? 0 : typeOn(table, deal, isOver ? closedOn : asOf);
    if (here >= 0) {
        tally.stay(here, type, day[begun]!, isOver ? closedOn : asOf, !isOver ? THERE : kind === 'won' ? ON : LOST);
        if (isOver) tally.slip(closeOn[begun]!, closeOn[last]!);
        else tally.stands(table.history.amount[last]!);
    }
    tally.end(kind, type);
}

function exitOf(here: number, next: number, kind: StageKind): ExitCode {
    if (kind === 'won') return ON;
    if (kind === 'lost') return LOST;
    if (next < 0) return OFF_MAP;
    return next > here ? ON : BACK;
}

/** The day on which a deal closed of which history only shows the open part: its close date, not before the day after its last row. */
function closedUnseen({ history, stage, closeOn }: DealTable, stands: readonly StageStand[], deal: number): Day | undefined {
    const last = history.from[deal + 1]! - 1;
    if (stands[stage[deal]!]!.kind === 'open' || stands[history.stage[last]!]!.kind !== 'open') return undefined;
    return Math.max(history.day[last]! + 1, closeOn[deal]!);
}

const PRE_REGISTRATION = ATTRIBUTIONS.indexOf('Pre-registration');

/** Index of the partner type that a deal counted as at the end of a day; 0 is direct. */
function typeOn({ partners }: DealTable, deal: number, day: Day): number {
    const from = partners.from[deal]!;
    const row = rowOn(partners.day, from, partners.from[deal + 1]!, day);
    return row < 0 || partners.attribution[row] === PRE_REGISTRATION ? 0 : partners.partnerType[row]!;
}
