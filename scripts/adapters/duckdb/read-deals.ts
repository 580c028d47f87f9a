import { statSync } from 'node:fs';
import { readOrgStages, readOrgTotal, readPeriods } from '../../boundary/forecast-rows';
import type { Day } from '../../domain/forecast/calendar-day';
import { NO_DAY, rowOn, type DealTable, type HistoryColumns } from '../../domain/forecast/deal-table';
import { EARNED_NOT_KNOWN, type OpenDealDetails, type SourceReading } from '../../domain/forecast/source-reading';
import { orderStages, standOf, type OrgStage, type StageOrder } from '../../domain/forecast/stage-order';
import type { StageMap } from '../../domain/stage-map/stage-map';
import { tellCaveats } from './caveats';
import { toCsvProblem } from './csv-problems';
import { tableOf, type CsvSheet } from './csv-sheet';
import { readConversion, toCurrencyProblem, totalOpen } from './currency-rows';
import { openDatabase, type Database } from './database';
import { piecesOf, planKeys, type KeyPlan } from './deal-keys';
import { currenciesOf, loadDeals, numberStages, readDealColumns, stagesOfDeals, type DealColumns } from './deal-rows';
import { lengthOfDealIds, readHistoryColumns, type HistoryReading } from './history-rows';
import { noPartners, readPartnerColumns } from './partner-rows';
import { readStageProbability } from './stage-probability';

/** The sheets of one source, by object. */
export interface Sheets {
    readonly opportunities: CsvSheet;
    readonly history: CsvSheet;
    readonly partners?: CsvSheet | undefined;
    readonly scorecards?: CsvSheet | undefined;
    readonly pitches?: CsvSheet | undefined;
    readonly plans?: CsvSheet | undefined;
    readonly exceptions?: CsvSheet | undefined;
    readonly periods?: CsvSheet | undefined;
    readonly stages?: CsvSheet | undefined;
    readonly currencies?: CsvSheet | undefined;
    readonly datedRates?: CsvSheet | undefined;
    /** One row, `deals` and `amount`: the org's own total of what is open. */
    readonly total?: CsvSheet | undefined;
}

export interface ReadingPlan {
    readonly origin: string;
    readonly sheets: Sheets;
    readonly map: StageMap;
    /** Folder that DuckDB may spill into. */
    readonly spillFolder: string;
    /** The day of the reading; undefined for files, which are as of their latest day. */
    readonly today: Day | undefined;
    /** Says what is being read, and how much of it as a share of 1 where that is known. */
    readonly onProgress: (what: string, share?: number) => void;
}

/** Reads sheets into the columns that forecasts are made from. Rows are never held as objects. */
export async function readDeals(plan: ReadingPlan): Promise<SourceReading> {
    const db = await openDatabase(plan.spillFolder);
    const watch = setInterval(() => plan.onProgress('', db.share()), PROGRESS_EVERY_MILLISECONDS);
    watch.unref();
    try {
        return await readAll(db, plan);
    } catch (error) {
        const sheets = Object.values(plan.sheets).filter((sheet): sheet is CsvSheet => sheet !== undefined);
        throw await toCsvProblem(toCurrencyProblem(error), sheets);
    } finally {
        clearInterval(watch);
        db.close();
    }
}

const PROGRESS_EVERY_MILLISECONDS = 250;

