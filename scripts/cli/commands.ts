import type { Command } from './command';
import { dealsAhead } from './deals-ahead';
import { dealsBlocked } from './deals-blocked';
import { dealsCloseLoop } from './deals-close-loop';
import { dealsCreditTrail } from './deals-credit-trail';
import { dealsEvidence } from './deals-evidence';
import { dealsRefresh } from './deals-refresh';
import { dealsSlip } from './deals-slip';
import { dealsStalled } from './deals-stalled';
import { dealsWaivers } from './deals-waivers';
import { deploy } from './deploy';
import { forecastBacktest } from './forecast-backtest';
import { forecastRollup } from './forecast-rollup';
import { mapBuild, mapCheck } from './map-build';
import { mapDiff } from './map-diff';
import { mapDrift } from './map-drift';
import { mapImpact } from './map-impact';
import { mapKeygen, mapSign, mapVerify } from './map-signatures';
import { mapSimulate } from './map-simulate';
import { org } from './org';
import { reportBrief } from './report-brief';
import { reportPlan } from './report-plan';
import { reportQbr } from './report-qbr';
import { start } from './start';
import { tryBulkAdvance } from './try-bulk-advance';

/** Every command of the tool, in the order of `--help`. */
export const commands: readonly Command[] = [
    start,
    org,
    dealsAhead,
    dealsBlocked,
    dealsCloseLoop,
    dealsCreditTrail,
    dealsEvidence,
    dealsRefresh,
    dealsSlip,
    dealsStalled,
    dealsWaivers,
    deploy,
    forecastBacktest,
    forecastRollup,
    mapBuild,
    mapCheck,
    mapDiff,
    mapDrift,
    mapImpact,
    mapKeygen,
    mapSign,
    mapSimulate,
    mapVerify,
    reportBrief,
    reportPlan,
    reportQbr,
    tryBulkAdvance
];
