import type { PassageReport } from '../domain/passage/stage-passage';
import { isoOf } from '../domain/forecast/calendar-day';
import { layTable, type Column } from './table';

/** How deals pass each stage, as text: the funnel and the slip of close dates; empty without history. */
export function layPassage({ since, stages }: PassageReport, graceDays: number, stageLabelOf: (order: number) => string): string {
    const rows = stages.filter(({ group, entered }) => group === 'all' && entered > 0);
    if (since === undefined || rows.length === 0) return '';
    // Only where deals went to a stage off the map is there a column for them: then entered is the sum of where they went.
    const strayed = rows.some(({ offMap }) => offMap > 0);
    const cells = rows.map(({ slip, overstay, ...row }) => [
        stageLabelOf(row.stageOrder),
        whole.format(row.entered),
        whole.format(row.wentOn),
        whole.format(row.wentBack),
        whole.format(row.lost),
        ...(strayed ? [whole.format(row.offMap)] : []),
        whole.format(row.stillThere),
        share(row.dealsWon, row.dealsWon + row.dealsLost),
        share(slip.pushed, slip.stays),
        slip.medianPushDays === undefined ? '–' : whole.format(slip.medianPushDays),
        slip.meanDays === undefined ? '–' : signed(slip.meanDays),
        share(overstay.past, overstay.watched)
    ]);
    const headings = strayed ? HEADINGS.toSpliced(4, 0, 'Off the map') : HEADINGS;
    return [
        `How deals pass each stage, since ${isoOf(since)}, by the stages of the CRM. Won: of its deals that have closed`,
        `Pushed: the close date was later on leaving the stage than on entering it. Too long: past the usual stay and ${graceDays} days`,
        layTable([{ heading: 'Stage' }, ...headings.map(right)], cells)
    ].join('\n');
}

const HEADINGS = ['Entered', 'Went on', 'Back', 'Lost', 'There', 'Won', 'Pushed', 'by days', 'Mean days, all', 'Too long'];
const right = (heading: string): Column => ({ heading, align: 'right' });
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const share = (count: number, of: number): string => (of === 0 ? '–' : `${Math.round((100 * count) / of)} %`);
const signed = (days: number): string => `${days > 0 ? '+' : days < 0 ? '−' : ''}${Math.abs(days).toFixed(1)}`;
