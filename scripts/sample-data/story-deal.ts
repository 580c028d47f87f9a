import type { HistoryStep } from './deal-history';
import { addDeal } from './deals';
import type { Deal } from './deals';
import type { World } from './world';

export interface StoryFacts {
    readonly ref: string;
    readonly name: string;
    readonly customer: number;
    readonly amount: number;
    /** Days before today at which the deal entered each open StageName, oldest first. */
    readonly entered: readonly number[];
    /** The same for an earlier pass, after which the deal was moved back to the start. */
    readonly before?: readonly number[];
    readonly owner?: string;
    readonly closesIn?: number;
    readonly wonDaysAgo?: number;
}

/** Adds a deal that a person can look for by name. */
export function addStoryDeal({ rows, names, customers, today }: World, facts: StoryFacts): Deal {
    const closeDay = today + (facts.closesIn ?? 45);
    const pass = (entered: readonly number[]) => entered.map((daysAgo, stage): HistoryStep => ({ day: today - daysAgo, stage, closeDay }));
    const steps: HistoryStep[] = [...pass(facts.before ?? []), ...pass(facts.entered)];
    if (facts.wonDaysAgo !== undefined) steps.push({ day: today - facts.wonDaysAgo, stage: 'won', closeDay: today - facts.wonDaysAgo });
    return addDeal(rows, names, {
        ref: facts.ref,
        name: facts.name,
        owner: facts.owner ?? '@ae',
        customer: customers[facts.customer]!,
        createdDay: steps[0]!.day,
        history: { steps, last: steps[steps.length - 1]! },
        amount: facts.amount
    });
}
