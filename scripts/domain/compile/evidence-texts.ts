import { minimumTextLengthOf, type StageMap } from '../stage-map/stage-map';
import { MINIMUM_PLACEHOLDER, type StandingRule } from '../stage-map/translation';
import type { CompiledFile } from './compiled-file';
import { formulaText } from './formula-text';
import { validationRule } from './metadata-files';
import { ruleVersions } from './rule-versions';

/** What people type to get past an empty field: a pattern over a whole text in small letters, line breaks in it or not. */
const FILLER =
    '((tbd|tba|tbc|n/?a|none|null|test|todo|asdf|qwerty|xxx|lorem ipsum)[\\s0-9.,;:!?/-]*)+|[x.?_\\s0-9-]+|(to be|not yet)\\s+(done|decided|defined|determined|confirmed|known)[\\s\\S]{0,20}';

/** The moment at which texts become evidence, and which of them then. */
interface Moment {
    readonly when: readonly string[];
    readonly texts: readonly string[];
    /** Texts that are asked for only where a picklist says so; of these the length counts alone, or the formula would be too long. */
    readonly notes?: readonly { readonly where: string; readonly text: string }[];
}

interface EvidenceTexts {
    readonly rule: StandingRule;
    readonly object: string;
    /** Where all of it is one text. */
    readonly errorField?: string;
    readonly moments: readonly Moment[];
    readonly message: string;
}

/** While a side confirms: drafts are free, and what is confirmed is not judged again. */
const confirms = (side: 'Host' | 'Partner'): string[] => [
    `OR(ISNEW(), ISCHANGED(${side}_Confirmed_By__c), ISCHANGED(${side}_Confirmed_On__c), ISCHANGED(${side}_Recorded_By__c))`,
    `NOT(ISBLANK(${side}_Confirmed_By__c))`
];

const REGISTERS = ['ISPICKVAL(Status__c, "Registered")', 'OR(ISNEW(), ISCHANGED(Status__c), ISCHANGED(Confirmed_Need__c))'];
const LETTERS = ['Metrics', 'Economic_Buyer', 'Decision_Criteria', 'Decision_Process', 'Identify_Pain', 'Champion'];
const PRE_BRIEF = ['Technical_Pre_Brief__c', 'Trivial_Deployment_Reason__c'];
const LEARNING = ['What_Worked__c', 'What_Slipped__c', 'Learning__c'];
const UNREAL = `is a placeholder or shorter than ${MINIMUM_PLACEHOLDER} characters`;

/** Texts of each artifact by the side whose evidence they are. */
const ARTIFACTS: readonly EvidenceTexts[] = [
    {
        rule: 'registration-text-is-real',
        object: 'Partner_Engagement__c',
        errorField: 'Confirmed_Need__c',
        moments: [{ when: REGISTERS, texts: ['Confirmed_Need__c'] }],
        message: `The confirmed need ${UNREAL}. Partner manager: write in a sentence which problem the buyer has confirmed; a signal saves without it.`
    },
    {
        rule: 'scorecard-texts-are-real',
        object: 'Joint_Scorecard__c',
        moments: [{ when: confirms('Host'), texts: ['Metrics__c', 'Decision_Criteria__c', 'Decision_Process__c', 'Identify_Pain__c'] }],
        message: `A MEDDIC answer ${UNREAL}. AE: write out Metrics, Decision Criteria, Decision Process and Identify Pain as the buyer puts them, then confirm our side. Drafts save without.`
    },
    {
        rule: 'scorecard-notes-are-real',
        object: 'Joint_Scorecard__c',
        moments: [
            {
                when: confirms('Partner'),
                texts: ['Buying_Committee__c'],
                notes: LETTERS.map((letter) => ({
                    where: `ISPICKVAL(${letter}_Partner_View__c, "Differs")`,
                    text: `${letter}_Partner_Note__c`
                }))
            }
        ],
        message: `The buying committee or a note on what differs ${UNREAL}. Partner manager: write it out so that the AE can act on it, then confirm for the partner. Drafts save without.`
    },
    {
        rule: 'pitch-texts-are-real',
        object: 'Joint_Pitch__c',
        moments: [
            { when: confirms('Host'), texts: ['Buyer_Next_Step__c', ...PRE_BRIEF] },
            { when: confirms('Partner'), texts: ['Partner_Use_Case__c', ...PRE_BRIEF] }
        ],
        message: `A text of the pitch ${UNREAL}: the buyer's next step, the partner use case, the pre-brief or why none is needed. Write it out, then confirm your side. Drafts save without.`
    },
    {
        rule: 'plan-text-is-real',
        object: 'Mutual_Action_Plan__c',
        errorField: 'Procurement_Steps__c',
        moments: [
            { when: confirms('Host'), texts: ['Procurement_Steps__c'] },
            { when: confirms('Partner'), texts: ['Procurement_Steps__c'] }
        ],
        message: `The text on procurement steps ${UNREAL}. Whoever signs: say who buys, how and when, or leave it empty; then sign for your side.`
    },
    {
        rule: 'post-mortem-texts-are-real',
        object: 'Joint_Post_Mortem__c',
        moments: [
            { when: confirms('Host'), texts: LEARNING },
            { when: confirms('Partner'), texts: LEARNING }
        ],
        message: `A text of the post-mortem ${UNREAL}: what worked, what slipped or the learning. Write it out so that the next deal can use it, then confirm your side. Drafts save without.`
    }
];

/** Save rules per artifact: a text that proves something says something. Presence is asked for by each artifact's own rules. */
export const compileEvidenceTexts = (map: StageMap): readonly CompiledFile[] =>
    ARTIFACTS.flatMap(({ rule, object, errorField, moments, message }) =>
        ruleVersions(map, rule, minimumTextLengthOf, object).map(({ version, name, conditions }) => {
            const minimum = minimumTextLengthOf(version);
            return validationRule(object, {
                name,
                description: `Stage map ${version.version}: a confirmed placeholder opens a gate onto nothing. Speaks only while a side confirms.`,
                conditions: [...conditions, anyOf(moments.map((moment) => isUnreal(moment, minimum)))],
                errorField,
                message: message.replaceAll(MINIMUM_PLACEHOLDER, String(minimum))
            });
        })
    );

function isUnreal({ when, texts, notes = [] }: Moment, minimum: number): string {
    const unreal = [
        ...texts.map((text) => `REGEX(LOWER(TRIM(${text})), ${formulaText([...tooShort(minimum), FILLER].join('|'))})`),
        ...(minimum > 1
            ? notes.map(({ where, text }) => `AND(${where}, REGEX(TRIM(${text}), ${formulaText(tooShort(minimum).join())}))`)
            : [])
    ];
    return `AND(\n    ${[...when, anyOf(unreal)].join(',\n').replaceAll('\n', '\n    ')}\n)`;
}

/** A text of fewer characters, of any kind, but not none: what is empty is for the rules that ask for presence. */
const tooShort = (minimum: number): string[] => (minimum > 1 ? [`[\\s\\S]{1,${minimum - 1}}`] : []);

const anyOf = (conditions: readonly string[]): string =>
    conditions.length === 1 ? conditions[0]! : `OR(\n    ${conditions.join(',\n').replaceAll('\n', '\n    ')}\n)`;
