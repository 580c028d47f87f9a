import { statSync } from 'node:fs';
import { readOrgStages, readOrgTotal, readPeriods } from '../../boundary/forecast-rows';
import type { Day } from '../../domain/forecast/calendar-day';
import { rowOn, type DealTable, type HistoryColumns } from '../../domain/forecast/deal-table';
import { EARNED_NOT_KNOWN, type OpenDealDetails, type SourceReading } from '../../domain/forecast/source-reading';
import { orderStages, standOf, type OrgStage, type StageOrder } from '../../domain/forecast/stage-order';
import type { StageMap } from '../../domain/stage-map/stage-map';
import { tellCaveats } from './caveats';
import { toCsvProblem } from './csv-problems';
import { hasColumn, tableOf, type CsvSheet } from './csv-sheet';
import { readConversion, SINGLE_CURRENCY, toCurrencyProblem, totalOpen, type Conversion } from './currency-rows';
import { openDatabase, type Database } from './database';
import { DealFinder, planKeys, type KeyPlan } from './deal-finder';
import { currenciesOf, dealTableOf, readDealColumns, type DealColumns } from './deal-rows';
import { readHistoryColumns, type HistoryReading } from './history-rows';
import { expectKnownStages } from './known-stages';
import { noPartners, readPartnerColumns } from './partner-rows';
import { StageCodes } from './stage-codes';
import { readStageProbability } from './stage-probability';
import { opennessOf, ownStages, silentOf, stageNamesOf, stagesOf } from './stages-of-source';

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
    const { deals, names, orgStages, silent, codes, conversion } = await readOpportunities(db, plan);
    const size = deals.texts.length;
    const keyPlan = planKeys(deals.ids, deals.isDigest);
    const finder = new DealFinder(deals.ids, keyPlan);
    onProgress(sheets.history.title);
    const expectedRows = expectedRowsOf(sheets.history, BYTES_OF_HISTORY);
    const history = await readHistoryColumns(db, {
        sheet: sheets.history,
        ids: deals.texts,
        finder,
        keyPlan,
        codes,
        conversion,
        expectedRows
    });
    names.push(...history.newStages);
    const stages = orderStages(map, orgStages);
    // An org says itself what is open.
    if (plan.today === undefined)
        expectKnownStages({
            title: sheets.opportunities.title,
            mapVersion: map.version,
            names,
            stages,
            silent,
            deals: deals.stage,
            history: history.columns.stage
        });
    const latest = Math.max(history.latestDay, deals.latestDay);
    const isOpen = names.map((name) => standOf(stages, name).kind === 'open');
    const open = readOpenDeals(deals, isOpen);
    const byCurrency = await totalOpen(
        db,
        conversion,
        names.filter((_, code) => isOpen[code])
    );
    const partners = await readPartners(db, plan, { deals, finder, keyPlan, history, names, stages, open, latest });
    const stageProbability = await readStageProbability(db, sheets, names);
    const table: DealTable = {
        size,
        ids: deals.texts,
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
    const { caveats, leadingCaveats } = tellCaveats({ sheets, table, history, partners, stages, openDeals: open.deal });
    return {
        origin: plan.origin,
        table,
        stages,
        periods: sheets.periods ? readPeriods(await periodRows(db, sheets.periods)) : [],
        total: total && readOrgTotal([total]),
        open: { ...open, partnersOf: (position) => partners.kept.get(open.deal[position]!) ?? [] },
        currency: { code: conversion.code, policy: conversion.policy, convertedRows: deals.converted + history.converted, ...byCurrency },
        latestDay: Math.max(latest, partners.latestDay),
        caveats,
        leadingCaveats
    };
}

interface Opportunities {
    /** `stage` indexes `names`. */
    readonly deals: DealColumns;
    readonly names: string[];
    readonly orgStages: readonly OrgStage[];
    /** Names of which nothing says whether they are open, won or lost. */
    readonly silent: ReadonlySet<string>;
    readonly codes: StageCodes;
    readonly conversion: Conversion;
}

