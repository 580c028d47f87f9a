import type {
    ChangeDocument,
    FundableDocument,
    ForecastDocument,
    LineDocument,
    PassageDocument,
    PeriodDocument,
    SnapshotsDocument,
    SplitDocument
} from '../boundary/forecast-document';
import { fundablePeriods } from '../boundary/fundable-periods';
import { isoOf } from '../domain/forecast/calendar-day';
import type { ForecastChange } from '../domain/forecast/change';
import type { ForecastLine } from '../domain/forecast/forecast-line';
import type { Fundability, HorizonVerdict, PastErrors } from '../domain/forecast/learnt-forecast';
import type { Forecast } from '../domain/forecast/make-forecast';
import type { Cents } from '../domain/forecast/money';
import type { PeriodForecast } from '../domain/forecast/roll-up';
import { DWELL_METHOD, FORECAST_METHOD } from '../domain/forecast/snapshot';
import type { SplitRow } from '../domain/forecast/summary';
import type { SinceGates } from '../domain/passage/passage-tally';
import { describeChange, NAMES_OF_CHANGES } from './change-text';
import type { SnapshotsKept } from './keep-snapshots';
import { findTopDeals } from './top-deals';

/** A forecast, what changed since the last one, and what was kept of it. */
export interface ForecastReport extends Forecast {
    readonly kept: SnapshotsKept | undefined;
    readonly change: ForecastChange | undefined;
    readonly changeBasis: 'kept' | 'time travel';
    /** Names of told deals that are not open any more, by the first 15 characters of the id, as far as the source has them. */
    readonly closedNames?: ReadonlyMap<string, string> | undefined;
    /** Whether the login sees every opportunity; undefined: not known, or files. */
    readonly seesAllDeals: boolean | undefined;
}

/** How many deal changes the document tells one by one. */
export const CHANGES_TOLD = 50;

/** The forecast as the document of `--json`; see ForecastDocument. */
export function toForecastDocument(report: ForecastReport): ForecastDocument {
    const { rollup, summary, stageLabelOf, source, change } = report;
    const { learnt } = rollup;
    const [quarters, months] = [rollup.quarters.map(periodDocument), rollup.months.map(periodDocument)];
    const gap = minus(summary.total.claimedAllQuarters, summary.total.allQuarters);
    return {
        formatVersion: 2,
        asOf: isoOf(rollup.asOf),
        org: source.origin,
        stageMapVersion: report.mapVersion,
        methods: { forecast: FORECAST_METHOD, dwell: DWELL_METHOD },
        currency: {
            code: source.currency.code ?? null,
            policy: source.currency.policy,
            convertedRows: source.currency.convertedRows,
            byCurrency: (source.currency.byCurrency ?? []).map((one) => ({
                ...one,
                open: units(one.open),
                converted: units(one.converted)
            }))
        },
        fundable: fundableDocument(rollup.fundability),
        headline: fundablePeriods({ quarters, months })[0] ?? quarters[0] ?? null,
        quarters,
        months,
        total: splitDocument(summary.total),
        byAttribution: summary.byAttribution.map((row) => ({ ...splitDocument(row), dealsWithMoney: row.dealsWithMoney })),
        wholeDeals: summary.wholeDeals.map(({ attribution, deals, open, expected, claimedExpected }) => ({
            label: `Partner ${attribution.toLowerCase()}, whole deals`,
            deals,
            open: units(open),
            expectedThisQuarter: null,
            expectedNextQuarter: null,
            expectedAllQuarters: unitsOrNull(expected),
            claimedExpectedAllQuarters: unitsOrNull(claimedExpected)
        })),
        byPartnerType: summary.byPartnerType.map(splitDocument),
        byStage: summary.byStage.map((row) => ({
            ...splitDocument(row),
            stageOrder: row.stageOrder,
            overdueDeals: row.overdueDeals,
            overdueOpen: units(row.overdueOpen)
        })),
        onException: splitDocument(summary.onException),
        aheadOfProof: { deals: summary.aheadOfProof.deals, open: units(summary.aheadOfProof.open), gap: unitsOrNull(gap) },
        preRegistration: { deals: summary.preRegistration.deals, open: units(summary.preRegistration.open) },
        topDeals: findTopDeals(report),
        change: change ? changeDocument(change, report) : null,
        learntFrom: {
            pastSnapshots: rollup.fundability.pastSnapshots,
            pastDeals: learnt.learntFromDeals,
            from: learnt.historyFrom === undefined ? null : isoOf(learnt.historyFrom),
            monthOfQuarterFactors: learnt.rhythm
        },
        championLog: learnt.championLog.map(({ name, used, logLoss, brier, dealSnapshots }) => ({
            name,
            used,
            logLoss: numberOrNull(logLoss),
            brier: numberOrNull(brier),
            dealSnapshots
        })),
        dwell: report.dwell.map(({ stageOrder, partnerType, meanDays, medianDays, ended, lasting, borrows }) => ({
            stageOrder,
            stage: stageLabelOf(stageOrder),
            partnerType: partnerType ?? null,
            meanDays: Math.round(meanDays * 10) / 10,
            medianDays: medianDays ?? null,
            ended,
            lasting,
            borrows
        })),
        passage: passageDocument(report),
        reconciliation: reconciliationDocument(report),
        caveats: report.caveats,
        snapshots: report.kept ? snapshotsDocument(report.kept) : null,
        lines: rollup.lines.map((line) => lineDocument(line, stageLabelOf))
    };
}

