import { parseStageMap } from '../../boundary/parse-stage-map';
import type { StageMap } from '../../domain/stage-map/stage-map';
import { STANDING_RULES } from '../../domain/stage-map/translation';

/** Stages of an org that sells otherwise than the default map expects: renamed, numbered, some between others. */
export const ORG_STAGES = {
    open: [
        '0 - Lead In',
        '1a - First Call',
        '1b - Discovery',
        '1c - Fit Check',
        '2 - Security Review',
        '3 - Pitch',
        '4a - Offer',
        '4b - Contract'
    ],
    won: 'Gewonnen',
    lost: ['Verloren', 'Abgesagt']
} as const;

const moves = { hostMove: 'Supply our half.', partnerMove: 'Supply the partner half.' };

const criterion = (number: number, key: string, artifact: string, given: object = {}) => ({
    key,
    number,
    title: `Title of ${key}`,
    artifact,
    owes: 'both',
    owedBy: 'Lead',
    mode: 'block',
    ...moves,
    message: `${key} is missing.`,
    ...given
});

const stage = (order: number, name: string, stageNames: readonly string[], criteria: readonly object[]) => ({
    order,
    name,
    intent: `Get through ${name}.`,
    owner: order === 0 ? 'Partner Manager' : 'Account Executive',
    stageNames,
    disqualifyWhen: order === 1 ? ['Nobody on site.', 'No budget this year.'] : [],
    criteria
});

const SITE_SURVEY = {
    name: 'Site_Survey__c',
    type: 'text',
    pattern: 'SV-[0-9]{5}',
    patternMessage: 'A site survey number looks like SV-12345. Partner manager: copy it from the survey report.'
};

const KEYS = [
    'registration',
    'handoff',
    'joint-scorecard',
    'site-survey',
    'security-review',
    'joint-pitch',
    'mutual-action-plan',
    'post-mortem'
];

/** Every text of the map, marked with the language. */
const inWords = (language: string) => ({
    name: `[${language}] Map`,
    owners: { 'Partner Manager': `[${language}] PM`, 'Account Executive': `[${language}] AE` },
    stages: [0, 1, 2, 3, 4, 5].map((order) => ({
        name: `[${language}] stage ${order}`,
        intent: `[${language}] intent ${order}`,
        disqualifyWhen: order === 1 ? [`[${language}] nobody`, `[${language}] no budget`] : []
    })),
    criteria: Object.fromEntries(
        KEYS.map((key) => [
            key,
            {
                title: `[${language}] ${key}`,
                hostMove: `[${language}] host`,
                partnerMove: `[${language}] partner`,
                message: `[${language}] ${key} fehlt.`,
                ...(key === 'site-survey' ? { patternMessage: `[${language}] SV-12345.` } : {})
            }
        ])
    ),
    standingRules: Object.fromEntries(STANDING_RULES.map((rule) => [rule, `[${language}] ${rule} {stage} {minimum}`]))
});

/** A map that uses what the default map leaves at its defaults, as JSON before anybody judged it. */
export const fieldServiceMapFile = (): unknown => ({
    name: 'Field service map',
    version: 'FS.1',
    effectiveOn: '2026-01-01',
    signers: ['revops', 'partnerships', 'sales'],
    scope: { minimumAmount: 10_000, excludedOpportunityTypes: ['Existing Customer - Upgrade'] },
    sourcedUntil: 2,
    lateJoin: 'all',
    handoffBusinessDays: 3,
    minimumTextLength: 25,
    dwell: { graceDays: 7, minimumSample: 5 },
    lostStageNames: ORG_STAGES.lost,
    stages: [
        stage(
            0,
            'Signal',
            ['0 - Lead In'],
            [criterion(1, 'registration', 'registration', { owedBy: 'both' }), criterion(2, 'handoff', 'handoff', { owedBy: 'both' })]
        ),
        stage(
            1,
            'Discovery',
            ['1a - First Call', '1b - Discovery', '1c - Fit Check'],
            [
                criterion(3, 'joint-scorecard', 'joint-scorecard', { dueBefore: '1c - Fit Check' }),
                criterion(4, 'site-survey', 'field', { field: SITE_SURVEY, partnerTypes: ['SI'] })
            ]
        ),
        stage(
            2,
            'Security',
            ['2 - Security Review'],
            [criterion(5, 'security-review', 'field', { owedBy: 'Supporting', field: { name: 'Security_Review__c', type: 'picklist' } })]
        ),
        stage(3, 'Pitch', ['3 - Pitch'], [criterion(6, 'joint-pitch', 'joint-pitch', { mode: 'advise' })]),
        stage(4, 'Close plan', ['4a - Offer', '4b - Contract'], [criterion(7, 'mutual-action-plan', 'mutual-action-plan')]),
        stage(5, 'Won', [ORG_STAGES.won], [criterion(8, 'post-mortem', 'post-mortem', { dueBusinessDays: 5 })])
    ],
    translations: { de: inWords('de'), fr: inWords('fr') }
});

export const fieldServiceMap = (): StageMap => parseStageMap(fieldServiceMapFile(), 'field-service.json');
