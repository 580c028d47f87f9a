import { PITCH, PLAN, POST_MORTEM, PRE_BRIEF, SCORECARD, STEP } from './gate-fixtures';
import type { DealGiven } from './gate-fixtures';
import type { Scenario } from './move-scenarios';
import { TODAY } from './mutant-org';
import type { Rows } from './mutant-org';

type Fields = Readonly<Record<string, unknown>>;
type Side = 'host' | 'partner';

const NOW = `${TODAY}T10:00:00.000Z`;
const EARLIER = `${TODAY}T09:00:00.000Z`;
const confirmation = (side: Side, on: string): Fields =>
    side === 'host'
        ? { Host_Confirmed_By__c: '@ae', Host_Confirmed_On__c: on, Host_Recorded_By__c: '@ae' }
        : { Partner_Confirmed_By__c: '@seller', Partner_Confirmed_On__c: on, Partner_Recorded_By__c: '@partnerManager' };
const BOTH: Fields = { ...confirmation('host', EARLIER), ...confirmation('partner', EARLIER) };

interface ArtifactTexts {
    readonly object: string;
    readonly complete: Fields;
    /** By side: the rule that speaks, the texts that prove that side's part, and notes with the view that makes them matter. */
    readonly sides: Readonly<
        Record<Side, { readonly rule: string; readonly texts: readonly string[]; readonly notes?: readonly string[] }>
    >;
}

const LETTERS = ['Metrics', 'Economic_Buyer', 'Decision_Criteria', 'Decision_Process', 'Identify_Pain', 'Champion'];
const LEARNING = { rule: 'Post_Mortem_Texts_Are_Real', texts: ['What_Worked__c', 'What_Slipped__c', 'Learning__c'] };
const PRE_BRIEF_TEXTS = ['Technical_Pre_Brief__c', 'Trivial_Deployment_Reason__c'];
const STEPS = { rule: 'Plan_Text_Is_Real', texts: ['Procurement_Steps__c'] };

const ARTIFACTS: readonly ArtifactTexts[] = [
    {
        object: 'Joint_Scorecard__c',
        complete: SCORECARD,
        sides: {
            host: {
                rule: 'Scorecard_Texts_Are_Real',
                texts: ['Metrics__c', 'Decision_Criteria__c', 'Decision_Process__c', 'Identify_Pain__c']
            },
            partner: { rule: 'Scorecard_Notes_Are_Real', texts: ['Buying_Committee__c'], notes: LETTERS }
        }
    },
    {
        object: 'Joint_Pitch__c',
        complete: { ...PITCH, ...PRE_BRIEF },
        sides: {
            host: { rule: 'Pitch_Texts_Are_Real', texts: ['Buyer_Next_Step__c', ...PRE_BRIEF_TEXTS] },
            partner: { rule: 'Pitch_Texts_Are_Real', texts: ['Partner_Use_Case__c', ...PRE_BRIEF_TEXTS] }
        }
    },
    { object: 'Mutual_Action_Plan__c', complete: PLAN, sides: { host: STEPS, partner: STEPS } },
    { object: 'Joint_Post_Mortem__c', complete: POST_MORTEM, sides: { host: LEARNING, partner: LEARNING } }
];

export const ARTIFACT_OBJECTS = ARTIFACTS.map(({ object }) => object);
export const ARTIFACT_DEALS: readonly DealGiven[] = [
    { ref: 'texts', stage: 'Prospecting', partners: [{ lacks: ['scorecard', 'pitch', 'pre-brief', 'plan', 'post-mortem'] }] }
];

const textsOf = ({ sides }: ArtifactTexts): readonly string[] => [...new Set([...sides.host.texts, ...sides.partner.texts])];
const unreal = (artifact: ArtifactTexts): Fields => Object.fromEntries(textsOf(artifact).map((text) => [text, 'tbd']));

const NOT_HELD: Fields = { Technical_Pre_Brief__c: null, Pre_Brief_Held_On__c: null, Trivial_Deployment_Reason__c: 'tbd' };

/** Of each artifact a draft, and one that was confirmed with placeholders before any rule stood. */
export const ARTIFACT_ROWS: readonly Rows[] = [
    ...ARTIFACTS.map((artifact) => ({
        object: artifact.object,
        rows: [
            { ref: `${artifact.object} draft`, Partner_Engagement__c: '@texts.0', ...artifact.complete },
            {
                ref: `${artifact.object} trivial`,
                Partner_Engagement__c: '@texts.0',
                ...artifact.complete,
                ...(artifact.object === 'Joint_Pitch__c' ? NOT_HELD : {})
            },
            { ref: `${artifact.object} odd`, Partner_Engagement__c: '@texts.0', ...artifact.complete, ...unreal(artifact), ...BOTH },
            {
                ref: `${artifact.object} by another`,
                Partner_Engagement__c: '@texts.0',
                ...artifact.complete,
                ...unreal(artifact),
                ...BOTH,
                Host_Confirmed_By__c: '@ae2'
            },
            {
                ref: `${artifact.object} recorded by others`,
                Partner_Engagement__c: '@texts.0',
                ...artifact.complete,
                ...unreal(artifact),
                ...BOTH,
                Host_Recorded_By__c: '@ae2',
                Partner_Recorded_By__c: '@pm2'
            }
        ]
    })),
    {
        object: 'Mutual_Action_Step__c',
        rows: ['draft', 'trivial', 'odd', 'by another', 'recorded by others'].map((row) => ({
            ref: `${row} step`,
            Mutual_Action_Plan__c: `@Mutual_Action_Plan__c ${row}`,
            ...STEP
        }))
    }
];

