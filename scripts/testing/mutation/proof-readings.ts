import type { DealGiven, PartnerGiven, Proof } from './gate-fixtures';
import { TODAY, dayFrom } from './mutant-org';

/** What a formula must say about a seeded row. Worked out by hand from the page that people sign. */
export interface Reading {
    readonly object: string;
    readonly row: string;
    readonly field: string;
    readonly is: string | number | null;
    readonly deal: DealGiven;
}

/** [what the partner is like, Open_Gate__c, Missing_Criteria__c, Waiver_Debt__c, day on which the exception in use ends] */
type Row = readonly [given: PartnerGiven, gate: number, missing: string | null, debt?: string | null, endsIn?: number | null];

interface CriterionRow {
    readonly lacks: Proof;
    readonly key: string;
    /** Gate as it stands, and with exceptions for one, two, three … gates from its own on. */
    readonly gates: readonly number[];
    readonly stage: number;
    /** Only these owe it; all of them without. */
    readonly types?: readonly NonNullable<PartnerGiven['type']>[];
    readonly isOwedBySupporting?: boolean;
}
const OTHER_TYPES = ['ISV', 'Reseller', 'Marketplace'] as const;
const CRITERIA: readonly CriterionRow[] = [
    { lacks: 'registration', key: 'registration;', gates: [0.01, 11.01, 22.01, 31.01, 40.01], stage: 0, isOwedBySupporting: true },
    { lacks: 'handoff', key: 'handoff;', gates: [0.02, 11.02, 22.02, 31.02, 40.02], stage: 0, isOwedBySupporting: true },
    { lacks: 'scorecard', key: 'joint-scorecard;', gates: [11.03, 22.03, 31.03, 40.03], stage: 1 },
    { lacks: 'pitch', key: 'joint-pitch;', gates: [22.04, 31.04, 40.04], stage: 2 },
    { lacks: 'pre-brief', key: 'technical-pre-brief-si;', gates: [22.05, 31.05, 40.05], stage: 2, types: ['SI'] },
    { lacks: 'pre-brief held', key: 'technical-pre-brief-si;', gates: [22.05, 31.05, 40.05], stage: 2, types: ['SI'] },
    { lacks: 'pre-brief', key: 'technical-pre-brief;', gates: [22.06, 31.06, 40.06], stage: 2, types: OTHER_TYPES },
    { lacks: 'plan', key: 'mutual-action-plan;', gates: [31.07, 40.07], stage: 3 },
    { lacks: 'marketplace id', key: 'marketplace-deal-id;', gates: [31.08, 40.08], stage: 3, isOwedBySupporting: true },
    { lacks: 'post-mortem', key: 'post-mortem;', gates: [40.09], stage: 4 },
    { lacks: 'told', key: 'post-mortem;', gates: [40.09], stage: 4 }
];

/** An exception for each of so many gates from one on; the first ends first. */
const waivedFrom = (stage: number, count: number): Record<number, number> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [stage + index, 10 + index]));

