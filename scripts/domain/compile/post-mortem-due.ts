import type { StageMap } from '../stage-map/stage-map';
import type { CompiledFile } from './compiled-file';
import { exemptions } from './evidence-conditions';
import { dateField } from './metadata-files';

const OBJECT = 'Partner_Engagement__c';

/** Business days of a post-mortem whose criterion names none. */
const USUAL_DAYS = 7;

/**
 * The day a post-mortem is due: the map's business days after the close date. A date of the deal, so it is right for planned
 * close dates as well; whoever reads it asks for closed deals. Empty for a partner that owes none, for instance on deals that closed
 * before the gates went live and were loaded afterwards: years of them would stand in the queue as overdue.
 */
export function compilePostMortemDue(map: StageMap): readonly CompiledFile[] {
    const [owed] = map.stages.flatMap((stage) =>
        stage.criteria.flatMap((criterion) => (criterion.artifact === 'post-mortem' ? [{ stage, criterion }] : []))
    );
    if (!owed) return [];
    const { stage, criterion } = owed;
    const days = criterion.dueBusinessDays ?? USUAL_DAYS;
    return [
        dateField(OBJECT, {
            name: 'Post_Mortem_Due_On__c',
            label: 'Post-Mortem Due On',
            description: `Stage map ${map.version}: ${days} business days after the close date, Saturday and Sunday skipped; empty for a partner that owes no post-mortem. Read by the partner desk and reports, for closed deals.`,
            help: `${days} business days after the deal closes both sides should have held the post-mortem.`,
            formula: unless(exemptions(map, stage, criterion), businessDaysAfter('Opportunity__r.CloseDate', days))
        })
    ];
}

/** A date formula that is empty where one of the conditions holds. */
function unless(conditions: readonly string[], formula: string): string {
    const [only] = conditions;
    if (only === undefined) return formula;
    return `IF(${conditions.length === 1 ? only : `OR(${conditions.join(', ')})`}, NULL, ${formula})`;
}

/** WEEKDAY() counts from Sunday, 1, to Saturday, 7. */
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/** A date formula: `days` business days after a date. Calendar days to add by weekday, the most frequent number as the default. */
export function businessDaysAfter(date: string, days: number): string {
    const added = WEEKDAYS.map((weekday) => calendarDays(weekday, days));
    const usual = [...added].sort((a, b) => countOf(added, b) - countOf(added, a))[0];
    const cases = WEEKDAYS.filter((weekday) => added[weekday - 1] !== usual).map((weekday) => `    ${weekday}, ${added[weekday - 1]},\n`);
    return cases.length === 0 ? `${date} + ${usual}` : `${date} + CASE(WEEKDAY(${date}),\n${cases.join('')}    ${usual}\n)`;
}

const countOf = (numbers: readonly number[], wanted: number): number => numbers.filter((number) => number === wanted).length;

/** From a weekday (1 is Sunday) to the business day that is `days` later; a weekend counts from its Friday. */
function calendarDays(weekday: number, days: number): number {
    const sinceMonday = (weekday + 5) % 7;
    const pastFriday = Math.max(0, sinceMonday - 4);
    return days + 2 * Math.floor((Math.min(sinceMonday, 4) + days) / 5) - pastFriday;
}