const passageDocument = ({ passage, graceDays, stageLabelOf }: ForecastReport): PassageDocument => ({
    since: passage.since === undefined ? null : isoOf(passage.since),
    graceDays,
    gatesLiveOn: passage.goLive === undefined ? null : isoOf(passage.goLive),
    stages: passage.stages.map(({ group, slip, overstay, sinceGates, ...counts }) => ({
        ...counts,
        stage: stageLabelOf(counts.stageOrder),
        deals: group,
        closeDate: { ...slip, medianPushDays: slip.medianPushDays ?? null, meanDays: tenths(slip.meanDays) },
        tooLong: { ...overstay, nowOpen: units(overstay.nowOpen), gates: sinceGates ? gatesDocument(sinceGates) : null }
    }))
});

const gatesDocument = ({ before, since, chance, mayBeChance }: SinceGates) => {
    const share = ({ count, of }: SinceGates['before']) => ({ watched: of, past: count });
    return { before: share(before), since: share(since), chance: chance ?? null, mayBeChance };
};

const tenths = (days: number | undefined): number | null => (days === undefined ? null : Math.round(days * 10) / 10);
const units = (cents: Cents): number => cents / 100;
const unitsOrNull = (cents: Cents | undefined): number | null => (cents === undefined ? null : units(cents));
const numberOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
const minus = (left: Cents | undefined, right: Cents | undefined): Cents | undefined =>
    left === undefined || right === undefined ? undefined : left - right;

const fundableDocument = ({
    fundable,
    reasons,
    expectedOn,
    pastSnapshots,
    crmIsAssumed = false,
    brierSkill,
    threePeriods,
    horizons,
    quarters
}: Fundability): FundableDocument => ({
    fundable,
    reasons,
    expectedOn: expectedOn === undefined ? null : isoOf(expectedOn),
    pastSnapshots,
    crmIsAssumed,
    brierSkill: numberOrNull(brierSkill),
    threePeriods: errorsDocument(threePeriods),
    horizons: horizons.map(verdictDocument),
    quarters: quarters.map((quarter) => ({
        ...verdictDocument(quarter),
        pastQuarters: quarter.pastQuarters,
        isUnjudged: quarter.isUnjudged
    }))
});

const verdictDocument = ({ ahead, fundable, reasons, ...errors }: HorizonVerdict) => ({
    ahead,
    fundable,
    reasons,
    ...errorsDocument(errors)
});

const errorsDocument = ({ wape, bias, coverage80, crmWape, pastForecasts }: PastErrors) => ({
    wape: numberOrNull(wape),
    bias: numberOrNull(bias),
    coverage80: numberOrNull(coverage80),
    crmWape: numberOrNull(crmWape),
    pastForecasts
});

