import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { dayOf, isoOf } from '../domain/forecast/calendar-day';
import type { StageMap } from '../domain/stage-map/stage-map';

/** How much to write. */
export interface FilesPlan {
    readonly deals: number;
    readonly historyRows: number;
    readonly map: StageMap;
}

const FIRST_DAY = dayOf(2021, 1, 1);
const LAST_DAY = dayOf(2026, 11, 20);
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const DEALS_PER_WRITE = 2_000;
const DEAL_COLUMNS = [
    'Id',
    'Name',
    'StageName',
    'Amount',
    'CloseDate',
    'CreatedDate',
    'IsClosed',
    'IsWon',
    'OwnerId',
    'AccountId',
    'Type',
    'LeadSource'
];
const HISTORY_COLUMNS = ['Id', 'OpportunityId', 'StageName', 'Amount', 'CloseDate', 'ForecastCategory', 'Probability', 'CreatedDate'];

/**
 * Writes Opportunity.csv and OpportunityHistory.csv as the Bulk API does: everything quoted, names with commas, doubled quotes and line
 * breaks. Deals move up, are pushed, won or lost; the same plan always gives the same bytes. Exactly `historyRows` rows of history.
 */
export function writeForecastFiles(folder: string, { deals, historyRows, map }: FilesPlan): void {
    const random = randomFrom(20_261_120);
    const open = map.stages.slice(0, -1).flatMap(({ stageNames }) => stageNames);
    const [won, lost] = [map.stages.at(-1)!.stageNames[0]!, map.lostStageNames[0]!];
    const files = ['Opportunity.csv', 'OpportunityHistory.csv'].map((name) => openSync(join(folder, name), 'w')) as [number, number];
    let [dealLines, historyLines] = [[lineOf(DEAL_COLUMNS)], [lineOf(HISTORY_COLUMNS)]];
    let written = 0;
    for (let deal = 0; deal < deals; deal += 1) {
        const rows = Math.floor(((deal + 1) * historyRows) / deals) - written;
        const { lines, row } = oneDeal({ deal, rows, first: written, open, won, lost, random });
        written += rows;
        dealLines.push(row);
        historyLines.push(...lines);
        if ((deal + 1) % DEALS_PER_WRITE !== 0 && deal + 1 < deals) continue;
        writeSync(files[0], dealLines.join(''));
        writeSync(files[1], historyLines.join(''));
        [dealLines, historyLines] = [[], []];
    }
    files.forEach(closeSync);
}

interface DealPlan {
    readonly deal: number;
    readonly rows: number;
    readonly first: number;
    readonly open: readonly string[];
    readonly won: string;
    readonly lost: string;
    readonly random: () => number;
}

function oneDeal({ deal, rows, first, open, won, lost, random }: DealPlan): { readonly lines: readonly string[]; readonly row: string } {
    const id = recordId('006', deal);
    const createdOn = FIRST_DAY + Math.floor(random() * (LAST_DAY - FIRST_DAY));
    let day = createdOn;
    let closeOn = createdOn + 40 + Math.floor(random() * 150);
    let amount = 1_000 + Math.floor(random() * 40_000_000) / 100;
    let rank = Math.floor(random() * 2);
    let stage = open[rank]!;
    const lines: string[] = [];
    for (let change = 0; change < rows; change += 1) {
        // A deal that has reached the last day goes on being edited on it.
        if (change > 0 && day < LAST_DAY) {
            day = Math.min(LAST_DAY, day + 2 + Math.floor(random() * 35));
            if (random() < 0.65) rank = Math.min(open.length - 1, rank + 1);
            if (random() < 0.2) closeOn += 30;
            if (random() < 0.1) amount = Math.round(amount * 110) / 100;
            stage = open[rank]!;
            const ends = random();
            if (change === rows - 1 && day < LAST_DAY) {
                if (ends < 0.14 + 0.05 * rank) stage = won;
                else if (ends < 0.85) stage = lost;
            }
            if (stage === won || stage === lost) closeOn = day;
        }
        const seconds = String(change).padStart(2, '0');
        const cells = [recordId('008', first + change), id, stage, amount.toFixed(2), isoOf(closeOn), 'Pipeline', '50'];
        lines.push(lineOf([...cells, `${isoOf(day)}T12:${String(deal % 60).padStart(2, '0')}:${seconds}.000Z`]));
    }
    const isClosed = stage === won || stage === lost;
    const name = `Deal ${deal}, the ""big"" one${deal % 10 === 0 ? '\n(second line)' : ''} for somebody`;
    const cells = [
        id,
        name,
        stage,
        amount.toFixed(2),
        isoOf(closeOn),
        `${isoOf(createdOn)}T08:00:00.000Z`,
        String(isClosed),
        String(stage === won)
    ];
    return { lines, row: lineOf([...cells, recordId('005', deal % 300), recordId('001', deal % 90_000), 'New Business', 'Web']) };
}

const lineOf = (cells: readonly string[]): string => `"${cells.join('","')}"\n`;

/** An id of 18 characters: prefix, instance, a number in base 62, and a suffix. */
function recordId(prefix: string, number: number): string {
    let [digits, rest] = ['', number + 1];
    for (let place = 0; place < 9; place += 1) {
        digits = DIGITS[rest % 62]! + digits;
        rest = Math.floor(rest / 62);
    }
    return `${prefix}5g0${digits}AAA`;
}

/** Numbers in [0, 1) that are the same in every run (xorshift). */
function randomFrom(seed: number): () => number {
    let state = seed;
    return () => {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return (state >>> 0) / 4_294_967_296;
    };
}
