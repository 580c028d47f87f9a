import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { writeText } from '../adapters/files/text-files';
import { toForecastCsv } from '../adapters/report/forecast-csv';
import type { RefusedRow, SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import { toDwellRecords } from '../boundary/dwell-baseline-records';
import { dayOfMoment, isoOf, parseDay, type Day } from '../domain/forecast/calendar-day';
import type { DealChange, DealStates } from '../domain/forecast/change';
import { sweepDust } from '../domain/forecast/dust';
import { changeSince, makeForecast, statesOn, type Forecast } from '../domain/forecast/make-forecast';
import type { Cents } from '../domain/forecast/money';
import type { Reconciliation } from '../domain/forecast/reconcile';
import type { SourceReading } from '../domain/forecast/source-reading';
import { ProblemError } from '../domain/problem';
import { catchUp } from './catch-up';
import type { Around, Command, OptionValues } from './command';
import { connect } from './connect';
import { CHANGES_TOLD, toForecastDocument, type ForecastReport } from './forecast-document';
import { layForecast } from './forecast-text';
import { nameClosedDeals, nameClosedDealsInFiles } from './name-closed-deals';
import { keepBaselines, keepSnapshots, readLastStates, type SnapshotsKept } from './keep-snapshots';
import { TARGET_ORG_OPTION } from './org-option';
import { FILES_NOTE, readSource } from './read-source';
import { FORECAST_STAGES_NOTE, readForecastStages } from './read-forecast-stages';
import { askWhetherAllDealsAreSeen } from './sees-all-deals';
import { writeForecastPage } from './write-forecast-page';

const DEFAULT_MAP = 'config/stage-map/stage-map.json';

/** One forecast over all open opportunities, each dollar once. */
export const forecastRollup: Command = {
    path: ['forecast', 'rollup'],
    summary: 'Roll all open opportunities, direct and partner, up into one forecast.',
    options: [
        {
            flags: '--as-of <date>',
            description: 'forecast as it would have been made on that day (YYYY-MM-DD); default today, with files their last day'
        },
        {
            flags: '--since <date>',
            description: 'explain deal by deal what changed since that day; default the last snapshot that the org keeps'
        },
        TARGET_ORG_OPTION,
        { flags: '--from-csv <dir>', description: 'read Opportunity.csv, OpportunityHistory.csv … from this folder instead of an org' },
        { flags: '--stage-map <file>', description: 'the stage map, or a plain list of stages', default: DEFAULT_MAP },
        { flags: '--csv <file>', description: 'also write the lines as CSV; a folder that is not there is made, and said' },
        { flags: '--html <file>', description: 'also write one page to look at, print or send, with the back-test of the same model' },
        { flags: '--write', description: 'keep the lines in the org (Partner_Forecast_Snapshot__c); a repeated run changes nothing' },
        { flags: '--json', description: 'one JSON document instead of text' }
    ],
    notes:
        'Ends with 1 when the totals do not reconcile to the cent with the org, or when a row could not be written; run it again and it writes only what is missing.\n' +
        'CSV and kept lines leave out lines without a deal and with less than 1.00 expected: their cents stand on the largest line of the same period, so totals stay exact.\n' +
        'Share of range low and Share of range high in the CSV spread the P10 and P90 of the whole period over its lines: they add up to it, and are no range of one line.\n' +
        `${FILES_NOTE}\n${FORECAST_STAGES_NOTE}`,
    async run(options, around) {
        const map = readForecastStages(String(options.stageMap ?? DEFAULT_MAP), around.cwd);
        const targetOrg = options.targetOrg === undefined ? undefined : String(options.targetOrg);
        const fromCsv = options.fromCsv === undefined ? undefined : String(options.fromCsv);
        const clock = dayOfMoment(around.now().getTime());
        expectUsage(options, fromCsv, readDay('--as-of', options.asOf, clock) ?? clock, clock);
        const localUser = options.write ? 'revops' : 'leader';
        if (fromCsv === undefined) readDay('--since', options.since, (readDay('--as-of', options.asOf, clock) ?? clock) - 1);
        const source = await readSource({ fromCsv, targetOrg, localUser, map }, around);
        const today = fromCsv === undefined ? clock : dayOfFiles(source, clock);
        const asOf = readDay('--as-of', options.asOf, today) ?? today;
        around.terminal.progress('Learning from past snapshots …');
        const forecast = makeForecast(source, map, asOf, today);
        await catchUp();
        const org = fromCsv === undefined ? await connect({ targetOrg, env: around.env, cwd: around.cwd, localUser }) : undefined;
        const since = readDay('--since', options.since, asOf - 1);
        const before = await statesBefore(source, org, asOf, since, today);
        const kept = org && options.write ? await keep(org, forecast) : undefined;
        if (options.csv) await writeCsv(resolve(around.cwd, String(options.csv)), forecast, around);
        const change = changeSince(before, forecast, today);
        const report: ForecastReport = {
            ...forecast,
            caveats: since === undefined || change ? forecast.caveats : [nothingToCompare(since, forecast, before), ...forecast.caveats],
            kept,
            change,
            closedNames: change && (await namesOf(change.changes.slice(0, CHANGES_TOLD), org, fromCsv, around.cwd)),
            changeBasis: since === undefined ? 'kept' : 'time travel',
            seesAllDeals: org && (await askWhetherAllDealsAreSeen(org))
        };
        if (options.html) await writeForecastPage(resolve(around.cwd, String(options.html)), report, around.terminal);
        tell(report, options, around);
        return forecast.reconciliation.agrees && !kept?.refused.length ? 'OK' : 'FOUND';
    }
};

/** The deals to compare with: made again for a day that was named, else those that the last snapshot kept. */
async function statesBefore(
    source: SourceReading,
    org: SalesforceOrg | undefined,
    asOf: Day,
    since: Day | undefined,
    today: Day
): Promise<DealStates | undefined> {
    if (since !== undefined) return statesOn(source, since, today);
    return org && asOf === today ? readLastStates(org, asOf) : undefined;
}

/** Why a day that was asked for cannot be compared with. */
const nothingToCompare = (since: Day, { rollup }: Forecast, before: DealStates | undefined): string =>
    `Nothing to compare with ${isoOf(since)}: a change is told between two forecasts that may be planned on, and the one of ${isoOf(before ? rollup.asOf : since)} may not be.`;

const namesOf = (changes: readonly DealChange[], org: SalesforceOrg | undefined, fromCsv: string | undefined, cwd: string) =>
    org
        ? nameClosedDeals(org, changes)
        : nameClosedDealsInFiles({ folder: resolve(cwd, String(fromCsv)), shown: String(fromCsv) }, changes);

/** Files are as of the last day that occurs in them, however long ago they were made. */
function dayOfFiles({ latestDay }: SourceReading, clock: Day): Day {
    return Math.min(clock, latestDay);
}

/** Keeps the lines of the day, its deals, and the usual times in stage; what was refused is told together. */
async function keep(org: SalesforceOrg, forecast: Forecast): Promise<SnapshotsKept> {
    const { asOf } = forecast.rollup;
    const lines = await keepSnapshots(org, forecast);
    const baselines = await keepBaselines(org, toDwellRecords(forecast.dwell, { ...forecast, asOf }, forecast.graceDays));
    return {
        written: lines.written + baselines.written,
        unchanged: lines.unchanged + baselines.unchanged,
        removed: lines.removed,
        refused: [...lines.refused, ...baselines.refused]
    };
}

async function writeCsv(file: string, { rollup, stageLabelOf }: Forecast, { terminal }: Around): Promise<void> {
    const isNew = !existsSync(dirname(file));
    await writeText(file, toForecastCsv(sweepDust(rollup.lines), stageLabelOf));
    if (isNew) terminal.warn(`The folder ${dirname(file)} was not there; it was made.`);
}

function expectUsage(options: OptionValues, fromCsv: string | undefined, asOf: Day, today: Day): void {
    const wrong = (subject: string, detail: string, remedy: string) => new ProblemError({ code: 'BAD_USAGE', subject, detail, remedy });
    if (fromCsv !== undefined && options.write)
        throw wrong('--write with --from-csv', 'has no org to write to.', 'Leave out one of the two.');
    if (fromCsv !== undefined && options.targetOrg !== undefined)
        throw wrong('--target-org with --from-csv', 'names two sources.', 'Leave out one of the two.');
    // A kept forecast is what was said on its day; written later it would be one made with what was proven forgotten.
    if (options.write && asOf < today)
        throw wrong(
            `--write with --as-of ${isoOf(asOf)}`,
            'would replace what was kept on that day by a forecast that knows less.',
            'Leave out --write to look at a past day, or --as-of to keep the forecast of today.'
        );
}

/** A day of an option, `latest` at the latest; undefined when it was not given. */
function readDay(flag: string, given: string | boolean | undefined, latest: Day): Day | undefined {
    if (given === undefined) return undefined;
    const day = parseDay(String(given));
    const wrong = (detail: string) =>
        new ProblemError({
            code: 'DATE_INVALID',
            subject: `${flag} ${given}`,
            detail,
            remedy: `Give a day as YYYY-MM-DD, ${isoOf(latest)} at the latest.`
        });
    if (day === undefined) throw wrong('is not a date.');
    if (day > latest) throw wrong(`lies after ${isoOf(latest)}.`);
    return day;
}

function tell(report: ForecastReport, options: OptionValues, { terminal }: Around): void {
    if (options.json) terminal.printJson(toForecastDocument(report));
    else terminal.print(layForecast(report));
    if (report.seesAllDeals === false) terminal.warn(HIDDEN_DEALS);
    if (!report.reconciliation.agrees) terminal.warn(describeMismatch(report.reconciliation));
    const refused = report.kept?.refused ?? [];
    if (refused.length > 0) terminal.warn(describeRefused(refused));
}

const HIDDEN_DEALS =
    'This login may not see every opportunity: it has no View All on them, and they are not open to everybody. The org leaves hidden deals out of its own total as well, so reconciling cannot show it. For the whole forecast use a login with View All on Opportunity.';

function describeMismatch({ byMonth, byQuarter, deals, org }: Reconciliation): string {
    const orgSays = org ? `the org counts ${org.deals} open deals and ${money(org.open)}, ` : '';
    return `The totals do not reconcile: ${orgSays}the forecast ${deals} deals and ${money(byMonth)} by month, ${money(byQuarter)} by quarter. If deals were edited meanwhile, run it again.`;
}

function describeRefused(refused: readonly RefusedRow[]): string {
    const shown = refused.slice(0, 5).map(({ key, reason }) => `  ${key}: ${reason}`);
    const more = refused.length > shown.length ? [`  and ${refused.length - shown.length} more (--json names them all)`] : [];
    return [`The org refused ${refused.length} snapshot rows:`, ...shown, ...more, 'Run it again to write only these.'].join('\n');
}

const money = (cents: Cents): string => (cents / 100).toFixed(2);