/** Reads the opportunities, in one pass unless amounts must be converted, which takes a table, or stages are met that nobody named before. */
async function readOpportunities(db: Database, { sheets, map }: ReadingPlan): Promise<Opportunities> {
    const { opportunities: sheet, currencies: types, datedRates: dated } = sheets;
    const rates = { types, dated };
    const isTable = (types ?? dated) !== undefined && hasColumn(sheet, 'CurrencyIsoCode');
    if (isTable) await db.run(`CREATE TEMP TABLE deal AS SELECT * FROM ${dealTableOf(sheet)}`);
    const listed = sheets.stages ? readOrgStages(await rowsOf(db, sheets.stages, STAGE_COLUMNS)) : [];
    const known = stageNamesOf(map, listed);
    const conversion = isTable ? await readConversion(db, rates, await currenciesOf(db)) : SINGLE_CURRENCY;
    const codes = await StageCodes.of(db, known);
    const table = isTable ? 'deal' : dealTableOf(sheet);
    const openness = opennessOf(map, listed, known, hasColumn(sheet, 'IsClosed'));
    const deals = await readDealColumns(db, {
        sheet,
        table,
        conversion,
        codes,
        openness,
        expectedRows: expectedRowsOf(sheet, BYTES_OF_DEAL)
    });
    const met = [...known, ...(await codes.namesFrom(db, known.length, table))];
    const own = ownStages(met, deals);
    const orgStages = stagesOf(map, listed, own);
    const names = stageNamesOf(map, orgStages);
    if (met.length > known.length) {
        const numbers = Uint16Array.from(met, (name) => names.indexOf(name));
        codes.renumber(numbers);
        deals.stage.forEach((code, deal) => (deals.stage[deal] = numbers[code]!));
    }
    const silent = silentOf(listed, own);
    return { deals, names, orgStages, silent, codes, conversion: isTable ? conversion : await readConversion(db, rates, deals.currencies) };
}

const STAGE_COLUMNS = { MasterLabel: 'VARCHAR', ApiName: 'VARCHAR', IsClosed: 'BOOLEAN', IsWon: 'BOOLEAN' } as const;

/** An opportunity takes some 210 bytes as the Bulk API writes it, a row of stage history some 125; gzip makes it a fifth. */
const BYTES_OF_DEAL = 150;
const BYTES_OF_HISTORY = 110;

function expectedRowsOf({ files }: CsvSheet, bytesOfRow: number): number {
    const bytes = files.reduce((sum, file) => sum + statSync(file).size * (file.endsWith('.gz') ? 5 : 1), 0);
    return Math.ceil(bytes / bytesOfRow);
}

interface SoFar {
    readonly deals: DealColumns;
    readonly finder: DealFinder;
    readonly keyPlan: KeyPlan;
    readonly history: HistoryReading;
    readonly names: readonly string[];
    readonly stages: StageOrder;
    readonly open: Omit<OpenDealDetails, 'partnersOf'>;
    readonly latest: Day;
}

async function readPartners(db: Database, { sheets, map, today, onProgress }: ReadingPlan, soFar: SoFar) {
    const { deals, finder, keyPlan, history, names, stages, open, latest } = soFar;
    const size = deals.texts.length;
    if (!sheets.partners) return noPartners(size);
    onProgress(sheets.partners.title);
    const orders = names.map((name) => standOf(stages, name).order);
    const positions = new Map(Array.from(open.deal, (deal, position) => [deal, position]));
    return readPartnerColumns(db, {
        sheets: { ...sheets, partners: sheets.partners } as Parameters<typeof readPartnerColumns>[1]['sheets'],
        map,
        deals: { size, finder, keyPlan, createdOn: deals.createdOn },
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

function readOpenDeals(deals: DealColumns, isOpen: readonly boolean[]): Omit<OpenDealDetails, 'partnersOf'> {
    const open: number[] = [];
    for (let deal = 0; deal < deals.stage.length; deal += 1) if (isOpen[deals.stage[deal]!]) open.push(deal);
    const deal = Uint32Array.from(open);
    const earnedOrder = new Int8Array(deal.length);
    for (let position = 0; position < deal.length; position += 1) earnedOrder[position] = deals.earnedOrderOf(deal[position]!);
    return { deal, earnedOrder, nameOf: (position) => deals.nameOf(deal[position]!) ?? '' };
}

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