function rowsOf({ lacks, key, gates, stage, types = ['SI'], isOwedBySupporting = false }: CriterionRow): Row[] {
    const type = types[0]!;
    const asDebt = (given: PartnerGiven, isOwed: boolean): Row[] => [
        [{ ...given, lacks: [lacks] }, isOwed ? gates[0]! : 999, isOwed ? key : null],
        // Something else is owed on an exception too, one that ends later: it shows in the day whether this one counts.
        ...(stage > 0 && stage < 4
            ? [
                  [
                      { ...given, lacks: [lacks, 'handoff'], waived: { 0: 20, [stage]: 5 } },
                      stage === 1 ? 22.02 : 11.02,
                      isOwed ? `handoff;${key}` : 'handoff;',
                      isOwed ? `handoff;${key}` : 'handoff;',
                      isOwed ? 5 : 20
                  ] as Row,
                  [
                      { ...given, lacks: [lacks, 'handoff'], waived: { [stage]: 5 } },
                      0.02,
                      isOwed ? `handoff;${key}` : 'handoff;',
                      isOwed ? key : null,
                      isOwed ? 5 : null
                  ] as Row,
                  [
                      { ...given, lacks: [lacks, 'handoff'], waived: { 0: 20 } },
                      11.02,
                      isOwed ? `handoff;${key}` : 'handoff;',
                      'handoff;',
                      20
                  ] as Row
              ]
            : [])
    ];
    return [
        ...gates.map((gate, count): Row => {
            const isWaived = count > 0;
            return [{ type, lacks: [lacks], waived: waivedFrom(stage, count) }, gate, key, isWaived ? key : null, isWaived ? 10 : null];
        }),
        // An exception for another gate changes nothing.
        ...(stage > 0 ? [[{ type, lacks: [lacks], waived: { [stage - 1]: 3 } }, gates[0]!, key] as Row] : []),
        ...(['SI', ...OTHER_TYPES] as const).flatMap((other) => (types.includes(other) ? asDebt({ type: other }, true) : [])),
        ...(stage > 0 ? [...asDebt({ type, joined: stage }, true), ...asDebt({ type, joined: stage + 1 }, false)] : []),
        ...asDebt({ type, role: 'Supporting' }, isOwedBySupporting)
    ];
}

const ALL: readonly Proof[] = ['registration', 'handoff', 'scorecard', 'pitch', 'pre-brief', 'plan', 'marketplace id', 'post-mortem'];
const ALL_BUT_TYPE = 'marketplace-deal-id;post-mortem;';

const OTHERS: readonly Row[] = [
    [{}, 999, null],
    [{ type: 'ISV', lacks: ['pre-brief held'] }, 999, null],
    [{ type: 'ISV', lacks: ['pre-brief held', 'handoff'], waived: { 0: 20, 2: 5 } }, 11.02, 'handoff;', 'handoff;', 20],
    [{ lacks: ALL }, 0.01, `registration;handoff;joint-scorecard;joint-pitch;technical-pre-brief-si;mutual-action-plan;${ALL_BUT_TYPE}`],
    [
        { lacks: ALL, type: 'Reseller' },
        0.01,
        `registration;handoff;joint-scorecard;joint-pitch;technical-pre-brief;mutual-action-plan;${ALL_BUT_TYPE}`
    ],
    // Proven, so the exception is not in use and its end is nobody's worry.
    ...[1, 2, 3].map((gate): Row => [
        { lacks: ['handoff'], waived: { 0: 20, [gate]: 5 } },
        gate === 1 ? 22.02 : 11.02,
        'handoff;',
        'handoff;',
        20
    ]),
    [{ lacks: ['scorecard'], waived: { 0: 5, 1: 20 } }, 22.03, 'joint-scorecard;', 'joint-scorecard;', 20],
    [{ waived: { 0: 5, 1: 6, 2: 7, 3: 8 } }, 999, null],
    // Of a type that nobody named: it has to be registered first, and owes no pre-brief until then.
    [{ lacks: ['pre-brief'], fields: { Partner_Type__c: null } }, 0.01, 'registration;'],
    [{ lacks: ['pre-brief'], fields: { Partner_Type__c: null }, waived: { 0: 20, 2: 5 } }, 11.01, 'registration;', 'registration;', 20],
    [{ lacks: ['pre-brief'], fields: { Partner_Type__c: null }, waived: { 2: 5 } }, 0.01, 'registration;'],
    [{ type: 'ISV', lacks: ['pre-brief held'], waived: { 2: 5 } }, 999, null],
    [{ type: 'ISV', waived: { 2: 5 } }, 999, null],
    // Nothing lies behind the last stage, so an exception there never ends anything.
    [{ lacks: ['post-mortem'], waived: { 4: 5 } }, 40.09, 'post-mortem;', 'post-mortem;', null],
    [{ lacks: ['told'], waived: { 4: 5 } }, 40.09, 'post-mortem;', 'post-mortem;', null],
    [{ lacks: ['told'], waived: { 4: 5 }, joined: 4 }, 40.09, 'post-mortem;', 'post-mortem;', null],
    [{ lacks: ['told'], waived: { 4: 5 }, joined: 5 }, 999, null],
    [{ lacks: ['told'], waived: { 4: 5 }, role: 'Supporting' }, 999, null],
    [{ waived: { 4: 5 } }, 999, null]
];

