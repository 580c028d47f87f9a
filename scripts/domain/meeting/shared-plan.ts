import type { Day } from '../forecast/calendar-day';

export type PlanParty = 'Host' | 'Partner' | 'Buyer';

/** A step as all three parties may read it. */
export interface SharedStep {
    readonly action: string;
    readonly party: PlanParty;
    /** Undefined where nobody is named, or somebody who works for none of the three parties. */
    readonly owner: string | undefined;
    readonly dueOn: Day | undefined;
    readonly isDone: boolean;
    readonly doneOn: Day | undefined;
    /** Action of the step that has to be done before. */
    readonly after: string | undefined;
}

/**
 * A mutual action plan as it may leave the house. It has no place for anything else: no credit, no other partner, no answer of
 * the scorecard, no note. The amount is there only when somebody asked for it.
 */
export interface SharedPlan {
    readonly names: Readonly<Record<PlanParty, string>>;
    readonly contacts: Readonly<Record<PlanParty, string | undefined>>;
    readonly sponsors: Readonly<Partial<Record<PlanParty, string>>>;
    readonly targetOn: Day | undefined;
    readonly path: string | undefined;
    /** Days on which each party agreed to the plan. */
    readonly agreedOn: Readonly<Partial<Record<PlanParty, Day>>>;
    /** Whole units. */
    readonly amount: number | undefined;
    readonly steps: readonly SharedStep[];
}

export interface PlanStanding {
    readonly done: number;
    readonly overdue: number;
    /** Open steps with the earliest day; several when they fall on the same one. */
    readonly next: readonly SharedStep[];
}

export const PARTIES: readonly PlanParty[] = ['Host', 'Partner', 'Buyer'];

/** How far the plan is on a day. A step due today is not overdue. */
export function standingOf({ steps }: SharedPlan, today: Day): PlanStanding {
    const open = steps.filter(({ isDone }) => !isDone);
    const due = open.map(({ dueOn }) => dueOn).filter((day): day is Day => day !== undefined);
    const earliest = due.length > 0 ? Math.min(...due) : undefined;
    return {
        done: steps.length - open.length,
        overdue: open.filter((step) => isOverdue(step, today)).length,
        next: open.filter(({ dueOn }) => dueOn !== undefined && dueOn === earliest)
    };
}

export const isOverdue = ({ isDone, dueOn }: SharedStep, today: Day): boolean => !isDone && dueOn !== undefined && dueOn < today;

/** Words of a text, lower case, so that "Skybridge," and "SKYBRIDGE Inc" both name Skybridge. */
const wordsOf = (text: string): string =>
    ` ${text
        .toLowerCase()
        .normalize('NFKC')
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()} `;

/** Which of the names occur as whole words in which texts; the full name counts, and its first word where that is longer than three letters. */
export function namesIn(texts: readonly string[], names: readonly string[]): readonly { readonly name: string; readonly text: string }[] {
    return names.flatMap((name) => {
        const whole = wordsOf(name);
        const [first = ''] = whole.trim().split(' ');
        const sought = first.length > 3 && !COMMON_FIRST_WORDS.has(first) ? [whole, ` ${first} `] : [whole];
        return texts
            .filter((text) => sought.some((word) => word.trim() !== '' && wordsOf(text).includes(word)))
            .map((text) => ({ name, text }));
    });
}

/** First words of company names that are ordinary words too. */
const COMMON_FIRST_WORDS: ReadonlySet<string> = new Set([
    'cloud',
    'data',
    'digital',
    'first',
    'global',
    'good',
    'next',
    'open',
    'smart',
    'the',
    'united'
]);
