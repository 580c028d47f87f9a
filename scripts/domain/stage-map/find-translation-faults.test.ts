import { fieldServiceMap } from '../../testing/own-map/field-service-map';
import { findTranslationFaults } from './find-translation-faults';
import { inLanguage } from './in-language';
import type { StageMap } from './stage-map';
import type { Translation } from './translation';

const map = fieldServiceMap();
const german = map.translations!['de']!;
const faultsOf = (changes: Partial<Translation>, language?: string): string[] =>
    findTranslationFaults({ ...map, ...(language ? { language } : {}), translations: { de: { ...german, ...changes } } }).map(
        ({ path, fault }) => `${path} ${fault}`
    );
const withCriterion = (key: string, changes: object): Partial<Translation> => ({
    criteria: { ...german.criteria, [key]: { ...german.criteria[key]!, ...changes } }
});
const without = <T extends object>(record: T, key: keyof T): T =>
    Object.fromEntries(Object.entries(record).filter(([name]) => name !== key)) as T;

it('finds nothing in a translation that is whole', () => {
    expect(faultsOf({})).toEqual([]);
});

it.each<[string, Partial<Translation>, string]>([
    [
        'a criterion',
        { criteria: without(german.criteria, 'handoff') },
        'translations.de.criteria.handoff is missing: “Title of handoff” is not translated.'
    ],
    ['a role', { owners: without(german.owners, 'Partner Manager') }, 'translations.de.owners lacks the role “Partner Manager”.'],
    ['a stage', { stages: german.stages.slice(1) }, 'translations.de.stages has 5 stages; the map has 6, in the same order.'],
    [
        'a reason to disqualify',
        { stages: german.stages.map((stage) => ({ ...stage, disqualifyWhen: stage.disqualifyWhen.slice(1) })) },
        'translations.de.stages[1].disqualifyWhen has 1 reasons; stage 1 Discovery has 2, in the same order.'
    ],
    [
        'the words of a pattern',
        { criteria: { ...german.criteria, 'site-survey': without(german.criteria['site-survey']!, 'patternMessage') } },
        'translations.de.criteria.site-survey.patternMessage is missing: the field of this criterion has a pattern.'
    ],
    [
        'the place of the stage',
        { standingRules: { ...german.standingRules, 'sourced-only-early': 'Zu spät.' } },
        'translations.de.standingRules.sourced-only-early says no {stage}, where the stage goes.'
    ]
])('names %s that is missing', (_what, changes, said) => {
    expect(faultsOf(changes)).toEqual([said]);
});

it('names a text for a partner type that is missing', () => {
    const stages = map.stages.map((stage) => ({
        ...stage,
        criteria: stage.criteria.map((criterion) =>
            criterion.key === 'handoff' ? { ...criterion, byPartnerType: { SI: { hostMove: 'Call the architects.' } } } : criterion
        )
    }));
    const typed: StageMap = { ...map, stages, translations: { de: german } };
    expect(findTranslationFaults(typed).map(({ path }) => path)).toEqual(['translations.de.criteria.handoff.byPartnerType.SI.hostMove']);
});

it.each<[string, Partial<Translation>, string]>([
    ['message', withCriterion('handoff', { message: 'x'.repeat(256) }), 'translations.de.criteria.handoff.message has 256 characters'],
    [
        'message of a pattern',
        withCriterion('site-survey', { patternMessage: 'x'.repeat(300) }),
        'translations.de.criteria.site-survey.patternMessage has 300 characters'
    ],
    [
        'standing rule',
        { standingRules: { ...german.standingRules, 'lead-partner': 'x'.repeat(257) } },
        'translations.de.standingRules.lead-partner has 257 characters'
    ]
])('names a %s that is too long', (_what, changes, said) => {
    expect(faultsOf(changes)).toEqual([`${said}; the platform shows at most 255. Say it in fewer words.`]);
});

it.each([
    ['sourced-only-early', '{stage}, where the stage goes'],
    ['pitch-texts-are-real', '{minimum}, where the number of characters goes']
])('wants the limit in the words of %s', (rule, said) => {
    expect(faultsOf({ standingRules: { ...german.standingRules, [rule]: 'Geht nicht.' } })).toEqual([
        `translations.de.standingRules.${rule} says no ${said}.`
    ]);
});

it('names what is translated in vain', () => {
    expect(faultsOf({ criteria: { ...german.criteria, gone: german.criteria['handoff']! } })).toEqual([
        'translations.de.criteria.gone translates a criterion that is not on the map.'
    ]);
    expect(faultsOf(withCriterion('handoff', { patternMessage: 'So nicht.' }))).toEqual([
        'translations.de.criteria.handoff.patternMessage goes with a pattern, and the field of this criterion has none.'
    ]);
    expect(faultsOf({}, 'de')).toEqual(["translations.de is the language of the map's own texts; take it out, or say another `language`."]);
});

it('reads the map in one of its languages, StageName values and rules untouched', () => {
    const read = inLanguage(map, 'de');
    expect(read.stages[1]).toMatchObject({ name: '[de] stage 1', intent: '[de] intent 1', stageNames: map.stages[1]!.stageNames });
    expect(read.stages[1]!.criteria[1]).toMatchObject({
        key: 'site-survey',
        title: '[de] site-survey',
        field: map.stages[1]!.criteria[1]!.field!
    });
    expect(inLanguage(map, 'ja')).toEqual(map);
});