const PARTNERS: readonly Row[] = [...CRITERIA.flatMap(rowsOf), ...OTHERS];

const partnerReadings = PARTNERS.flatMap(([given, gate, missing, debt = null, endsIn = null], index): Reading[] => {
    const deal: DealGiven = { ref: `proof-${index}`, stage: 'Prospecting', partners: [given] };
    const reading = (field: string, is: Reading['is']): Reading => ({
        object: 'Partner_Engagement__c',
        row: `${deal.ref}.0`,
        field,
        is,
        deal
    });
    const endsOn = endsIn === null ? null : dayFrom(endsIn);
    return [
        reading('Open_Gate__c', gate),
        reading('Missing_Criteria__c', missing),
        reading('Waiver_Debt__c', debt),
        reading('Waiver_Debt_Expires_On__c', endsOn)
    ];
});

/** A withdrawn partner owes nothing and its exceptions are nobody's debt; the day stands in for none. */
const WITHDRAWN: DealGiven = { ref: 'withdrawn', stage: 'Prospecting', partners: [{ status: 'Withdrawn', lacks: ALL, waived: { 0: 5 } }] };
const withdrawnReadings = [
    ['Missing_Criteria__c', null],
    ['Waiver_Debt__c', null],
    ['Waiver_Debt_Expires_On__c', TODAY]
].map(([field, is]): Reading => ({
    object: 'Partner_Engagement__c',
    row: 'withdrawn.0',
    field: field as string,
    is: is as string | null,
    deal: WITHDRAWN
}));

/** [StageName, rank, claimed order] */
const STAGES = [
    ['Prospecting', 0, 0],
    ['Qualification', 10, 1],
    ['Needs Analysis', 11, 1],
    ['Value Proposition', 20, 2],
    ['Id. Decision Makers', 21, 2],
    ['Perception Analysis', 22, 2],
    ['Proposal/Price Quote', 30, 3],
    ['Negotiation/Review', 31, 3],
    ['Closed Won', 40, 4],
    ['Closed Lost', -1, -1],
    ['Legal Limbo', 999, 99]
] as const;

const stageReadings = STAGES.flatMap(([stage, rank, order]): Reading[] => {
    const deal: DealGiven = { ref: `stands at ${stage}`, stage, partners: [] };
    const reading = (field: string, is: number): Reading => ({ object: 'Opportunity', row: deal.ref, field, is, deal });
    return [reading('Partner_Stage_Rank__c', rank), reading('Partner_Stage_Order__c', order), reading('Earned_Stage_Order__c', order)];
});

const earned = (ref: string, stage: string, is: number, ...partners: readonly PartnerGiven[]): Reading => ({
    object: 'Opportunity',
    row: ref,
    field: 'Earned_Stage_Order__c',
    is,
    deal: { ref, stage, partners }
});

/** The map that a deal is held to: none without a registered partner. */
const version = (ref: string, is: string | null, ...partners: readonly PartnerGiven[]): Reading => ({
    object: 'Opportunity',
    row: ref,
    field: 'Stage_Map_Version__c',
    is,
    deal: { ref, stage: 'Prospecting', partners }
});
const partnerVersions = (['Signal', 'Registered', 'Withdrawn'] as const).map((status): Reading => {
    const deal: DealGiven = { ref: `version of ${status}`, stage: 'Prospecting', partners: [{ status }] };
    const is = status === 'Signal' ? null : '2026.1';
    return { object: 'Partner_Engagement__c', row: `${deal.ref}.0`, field: 'Stage_Map_Version__c', is, deal };
});

