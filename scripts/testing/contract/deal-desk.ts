import type { OrgUnderTest, Role } from './org-under-test';

export type Fields = Readonly<Record<string, string | number | boolean | null>>;
export type PartnerType = 'SI' | 'ISV' | 'Reseller' | 'Marketplace';

/** The buyer: an account and three people, by record id. */
export interface Customer {
    readonly account: string;
    readonly economicBuyer: string;
    readonly champion: string;
    readonly committeeMember: string;
}

/** The partner: an account of its own and two people, by record id. */
export interface Partner {
    readonly account: string;
    readonly type: PartnerType;
    readonly seller: string;
    readonly sponsor: string;
}

export interface DealRequest {
    readonly customer: Customer;
    readonly stageName: string;
    readonly owner?: Role;
    readonly fields?: Fields;
}

const OBJECT = { deal: 'Opportunity', engagement: 'Partner_Engagement__c' } as const;

/** Letters of the scorecard that the partner answers one by one. */
const LETTERS = ['Metrics', 'Economic_Buyer', 'Decision_Criteria', 'Decision_Process', 'Identify_Pain', 'Champion'] as const;

/**
 * Makes what a scenario needs, through the API and each thing by the role whose job it is. Every method returns record ids or throws
 * what the org said; evidence is complete unless `changes` say otherwise.
 */
export class DealDesk {
    #made = 0;

    /** `now` is the org's clock, where that one is moved: an acceptance counts on its own day only. */
    constructor(
        readonly org: OrgUnderTest,
        private readonly now: () => Date = () => new Date()
    ) {}

    /** Unique within this run, so that scenarios can be repeated against an org that keeps its records. */
    unique(word: string): string {
        return `${word} ${RUN}-${(this.#made += 1)}`;
    }

    async create(role: Role, object: string, fields: Fields): Promise<string> {
        const { id } = await this.org.as(role).sobject(object).create(fields);
        return id!;
    }

    async update(role: Role, object: string, id: string, fields: Fields): Promise<void> {
        await this.org
            .as(role)
            .sobject(object)
            .update({ Id: id, ...fields });
    }

    /** The fields of one record, as the given role (default RevOps) sees it. */
    async read<T extends object>(object: string, id: string, fields: readonly (keyof T & string)[], role: Role = 'revops'): Promise<T> {
        const { records } = await this.org.as(role).query(`SELECT ${fields.join(', ')} FROM ${object} WHERE Id = '${id}'`);
        return records[0] as unknown as T;
    }

    async customer(): Promise<Customer> {
        const account = await this.create('admin', 'Account', { Name: this.unique('Aldergate Health') });
        const person = (last: string) =>
            this.create('ae', 'Contact', { AccountId: account, FirstName: 'Nadia', LastName: this.unique(last) });
        const [economicBuyer, champion, committeeMember] = [await person('Bergman'), await person('Castellano'), await person('Dubois')];
        return { account, economicBuyer, champion, committeeMember };
    }

    async partner(type: PartnerType): Promise<Partner> {
        const account = await this.create('admin', 'Account', { Name: this.unique(`Halden ${type}`) });
        const person = (last: string) =>
            this.create('partnerManager', 'Contact', { AccountId: account, FirstName: 'Marcus', LastName: this.unique(last) });
        return { account, type, seller: await person('Eriksen'), sponsor: await person('Farrell') };
    }

    /** An open deal of an AE that closes in six weeks; nobody but us is on it. */
    deal({ customer, stageName, owner = 'ae', fields = {} }: DealRequest): Promise<string> {
        return this.create(owner, OBJECT.deal, this.dealFields(customer, stageName, fields));
    }

    dealFields(customer: Customer, stageName: string, fields: Fields = {}): Fields {
        return {
            Name: this.unique('Care Analytics'),
            AccountId: customer.account,
            StageName: stageName,
            CloseDate: this.org.day(42),
            Amount: 480_000,
            ...fields
        };
    }

    move(role: Role, deal: string, stageName: string): Promise<void> {
        return this.update(role, OBJECT.deal, deal, { StageName: stageName });
    }