async function readAll(db: Database, plan: ReadingPlan): Promise<SourceReading> {
    const { sheets, map, onProgress } = plan;
    onProgress(sheets.opportunities.title);
    const size = await loadDeals(db, sheets.opportunities);
    const orgStages = await readStages(db, sheets.stages, map);
    const names = stageNamesOf(map, orgStages);
    await numberStages(db, names);
    const conversion = await readConversion(db, { types: sheets.currencies, dated: sheets.datedRates }, await currenciesOf(db));
    const keyPlan = await planKeys(db, await lengthOfDealIds(db, sheets.history));
    const shared = { conversion, keyPlan };
    const deals = await readDealColumns(db, { sheet: sheets.opportunities, size, stages: names.length, ...shared });
    onProgress(sheets.history.title);
    const source = { sheet: sheets.history, deals, expectedRows: expectedRowsOf(sheets.history), ...shared };
    let history = await readHistoryColumns(db, { ...source, stages: names.length });
    if (history.unknownStages.length > 0) {
        names.push(...history.unknownStages);
        await numberStages(db, names);
        history = await readHistoryColumns(db, { ...source, stages: names.length });
    }
    const stages = orderStages(map, orgStages);
    const latest = Math.max(
        history.latestDay,
        deals.createdOn.reduce((last, day) => Math.max(last, day), NO_DAY)
    );
    const isOpen = names.map((name) => standOf(stages, name).kind === 'open');
    const open = await readOpenDeals(db, deals, keyPlan, isOpen);
    const byCurrency = await totalOpen(db, conversion, codesOf(isOpen));
    const partners = await readPartners(db, plan, { deals, keyPlan, history, names, stages, open, latest });
    const stageProbability = await readStageProbability(db, sheets, names);
    const table: DealTable = {
        size,
        ids: deals.ids,
        stageNames: names,
        partnerTypes: partners.types,
        createdOn: deals.createdOn,
        stage: deals.stage,
        amount: deals.amount,
        closeOn: deals.closeOn,
        history: history.columns,
        partners: partners.partners,
        proof: partners.proof,
        ...(stageProbability && { stageProbability })
    };
    const [total] = sheets.total ? await rowsOf(db, sheets.total, { deals: 'DOUBLE', amount: 'DOUBLE' }) : [];
    return {
        origin: plan.origin,
        table,
        stages,
        periods: sheets.periods ? readPeriods(await periodRows(db, sheets.periods)) : [],
        total: total && readOrgTotal([total]),
        open: { ...open, partnersOf: (position) => partners.kept.get(open.deal[position]!) ?? [] },
        currency: { code: conversion.code, policy: conversion.policy, convertedRows: deals.converted + history.converted, ...byCurrency },
        latestDay: Math.max(latest, partners.latestDay),
        caveats: tellCaveats({ sheets, table, history, partners, stages })
    };
}

interface SoFar {
    readonly deals: DealColumns;
    readonly keyPlan: KeyPlan;
    readonly history: HistoryReading;
    readonly names: readonly string[];
    readonly stages: StageOrder;
    readonly open: Omit<OpenDealDetails, 'partnersOf'>;
    readonly latest: Day;
}

async function readPartners(db: Database, { sheets, map, today, onProgress }: ReadingPlan, soFar: SoFar) {
    const { deals, keyPlan, history, names, stages, open, latest } = soFar;
    if (!sheets.partners) return noPartners(deals.ids.length);
    onProgress(sheets.partners.title);
    const orders = names.map((name) => standOf(stages, name).order);
    const positions = new Map(Array.from(open.deal, (deal, position) => [deal, position]));
    return readPartnerColumns(db, {
        sheets: { ...sheets, partners: sheets.partners } as Parameters<typeof readPartnerColumns>[1]['sheets'],
        map,
        deals: { size: deals.ids.length, keys: deals.keys, keyPlan },
        orderOn: (deal, day) => Math.max(0, orders[stageOn(history.columns, deal, day) ?? deals.stage[deal]!]!),
        isKept: (deal) => positions.has(deal),
        earnedNow: (deal) => {
            const position = positions.get(deal);
            const earned = position === undefined ? EARNED_NOT_KNOWN : open.earnedOrder[position]!;
            return earned === EARNED_NOT_KNOWN ? undefined : { claimed: orders[deals.stage[deal]!]!, earned, on: today ?? latest };
        }
    });
}

function stageOn({ from, day, stage }: HistoryColumns, deal: number, on: Day): number | undefined {
    const row = rowOn(day, from[deal]!, from[deal + 1]!, on);
    return row < 0 ? undefined : stage[row];
}