/** [day of the week, date, two business days later, seven business days later] */
const CALENDAR = [
    ['Wednesday', '2026-11-18', '2026-11-20', '2026-11-27'],
    ['Thursday', '2026-11-19', '2026-11-23', '2026-11-30'],
    ['Friday', '2026-11-20', '2026-11-24', '2026-12-01'],
    ['Saturday', '2026-11-21', '2026-11-24', '2026-12-01'],
    ['Sunday', '2026-11-22', '2026-11-24', '2026-12-01']
] as const;
const clocks = CALENDAR.flatMap(([weekday, day, handoff, postMortem]): Reading[] => {
    const partner: PartnerGiven = { fields: { Registered_On__c: day } };
    const deal: DealGiven = { ref: `on a ${weekday}`, stage: 'Prospecting', partners: [partner], fields: { CloseDate: day } };
    const reading = (field: string, is: string): Reading => ({ object: 'Partner_Engagement__c', row: `${deal.ref}.0`, field, is, deal });
    return [reading('Handoff_Due_On__c', handoff), reading('Post_Mortem_Due_On__c', postMortem)];
});

/** [when it was sent back, when it was sent again, by when it has to be accepted]: two business days from the last of them. */
const SENT_BACK = [
    ['2026-11-19', null, '2026-11-23'],
    ['2026-11-18', '2026-11-19', '2026-11-23'],
    ['2026-11-19', '2026-11-18', '2026-11-23'],
    ['2026-11-18', '2026-11-20', '2026-11-24']
] as const;
const at = (day: string | null): string | null => day && `${day}T10:00:00.000Z`;
const sentBack = SENT_BACK.map(([returned, again, is], index): Reading => {
    const fields = { Registered_On__c: '2026-11-11', Handoff_Returned_On__c: at(returned), Handoff_Sent_Again_On__c: at(again) };
    const deal: DealGiven = { ref: `sent back ${index}`, stage: 'Prospecting', partners: [{ lacks: ['handoff'], fields }] };
    return { object: 'Partner_Engagement__c', row: `${deal.ref}.0`, field: 'Handoff_Due_On__c', is, deal };
});

/** Who holds a post-mortem: the Lead, unless it joined behind the last stage. Closed on a Wednesday. */
const POST_MORTEMS: readonly (readonly [PartnerGiven, string | null])[] = [
    [{ joined: 4 }, '2026-11-27'],
    [{ joined: 5 }, null],
    [{ role: 'Supporting' }, null]
];
const postMortems = POST_MORTEMS.map(([given, is], index): Reading => {
    const deal: DealGiven = { ref: `held ${index}`, stage: 'Prospecting', partners: [given], fields: { CloseDate: '2026-11-18' } };
    return { object: 'Partner_Engagement__c', row: `${deal.ref}.0`, field: 'Post_Mortem_Due_On__c', is, deal };
});

/** Every field that the compiler writes a formula for. */
export const READINGS: readonly Reading[] = [
    ...partnerReadings,
    ...withdrawnReadings,
    ...partnerVersions,
    ...clocks,
    ...sentBack,
    ...postMortems,
    ...stageReadings,
    earned('claims more than it proves', 'Negotiation/Review', 1, { lacks: ['scorecard'] }),
    earned('claims less than it proves', 'Qualification', 1, { lacks: ['pitch'] }),
    earned('owes the post-mortem', 'Closed Won', 4, { lacks: ['post-mortem'] }),
    earned('has no lead', 'Negotiation/Review', 0, { role: 'Supporting' }),
    earned('has a lead and all proof', 'Negotiation/Review', 3, {}),
    earned(
        'has one of two without proof',
        'Negotiation/Review',
        0,
        {},
        { role: 'Supporting', attribution: 'Influenced', lacks: ['handoff'] }
    ),
    version('has no partner', null),
    version('has a signal', null, { status: 'Signal' }),
    version('has a partner', '2026.1', {}),
    earned('was lost', 'Closed Lost', -1, { lacks: ['handoff'] })
];