const USERS = { host: 'ae', partner: 'partnerManager' } as const;
/** Again by somebody else, on another moment or recorded anew: each alone, on the row where it is a change. */
const CHANGES: Readonly<Record<Side, readonly (readonly [row: string, change: Fields])[]>> = {
    host: [
        ['odd', { Host_Confirmed_On__c: NOW }],
        ['by another', { Host_Confirmed_By__c: '@ae' }],
        ['recorded by others', { Host_Recorded_By__c: '@ae' }]
    ],
    partner: [
        ['odd', { Partner_Confirmed_On__c: NOW }],
        ['odd', { Partner_Confirmed_By__c: '@sponsor' }],
        ['recorded by others', { Partner_Recorded_By__c: '@partnerManager' }]
    ]
};

/** Fields that field-level security keeps from a side. */
const OF_OTHERS: Readonly<Record<Side, RegExp>> = {
    host: /_Partner_View__c$|^(Buying_Committee|Relationship_|Partner_)/,
    partner: /^(Metrics|Decision_|Identify_Pain|Economic_Buyer|Champion|Budget|Timing|Fit|Buyer_|Next_Step|Host_)(?!.*_Partner_View)/
};
/** What else keeps a new record from being confirmed at once: a plan has no step yet, a scorecard no answer that the partner could see. */
const NOT_AT_ONCE: Readonly<Record<Side, Readonly<Record<string, readonly string[]>>>> = {
    host: { Mutual_Action_Plan__c: ['Host_Signs_A_Real_Plan'] },
    partner: { Mutual_Action_Plan__c: ['Partner_Signs_A_Real_Plan'], Joint_Scorecard__c: ['Partner_Answers_Real_Lines'] }
};

function scenariosOf(artifact: ArtifactTexts, side: Side): Scenario[] {
    const { object } = artifact;
    const { rule, texts, notes = [] } = artifact.sides[side];
    const save = (row: string | undefined, fields: Fields, ...rules: readonly string[]): Scenario => ({
        save: { user: USERS[side], object, ...(row === undefined ? {} : { row: `${object} ${row}` }), fields: fields as never },
        refusedBy: rules.map((name) => `${object}.${name}`)
    });
    const confirmed = confirmation(side, NOW);
    const writable = Object.entries(artifact.complete).filter(([field]) => !OF_OTHERS[side].test(field));
    const added = { Partner_Engagement__c: '@texts.0', ...Object.fromEntries(writable), [texts[0]!]: 'tbd' };
    return [
        save('draft', confirmed),
        save('odd', {}),
        ...texts
            .filter((text) => side === 'host' || text !== 'Trivial_Deployment_Reason__c')
            .flatMap((text) => [
                ...['tbd tbd tbd tbd', 'too short'].map((words) => save('draft', { [text]: words, ...confirmed }, rule)),
                save('draft', { [text]: 'ten chars.', ...confirmed }),
                save('draft', { [text]: 'tbd' })
            ]),
        ...notes.flatMap((letter) => [
            save('draft', { [`${letter}_Partner_View__c`]: 'Differs', [`${letter}_Partner_Note__c`]: 'too short', ...confirmed }, rule),
            save('draft', { [`${letter}_Partner_View__c`]: 'Differs', [`${letter}_Partner_Note__c`]: 'ten chars.', ...confirmed }),
            save('draft', { [`${letter}_Partner_Note__c`]: 'too short', ...confirmed })
        ]),
        save(undefined, { ...added, ...confirmed }, rule, ...(NOT_AT_ONCE[side][object] ?? [])),
        save(undefined, added),
        ...(object === 'Joint_Pitch__c' ? [save('trivial', confirmed, rule)] : []),
        ...CHANGES[side].map(([row, change]) => save(row, change, rule))
    ];
}

/** Confirmations of each artifact's texts, side by side. */
export const artifactScenarios = (object: string): readonly Scenario[] =>
    ARTIFACTS.filter((artifact) => artifact.object === object).flatMap((artifact) =>
        (['host', 'partner'] as const).flatMap((side) => scenariosOf(artifact, side))
    );
