import { dateOf, momentOf } from './calendar';
import { addEngagement } from './deals';
import type { Engagement } from './deals';
import { unconfirmed } from './evidence';
import { addStoryDeal } from './story-deal';
import type { World } from './world';

/** Far past what is usual at their stage. */
export function addStalledDeals(world: World): void {
    for (let index = 0; index < 4; index++) {
        const deal = addStoryDeal(world, {
            ref: `stalled-${index}`,
            name: world.cast.offerings[9 - index]!,
            customer: 40 + index,
            amount: 90_000 + 40_000 * index,
            entered: [170 + index, 155, 140, 96 + 10 * index],
            owner: index % 2 === 0 ? '@ae3' : '@ae',
            closesIn: 15
        });
        const engagement = addEngagement(world, {
            deal,
            partner: world.partners[2 * index]!,
            credit: 30,
            registeredDay: world.today - 160
        });
        world.evidence.scorecard(engagement, world.today - 100);
        world.evidence.pitch(engagement, world.today - 80, unconfirmed('Partner'));
        if (index === 0) addExpiredException(world, engagement);
    }
}

/** The exception ran out and nobody has closed it: the deal stands still until it is renewed or proven. */
function addExpiredException({ rows, today }: World, engagement: Engagement): void {
    rows.add('Gate_Waiver__c', 'expired-waiver', {
        Partner_Engagement__c: engagement.record,
        Gate__c: '2',
        Reason__c: 'The partner confirms the pitch after its reorganisation; the buyer wants the proposal before that.',
        Status__c: 'Approved',
        Approver__c: '@revops',
        Approved_On__c: dateOf(today - 41),
        Expires_On__c: dateOf(today - 6),
        CreatedById: '@ae3',
        CreatedDate: momentOf(today - 42)
    });
}

/** Won, and nobody has said what was learnt. */
export function addOverduePostMortems(world: World): void {
    for (let index = 0; index < 3; index++) {
        const deal = addStoryDeal(world, {
            ref: `post-mortem-${index}`,
            name: world.cast.offerings[2 + index]!,
            customer: 45 + index,
            amount: 130_000 + 25_000 * index,
            entered: [120, 110, 101, 88, 76, 66, 45, 30],
            wonDaysAgo: 16 + 3 * index
        });
        const engagement = addEngagement(world, {
            deal,
            partner: world.partners[index]!,
            attribution: 'Sourced',
            credit: 80,
            registeredDay: world.today - 116,
            ...(index === 0 && { changes: { Credit_Change_Reason__c: LATE_CREDIT_REASON } })
        });
        if (index === 0) addLateCreditChange(world, engagement);
        world.evidence.scorecard(engagement, world.today - 100);
        world.evidence.pitch(engagement, world.today - 66);
        world.evidence.plan(engagement, world.today - 30);
    }
}

const LATE_CREDIT_REASON = 'The partner ran both workshops; agreed with partnerships on the quarterly call.';

/** RevOps raised the partner's credit five days before the deal was won, with a reason: what the credit trail keeps. */
function addLateCreditChange({ rows, today }: World, engagement: Engagement): void {
    const save = { ParentId: engagement.record, CreatedById: '@revops', CreatedDate: momentOf(today - 21) };
    rows.add('Partner_Engagement__History', 'late-credit', {
        ...save,
        Field: 'Credit_Percent__c',
        DataType: 'Percent',
        OldValue: 60,
        NewValue: 80
    });
    rows.add('Partner_Engagement__History', 'late-credit-reason', {
        ...save,
        Field: 'Credit_Change_Reason__c',
        DataType: 'Text',
        NewValue: LATE_CREDIT_REASON
    });
}

/** Moves that somebody tried from Partner Path and that the gate refused: recorded for review. */
export function addStoppedMoves({ rows, names, orders, today }: World): void {
    const stopped = [
        { ref: 'hero', from: 2, daysAgo: 2, criterion: 'joint-scorecard', waitsOn: 'Partner manager', by: '@ae' },
        { ref: 'stalled-3', from: 3, daysAgo: 11, criterion: 'joint-pitch', waitsOn: 'Partner manager', by: '@ae' }
    ] as const;
    for (const { ref, from, daysAgo, criterion, waitsOn, by } of stopped) {
        const to = orders.ofOpen.findIndex((order) => order > orders.ofOpen[from]!);
        rows.add('Stage_Gate_Block__c', `${ref}-stopped`, {
            Opportunity__c: `@${ref}`,
            From_Stage__c: names.open[from],
            Attempted_Stage__c: names.open[to],
            Attempted_Rank__c: 10 * orders.ofOpen[to]!,
            Criterion__c: criterion,
            Message__c: 'One side has not confirmed yet; Partner Path on the deal shows which.',
            Waiting_On__c: waitsOn,
            Attempted_By__c: by,
            Attempted_On__c: momentOf(today - daysAgo, 25),
            CreatedById: by,
            CreatedDate: momentOf(today - daysAgo, 25)
        });
    }
}
