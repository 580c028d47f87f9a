import { isoOf, type Day } from '../../../domain/forecast/calendar-day';
import { isOverdue, PARTIES, standingOf, type PlanParty, type SharedPlan, type SharedStep } from '../../../domain/meeting/shared-plan';
import { dataTable } from '../page/data-table';
import { html, type Html } from '../page/html';
import { layPage, section } from '../page/page';

const days = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' });
const show = (day: Day | undefined): string => (day === undefined ? '–' : days.format(new Date(`${isoOf(day)}T00:00:00Z`)));
const amounts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** The plan as one page for three parties: what is next, who does what by when, and who agreed. */
export function toPlanHtml(plan: SharedPlan, title: string, today: Day): string {
    return layPage({
        title,
        subtitle: `As of ${show(today)}`,
        body: html`${headline(plan, today)}${steps(plan, today)}${parties(plan)}`,
        footer: 'Each party does its own steps; a change of step, person or day is agreed by all.'
    });
}

function headline(plan: SharedPlan, today: Day): Html {
    const { done, overdue, next } = standingOf(plan, today);
    return html`<section>
        <div class="cards">
            <div class="card"><b>${plan.targetOn === undefined ? 'To be agreed' : show(plan.targetOn)}</b><span>Target date</span></div>
            <div class="card">
                <b>${done} of ${plan.steps.length}</b><span>steps done${overdue > 0 ? `, ${overdue} overdue` : ''}</span>
            </div>
            ${plan.path === undefined ? undefined : html`<div class="card"><b>${plan.path}</b><span>Way of buying</span></div>`}
            ${plan.amount === undefined ? undefined : html`<div class="card"><b>${amounts.format(plan.amount)}</b><span>Amount</span></div>`}
        </div>
        ${
            next.length === 0
                ? undefined
                : html`<div class="verdict ${next.some((step) => isOverdue(step, today)) ? 'no' : ''}">
                      <strong>Next, ${isOverdue(next[0]!, today) ? 'was due' : 'due'} ${show(next[0]!.dueOn)}</strong>
                      <ul>
                          ${next.map((step) => html`<li>${step.action}: ${whoOf(step, plan)}</li>`)}
                      </ul>
                  </div>`
        }
    </section> `;
}

const whoOf = ({ owner, party }: SharedStep, { names }: SharedPlan): string => (owner ? `${owner}, ${names[party]}` : names[party]);

const steps = (plan: SharedPlan, today: Day): Html =>
    section(
        'Steps',
        plan.steps.length === 0 ? 'No step is agreed yet.' : '',
        plan.steps.length === 0
            ? undefined
            : dataTable(
                  plan.steps,
                  [
                      {
                          heading: 'Step',
                          cell: ({ action, after }) =>
                              html`${action}${after === undefined ? undefined : html`<br /><span class="soft">after: ${after}</span>`}`
                      },
                      { heading: 'By', cell: ({ party }) => plan.names[party] },
                      { heading: 'Who', cell: ({ owner }) => owner ?? '–' },
                      { heading: 'Due', kind: 'number', cell: ({ dueOn }) => show(dueOn) },
                      { heading: 'State', cell: (step) => stateOf(step, today) }
                  ],
                  { toneOf: ({ isDone }) => (isDone ? 'apart' : undefined) }
              )
    );

function stateOf(step: SharedStep, today: Day): Html {
    if (step.isDone) return html`✓ Done${step.doneOn === undefined ? undefined : html` ${show(step.doneOn)}`}`;
    if (isOverdue(step, today))
        return html`<strong>Overdue</strong> by ${today - step.dueOn!} ${today - step.dueOn! === 1 ? 'day' : 'days'}`;
    return html`Open`;
}

const ROLES: Readonly<Record<PlanParty, string>> = { Host: 'Seller', Partner: 'Partner', Buyer: 'Buyer' };

const parties = (plan: SharedPlan): Html =>
    section(
        'Who stands behind it',
        '',
        dataTable(PARTIES, [
            { heading: 'Party', cell: (party) => plan.names[party] },
            { heading: 'Role', cell: (party) => ROLES[party] },
            { heading: 'Contact', cell: (party) => plan.contacts[party] ?? '–' },
            { heading: 'Executive sponsor', cell: (party) => plan.sponsors[party] ?? '–' },
            {
                heading: 'Agreed on',
                kind: 'number',
                cell: (party) => (plan.agreedOn[party] === undefined ? 'not yet' : show(plan.agreedOn[party]))
            }
        ])
    );
