import type { BacktestPlan, BacktestResult } from './backtest-result';
import type { DealTable } from './deal-table';
import type { FiscalPeriod } from './fiscal-periods';
import type { StageOrder } from './stage-order';

/**
 * Makes the forecast again at the start of every past period, each time from what was known then, and compares it with
 * what came. Snapshots whose window has not ended are not scored.
 */
export type RunBacktest = (table: DealTable, stages: StageOrder, periods: readonly FiscalPeriod[], plan: BacktestPlan) => BacktestResult;