    /** Everything that a registration needs, for a deal whose claimed overlay stage is given. */
    registration(partner: Partner, joinedOrder = 0, changes: Fields = {}): Fields {
        const id = this.unique('REG').replace(' ', '-');
        return {
            Status__c: 'Registered',
            Partner__c: partner.account,
            Partner_Type__c: partner.type,
            Role__c: 'Lead',
            Signal_Source__c: 'Overlap',
            Signal_Tier__c: 'Tier 1',
            PRM__c: 'Introw',
            Registration_Id__c: id,
            Registration_Key__c: `Introw:${id}`,
            Registered_On__c: this.org.day(),
            Joined_Stage_Order__c: joinedOrder,
            Counterpart__c: partner.seller,
            Partner_Manager__c: this.org.userId('partnerManager'),
            Confirmed_Need__c: 'Nurses enter every reading twice; the ward wants one record.',
            Attribution__c: joinedOrder > 0 ? 'Influenced' : 'Sourced',
            Credit_Percent__c: 40,
            ...changes
        };
    }

    /** A partner that is on the deal but not registered. */
    signal(deal: string, partner: Partner): Promise<string> {
        return this.create('partnerManager', OBJECT.engagement, {
            Opportunity__c: deal,
            Partner__c: partner.account,
            Partner_Type__c: partner.type,
            Status__c: 'Signal',
            Signal_Source__c: 'Overlap'
        });
    }

    register(deal: string, partner: Partner, joinedOrder = 0, changes: Fields = {}): Promise<string> {
        return this.create('partnerManager', OBJECT.engagement, {
            Opportunity__c: deal,
            ...this.registration(partner, joinedOrder, changes)
        });
    }

    acceptance(owner: Role = 'ae'): Fields {
        return { Handoff_Accepted_By__c: this.org.userId(owner), Handoff_Accepted_On__c: this.now().toISOString() };
    }

    accept(engagement: string, owner: Role = 'ae'): Promise<void> {
        return this.update(owner, OBJECT.engagement, engagement, this.acceptance(owner));
    }

    /** A registered partner whose handoff is accepted: gate 0 is open. */
    async joined(deal: string, partner: Partner, joinedOrder = 0, changes: Fields = {}): Promise<string> {
        const engagement = await this.register(deal, partner, joinedOrder, changes);
        await this.accept(engagement);
        return engagement;
    }

    hostConfirmation(role: Role = 'ae'): Fields {
        return {
            Host_Confirmed_By__c: this.org.userId(role),
            Host_Confirmed_On__c: new Date().toISOString(),
            Host_Recorded_By__c: this.org.userId(role)
        };
    }

    partnerConfirmation(partner: Partner, role: Role = 'partnerManager'): Fields {
        return {
            Partner_Confirmed_By__c: partner.seller,
            Partner_Confirmed_On__c: new Date().toISOString(),
            Partner_Recorded_By__c: this.org.userId(role)
        };
    }

    /** The host half of a scorecard, as the AE writes it. */
    scorecardHostSide(customer: Customer): Fields {
        return {
            Metrics__c: 'Cut order-to-cash from 21 to 12 days',
            Decision_Criteria__c: 'Passes the security review and is live in two units',
            Decision_Process__c: 'Steering committee shortlists, the CFO approves',
            Identify_Pain__c: 'Two systems disagree on inventory every week',
            Economic_Buyer__c: customer.economicBuyer,
            Champion__c: customer.champion,
            Budget__c: 'Confirmed',
            Timing__c: 'At Risk',
            Fit__c: 'Confirmed'
        };
    }

    /** The partner half of a scorecard: a view per letter, the committee and the introduction. */
    scorecardPartnerSide(customer: Customer): Fields {
        return {
            ...Object.fromEntries(LETTERS.map((letter) => [`${letter}_Partner_View__c`, 'Agrees'])),
            Buying_Committee__c: 'CIO sponsors, procurement negotiates, legal reviews',
            Relationship_Intro_To__c: customer.committeeMember,
            Relationship_Intro_On__c: this.org.day(-1)
        };
    }

    /** A scorecard that both sides have filled and confirmed. */
    async scorecard(engagement: string, customer: Customer, partner: Partner): Promise<string> {
        const host = { Partner_Engagement__c: engagement, ...this.scorecardHostSide(customer) };
        const id = await this.create('ae', 'Joint_Scorecard__c', host);
        await this.update('partnerManager', 'Joint_Scorecard__c', id, {
            ...this.scorecardPartnerSide(customer),
            ...this.partnerConfirmation(partner)
        });
        await this.update('ae', 'Joint_Scorecard__c', id, this.hostConfirmation());
        return id;
    }

    pitchHostSide(customer: Customer): Fields {
        return {
            Pitch_Held_On__c: this.org.day(-1),
            Buyer_Next_Step__c: 'Security questionnaire returned, architecture session booked',
            Next_Step_On__c: this.org.day(7),
            Champion__c: customer.champion
        };
    }

