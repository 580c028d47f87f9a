import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isoOf, type Day } from '../domain/forecast/calendar-day';
import { NO_DAY, type DealTable } from '../domain/forecast/deal-table';
import { parseStageMapFile } from './stage-maps';

/** One row of a log before it is written. */
export interface LogRow {
    readonly day: Day;
    readonly stageName: string;
    readonly amount: number | undefined;
    readonly closeOn: Day;
}

/** One deal with its history, oldest first. */
export interface LogDeal {
    readonly createdOn: Day;
    readonly rows: readonly LogRow[];
}

/** What real logs do to a clean one; `index` is the deal's. Undefined: the deal is left out. */
export type Damage = (deal: LogDeal, index: number) => LogDeal | undefined;

const map = parseStageMapFile();
const OPEN = map.stages.slice(0, -1).flatMap(({ stageNames }) => stageNames.slice(0, 1));
const [WON, LOST] = [map.stages.at(-1)!.stageNames[0]!, map.lostStageNames[0]!];

const changeRows =
    (change: (row: LogRow, at: number, index: number) => LogRow): Damage =>
    (deal, index) => ({ ...deal, rows: deal.rows.map((row, at) => change(row, at, index)) });

/** A third of deals was imported: the log begins in the middle of their life. */
export const withoutCreationRows: Damage = (deal, index) =>
    index % 3 === 0 && deal.rows.length > 1 ? { ...deal, rows: deal.rows.slice(1) } : deal;

/** Every fourth lost deal is taken up again five weeks later and lost or won a month after that. */
export const withReopened: Damage = (deal, index) => {
    const last = deal.rows.at(-1)!;
    if (last.stageName !== LOST || index % 4 !== 0) return deal;
    const again = { ...last, day: last.day + 35, stageName: OPEN[1]! };
    return { ...deal, rows: [...deal.rows, again, { ...last, day: last.day + 66, stageName: index % 8 === 0 ? WON : LOST }] };
};

/** A stage that the map has never heard of, in every fifth deal. */
export const withUnknownStages: Damage = (deal, index) => ({
    ...deal,
    rows: deal.rows.map((row) => (index % 5 === 0 && row.stageName === OPEN[1] ? { ...row, stageName: 'Parked by legal' } : row))
});

/** The log begins three weeks after the deal. */
export const withLateLog: Damage = (deal) => ({ ...deal, createdOn: deal.createdOn - 21 });

/** Somebody closes what is lost once a quarter, all on one day. */
export const withBulkClosing = changeRows((row) => (row.stageName === LOST ? { ...row, day: Math.ceil(row.day / 91) * 91 } : row));

/** Everything is entered on one day of the week. */
export const movedOnceAWeek = changeRows((row) => ({ ...row, day: Math.ceil(row.day / 7) * 7 }));

/** Half of the deals never had an amount. */
export const withoutHalfOfAmounts = changeRows((row, _, index) => (index % 2 === 0 ? { ...row, amount: undefined } : row));

/** The history of every third deal knows no close dates. */
export const withoutCloseDates = changeRows((row, _, index) => (index % 3 === 0 ? { ...row, closeOn: NO_DAY } : row));

/** Writes Opportunity.csv and OpportunityHistory.csv as the Bulk API does, up to the last day of the log. Everything is direct. */
export function writeStressLog(
    folder: string,
    table: DealTable,
    lastDay: Day,
    damages: readonly Damage[],
    probability?: (stageName: string) => number
): void {
    const deals = ['"Id","StageName","Amount","CloseDate","CreatedDate","IsClosed","IsWon"'];
    const history = [`"Id","OpportunityId","StageName","Amount","CloseDate","CreatedDate"${probability ? ',"Probability"' : ''}`];
    for (let index = 0; index < table.size; index += 1) {
        const damaged = damages.reduce<LogDeal | undefined>((deal, damage) => deal && damage(deal, index), readDeal(table, index));
        const rows = damaged?.rows.filter(({ day }) => day <= lastDay) ?? [];
        const last = rows.at(-1);
        if (!damaged || !last) continue;
        const id = `${table.ids[index]}AAA`;
        const cells = ({ stageName, amount, closeOn }: LogRow) => [
            stageName,
            amount === undefined ? '' : amount / 100,
            closeOn === NO_DAY ? '' : isoOf(closeOn)
        ];
        const isWon = last.stageName === WON;
        // The deal itself always has one: an org cannot save it without.
        const closeOn = last.closeOn === NO_DAY ? last.day + 90 : last.closeOn;
        deals.push(lineOf([id, ...cells({ ...last, closeOn }), momentOf(damaged.createdOn), isWon || last.stageName === LOST, isWon]));
        rows.forEach((row, at) => {
            const typed = probability ? [probability(row.stageName)] : [];
            history.push(lineOf([`008${index}-${at}`, id, ...cells(row), momentOf(row.day), ...typed]));
        });
    }
    writeFileSync(join(folder, 'Opportunity.csv'), `${deals.join('\n')}\n`);
    writeFileSync(join(folder, 'OpportunityHistory.csv'), `${history.join('\n')}\n`);
}

function readDeal({ history, stageNames, createdOn }: DealTable, deal: number): LogDeal {
    const nameOf = (stage: number) =>
        stage < stageNames.length - 2 ? OPEN[Math.min(stage, OPEN.length - 1)]! : stage === stageNames.length - 2 ? WON : LOST;
    const rows: LogRow[] = [];
    for (let row = history.from[deal]!; row < history.from[deal + 1]!; row += 1) {
        const amount = Number.isNaN(history.amount[row]) ? undefined : history.amount[row];
        rows.push({ day: history.day[row]!, stageName: nameOf(history.stage[row]!), amount, closeOn: history.closeOn[row]! });
    }
    return { createdOn: createdOn[deal]!, rows };
}

const momentOf = (day: Day): string => `${isoOf(day)}T12:00:00.000Z`;
const lineOf = (cells: readonly (string | number | boolean)[]): string => cells.map((cell) => `"${cell}"`).join(',');
