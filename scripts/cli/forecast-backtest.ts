import { resolve } from 'node:path';
import { PredictionsFile } from '../adapters/files/predictions-file';
import type { BacktestResult } from '../domain/forecast/backtest-result';
import { dayOfMoment, isoOf, parseDay, type Day } from '../domain/forecast/calendar-day';
import { NO_DAY } from '../domain/forecast/deal-table';
import type { PeriodKind } from '../domain/forecast/period-axis';
import { runBacktest, throughWeekend } from '../domain/forecast/run-backtest';
import type { SourceReading } from '../domain/forecast/source-reading';
import { ProblemError } from '../domain/problem';
import { toBacktestDocument } from './backtest-document';
import { layBacktest } from './backtest-text';
import type { Command, OptionValues } from './command';
import { TARGET_ORG_OPTION } from './org-option';
import { FILES_NOTE, readSource } from './read-source';
import { FORECAST_STAGES_NOTE, readForecastStages } from './read-forecast-stages';

const DEFAULT_MAP = 'config/stage-map/stage-map.json';
const PERIOD_KINDS: readonly PeriodKind[] = ['month', 'week', 'quarter'];
const LONGEST_WINDOW = 1_000;

/** The forecast made again at past days, held against what came. */
export const forecastBacktest: Command = {
    path: ['forecast', 'backtest'],
    summary: 'Make the forecast again on past days, each from what was known then, and compare it with what came.',
    options: [
        { flags: '--window <days>', description: 'a win counts within so many days', default: '90' },
        { flags: '--period <kind>', description: `what totals are compared by: ${PERIOD_KINDS.join(', ')}`, default: 'month' },
        {
            flags: '--from <date>',
            description:
                'first day to forecast from (YYYY-MM-DD); default as soon as anything can be learnt; with weeks, forecasts are made in the evening of it and every seventh day'
        },
        { flags: '--to <date>', description: 'last day to forecast from; default as late as the outcome is known' },
        { flags: '--as-of <date>', description: 'use only what was known at the end of that day' },
        { flags: '--from-csv <dir>', description: 'read Opportunity.csv, OpportunityHistory.csv … from this folder instead of an org' },
        { flags: '--stage-map <file>', description: 'the stage map, or a plain list of stages', default: DEFAULT_MAP },
        TARGET_ORG_OPTION,
        { flags: '--predictions <file>', description: 'also write every deal’s odds with its outcome as CSV' },
        { flags: '--json', description: 'one JSON document instead of text' }
    ],
    notes:
        'Ends with 0 when it ran, fundable or not: read `fundable` and `reasons` of --json.\n' +
        'Columns of --predictions, one row for each open deal on each past day: snapshot (the day), deal (its id), stage, partner_type,\n' +
        'dwell_days (days in the stage), p_window (chance to be won within --window days), won_in_window (1 if it was), p_0, p_1, p_2\n' +
        '(chance to be won in the running --period, the next, the next but one), crm_p_window and closed_conversion_p_window (the chance\n' +
        'within the window by the CRM and by closed conversion), p_base (the base rate known on that day, which skill is measured against).\n' +
        'Files are as the Bulk API writes them (sf data export bulk). Optional beside the two: Partner_Engagement__c, Joint_Scorecard__c,\n' +
        'Joint_Pitch__c, Mutual_Action_Plan__c, Gate_Waiver__c, Period, OpportunityStage, CurrencyType, DatedConversionRate.\n' +
        `${FILES_NOTE}\n${FORECAST_STAGES_NOTE}`,
    async run(options, around) {
        const asked = readQuestion(options);
        const map = readForecastStages(String(options.stageMap ?? DEFAULT_MAP), around.cwd);
        const given = (name: string) => (options[name] === undefined ? undefined : String(options[name]));
        const source = await readSource({ fromCsv: given('fromCsv'), targetOrg: given('targetOrg'), localUser: 'leader', map }, around);
        const clock = dayOfMoment(around.now().getTime());
        const isFiles = given('fromCsv') !== undefined;
        expectKnown(asked.asOf, isFiles ? lastDayKnown(source, clock) : clock);
        around.terminal.progress('Forecasting from past days …');
        const predictions = given('predictions');
        const knownTo = asked.asOf ?? (isFiles ? undefined : clock);
        const result = backtest(source, { ...asked, knownTo }, predictions === undefined ? undefined : resolve(around.cwd, predictions));
        const report = { result, source, mapVersion: map.version, predictions };
        if (options.json) around.terminal.printJson(toBacktestDocument(report));
        else around.terminal.print(layBacktest(report));
        return 'OK';
    }
};

interface Question {
    readonly window: number;
    readonly period: PeriodKind;
    readonly from: Day | undefined;
    readonly to: Day | undefined;
    readonly asOf: Day | undefined;
}

function backtest(
    source: SourceReading,
    question: Question & { readonly knownTo: Day | undefined },
    file: string | undefined
): BacktestResult {
    const { table, stages, periods } = source;
    const { window, period, from, to, knownTo } = question;
    const plan = { window, period, from, to, knownTo };
    if (file === undefined) return runBacktest(table, stages, periods, plan);
    const predictions = new PredictionsFile(file, (deal) => table.ids[deal]!);
    try {
        const result = runBacktest(table, stages, periods, { ...plan, onPrediction: (prediction) => predictions.add(prediction) });
        predictions.finish();
        return result;
    } catch (error) {
        predictions.discard();
        throw error;
    }
}

function readQuestion(options: OptionValues): Question {
    const window = Number(options.window ?? 90);
    if (!Number.isInteger(window) || window < 1 || window > LONGEST_WINDOW)
        throw badUsage(`--window ${options.window}`, 'is not a number of days.', `Give a whole number from 1 to ${LONGEST_WINDOW}.`);
    const period = PERIOD_KINDS.find((kind) => kind === (options.period ?? 'month'));
    if (!period) throw badUsage(`--period ${options.period}`, 'is not known.', `Give one of ${PERIOD_KINDS.join(', ')}.`);
    const [from, to, asOf] = [readDay('--from', options.from), readDay('--to', options.to), readDay('--as-of', options.asOf)];
    if (from !== undefined && to !== undefined && from > to)
        throw badUsage(`--from ${isoOf(from)}`, `lies after --to ${isoOf(to)}.`, 'Give the earlier day with --from.');
    return { window, period, from, to, asOf };
}

/** Files are known up to the last day that occurs in them, and the weekend after it: of later days they do not say what came. */
const lastDayKnown = ({ latestDay }: SourceReading, clock: Day): Day =>
    latestDay === NO_DAY ? clock : Math.min(clock, throughWeekend(latestDay));

/** A later day would count deals that are still open as not won. */
function expectKnown(asOf: Day | undefined, latest: Day): void {
    if (asOf === undefined || asOf <= latest) return;
    throw new ProblemError({
        code: 'DATE_INVALID',
        subject: `--as-of ${isoOf(asOf)}`,
        detail: `lies after ${isoOf(latest)}.`,
        remedy: `Give ${isoOf(latest)} at the latest: what came later is not known.`
    });
}

function readDay(option: string, given: string | boolean | undefined): Day | undefined {
    if (given === undefined) return undefined;
    const day = parseDay(String(given));
    if (day !== undefined) return day;
    throw new ProblemError({
        code: 'DATE_INVALID',
        subject: `${option} ${given}`,
        detail: 'is not a date.',
        remedy: 'Give a day as YYYY-MM-DD.'
    });
}

const badUsage = (subject: string, detail: string, remedy: string) => new ProblemError({ code: 'BAD_USAGE', subject, detail, remedy });
