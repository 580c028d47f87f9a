import { dateOf, momentOf } from './calendar';
import type { Cast } from './cast';
import type { Engagement } from './deals';
import type { Random } from './random';
import type { SeedRow, SeedRows } from './seed-file';
import { inOwnWords } from './wording';

/** Adds joint artifacts to engagements; complete and confirmed by both sides unless `changes` say otherwise. */
export class Evidence {
    /** How often each topic has been written about. */
    readonly #said = new Map<keyof Cast['evidence'], number>();

    constructor(
        private readonly rows: SeedRows,
        private readonly cast: Cast,
        private readonly random: Random,
        /** Names of the overlay stages by order. */
        private readonly stageLabels: readonly string[]
    ) {}

    scorecard(engagement: Engagement, day: number, changes: SeedRow = {}): string {
        const [economicBuyer, champion, committee] = engagement.deal.customer.contacts;
        const agreed = Object.fromEntries(LETTERS.map((letter) => [`${letter}_Partner_View__c`, 'Agrees']));
        return this.#add('Joint_Scorecard__c', 'scorecard', engagement, day, {
            Metrics__c: this.#say('metrics'),
            Decision_Criteria__c: this.#say('decisionCriteria'),
            Decision_Process__c: this.#say('decisionProcess'),
            Identify_Pain__c: this.#say('identifyPain'),
            Economic_Buyer__c: economicBuyer,
            Champion__c: champion,
            ...agreed,
            Budget__c: 'Confirmed',
            Timing__c: this.random.pick(['Confirmed', 'At Risk']),
            Fit__c: 'Confirmed',
            Buying_Committee__c: this.#say('buyingCommittee'),
            Relationship_Intro_To__c: committee,
            Relationship_Intro_On__c: dateOf(day - 2),
            ...changes
        });
    }

    pitch(engagement: Engagement, day: number, changes: SeedRow = {}): string {
        return this.#add('Joint_Pitch__c', 'pitch', engagement, day, {
            Partner_Use_Case__c: this.#say('partnerUseCase'),
            Pitch_Held_On__c: dateOf(day - 1),
            Buyer_Next_Step__c: this.#say('buyerNextStep'),
            Next_Step_On__c: dateOf(day + 9),
            Champion__c: engagement.deal.customer.contacts[1],
            Technical_Pre_Brief__c: this.#say('preBrief'),
            Pre_Brief_Held_On__c: dateOf(day - 1),
            ...changes
        });
    }

    plan(engagement: Engagement, day: number, changes: SeedRow = {}): string {
        const plan = this.#add('Mutual_Action_Plan__c', 'plan', engagement, day, {
            Procurement_Path__c: 'Direct',
            Procurement_Steps__c: this.#say('procurementSteps'),
            Target_Close_On__c: dateOf(day + 30),
            Host_Exec_Sponsor__c: '@leader',
            Partner_Exec_Sponsor__c: engagement.partner.contacts[1],
            Buyer_Agreed_By__c: engagement.deal.customer.contacts[0],
            Buyer_Agreed_On__c: dateOf(day),
            ...changes
        });
        this.#steps(engagement, plan, day);
        return plan;
    }

    /** A post-mortem that both sides confirmed; its learning is published for the next deals unless `isPublished` is false. */
    postMortem(engagement: Engagement, day: number, outcome: 'Won' | 'Lost', isPublished = true): string {
        const worked = this.random.pick(this.cast.evidence.worked);
        const { stage, slipped, learning } = this.random.pick(this.cast.learnings);
        const words = {
            Outcome__c: outcome,
            Slipped_At__c: this.stageLabels[stage],
            Learning__c: learning,
            Change_Next_Time__c: this.random.pick(this.cast.evidence.changeNextTime)
        };
        const postMortem = this.#add('Joint_Post_Mortem__c', 'learning', engagement, day, {
            Held_On__c: dateOf(day),
            What_Worked__c: worked,
            What_Slipped__c: slipped,
            ...words
        });
        if (isPublished) this.#publish(engagement, postMortem, day, words);
        return postMortem;
    }

    #publish({ ref, partner }: Engagement, postMortem: string, day: number, words: SeedRow): void {
        this.rows.add('Partner_Learning__c', `${ref}-published`, {
            Partner__c: partner.account,
            Post_Mortem__c: postMortem,
            // The seed's door reads a reference in a text field as the id that the record gets.
            Source_Key__c: postMortem,
            Published_By__c: partner.manager,
            Published_On__c: dateOf(day),
            CreatedById: partner.manager,
            CreatedDate: momentOf(day, 50),
            ...words
        });
    }

    #steps(engagement: Engagement, plan: string, day: number): void {
        const steps: SeedRow[] = [
            {
                Action__c: 'Legal redlines returned',
                Party__c: 'Buyer',
                Contact_Owner__c: engagement.deal.customer.contacts[2],
                Due_On__c: dateOf(day + 7)
            },
            {
                Action__c: 'Final price and term agreed',
                Party__c: 'Host',
                Host_Owner__c: engagement.deal.owner,
                Due_On__c: dateOf(day + 14)
            },
            {
                Action__c: 'Delivery team confirmed for kick-off',
                Party__c: 'Partner',
                Contact_Owner__c: engagement.partner.contacts[0],
                Due_On__c: dateOf(day + 21)
            }
        ];
        steps.forEach((step, index) =>
            this.rows.add('Mutual_Action_Step__c', `${engagement.ref}-step-${index}`, {
                Mutual_Action_Plan__c: plan,
                Done__c: false,
                CreatedById: engagement.deal.owner,
                ...step
            })
        );
    }

    #add(object: string, kind: string, engagement: Engagement, day: number, fields: SeedRow): string {
        return this.rows.add(object, `${engagement.ref}-${kind}`, {
            Partner_Engagement__c: engagement.record,
            CreatedById: engagement.deal.owner,
            CreatedDate: momentOf(day),
            ...bothConfirmed(engagement, day),
            ...fields
        });
    }

    #say(topic: keyof Cast['evidence']): string {
        const said = this.#said.get(topic) ?? 0;
        this.#said.set(topic, said + 1);
        return inOwnWords(this.random.pick(this.cast.evidence[topic]), said);
    }
}

export const LETTERS = ['Metrics', 'Economic_Buyer', 'Decision_Criteria', 'Decision_Process', 'Identify_Pain', 'Champion'] as const;

const bothConfirmed = ({ deal, partner }: Engagement, day: number): SeedRow => ({
    Host_Confirmed_By__c: deal.owner,
    Host_Confirmed_On__c: momentOf(day, 10),
    Host_Recorded_By__c: deal.owner,
    Partner_Confirmed_By__c: partner.contacts[0],
    Partner_Confirmed_On__c: momentOf(day, 40),
    Partner_Recorded_By__c: partner.manager
});

/** Takes back a confirmation, or both. */
export const unconfirmed = (...sides: readonly ('Host' | 'Partner')[]): SeedRow =>
    Object.fromEntries(
        sides.flatMap((side) => ['Confirmed_By__c', 'Confirmed_On__c', 'Recorded_By__c'].map((field) => [`${side}_${field}`, null]))
    );
