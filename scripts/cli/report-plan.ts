import { resolve } from 'node:path';
import { writeText } from '../adapters/files/text-files';
import { toPlanHtml } from '../adapters/report/meeting-pages/plan-page';
import type { SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import {
    HOST_QUERY,
    OPEN_PLAN_QUERY,
    otherPartnersQuery,
    planQuery,
    readDealsWithPlan,
    readHost,
    readPartnerNames,
    readPlans,
    stepQuery,
    toSharedPlan,
    type PlanRow
} from '../boundary/plan-rows';
import { dayOfMoment, isoOf, type Day } from '../domain/forecast/calendar-day';
import { isOverdue, namesIn, PARTIES, standingOf, type SharedPlan } from '../domain/meeting/shared-plan';
import { ProblemError } from '../domain/problem';
import type { Command } from './command';
import { connect } from './connect';
import { findDeal, type FoundRecord } from './find-record';
import { TARGET_ORG_OPTION } from './org-option';
import { layTable } from './table';

/** The mutual action plan of a deal for the meeting with partner and buyer. It reads nothing that may not leave the house. */
export const reportPlan: Command = {
    path: ['report', 'plan'],
    summary: 'One page of the mutual action plan, safe to send to the partner and the buyer.',
    options: [
        { flags: '--deal <deal>', description: 'record id or name of the opportunity' },
        { flags: '--partner <name>', description: 'whose plan, where several partners have one; default the lead partner' },
        { flags: '--title <text>', description: 'heading of the page; default names buyer and partner, not the deal' },
        { flags: '--amount', description: 'also show the amount of the deal' },
        { flags: '--html <file>', description: 'write the page to print or send' },
        TARGET_ORG_OPTION,
        { flags: '--json', description: 'one JSON document instead of text' }
    ],
    notes:
        'Steps, people of the three parties, days and agreement: nothing else is read, so nothing else can slip in.\n' +
        'Refused when a step names another partner of the deal. Step texts are yours: read them before you send.',
    async run(options, { cwd, env, now, terminal }) {
        const targetOrg = typeof options.targetOrg === 'string' ? options.targetOrg : undefined;
        const asked = typeof options.deal === 'string' ? options.deal : '';
        const org = await connect({ targetOrg, env, cwd, localUser: 'revops' });
        const deal = await findDeal(org, asked);
        const plan = await readPlan(org, deal, typeof options.partner === 'string' ? options.partner : undefined, Boolean(options.amount));
        const title = typeof options.title === 'string' ? options.title : `Joint plan: ${plan.names.Buyer} with ${plan.names.Partner}`;
        const today = dayOfMoment(now().getTime());
        if (typeof options.html === 'string') {
            await writeText(resolve(cwd, options.html), toPlanHtml(plan, title, today));
            terminal.warn(`Written to ${options.html}.`);
        }
        if (options.json) terminal.printJson({ title, ...toDocument(plan, today) });
        else terminal.print(layPlan(plan, title, today));
        return 'OK';
    }
};

async function readPlan(org: SalesforceOrg, deal: FoundRecord, partner: string | undefined, withAmount: boolean): Promise<SharedPlan> {
    const plans = readPlans(await org.query(planQuery(deal.id, withAmount)));
    if (plans.length === 0) throw hasNoPlan(deal, readDealsWithPlan(await org.query(OPEN_PLAN_QUERY)));
    const row = choosePlan(plans, deal, partner);
    const { Partner__c: partnerId } = row.Partner_Engagement__r;
    const host = readHost(await org.query(HOST_QUERY));
    const plan = toSharedPlan(row, await org.query(stepQuery(row.Id)), host);
    const others = readPartnerNames(await org.query(otherPartnersQuery(deal.id, partnerId)));
    expectSafe(plan, others);
    return plan;
}

/** The newest plan of the partner that was named, else of the lead. */
function choosePlan(plans: readonly PlanRow[], deal: FoundRecord, partner: string | undefined): PlanRow {
    const fits = ({ Partner_Engagement__r: { Partner__r, Partner__c } }: PlanRow) =>
        Partner__c === partner || Partner__r.Name.toLowerCase().includes((partner ?? '').toLowerCase());
    const asked = partner === undefined ? plans : plans.filter(fits);
    const plan = asked.find(({ Partner_Engagement__r }) => Partner_Engagement__r.Role__c === 'Lead') ?? asked[0];
    if (plan) return plan;
    throw new ProblemError({
        code: 'RECORD_NOT_FOUND',
        subject: deal.name,
        detail: `has no mutual action plan with ${partner}.`,
        remedy: START_ONE
    });
}

const START_ONE = 'Start one in Partner Path on the deal; it comes with the steps of the partner type.';

const hasNoPlan = ({ name }: FoundRecord, others: readonly string[]): ProblemError =>
    new ProblemError({
        code: 'RECORD_NOT_FOUND',
        subject: name,
        detail: 'has no mutual action plan yet.',
        remedy: others.length === 0 ? START_ONE : `${START_ONE} Open deals that have one: ${others.slice(0, 3).join('; ')}.`
    });

/** A step is free text: where it names another partner of the deal, the page is not made. */
function expectSafe({ steps }: SharedPlan, others: readonly string[]): void {
    const [found] = namesIn(
        steps.flatMap(({ action, after }) => [action, after ?? '']),
        others
    );
    if (!found) return;
    throw new ProblemError({
        code: 'NOT_PARTNER_SAFE',
        subject: `The step "${found.text}"`,
        detail: `names ${found.name}, another partner on this deal.`,
        remedy: 'Say the step without that name, then make the page again.'
    });
}

const dayText = (day: Day | undefined): string => (day === undefined ? '–' : isoOf(day));

function layPlan(plan: SharedPlan, title: string, today: Day): string {
    const { done, overdue } = standingOf(plan, today);
    const agreed = PARTIES.map(
        (party) => `${plan.names[party]} ${plan.agreedOn[party] === undefined ? 'not yet' : dayText(plan.agreedOn[party])}`
    );
    const rows = plan.steps.map((step) => [
        dayText(step.dueOn),
        step.isDone ? 'done' : isOverdue(step, today) ? 'overdue' : '',
        step.action,
        plan.names[step.party],
        step.owner ?? '–',
        step.after ?? ''
    ]);
    const columns = ['Due', '', 'Step', 'By', 'Who', 'After'].map((heading) => ({ heading }));
    return [
        title,
        `Target ${dayText(plan.targetOn)}. ${done} of ${plan.steps.length} steps done${overdue > 0 ? `, ${overdue} overdue` : ''}. Agreed: ${agreed.join(', ')}.`,
        '',
        layTable(columns, rows)
    ].join('\n');
}

const toDocument = (plan: SharedPlan, today: Day) => ({
    asOf: isoOf(today),
    parties: PARTIES.map((party) => ({
        party,
        name: plan.names[party],
        contact: plan.contacts[party] ?? null,
        sponsor: plan.sponsors[party] ?? null,
        agreedOn: isoOrNull(plan.agreedOn[party])
    })),
    targetOn: isoOrNull(plan.targetOn),
    procurementPath: plan.path ?? null,
    ...(plan.amount === undefined ? {} : { amount: plan.amount }),
    done: standingOf(plan, today).done,
    overdue: standingOf(plan, today).overdue,
    steps: plan.steps.map((step) => ({
        action: step.action,
        party: step.party,
        owner: step.owner ?? null,
        dueOn: isoOrNull(step.dueOn),
        isDone: step.isDone,
        doneOn: isoOrNull(step.doneOn),
        after: step.after ?? null
    }))
});

const isoOrNull = (day: Day | undefined): string | null => (day === undefined ? null : isoOf(day));
