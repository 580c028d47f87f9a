import type { DealGiven, PartnerGiven, Proof } from './gate-fixtures';
import type { Save } from './mutant-org';

/** A save and the rules that must refuse it, by name; none: it must be taken. Worked out by hand from the page that people sign. */
export interface Scenario {
    readonly save: Save;
    readonly refusedBy: readonly string[];
    readonly deal?: DealGiven;
}

type Step = readonly [from: string, to: string];
type Row = readonly [partners: readonly PartnerGiven[], from: string, to: string, by: string, ...rules: readonly string[]];

const [PROSPECT, QUALIFY, NEEDS, VALUE, DECIDE, PERCEIVE, PROPOSE, NEGOTIATE, WON, LOST] = [
    'Prospecting',
    'Qualification',
    'Needs Analysis',
    'Value Proposition',
    'Id. Decision Makers',
    'Perception Analysis',
    'Proposal/Price Quote',
    'Negotiation/Review',
    'Closed Won',
    'Closed Lost'
] as const;
const LIMBO = 'Legal Limbo';

const missing = (proof: Proof, given: PartnerGiven = {}): readonly PartnerGiven[] => [{ ...given, lacks: [proof] }];
const ISV = { type: 'ISV' } as const;

/** Moves that one criterion alone decides: what is lacking, the last stage that is still allowed, and who refuses what lies beyond. */
const GATES: readonly (readonly [partners: readonly PartnerGiven[], rule: string, last: string, beyond: string])[] = [
    [missing('registration'), 'Partner_Gate_01_Registration', PROSPECT, QUALIFY],
    [missing('handoff'), 'Partner_Gate_02_Handoff', PROSPECT, QUALIFY],
    [missing('scorecard'), 'Partner_Gate_03_Joint_Scorecard', NEEDS, VALUE],
    [missing('pitch'), 'Partner_Gate_04_Joint_Pitch', PERCEIVE, PROPOSE],
    [missing('pre-brief'), 'Partner_Gate_05_Technical_Pre_Brief_Si', PERCEIVE, PROPOSE],
    [missing('pre-brief', ISV), 'Partner_Gate_06_Technical_Pre_Brief', PERCEIVE, PROPOSE],
    [missing('plan'), 'Partner_Gate_07_Mutual_Action_Plan', NEGOTIATE, WON],
    [missing('marketplace id'), 'Partner_Gate_08_Marketplace_Deal_Id', NEGOTIATE, WON]
];
const gateRows = GATES.flatMap(([partners, rule, last, beyond]): Row[] => [
    [partners, last, beyond, 'ae', rule],
    [partners, PROSPECT, WON, 'ae', rule],
    [partners, LOST, beyond, 'ae', rule],
    [partners, LIMBO, beyond, 'ae', rule],
    [partners, LOST, last, 'ae'],
    [partners, LIMBO, last, 'ae'],
    [partners, last, LOST, 'ae'],
    [partners, last, LIMBO, 'ae', 'Partner_Gate_Unmapped_Stage'],
    [partners, last, beyond, 'integration'],
    [partners, last, beyond, 'ae2']
]);

const BACK_TO_QUALIFY = [NEEDS, VALUE, DECIDE, PERCEIVE, PROPOSE, NEGOTIATE, WON].map((from) => [from, QUALIFY] as const);
const BACK_TO_VALUE = [DECIDE, PERCEIVE, PROPOSE, NEGOTIATE, WON].map((from) => [from, VALUE] as const);
const BACK_TO_PROPOSE = [NEGOTIATE, WON].map((from) => [from, PROPOSE] as const);
const NEXT_UP: readonly Step[] = [
    [QUALIFY, NEEDS],
    [VALUE, DECIDE],
    [DECIDE, PERCEIVE],
    [PROPOSE, NEGOTIATE]
];
/** Excepted, a criterion is owed at the exit of the next stage, in its own words. */
const laterRows = GATES.slice(0, 6).flatMap(([partners, rule], index): Row[] => {
    const [gate, last, beyond] =
        index < 2 ? ([0, NEEDS, VALUE] as const) : index < 3 ? ([1, PERCEIVE, PROPOSE] as const) : ([2, NEGOTIATE, WON] as const);
    const excepted = partners.map((partner) => ({ ...partner, waived: { [gate]: 5 } }));
    return [
        [excepted, last, beyond, 'ae', rule],
        [excepted, PROSPECT, last, 'ae']
    ];
});

/** Ahead of its proof a deal may always move back, and not one step further up. Behind the last gate there is nothing to move to. */
const AHEAD: readonly (readonly [back: readonly Step[], up: readonly Step[]])[] = [
    [BACK_TO_QUALIFY, NEXT_UP],
    [BACK_TO_QUALIFY, NEXT_UP],
    [BACK_TO_VALUE, NEXT_UP.slice(1)],
    [BACK_TO_PROPOSE, NEXT_UP.slice(3)],
    [BACK_TO_PROPOSE, NEXT_UP.slice(3)],
    [BACK_TO_PROPOSE, NEXT_UP.slice(3)]
];
const aheadRows = GATES.slice(0, 6).flatMap(([partners, rule], index): Row[] => {
    const [back, up] = AHEAD[index]!;
    return [...back.map(([from, to]): Row => [partners, from, to, 'ae']), ...up.map(([from, to]): Row => [partners, from, to, 'ae', rule])];
});

