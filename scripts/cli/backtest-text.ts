import type { HorizonScores, Scores } from '../domain/forecast/backtest-result';
import { isoOf } from '../domain/forecast/calendar-day';
import { ASSUMED_CRM } from '../domain/forecast/odds/crm-odds';
import { backtestCaveats, sayWhoseVerdict, type BacktestReport } from './backtest-document';
import { layTable, type Column } from './table';

/** The back-test as a page of text: whether finance may plan on the forecast, why, and how far off it was beside what is used today. */
export const layBacktest = (report: BacktestReport): string =>
    [layVerdict(report), layHorizons(report), layDealScores(report), laySegments(report), layGates(report), layCaveats(report)]
        .filter((part) => part !== '')
        .join('\n\n');

/** The periods ahead that passed, each by its own past. */
function fundableSpans({ result: { fundability, period } }: BacktestReport): string {
    const ahead = (what: string, passed: readonly { readonly ahead: number; readonly fundable: boolean }[]): string[] =>
        passed
            .filter(({ fundable }) => fundable)
            .map((one) => `the ${['running', 'next', 'next but one'][one.ahead] ?? `${one.ahead}th`} ${what}`);
    return [...ahead(period, fundability.horizons), ...ahead('quarter', fundability.quarters)].join(', ');
}

function layVerdict(report: BacktestReport): string {
    const { result, source, mapVersion } = report;
    const { snapshots, dealSnapshots, window, fundability, reasons, snapshotDays } = result;
    const span = snapshots > 0 ? ` from ${isoOf(snapshotDays[0]!)} to ${isoOf(snapshotDays.at(-1)!)}` : '';
    const title = `Back-test: the forecast made again on ${snapshots} past days${span}, ${count(dealSnapshots)} odds of a win within ${window} days\n${source.origin}, ${count(source.table.size)} deals, stage map ${mapVersion}`;
    const when = fundability.expectedOn === undefined ? [] : [`What is missing is expected by ${isoOf(fundability.expectedOn)}.`];
    return [
        title,
        '',
        result.fundable ? `FUNDABLE: finance may plan on ${fundableSpans(report)}.` : 'NOT FUNDABLE YET.',
        ...reasons.map((reason) => `- ${reason}`),
        ...(result.fundable ? [] : when),
        sayWhoseVerdict(result.period)
    ].join('\n');
}

const horizonColumns = (crmIsAssumed: boolean): readonly Column[] => [
    { heading: 'Ahead' },
    { heading: 'Forecast missed', align: 'right' },
    { heading: crmIsAssumed ? 'Assumed CRM missed' : 'CRM missed', align: 'right' },
    { heading: 'Closed conversion missed', align: 'right' },
    { heading: 'Leans', align: 'right' },
    { heading: 'P10–P90 held', align: 'right' },
    { heading: 'Days', align: 'right' }
];

function layHorizons({ result: { horizons, period, threePeriodWape, fundability } }: BacktestReport): string {
    if (horizons.length === 0) return '';
    const rows = horizons.map((horizon) => horizonRow(horizon, period));
    const sum = `Single ${period}s, pooled: missed ${percent(fundability.threePeriods.wape)}. Three ${period}s added up: missed ${percent(threePeriodWape)}.`;
    const { crmIsAssumed = false } = fundability;
    const crm = crmIsAssumed ? `${ASSUMED_CRM}, for nothing tells others` : 'CRM: probability typed into the CRM';
    const legend = `Missed: sum of misses over sum of wins, in deals (WAPE). ${crm}, at the close date. Closed conversion: won of closed.`;
    return `Wins from the open pipeline, by ${period}\n${layTable(horizonColumns(crmIsAssumed), rows)}\n${sum}\n${legend}`;
}

const horizonRow = (horizon: HorizonScores, period: string): readonly string[] => [
    horizon.ahead === 0 ? `this ${period}` : `${period} +${horizon.ahead}`,
    percent(horizon.wape),
    percent(horizon.wapeCrm),
    percent(horizon.wapeClosedConversion),
    Number.isFinite(horizon.bias) ? signedPercent(horizon.bias) : 'not known',
    percent(horizon.coverage80),
    count(horizon.snapshots)
];

const SCORE_COLUMNS: readonly Column[] = [
    { heading: 'Deal by deal' },
    { heading: 'Brier', align: 'right' },
    { heading: 'Log loss', align: 'right' },
    { heading: 'Off when it says p (ECE)', align: 'right' },
    { heading: 'Ranks right (AUC)', align: 'right' }
];

function layDealScores({ result }: BacktestReport): string {
    if (result.dealSnapshots === 0) return '';
    const { comparisons } = result;
    const rows = [
        scoreRow('this forecast', result),
        scoreRow('… by claimed instead of proven stage', comparisons.claimed),
        scoreRow(`${result.fundability.crmIsAssumed ? ASSUMED_CRM : 'CRM probability'} × close date`, comparisons.crm),
        scoreRow('closed conversion × close date', comparisons.closedConversion),
        ['base rate', digits(result.baseBrier), '', '', '']
    ];
    const skill = `Better than the base rate by ${percent(result.skill)} (Brier skill). Smaller is better, AUC larger.`;
    return `${layTable(SCORE_COLUMNS, rows)}\n${skill}`;
}

const scoreRow = (name: string, { brier, logLoss, ece, auc }: Scores): readonly string[] => [
    name,
    digits(brier),
    digits(logLoss),
    digits(ece),
    digits(auc)
];

const SEGMENT_COLUMNS: readonly Column[] = [
    { heading: 'Among' },
    { heading: 'Odds', align: 'right' },
    { heading: 'Brier', align: 'right' },
    { heading: 'Skill', align: 'right' },
    { heading: 'ECE', align: 'right' }
];

function laySegments({ result: { byPartnerType, byAttribution } }: BacktestReport): string {
    const rows = [...byPartnerType, ...byAttribution].map(([name, scores]) => [
        name,
        count(scores.dealSnapshots),
        digits(scores.brier),
        percent(scores.skill),
        digits(scores.ece)
    ]);
    return rows.length === 0 ? '' : layTable(SEGMENT_COLUMNS, rows);
}

function layGates({ result: { gates } }: BacktestReport): string {
    if (!gates) return '';
    const told = ({ brier, dealSnapshots }: Scores) => `${digits(brier)} (${count(dealSnapshots)} odds)`;
    return `Gates live on ${isoOf(gates.liveOn)}: Brier before ${told(gates.before)}, after ${told(gates.after)}.`;
}

function layCaveats({ result, source, predictions }: BacktestReport): string {
    const caveats = backtestCaveats({ result, source });
    const written = predictions === undefined ? [] : [`Every odds with its outcome: ${predictions}`];
    return [...caveats.map((caveat) => `Note: ${caveat}`), ...written].join('\n');
}

const percent = (share: number): string => (Number.isFinite(share) ? `${(100 * share).toFixed(0)} %` : 'not known');
const digits = (value: number): string => (Number.isFinite(value) ? value.toFixed(4) : 'not known');
const count = (value: number): string => value.toLocaleString('en-US');

/** A lean that rounds to nothing has no side. */
function signedPercent(share: number): string {
    const points = Math.round(100 * share);
    return points === 0 ? '0 %' : `${points > 0 ? '+' : '−'}${Math.abs(points)} %`;
}