    pitchPartnerSide(): Fields {
        return { Partner_Use_Case__c: 'Delivery accelerator that is live at a sister company' };
    }

    preBrief(): Fields {
        return { Technical_Pre_Brief__c: 'Single sign-on and two data feeds are in scope', Pre_Brief_Held_On__c: this.org.day(-1) };
    }

    /** Pitch and technical pre-brief in one record, confirmed by both sides. */
    async pitch(engagement: string, customer: Customer, partner: Partner): Promise<string> {
        const id = await this.create('ae', 'Joint_Pitch__c', {
            Partner_Engagement__c: engagement,
            ...this.pitchHostSide(customer),
            ...this.preBrief()
        });
        await this.update('partnerManager', 'Joint_Pitch__c', id, { ...this.pitchPartnerSide(), ...this.partnerConfirmation(partner) });
        await this.update('ae', 'Joint_Pitch__c', id, this.hostConfirmation());
        return id;
    }

    /** A plan with one step of each side, not signed by anybody. */
    async draftPlan(engagement: string, partner: Partner, changes: Fields = {}): Promise<{ readonly plan: string; readonly step: string }> {
        const plan = await this.create('ae', 'Mutual_Action_Plan__c', {
            Partner_Engagement__c: engagement,
            Procurement_Path__c: 'Direct',
            Target_Close_On__c: this.org.day(40),
            Host_Exec_Sponsor__c: this.org.userId('leader'),
            ...changes
        });
        await this.update('partnerManager', 'Mutual_Action_Plan__c', plan, { Partner_Exec_Sponsor__c: partner.sponsor });
        const step = await this.addStep('ae', plan, 'Legal redlines returned');
        await this.addStep('partnerManager', plan, 'Delivery team named');
        return { plan, step };
    }

    addStep(role: Role, plan: string, action: string): Promise<string> {
        return this.create(role, 'Mutual_Action_Step__c', {
            Mutual_Action_Plan__c: plan,
            Action__c: action,
            Party__c: role === 'ae' ? 'Host' : 'Partner',
            Due_On__c: this.org.day(14)
        });
    }

    async sign(plan: string, partner: Partner): Promise<void> {
        await this.update('ae', 'Mutual_Action_Plan__c', plan, this.hostConfirmation());
        await this.update('partnerManager', 'Mutual_Action_Plan__c', plan, this.partnerConfirmation(partner));
    }

    async signedPlan(engagement: string, partner: Partner): Promise<{ readonly plan: string; readonly step: string }> {
        const made = await this.draftPlan(engagement, partner);
        await this.sign(made.plan, partner);
        return made;
    }

    postMortemFields(outcome: 'Won' | 'Lost'): Fields {
        return {
            Outcome__c: outcome,
            Held_On__c: this.org.day(),
            What_Worked__c: 'The joint discovery named the economic buyer early',
            What_Slipped__c: 'The security review started after the proposal',
            Learning__c: 'Start the security review in discovery, not after the pitch'
        };
    }

    /** What both sides learnt, and the partner told of the outcome. */
    async postMortem(engagement: string, partner: Partner, outcome: 'Won' | 'Lost'): Promise<string> {
        const id = await this.create('partnerManager', 'Joint_Post_Mortem__c', {
            Partner_Engagement__c: engagement,
            ...this.postMortemFields(outcome),
            ...this.partnerConfirmation(partner)
        });
        await this.update('ae', 'Joint_Post_Mortem__c', id, this.hostConfirmation());
        await this.update('partnerManager', OBJECT.engagement, engagement, {
            Partner_Told_On__c: this.org.day(),
            Partner_Told_By__c: this.org.userId('partnerManager')
        });
        return id;
    }

    /** A request for an exception that the AE makes; RevOps has not seen it. */
    requestException(engagement: string, gate: number, expiresIn = 14, role: Role = 'ae'): Promise<string> {
        return this.create(role, 'Gate_Waiver__c', {
            Partner_Engagement__c: engagement,
            Gate__c: String(gate),
            Reason__c: 'The buyer signs before the quarter ends; the proof follows with the pilot.',
            Expires_On__c: this.org.day(expiresIn)
        });
    }

    approval(role: Role = 'revops'): Fields {
        return { Status__c: 'Approved', Approver__c: this.org.userId(role), Approved_On__c: this.org.day() };
    }

    approve(exception: string): Promise<void> {
        return this.update('revops', 'Gate_Waiver__c', exception, this.approval());
    }
}

const RUN = Date.now().toString(36);