const WHOLE: readonly PartnerGiven[] = [{}];
const SUPPORTING: readonly PartnerGiven[] = [{ role: 'Supporting' }];
const second = (given: PartnerGiven): PartnerGiven => ({ role: 'Supporting', attribution: 'Influenced', ...given });
const TOO_MUCH: readonly PartnerGiven[] = [{ credit: 60 }, second({ credit: 41 })];
const EXPIRED: readonly PartnerGiven[] = [{ lacks: ['registration'], waived: { 0: -1, 1: -1, 2: -1, 3: -1 } }];

/** Rules that stand beside the criteria: whose deals they stop, and the user whom each of them judges. */
const STANDING: readonly (readonly [partners: readonly PartnerGiven[], rule: string, by: string])[] = [
    [WHOLE, 'Partner_Gate_Advance_Right', 'revops'],
    [SUPPORTING, 'Partner_Gate_Lead_Partner', 'ae'],
    [TOO_MUCH, 'Partner_Gate_Credit_Adds_Up', 'ae'],
    [EXPIRED, 'Partner_Gate_Exception_Expired', 'ae']
];
const ONE_BACK = [
    [QUALIFY, PROSPECT],
    [NEEDS, QUALIFY],
    [VALUE, NEEDS],
    [DECIDE, VALUE],
    [PERCEIVE, DECIDE],
    [PROPOSE, PERCEIVE],
    [NEGOTIATE, PROPOSE],
    [WON, NEGOTIATE]
] as const;
const standingRows = STANDING.flatMap(([partners, rule, by]): Row[] => [
    ...ONE_BACK.map(([from, to]): Row => [partners, from, to, by]),
    ...NEXT_UP.map(([from, to]): Row => [partners, from, to, by, rule]),
    [partners, PROSPECT, QUALIFY, by, rule],
    [partners, LOST, PROSPECT, by, rule],
    [partners, LIMBO, PROSPECT, by, rule],
    [partners, LIMBO, LOST, by],
    [partners, QUALIFY, LOST, by],
    [partners, QUALIFY, NEEDS, 'integration'],
    // Told to only advise: ae2 among those who may advance, pm2 among those who may not.
    [partners, QUALIFY, NEEDS, rule === 'Partner_Gate_Advance_Right' ? 'pm2' : 'ae2']
]);

const UNREGISTERED: readonly (readonly PartnerGiven[])[] = [[], [{ status: 'Signal' }], [{ status: 'Withdrawn' }]];
const otherRows: readonly Row[] = [
    [WHOLE, NEGOTIATE, WON, 'ae'],
    [WHOLE, PROSPECT, LIMBO, 'ae', 'Partner_Gate_Unmapped_Stage'],
    [WHOLE, LIMBO, LIMBO, 'ae'],
    [WHOLE, LIMBO, QUALIFY, 'ae'],
    [WHOLE, PROSPECT, LIMBO, 'ae2'],
    [WHOLE, PROSPECT, LIMBO, 'integration'],
    [WHOLE, PROSPECT, LIMBO, 'revops', 'Partner_Gate_Advance_Right', 'Partner_Gate_Unmapped_Stage'],
    ...UNREGISTERED.flatMap((partners): Row[] => [
        [partners, PROSPECT, WON, 'ae'],
        [partners, PROSPECT, WON, 'revops'],
        [partners, PROSPECT, LIMBO, 'ae']
    ]),
    [
        [{}, {}].map((given) => ({ ...given, credit: 10, attribution: 'Influenced' }) as const),
        PROSPECT,
        QUALIFY,
        'ae',
        'Partner_Gate_Lead_Partner'
    ],
    [SUPPORTING, PROSPECT, LIMBO, 'ae', 'Partner_Gate_Unmapped_Stage'],
    [TOO_MUCH, PROSPECT, LIMBO, 'ae', 'Partner_Gate_Unmapped_Stage'],
    [EXPIRED, PROSPECT, LIMBO, 'ae', 'Partner_Gate_Unmapped_Stage'],
    [[{ credit: 60 }, second({ credit: 40 })], PROSPECT, QUALIFY, 'ae'],
    [[{ credit: 10 }, second({ credit: 10, attribution: 'Sourced' })], PROSPECT, QUALIFY, 'ae', 'Partner_Gate_Credit_Adds_Up'],
    [[{ lacks: ['registration'], waived: { 0: 0 } }], PROSPECT, QUALIFY, 'ae'],
    [[{ waived: { 0: -1 } }], PROSPECT, QUALIFY, 'ae'],
    [[{ lacks: ['scorecard'], waived: { 1: 5 } }], NEEDS, PERCEIVE, 'ae'],
    [[{ lacks: ['scorecard'], waived: { 1: 5 } }], NEEDS, PROPOSE, 'ae', 'Partner_Gate_03_Joint_Scorecard']
];

/** Every move of the table on a deal of its own. */
export const MOVES: readonly Scenario[] = [...gateRows, ...laterRows, ...aheadRows, ...standingRows, ...otherRows].map(
    ([partners, from, to, by, ...rules], index): Scenario => ({
        deal: { ref: `move-${index}`, stage: from, partners },
        save: { user: by, object: 'Opportunity', row: `move-${index}`, fields: from === to ? { Name: 'Renamed' } : { StageName: to } },
        refusedBy: rules.map((each) => `Opportunity.${each}`)
    })
);
