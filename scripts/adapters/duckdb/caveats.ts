import type { DealTable } from '../../domain/forecast/deal-table';
import { UNMAPPED_ORDER } from '../../domain/stage-map/ranks';
import { standOf, type StageOrder } from '../../domain/forecast/stage-order';
import { hasColumn, type CsvSheet } from './csv-sheet';
import type { HistoryReading } from './history-rows';
import type { PartnerReading } from './partner-rows';

/** Columns without which something is not known, and what. */
const OPTIONAL: Readonly<Record<'opportunities' | 'history' | 'partners', Readonly<Record<string, string>>>> = {
    opportunities: { Name: 'what deals are called' },
    history: {
        Id: 'which of two changes in the same second came last',
        Amount: 'past amounts',
        CloseDate: 'past close dates'
    },
    partners: {
        Partner_Type__c: 'the type of partners',
        Role__c: 'who leads, so nothing counts as proven on partner deals',
        Attribution__c: 'whether partners sourced or influenced',
        Credit_Percent__c: 'credit, so every dollar counts as direct',
        Registered_On__c: 'since when partners were registered',
        Withdrawn_On__c: 'when partners left',
        Handoff_Accepted_On__c: 'when handoffs were accepted, so they count as accepted',
        Influence_Proven__c: 'whether influence is proven, so it counts as ours'
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
}

/** What a reader must know about the rows: what is not there, and what was left out, with how many. */
export function tellCaveats({ sheets, table, history, partners, stages }: Read): readonly string[] {
    const { unborn, silent, elsewhere } = compareWithHistory(table);
    const counted: readonly (readonly [number, (count: string) => string])[] = [
        [history.ofUnknownDeals, (rows) => `${rows} rows of stage history belong to deals that are not among the opportunities: left out.`],
        [history.incomplete, (rows) => `${rows} rows of stage history have no date or no stage: left out.`],
        [partners.ofUnknownDeals, (rows) => `${rows} partners are on deals that are not among the opportunities: left out.`],
        [
            unborn,
            (deals) =>
                `${deals} deals have no history from the day they were created: where they stood before their first row is not known.`
        ],
        [silent, (deals) => `${deals} deals have no stage history at all.`],
        [elsewhere, (deals) => `${deals} deals stand in another stage than their last row of history says.`]
    ];
    return [
        ...missingColumns(sheets),
        ...offMap(table, stages),
        ...counted.filter(([count]) => count > 0).map(([count, tell]) => tell(count.toLocaleString('en-US')))
    ];
}

function missingColumns(sheets: Read['sheets']): readonly string[] {
    const told = (['opportunities', 'history', 'partners'] as const).flatMap((name) => {
        const sheet = sheets[name];
        if (!sheet) return [];
        return Object.entries(OPTIONAL[name])
            .filter(([column]) => !hasColumn(sheet, column))
            .map(([column, what]) => `${sheet.title} has no ${column}: not known is ${what}.`);
    });
    if (!sheets.partners) return [...told, 'There are no partners (Partner_Engagement__c): every deal counts as direct.'];
    const without = (['scorecards', 'pitches', 'plans'] as const).filter((name) => !sheets[name]);
    if (without.length === 0) return told;
    return [...told, `There are no ${without.join(', ')}: what they would prove counts as proven.`];
}

function offMap({ stageNames }: DealTable, stages: StageOrder): readonly string[] {
    const names = stageNames.filter((name) => {
        const { order, kind } = standOf(stages, name);
        return order === UNMAPPED_ORDER && kind === 'open';
    });
    return names.length === 0 ? [] : [`Open stages that the stage map does not know: ${names.join(', ')}.`];
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
