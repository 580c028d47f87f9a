import { PARTNER_OF_DEAL_QUERY, readPartnerOfDeals } from '../boundary/slip-rows';
import { isoOf, parseDay, type Day } from '../domain/forecast/calendar-day';
import { firstProofDay } from '../domain/forecast/deal-table';
import { measureSlip, type SlipLine, type SlipRate, type SlipReport } from '../domain/slip/measure-slip';
import { ProblemError } from '../domain/problem';
import type { Command } from './command';
import { STAGE_MAP_OPTION } from './map-signatures';
import { TARGET_ORG_OPTION } from './org-option';
import { readStays, type StayReading } from './read-stays';
import { layTable } from './table';

/** How many deals slip each stage, before and after go-live, and whether that may be chance. */
export const dealsSlip: Command = {
    path: ['deals', 'slip'],
    summary: 'Slip per stage, partner type and partner, before and after go-live, with sample sizes.',
    options: [
        {
            flags: '--go-live <date>',
            description: 'first day of partner stages (YYYY-MM-DD); default the first day on which anything was proven'
        },
        STAGE_MAP_OPTION,
        TARGET_ORG_OPTION,
        { flags: '--json', description: 'one JSON document instead of text' }
    ],
    notes:
        'A deal slips a stage when it stays past the usual stay of its stage and partner type and the grace of the stage map (the limit of\n' +
        'deals stalled). Only stays that began long enough ago to have slipped count; before and after are held against the same limit.\n' +
        'A change may be chance when the exact test (Fisher, two-sided) does not exclude that at 5 %, or a side has too few stays.',
    async run(options, around) {
        const reading = await readStays(options, around);
        const partnerOf = readPartnerOfDeals(await reading.org.query(PARTNER_OF_DEAL_QUERY));
        const goLive = readGoLive(options.goLive, reading.today) ?? firstProofDay(reading.source.table.proof);
        if (goLive === undefined) {
            const detail = 'cannot be told: nothing has been proven yet.';
            throw new ProblemError({
                code: 'BAD_USAGE',
                subject: 'The day of go-live',
                detail,
                remedy: 'Give it with --go-live YYYY-MM-DD.'
            });
        }
        const { source, usual, today, map } = reading;
        const { table, stages } = source;
        const { minimumSample } = map.dwell;
        const report = measureSlip({ table, stages, usual, asOf: today, goLive, partnerOf, minimumSample });
        if (options.json) around.terminal.printJson(toDocument(reading, report));
        else around.terminal.print(layReport(reading, report));
        return 'OK';
    }
};

/** The day given with --go-live; undefined when none is. */
export function readGoLive(given: string | boolean | undefined, today: Day): Day | undefined {
    if (given === undefined) return undefined;
    const day = parseDay(String(given));
    if (day !== undefined && day <= today) return day;
    const detail = day === undefined ? 'is not a date.' : `lies after ${isoOf(today)}.`;
    const remedy = `Give a day as YYYY-MM-DD, ${isoOf(today)} at the latest.`;
    throw new ProblemError({ code: 'DATE_INVALID', subject: `--go-live ${given}`, detail, remedy });
}

function layReport(reading: StayReading, report: SlipReport): string {
    const { goLive, straddling, tooRecent, lines } = report;
    const compared = lines.filter(({ chance }) => chance !== undefined).length;
    return [
        `Slip before and after go-live on ${isoOf(goLive)}. A deal slips a stage when it stays past usual and ${reading.map.dwell.graceDays} days of grace.`,
        lines.length === 0 ? 'No stay has lasted long enough to tell.' : layLines(reading, lines),
        `Left out: ${straddling} stays that go-live divides, ${tooRecent} that began too recently to have slipped.`,
        ...(compared > 0
            ? [
                  `${lines.filter(({ chance, mayBeChance }) => chance !== undefined && !mayBeChance).length} of ${compared} comparisons are unlikely to be chance; about one in twenty would look so when nothing had changed.`
              ]
            : [])
    ].join('\n\n');
}

const layLines = (reading: StayReading, lines: readonly SlipLine[]): string =>
    layTable(
        [
            { heading: 'Deals' },
            { heading: 'Stage' },
            { heading: 'Before', align: 'right' },
            { heading: 'After', align: 'right' },
            { heading: 'Change', align: 'right' },
            { heading: 'p', align: 'right' },
            { heading: '' }
        ],
        lines.map((line) => [
            nameOf(line),
            line.stageOrder === undefined ? 'all stages' : `${line.stageOrder} ${reading.stageLabelOf(line.stageOrder)}`,
            layRate(line.before),
            layRate(line.after),
            changeOf(line),
            line.chance === undefined ? '–' : line.chance.toFixed(3),
            line.chance === undefined ? 'nothing to compare' : line.mayBeChance ? 'may be chance' : 'unlikely to be chance'
        ])
    );

const GROUP_NAMES = { all: 'All', 'partner deals': 'Partner deals' } as const;
const nameOf = ({ group, name }: SlipLine): string => (group === 'type' || group === 'partner' ? name : GROUP_NAMES[group]);
const percent = (share: number): string => `${Math.round(100 * share)} %`;
const layRate = ({ count, of }: SlipRate): string => (of === 0 ? '–' : `${percent(count / of)} (${count} of ${of})`);

function changeOf({ before, after }: SlipLine): string {
    if (before.of === 0 || after.of === 0) return '–';
    const points = Math.round(100 * (after.count / after.of - before.count / before.of));
    return `${points > 0 ? '+' : points < 0 ? '−' : '±'}${Math.abs(points)} points`;
}

const toRate = ({ count, of, interval }: SlipRate) => ({
    slipped: count,
    stays: of,
    rate: of === 0 ? null : count / of,
    interval: interval ?? null
});

const toDocument = ({ org, map, stageLabelOf }: StayReading, { goLive, asOf, straddling, tooRecent, lines }: SlipReport) => ({
    org: org.instanceUrl,
    asOf: isoOf(asOf),
    goLive: isoOf(goLive),
    graceDays: map.dwell.graceDays,
    straddling,
    tooRecent,
    lines: lines.map((line) => ({
        group: line.group,
        name: line.name,
        stageOrder: line.stageOrder ?? null,
        stage: line.stageOrder === undefined ? null : stageLabelOf(line.stageOrder),
        before: toRate(line.before),
        after: toRate(line.after),
        chance: line.chance ?? null,
        mayBeChance: line.mayBeChance
    }))
});
