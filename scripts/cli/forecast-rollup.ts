import { resolve } from 'node:path';
import { writeText } from '../adapters/files/text-files';
import { toForecastCsv } from '../adapters/report/forecast-csv';
import type { RefusedRow, SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import { toDwellRecords } from '../boundary/dwell-baseline-records';
import { dayOfMoment, isoOf, parseDay, type Day } from '../domain/forecast/calendar-day';
import { makeForecast, type Forecast } from '../domain/forecast/make-forecast';
import type { Cents } from '../domain/forecast/money';
import type { Reconciliation } from '../domain/forecast/reconcile';
import { ProblemError } from '../domain/problem';
import type { Around, Command, OptionValues } from './command';
import { connect } from './connect';
import { toForecastDocument, type ForecastReport } from './forecast-document';
import { layForecast } from './forecast-text';
import { keepBaselines, keepSnapshots, type SnapshotsKept } from './keep-snapshots';
import { readOrg } from './read-org';
import { readStageMap } from './read-stage-map';

const DEFAULT_MAP = 'config/stage-map/stage-map.json';

/** One forecast over all open opportunities, each dollar once. */
export const forecastRollup: Command = {
    path: ['forecast', 'rollup'],
    summary: 'Roll all open opportunities, direct and partner, up into one forecast.',
    options: [
        { flags: '--as-of <date>', description: 'forecast as it would have been made on that day (YYYY-MM-DD); default today' },
        {
            flags: '--target-org <alias>',
            description: 'an org that the sf CLI knows; else INSTANCE_URL and ACCESS_TOKEN, else the local org'
        },
        { flags: '--stage-map <file>', description: 'the stage map', default: DEFAULT_MAP },
        { flags: '--csv <file>', description: 'also write the lines as CSV' },
        { flags: '--write', description: 'keep the lines in the org (Partner_Forecast_Snapshot__c); a repeated run changes nothing' },
        { flags: '--json', description: 'one JSON document instead of text' }
    ],
    notes: 'Ends with 1 when the totals do not reconcile to the cent with the org, or when a row could not be written.',
    async run(options, around) {
        const today = dayOfMoment(around.now().getTime());
        const asOf = readAsOf(options.asOf, today);
        if (options.write && asOf < today) throw pastSnapshot(asOf);
        const mapSource = String(options.stageMap ?? DEFAULT_MAP);
        const map = readStageMap(mapSource, around.cwd);
        const targetOrg = options.targetOrg === undefined ? undefined : String(options.targetOrg);
        const org = await connect({ targetOrg, env: around.env, cwd: around.cwd, localUser: options.write ? 'revops' : 'leader' });
        const reading = await readOrg(org, around.terminal);
        around.terminal.progress('Learning from past snapshots …');
        const forecast = makeForecast(reading, map, asOf, today);
        const kept = options.write ? await keep(org, forecast) : undefined;
        if (options.csv)
            await writeText(resolve(around.cwd, String(options.csv)), toForecastCsv(forecast.rollup.lines, forecast.stageLabelOf));
        tell({ ...forecast, instanceUrl: org.instanceUrl, kept }, options, around);
        return forecast.reconciliation.agrees && !kept?.refused.length ? 'OK' : 'FOUND';
    }
};

/** Keeps the lines of the day and the usual times in stage; what was refused is told together. */
async function keep(org: SalesforceOrg, forecast: Forecast): Promise<SnapshotsKept> {
    const { asOf } = forecast.rollup;
    const lines = await keepSnapshots(org, forecast.snapshotRows, asOf);
    const baselines = await keepBaselines(org, toDwellRecords(forecast.dwell, { ...forecast, asOf }, forecast.graceDays));
    return {
        written: lines.written + baselines.written,
        unchanged: lines.unchanged + baselines.unchanged,
        removed: lines.removed,
        refused: [...lines.refused, ...baselines.refused]
    };
}

/** A kept forecast is what was said on its day; written later it would be one made with what was proven forgotten. */
const pastSnapshot = (asOf: Day) =>
    new ProblemError({
        code: 'BAD_USAGE',
        subject: `--write with --as-of ${isoOf(asOf)}`,
        detail: 'would replace what was kept on that day by a forecast that knows less.',
        remedy: 'Leave out --write to look at a past day, or --as-of to keep the forecast of today.'
    });

function readAsOf(given: string | boolean | undefined, today: Day): Day {
    if (given === undefined) return today;
    const day = parseDay(String(given));
    const wrong = (detail: string) =>
        new ProblemError({
            code: 'DATE_INVALID',
            subject: `--as-of ${given}`,
            detail,
            remedy: 'Give a day as YYYY-MM-DD, today at the latest.'
        });
    if (day === undefined) throw wrong('is not a date.');
    if (day > today) throw wrong(`lies after today, ${isoOf(today)}.`);
    return day;
}

function tell(report: ForecastReport, options: OptionValues, { terminal }: Around): void {
    if (options.json) terminal.printJson(toForecastDocument(report));
    else terminal.print(layForecast(report));
    if (!report.reconciliation.agrees) terminal.warn(describeMismatch(report.reconciliation));
    const refused = report.kept?.refused ?? [];
    if (refused.length > 0) terminal.warn(describeRefused(refused));
}

function describeMismatch({ byMonth, byQuarter, deals, org }: Reconciliation): string {
    const orgSays = org ? `the org counts ${org.deals} open deals and ${money(org.open)}, ` : '';
    return `The totals do not reconcile: ${orgSays}the forecast ${deals} deals and ${money(byMonth)} by month, ${money(byQuarter)} by quarter. If deals were edited meanwhile, run it again; an org with several currencies cannot be rolled up yet.`;
}

function describeRefused(refused: readonly RefusedRow[]): string {
    const shown = refused.slice(0, 5).map(({ key, reason }) => `  ${key}: ${reason}`);
    const more = refused.length > shown.length ? [`  and ${refused.length - shown.length} more`] : [];
    return [`The org refused ${refused.length} snapshot rows:`, ...shown, ...more].join('\n');
}

const money = (cents: Cents): string => (cents / 100).toFixed(2);