const periodDocument = (one: PeriodForecast): PeriodDocument => ({
    label: one.period.label,
    from: isoOf(one.period.from),
    to: isoOf(one.period.to),
    fundable: one.fundable,
    open: units(one.open),
    alreadyWon: units(one.alreadyWon),
    expected: unitsOrNull(one.expected),
    claimedExpected: unitsOrNull(one.claimedExpected),
    lands: one.expected === undefined ? null : units(one.alreadyWon + one.expected),
    p10: unitsOrNull(one.range?.low),
    p50: unitsOrNull(one.range?.mid),
    p90: unitsOrNull(one.range?.high),
    notYetCreated: unitsOrNull(one.notYetCreated)
});

const splitDocument = ({ label, deals, open, thisQuarter, nextQuarter, allQuarters, claimedAllQuarters }: SplitRow): SplitDocument => ({
    label,
    deals,
    open: units(open),
    expectedThisQuarter: unitsOrNull(thisQuarter),
    expectedNextQuarter: unitsOrNull(nextQuarter),
    expectedAllQuarters: unitsOrNull(allQuarters),
    claimedExpectedAllQuarters: unitsOrNull(claimedAllQuarters)
});

function changeDocument({ from, to, steps, changes }: ForecastChange, report: ForecastReport): ChangeDocument {
    const told = changes.slice(0, CHANGES_TOLD);
    const nameOf = nameDeals(report);
    const total = ({ asOf, expected, periods }: ForecastChange['from']) => ({
        asOf: isoOf(asOf),
        expected: units(expected),
        periods: periods ?? null
    });
    return {
        from: total(from),
        to: total(to),
        basis: report.changeBasis,
        steps: steps.map((step) => ({ ...step, label: NAMES_OF_CHANGES[step.kind], amount: units(step.amount) })),
        deals: told.map((change) => ({
            id: change.id,
            name: nameOf(change.id),
            kind: change.kind,
            amount: units(change.amount),
            what: describeChange(change)
        })),
        dealsLeftOut: changes.length - told.length
    };
}

/** Names of deals by id; a deal that is not open any more goes by its id where its name is not known. */
export function nameDeals({
    source,
    rollup,
    closedNames
}: Pick<ForecastReport, 'source' | 'rollup' | 'closedNames'>): (id: string) => string {
    const positions = new Map<string, number>();
    for (const { deal, position } of rollup.openDeals) if (position !== undefined) positions.set(source.table.ids[deal]!, position);
    return (id) => {
        const position = positions.get(id);
        return position === undefined ? (closedNames?.get(id.slice(0, 15)) ?? id) : source.open.nameOf(position);
    };
}

function reconciliationDocument({ reconciliation, seesAllDeals }: ForecastReport): ForecastDocument['reconciliation'] {
    const { agrees, deals, byMonth, byQuarter, inForecast, preRegistration, rounding, org } = reconciliation;
    return {
        agrees,
        deals,
        openByMonth: units(byMonth),
        openByQuarter: units(byQuarter),
        inForecast: units(inForecast),
        preRegistration: units(preRegistration),
        rounding: units(rounding),
        org: org ? { deals: org.deals, open: units(org.open) } : null,
        seesAllDeals: seesAllDeals ?? null
    };
}

const snapshotsDocument = ({ written, unchanged, removed, refused }: SnapshotsKept): SnapshotsDocument => ({
    written,
    unchanged,
    removed,
    refused: refused.map(({ key, reason }) => ({ key, reason }))
});

const lineDocument = (line: ForecastLine, stageLabelOf: (order: number) => string): LineDocument => ({
    periodType: line.periodType,
    periodFrom: isoOf(line.periodFrom),
    periodLabel: line.periodLabel,
    stageOrder: line.stageOrder,
    stage: stageLabelOf(line.stageOrder),
    partnerType: line.partnerType,
    attribution: line.attribution,
    onException: line.onException,
    deals: line.deals,
    open: units(line.open),
    expected: unitsOrNull(line.expected),
    claimedExpected: unitsOrNull(line.claimedExpected),
    low: unitsOrNull(line.low),
    high: unitsOrNull(line.high)
});
