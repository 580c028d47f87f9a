import Decimal from 'decimal.js';
import type { OrgState, Row, Scalar } from '../model/org';
import type { ObjectDef, PicklistValue } from '../model/schema';
import { findField, findObject } from '../model/schema';
import { newRowId } from './new-row-id';
import { setIfPresent } from './save-context';
import type { SaveContext } from './save-context';
import type { PendingSave } from './standard-behaviour';

/** What the org knows about a stage; undefined for a StageName that is not in the value set. */
export const stageOf = (object: ObjectDef, stageName: Scalar | undefined): PicklistValue['stage'] =>
    findField(object, 'StageName')?.picklist?.values.find((value) => value.value === stageName)?.stage;

/** Probability, forecast category, closed, won, expected revenue and fiscal period follow stage, amount and close date. */
export const keepOpportunityInStep = (context: SaveContext, { object, before, after, given }: PendingSave): void => {
    if (!before || before.StageName !== after.StageName) followStage(context, object, before, after, given);
    followForecastCategory(object, before, after, given);
    deriveOpportunity(object, after);
    if (before && pushedOut(before, after)) setIfPresent(object, after, 'PushCount', Number(before.PushCount ?? 0) + 1);
    if (!before) setIfPresent(object, after, 'PushCount', 0);
};

const followStage = (context: SaveContext, object: ObjectDef, before: Row | undefined, after: Row, given: ReadonlySet<string>): void => {
    const stage = stageOf(object, after.StageName);
    if (!given.has('Probability') || after.Probability == null) setIfPresent(object, after, 'Probability', stage?.probability ?? 0);
    if (!given.has('ForecastCategoryName') || after.ForecastCategoryName == null) {
        const category = stage?.forecastCategory ?? 'Pipeline';
        setIfPresent(object, after, 'ForecastCategory', category);
        setIfPresent(object, after, 'ForecastCategoryName', categoryName(object, category));
    }
    if (before) setIfPresent(object, after, 'LastStageChangeDate', context.stamp);
};

const followForecastCategory = (object: ObjectDef, before: Row | undefined, after: Row, given: ReadonlySet<string>): void => {
    if (!given.has('ForecastCategoryName') || after.ForecastCategoryName === before?.ForecastCategoryName) return;
    const known = findField(object, 'ForecastCategory')?.picklist?.values.find((value) => value.label === after.ForecastCategoryName);
    setIfPresent(object, after, 'ForecastCategory', known?.value ?? after.ForecastCategoryName!);
};

const categoryName = (object: ObjectDef, category: string): string =>
    findField(object, 'ForecastCategory')?.picklist?.values.find((value) => value.value === category)?.label ?? category;

/** The fields that follow from the others alone; seeding uses it too. The fiscal year is the calendar year of the close date. */
export const deriveOpportunity = (object: ObjectDef, row: Row): void => {
    const stage = stageOf(object, row.StageName);
    setIfPresent(object, row, 'IsClosed', stage?.closed ?? false);
    setIfPresent(object, row, 'IsWon', stage?.won ?? false);
    setIfPresent(object, row, 'ExpectedRevenue', expectedRevenue(row));
    if (typeof row.CloseDate !== 'string') return;
    const [year, month] = row.CloseDate.split('-').map(Number) as [number, number];
    const quarter = Math.ceil(month / 3);
    setIfPresent(object, row, 'FiscalYear', year);
    setIfPresent(object, row, 'FiscalQuarter', quarter);
    setIfPresent(object, row, 'Fiscal', `${year} ${quarter}`);
};

const expectedRevenue = (row: Row): number | null => {
    if (typeof row.Amount !== 'number') return null;
    return new Decimal(row.Amount)
        .times(Number(row.Probability ?? 0))
        .div(100)
        .toDecimalPlaces(2, Decimal.ROUND_HALF_UP)
        .toNumber();
};

/** Pushes are counted by month: from one month into a later one. */
const pushedOut = (before: Row, after: Row): boolean =>
    typeof before.CloseDate === 'string' &&
    typeof after.CloseDate === 'string' &&
    after.CloseDate.slice(0, 7) > before.CloseDate.slice(0, 7);

const HISTORY_TRIGGERS = ['Amount', 'Probability', 'StageName', 'CloseDate'] as const;

/**
 * Writes the OpportunityHistory row of a create or of a change of amount, probability, stage or close date.
 * Answers the row to keep: an amount or close date change also notes its history row on the opportunity.
 */
export const recordOpportunityHistory = (context: SaveContext, object: ObjectDef, before: Row | undefined, after: Row): Row => {
    if (before && HISTORY_TRIGGERS.every((name) => before[name] === after[name])) return after;
    const id = putOpportunityHistory(context.state, after, {
        CreatedById: context.session.user.Id,
        CreatedDate: context.stamp,
        PrevAmount: before ? (before.Amount ?? null) : null,
        PrevCloseDate: before ? (before.CloseDate ?? null) : null
    });
    if (!before || id === undefined) return after;
    const noted: Row = { ...after };
    if (before.Amount !== after.Amount) setIfPresent(object, noted, 'LastAmountChangedHistoryId', id);
    if (before.CloseDate !== after.CloseDate) setIfPresent(object, noted, 'LastCloseDateChangedHistoryId', id);
    return noted;
};

const putOpportunityHistory = (state: OrgState, row: Row, made: Record<string, Scalar>): string | undefined => {
    const history = findObject(state.schema, 'OpportunityHistory');
    if (!history) return undefined;
    const entry: Row = { Id: newRowId(state, history) };
    const values: Record<string, Scalar> = {
        OpportunityId: row.Id,
        ...Object.fromEntries(
            ['StageName', 'Amount', 'ExpectedRevenue', 'CloseDate', 'Probability', 'ForecastCategory', 'CurrencyIsoCode'].map((name) => [
                name,
                row[name] ?? null
            ])
        ),
        ...made,
        SystemModstamp: made.CreatedDate!,
        IsDeleted: false
    };
    for (const [name, value] of Object.entries(values)) setIfPresent(history, entry, name, value);
    state.store.put(history.name, entry);
    return entry.Id;
};

/** Completes seeded history rows with what the org would have noted: the stage's probability and category, and the values before. */
export const fillOpportunityHistory = (state: OrgState): void => {
    const [history, opportunity] = [findObject(state.schema, 'OpportunityHistory'), findObject(state.schema, 'Opportunity')];
    if (!history || !opportunity) return;
    const latest = new Map<Scalar, Row>();
    const rows = [...state.store.rows(history.name)].sort((a, b) => String(a.CreatedDate).localeCompare(String(b.CreatedDate)));
    for (const row of rows) {
        const before = latest.get(row.OpportunityId!);
        const stage = stageOf(opportunity, row.StageName);
        const filled: Row = { ...row };
        filled.Probability ??= stage?.probability ?? null;
        filled.ForecastCategory ??= stage?.forecastCategory ?? null;
        filled.ExpectedRevenue ??= expectedRevenue(filled);
        filled.PrevAmount ??= before?.Amount ?? null;
        filled.PrevCloseDate ??= before?.CloseDate ?? null;
        latest.set(row.OpportunityId!, filled);
        state.store.put(history.name, filled);
    }
};
