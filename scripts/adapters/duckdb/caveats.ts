import { NO_DAY, type DealTable } from '../../domain/forecast/deal-table';
import { UNMAPPED_ORDER } from '../../domain/stage-map/ranks';
import { standOf, type StageOrder } from '../../domain/forecast/stage-order';
import { hasColumn, type CsvSheet } from './csv-sheet';
import type { HistoryReading } from './history-rows';
import type { PartnerReading } from './partner-collector';

/** Columns without which something is not known, and what. */
const OPTIONAL: Readonly<Record<'opportunities' | 'history' | 'partners', Readonly<Record<string, string>>>> = {
    opportunities: { Name: 'deals are told by their ids' },
    history: {
        Id: 'which of two changes in the same second came last is not known',
        Amount: 'past amounts are not known',
        CloseDate: 'past close dates are not known'
    },
    partners: {
        Partner_Type__c: 'partners have no type, so their deals count as direct',
        Role__c: 'nobody leads, so nothing counts as proven on partner deals',
        Attribution__c: 'nobody is known to have sourced or influenced',
        Credit_Percent__c: 'no credit is known, so every dollar counts as direct',
        Registered_On__c: 'partners count from the day their row was made',
        Withdrawn_On__c: 'partners that left count to the end',
        Handoff_Accepted_On__c: 'handoffs count as accepted',
        Influence_Proven__c: 'influence counts as ours'
    }
};

export interface Read {
    readonly sheets: {
        readonly opportunities: CsvSheet;
        readonly history: CsvSheet;
        readonly partners?: CsvSheet | undefined;
        readonly scorecards?: CsvSheet | undefined;
        readonly pitches?: CsvSheet | undefined;
        readonly plans?: CsvSheet | undefined;
    };
    readonly table: DealTable;
    readonly history: HistoryReading;
    readonly partners: PartnerReading;
    readonly stages: StageOrder;
    /** Index in `table` of the open deals. */
    readonly openDeals: Uint32Array;
}

interface Told {
    readonly caveats: readonly string[];
    /** How many of them come before all others. */
    readonly leadingCaveats: number;
}

/** What a reader must know about the rows: what is not there, and what was left out, with how many. */
export function tellCaveats({ sheets, table, history, partners, stages, openDeals }: Read): Told {
    const { unborn, silent, elsewhere } = compareWithHistory(table);
    const openUndated = openDeals.reduce((count, deal) => count + (table.closeOn[deal] === NO_DAY ? 1 : 0), 0);
    // Of open ones the forecast itself tells.
    const undated = table.closeOn.reduce((count, day) => count + (day === NO_DAY ? 1 : 0), 0) - openUndated;
    const counted: readonly (readonly [number, string])[] = [
        [history.ofUnknownDeals, 'Rows of stage history whose deal is not among the opportunities, left out'],
        [history.incomplete, 'Rows of stage history without a date or a stage, left out'],
        [partners.ofUnknownDeals, 'Partners whose deal is not among the opportunities, left out'],
        [undated, 'Closed opportunities without a close date: only history tells when they closed'],
        [unborn, 'Deals whose history begins after they were created, so that where they stood before is not known'],
        [silent, 'Deals without any stage history'],
        [elsewhere, 'Deals that stand in another stage than their last row of history says']
    ];
    const { stood, empty } = offMap(table, stages, openDeals);
    const others = [
        ...missingColumns(sheets),
        ...empty,
        ...counted.filter(([count]) => count > 0).map(([count, what]) => `${what}: ${count.toLocaleString('en-US')}.`)
    ];
    return { caveats: [...stood, ...others], leadingCaveats: stood.length };
}

function missingColumns(sheets: Read['sheets']): readonly string[] {
    const told = (['opportunities', 'history', 'partners'] as const).flatMap((name) => {
        const sheet = sheets[name];
        if (!sheet) return [];
        return Object.entries(OPTIONAL[name])
            .filter(([column]) => !hasColumn(sheet, column))
            .map(([column, what]) => `${sheet.title} has no ${column}: ${what}.`);
    });
    if (!sheets.partners) return [...told, 'There are no partners (Partner_Engagement__c): every deal counts as direct.'];
    const without = (['scorecards', 'pitches', 'plans'] as const).filter((name) => !sheets[name]);
    if (without.length === 0) return told;
    return [...told, `There are no ${without.join(', ')}: what they would prove counts as proven.`];
}

/** Open stages that the map does not know: those in which deals stand, which makes the forecast wrong, and the others. */
function offMap({ stageNames, stage }: DealTable, stages: StageOrder, openDeals: Uint32Array) {
    const names = stageNames.filter((name) => {
        const { order, kind } = standOf(stages, name);
        return order === UNMAPPED_ORDER && kind === 'open';
    });
    const here = new Set(names.length === 0 ? [] : openDeals.map((deal) => stage[deal]!));
    const stood = names.filter((name) => here.has(stageNames.indexOf(name)));
    const empty = names.filter((name) => !stood.includes(name));
    const tell = (of: readonly string[], more: string) =>
        of.length === 0 ? [] : [`Open stages that the stage map does not know${more}: ${of.join(', ')}.`];
    const remedy = ' Put them on the map, or name the right one (or a plain list of stages) with --stage-map.';
    return { stood: tell(stood, '').map((told) => told + remedy), empty: tell(empty, ', without open deals') };
}

/** Deals whose history begins after they were created, deals without any, and deals that stand elsewhere than history ends. */
function compareWithHistory({ size, createdOn, stage, history }: DealTable) {
    const counts = { unborn: 0, silent: 0, elsewhere: 0 };
    for (let deal = 0; deal < size; deal += 1) {
        const [from, to] = [history.from[deal]!, history.from[deal + 1]!];
        if (from === to) counts.silent += 1;
        else {
            if (history.day[from]! > createdOn[deal]!) counts.unborn += 1;
            if (history.stage[to - 1] !== stage[deal]) counts.elsewhere += 1;
        }
    }
    return counts;
}