/** What is open, won and lost: OpportunityStage where it is there, else what the opportunities say of themselves, else the map. */
async function readStages(db: Database, sheet: CsvSheet | undefined, map: StageMap): Promise<readonly OrgStage[]> {
    const own = await stagesOfDeals(db);
    const listed = sheet
        ? readOrgStages(await rowsOf(db, sheet, { MasterLabel: 'VARCHAR', ApiName: 'VARCHAR', IsClosed: 'BOOLEAN', IsWon: 'BOOLEAN' }))
        : [];
    const known = new Set(listed.map(({ name }) => name));
    const won = new Set(map.stages.at(-1)?.stageNames ?? []);
    const lost = new Set(map.lostStageNames);
    const byMap = (name: string): OrgStage => ({ name, isClosed: won.has(name) || lost.has(name), isWon: won.has(name) });
    const others = [...own, ...[...won, ...lost].filter((name) => !own.some((stage) => stage.name === name)).map(byMap)];
    return [
        ...listed,
        ...others
            .filter(({ name }) => !known.has(name))
            .map(({ name, isClosed, isWon }) => {
                const guess = byMap(name);
                return { name, isClosed: isClosed ?? guess.isClosed, isWon: isWon ?? guess.isWon };
            })
    ];
}

/** Names of the map in its order, then those that only the source knows: the same codes whatever order rows come in. */
function stageNamesOf(map: StageMap, orgStages: readonly OrgStage[]): string[] {
    const ofMap = [...map.stages.flatMap(({ stageNames }) => stageNames), ...map.lostStageNames];
    return [...new Set([...ofMap, ...orgStages.map(({ name }) => name).sort()])];
}

async function readOpenDeals(
    db: Database,
    deals: DealColumns,
    keyPlan: KeyPlan,
    isOpen: readonly boolean[]
): Promise<Omit<OpenDealDetails, 'partnersOf'>> {
    const open: number[] = [];
    deals.stage.forEach((code, deal) => isOpen[code] && open.push(deal));
    const deal = Uint32Array.from(open);
    const codes = codesOf(isOpen);
    const names = new Array<string>(deal.length);
    const earnedOrder = new Int8Array(deal.length).fill(EARNED_NOT_KNOWN);
    const sql = `SELECT coalesce(Earned_Stage_Order__c, ${EARNED_NOT_KNOWN})::INTEGER, coalesce("Name", ''), ${keyPlan.sql('"Id"')}
        FROM deal WHERE StageName IN (SELECT name FROM stage WHERE code IN (${codes}))`;
    const positions = new Int32Array(deals.ids.length);
    deal.forEach((index, position) => (positions[index] = position));
    await db.stream(sql, (batch) => {
        const [earned, pieces] = [batch.numbers(0), piecesOf(batch, 2)];
        for (let row = 0; row < batch.rows; row += 1) {
            const position = positions[deals.keys.find(pieces, row)]!;
            names[position] = batch.text(1, row)!;
            earnedOrder[position] = Math.max(EARNED_NOT_KNOWN, Math.min(127, earned[row]!));
        }
    });
    return { deal, earnedOrder, nameOf: (position) => names[position] ?? '' };
}

const codesOf = (isOpen: readonly boolean[]): string => isOpen.flatMap((is, code) => (is ? [code] : [])).join(', ') || '-1';

const rowsOf = (db: Database, sheet: CsvSheet, columns: Parameters<typeof tableOf>[1]) =>
    db.rows(`SELECT * FROM ${tableOf(sheet, columns)}`);

const periodRows = (db: Database, sheet: CsvSheet) =>
    db.rows(
        `SELECT StartDate::VARCHAR AS StartDate, EndDate::VARCHAR AS EndDate, Type, FullyQualifiedLabel FROM ${tableOf(sheet, {
            StartDate: 'DATE',
            EndDate: 'DATE',
            Type: 'VARCHAR',
            FullyQualifiedLabel: 'VARCHAR'
        })} WHERE Type IN ('Month', 'Quarter') ORDER BY ALL`
    );

/** A row of stage history takes some 125 bytes as the Bulk API writes it; gzip makes it a fifth. */
function expectedRowsOf({ files }: CsvSheet): number {
    const bytes = files.reduce((sum, file) => sum + statSync(file).size * (file.endsWith('.gz') ? 5 : 1), 0);
    return Math.ceil(bytes / 110);
}
