import fc from 'fast-check';
import type { Customer, Fields, Partner, PartnerType } from './deal-desk';
import { EXCHANGED, SHIPPED } from './gate-oracle';
import type { MapModel } from './gate-oracle';
import { isLoaded, isTaken, PATHS, sender } from './gate-paths';
import type { Path } from './gate-paths';
import { GATE_ROLES } from './gate-world';
import type { GateRole, GateWorld } from './gate-world';
import type { Role } from './org-under-test';
import type { RecountedPartner } from './recount';

export const TYPES: readonly PartnerType[] = ['SI', 'ISV', 'Reseller', 'Marketplace'];
export const ARTIFACTS = {
    scorecard: 'Joint_Scorecard__c',
    pitch: 'Joint_Pitch__c',
    plan: 'Mutual_Action_Plan__c',
    postMortem: 'Joint_Post_Mortem__c'
} as const;
type ArtifactKind = keyof typeof ARTIFACTS;

/** How a partner comes onto a deal: one record, a bulk row, by its external id, or as a signal that is registered later. */
const WAYS_IN = ['single', 'bulk insert', 'external id', 'signal first'] as const;

export type Step =
    | { readonly do: 'move'; readonly role: GateRole; readonly path: Path; readonly to: string }
    | { readonly do: 'register'; readonly type: PartnerType; readonly changes: Fields; readonly way: (typeof WAYS_IN)[number] }
    | { readonly do: 'accept' | 'return' | 'withdraw' | 'remove' | 'undelete'; readonly which: number }
    | {
          readonly do: 'supply' | 'unconfirm' | 'throw away';
          readonly which: number;
          readonly artifact: ArtifactKind;
          readonly marketplace: boolean;
      }
    | { readonly do: 'except' | 'close exception'; readonly which: number; readonly gate: number; readonly days: number }
    | { readonly do: 'change'; readonly which: number; readonly role: Role; readonly fields: Fields }
    | { readonly do: 'wait'; readonly days: number }
    | { readonly do: 'bin the deal' }
    | { readonly do: 'exchange map'; readonly map: MapModel };

export const NEXT = 'the next stage';
const STAGE_NAMES = [...new Set([...Object.keys(SHIPPED.ranks), ...Object.keys(EXCHANGED.ranks)])];
const which = fc.constantFrom(0, 0, 0, 1, 2);
const artifact = fc.constantFrom(...(Object.keys(ARTIFACTS) as ArtifactKind[]));
const registrationChanges = fc.constantFrom<Fields>(
    {},
    {},
    { Role__c: 'Supporting' },
    { Signal_Tier__c: null },
    { Attribution__c: 'Under Review' },
    { Credit_Percent__c: 70 }
);
const REASON = { Credit_Change_Reason__c: 'Agreed with the partner on the renewal share' };
const engagementChanges = fc.constantFrom<Fields>(
    { Role__c: 'Supporting' },
    { Role__c: 'Lead', ...REASON },
    { Role__c: 'Supporting', ...REASON },
    { Partner_Type__c: 'ISV' },
    { Partner_Type__c: 'SI', ...REASON },
    { Credit_Percent__c: 55 },
    { Credit_Percent__c: 30, ...REASON },
    { Attribution__c: 'Influenced' },
    { Attribution__c: 'Sourced', ...REASON },
    { Signal_Tier__c: 'Tier 3' },
    { Signal_Tier__c: null },
    { Joined_Stage_Order__c: 4 },
    { Status__c: 'Signal' },
    { Counterpart__c: null },
    { Confirmed_Need__c: null }
);
const someStep = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });
const move = fc.record({
    do: fc.constant('move' as const),
    role: fc.oneof(someStep(4, fc.constant<GateRole>('ae')), someStep(5, fc.constantFrom(...GATE_ROLES))),
    path: fc.constantFrom(...PATHS),
    to: fc.oneof(fc.constantFrom(...STAGE_NAMES), fc.constant(NEXT))
});
export const register = fc.record({
    do: fc.constant('register' as const),
    type: fc.constantFrom(...TYPES),
    changes: registrationChanges,
    way: fc.constantFrom(...WAYS_IN)
});
export const accept = fc.record({ do: fc.constant('accept' as const), which });
const evidence = (...what: readonly ('supply' | 'unconfirm' | 'throw away')[]) =>
    fc.record({ do: fc.constantFrom(...what), which, artifact, marketplace: fc.boolean() });

/** Any one write, likely ones more often. */
export const step: fc.Arbitrary<Step> = fc.oneof(
    someStep(12, move),
    someStep(2, register),
    someStep(3, accept),
    someStep(8, evidence('supply')),
    someStep(2, evidence('unconfirm', 'throw away')),
    someStep(
        3,
        fc.record({
            do: fc.constantFrom('except' as const, 'except' as const, 'close exception' as const),
            which,
            gate: fc.nat(4),
            days: fc.constantFrom(1, 3, 14)
        })
    ),
    someStep(
        2,
        fc.record({
            do: fc.constant('change' as const),
            which,
            role: fc.constantFrom<Role>('partnerManager', 'revops', 'ae'),
            fields: engagementChanges
        })
    ),
    someStep(1, fc.record({ do: fc.constantFrom('withdraw' as const, 'remove' as const, 'undelete' as const, 'return' as const), which })),
    someStep(1, fc.record({ do: fc.constant('wait' as const), days: fc.constantFrom(1, 2, 5) })),
    someStep(1, fc.constant({ do: 'bin the deal' as const })),
    someStep(1, fc.record({ do: fc.constant('exchange map' as const), map: fc.constantFrom(SHIPPED, EXCHANGED) }))
);

const NOBODY: Fields = Object.fromEntries(
    ['Host', 'Partner'].flatMap((side) =>
        ['Confirmed_By__c', 'Confirmed_On__c', 'Recorded_By__c'].map((field) => [`${side}_${field}`, null])
    )
);
const ENGAGEMENT = 'Partner_Engagement__c';

/** Does on one deal what a step says. Whether a rule refuses it is not the matter here; what it leaves behind is. */
export class DealWork {
    #restored = 0;

    constructor(
        readonly world: GateWorld,
        readonly deal: string,
        readonly customer: Customer,
        readonly partners: ReadonlyMap<PartnerType, Partner>
    ) {}

    /** Whether a partner of this deal came back from the recycle bin. */
    get hasRestored(): boolean {
        return this.#restored > 0;
    }

    /** Answers how many writes it took. */
    async do(todo: Exclude<Step, { do: 'move' }>, found: readonly RecountedPartner[], joinedOrder: number): Promise<number> {
        const { world } = this;
        switch (todo.do) {
            case 'wait':
                world.daysAhead += todo.days;
                return 0;
            case 'exchange map':
                await world.deployMap(todo.map);
                return 1;
            case 'bin the deal':
                await isTaken(world.as('admin').sobject('Opportunity').destroy(this.deal));
                world.undelete(this.deal);
                return 2;
            case 'register':
                await this.#register(todo, joinedOrder);
                return 1;
            case 'undelete': {
                const restored = world.deleted(ENGAGEMENT, 'Opportunity__c', this.deal).filter(({ Id }) => world.undelete(Id));
                this.#restored += restored.length;
                return restored.length;
            }
        }
        const target = found[todo.which];
        if (target) await this.#work(todo, target);
        return target ? 1 : 0;
    }

    async #register({ type, changes, way }: Extract<Step, { do: 'register' }>, joinedOrder: number): Promise<void> {
        const { desk } = this.world;
        const attribution = { Attribution__c: joinedOrder > 1 ? 'Influenced' : 'Sourced' };
        const fields: Fields = {
            Opportunity__c: this.deal,
            ...desk.registration(this.partners.get(type)!, joinedOrder, { ...attribution, ...changes })
        };
        const { Registration_Key__c: key, ...others } = fields;
        switch (way) {
            case 'single':
                await isTaken(desk.create('partnerManager', ENGAGEMENT, fields));
                return;
            case 'bulk insert':
                await isLoaded(this.world, 'partnerManager', ENGAGEMENT, 'insert', fields);
                return;
            case 'external id':
                await isTaken(
                    sender(this.world, 'partnerManager')(
                        'PATCH',
                        `/sobjects/${ENGAGEMENT}/Registration_Key__c/${encodeURIComponent(String(key))}`,
                        others
                    )
                );
                return;
            case 'signal first':
                await isTaken(
                    desk.signal(this.deal, this.partners.get(type)!).then((id) => {
                        const { Opportunity__c: _, ...registration } = fields;
                        return desk.update('partnerManager', ENGAGEMENT, id, registration);
                    })
                );
        }
    }

    async #work(todo: Extract<Step, { which: number }>, target: RecountedPartner): Promise<void> {
        const { desk, org } = this.world;
        const partner = this.partnerOf(target.id);
        const change = (role: Role, fields: Fields) => isTaken(desk.update(role, ENGAGEMENT, target.id, fields));
        switch (todo.do) {
            case 'accept':
                await change('ae', desk.acceptance());
                return;
            case 'return':
                await change('ae', {
                    Handoff_Accepted_By__c: null,
                    Handoff_Accepted_On__c: null,
                    Handoff_Returned_Reason__c: desk.unique('The partner has no budget for')
                });
                return;
            case 'change':
                await change(todo.role, todo.fields);
                return;
            case 'withdraw':
                await change('revops', {
                    Status__c: 'Withdrawn',
                    Withdrawal_Reason__c: 'The partner lost its seller',
                    Registration_Key__c: null
                });
                return;
            case 'remove':
                await isTaken(org.as('revops').sobject(ENGAGEMENT).destroy(target.id));
                return;
            case 'supply':
                await isTaken(this.supply(target.id, partner, todo.artifact, todo.marketplace));
                return;
            case 'unconfirm':
                for (const { Id } of this.world.rows(ARTIFACTS[todo.artifact], ENGAGEMENT, target.id))
                    await isTaken(desk.update('ae', ARTIFACTS[todo.artifact], Id, NOBODY));
                return;
            case 'throw away':
                for (const { Id } of this.world.rows(ARTIFACTS[todo.artifact], ENGAGEMENT, target.id))
                    await isTaken(org.as('revops').sobject(ARTIFACTS[todo.artifact]).destroy(Id));
                return;
            case 'except':
                await isTaken(desk.requestException(target.id, todo.gate, todo.days).then((exception) => desk.approve(exception)));
                return;
            case 'close exception':
                for (const { Id } of this.world
                    .rows('Gate_Waiver__c', ENGAGEMENT, target.id)
                    .filter((row) => row['Status__c'] === 'Approved'))
                    await isTaken(desk.update('revops', 'Gate_Waiver__c', Id, { Status__c: 'Closed' }));
        }
    }

    /** By its account: the type of a partner may be changed on the deal. */
    partnerOf(engagement: string): Partner {
        const account = this.world.rows(ENGAGEMENT, 'Id', engagement)[0]?.['Partner__c'];
        return [...this.partners.values()].find((partner) => partner.account === account)!;
    }

    /** Both sides do their part of an artifact; a write that a rule refuses leaves it as far as it came. */
    supply(engagement: string, partner: Partner, kind: ArtifactKind, marketplace: boolean): Promise<unknown> {
        const { desk } = this.world;
        switch (kind) {
            case 'scorecard':
                return desk.scorecard(engagement, this.customer, partner);
            case 'pitch':
                return desk.pitch(engagement, this.customer, partner);
            case 'plan':
                return desk
                    .draftPlan(engagement, partner, marketplace ? { Procurement_Path__c: 'Microsoft Marketplace' } : {})
                    .then(({ plan }) => desk.sign(plan, partner));
            case 'postMortem':
                return desk.postMortem(engagement, partner, 'Won');
        }
    }
}
