import fc from 'fast-check';
import { compileEngagement } from '../../domain/compile/engagement-metadata';
import { isoOf } from '../../domain/forecast/calendar-day';
import type { EngagementFacts } from '../../domain/impact/engagement-facts';
import { judgeEngagement, missingKeys } from '../../domain/impact/judge-engagement';
import { ARTIFACTS, PARTNER_TYPES, type Criterion, type StageMap } from '../../domain/stage-map/stage-map';
import { answer } from '../../local-org/formula/door';
import { anEngagement } from '../deal-facts';
import { aCriterion, aStage, aStageMap } from '../stage-maps';

// Maps that no org has yet, and partners on deals, to hold the compiled formulas against what is expected of them.

const FIELD = 'Security_Review__c';

export const anyCriterion = fc.record({
    artifact: fc.constantFrom(...ARTIFACTS),
    mode: fc.constantFrom('block' as const, 'advise' as const),
    owedBy: fc.constantFrom('Lead' as const, 'Supporting' as const, 'both' as const),
    partnerTypes: fc.option(fc.uniqueArray(fc.constantFrom(...PARTNER_TYPES), { minLength: 1 }), { nil: undefined }),
    trivial: fc.option(fc.boolean(), { nil: undefined }),
    isDueInside: fc.boolean()
});

type AnyCriterion = typeof anyCriterion extends fc.Arbitrary<infer T> ? T : never;

/** A whole criterion of a stage with these StageName values. */
export function criterionOf(
    number: number,
    { partnerTypes, trivial, isDueInside, ...given }: AnyCriterion,
    stageNames: readonly string[]
): Criterion {
    const dueBefore = isDueInside ? stageNames[1] : undefined;
    return aCriterion(number, {
        ...given,
        ...(partnerTypes ? { partnerTypes } : {}),
        ...(dueBefore === undefined ? {} : { dueBefore }),
        ...(given.artifact === 'field' ? { field: { name: FIELD, type: 'text' as const } } : {}),
        ...(given.artifact === 'technical-pre-brief' && trivial !== undefined ? { acceptsTrivialReason: trivial } : {})
    });
}

export const anyMap: fc.Arbitrary<StageMap> = fc
    .record({
        lateJoin: fc.constantFrom('from-joined-stage' as const, 'all' as const),
        stages: fc.array(
            fc.record({ names: fc.integer({ min: 1, max: 3 }), criteria: fc.array(anyCriterion, { minLength: 1, maxLength: 3 }) }),
            {
                minLength: 4,
                maxLength: 6
            }
        )
    })
    .map(({ lateJoin, stages }) => {
        let number = 0;
        return aStageMap({
            lateJoin,
            stages: stages.map(({ names, criteria }, order) => {
                const stageNames = Array.from({ length: names }, (_, position) => `S${order}${position}`);
                return aStage(
                    order,
                    stageNames,
                    criteria.map((given) => criterionOf((number += 1), given, stageNames))
                );
            })
        });
    });

const count = fc.constantFrom(0, 0, 1, 2);
export const anyFacts: fc.Arbitrary<EngagementFacts> = fc
    .record({
        status: fc.constantFrom('Signal' as const, 'Registered' as const, 'Withdrawn' as const),
        role: fc.constantFrom('Lead', 'Lead', 'Supporting', undefined),
        partnerType: fc.constantFrom(...PARTNER_TYPES, undefined),
        registeredOn: fc.option(fc.integer({ min: 20_000, max: 20_010 }), { nil: undefined }),
        joinedOrder: fc.constantFrom(undefined, 0, 0, 1, 2, 3, 6),
        isRegistrationComplete: fc.boolean(),
        isHandoffAccepted: fc.boolean(),
        jointScorecards: count,
        jointPitches: count,
        preBriefsHeld: count,
        preBriefsAnswered: count,
        actionPlans: count,
        marketplaceIdsOwed: count,
        postMortems: count,
        isPartnerTold: fc.boolean(),
        isFieldFilled: fc.boolean(),
        waivers: fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 20_000, max: 21_000 })), { maxLength: 3 })
    })
    .map(({ isFieldFilled, waivers, ...given }) =>
        anEngagement({ ...given, filledFields: new Set(isFieldFilled ? [FIELD] : []), waivedUntil: new Map(waivers) })
    );

/** The formula fields that a map compiles to, by name. */
function formulasOf(map: StageMap): (name: string) => string {
    const files = new Map(compileEngagement(map).map(({ path, content }) => [/(\w+)\.field-meta/.exec(path)?.[1] ?? '', content]));
    return (name) =>
        (/<formula>([^]*?)<\/formula>/.exec(files.get(name) ?? '')?.[1] ?? '')
            .replaceAll('&lt;', '<')
            .replaceAll('&gt;', '>')
            .replaceAll('&amp;', '&');
}

/** The record that an org would hold. */
const recordOf = (facts: EngagementFacts) => ({
    Status__c: { type: 'Picklist', value: facts.status },
    Role__c: { type: 'Picklist', value: facts.role ?? null },
    Partner_Type__c: { type: 'Picklist', value: facts.partnerType ?? null },
    Registered_On__c: { type: 'Date', value: facts.registeredOn === undefined ? null : isoOf(facts.registeredOn) },
    Joined_Stage_Order__c: { type: 'Number', value: facts.joinedOrder ?? null },
    Registration_Complete__c: { type: 'Checkbox', value: facts.isRegistrationComplete },
    Handoff_Accepted__c: { type: 'Checkbox', value: facts.isHandoffAccepted },
    Joint_Scorecards_Complete__c: { type: 'Number', value: facts.jointScorecards },
    Joint_Pitches_Complete__c: { type: 'Number', value: facts.jointPitches },
    Pre_Briefs_Held__c: { type: 'Number', value: facts.preBriefsHeld },
    Pre_Briefs_Answered__c: { type: 'Number', value: facts.preBriefsAnswered },
    Action_Plans_Complete__c: { type: 'Number', value: facts.actionPlans },
    Marketplace_Ids_Owed__c: { type: 'Number', value: facts.marketplaceIdsOwed },
    Post_Mortems_Complete__c: { type: 'Number', value: facts.postMortems },
    Partner_Told_On__c: { type: 'Date', value: facts.isPartnerTold ? '2026-11-01' : null },
    Withdrawn_On__c: { type: 'Date', value: null },
    [FIELD]: { type: 'Text', value: facts.filledFields.has(FIELD) ? 'done' : null },
    ...Object.fromEntries(
        [0, 1, 2, 3, 4, 5].map((gate) => {
            const until = facts.waivedUntil.get(gate);
            return [`Waiver_Until_${gate}__c`, { type: 'Date', value: until === undefined ? null : isoOf(until) }];
        })
    )
});

/** What the debt formula says when no exception in use ends: 99,999 days from 2000 on. */
const NEVER = '2273-10-15';

/** An org refuses a formula that is too long or compiles too large; such a map says nothing here. */
const TOO_BIG = /too (big|long|large)|characters|compiled/i;

/** What a compiled formula field of the engagement says about a partner; a map whose formula no org would take is passed over. */
export function asking(map: StageMap, facts: EngagementFacts): (name: string, type: string) => unknown {
    const formulaOf = formulasOf(map);
    const fields = recordOf(facts);
    const debt = { Waiver_Debt__c: { type: 'Text', formula: formulaOf('Waiver_Debt__c') } };
    return (name, type) => {
        const all = name === 'Waiver_Debt_Expires_On__c' ? { ...fields, ...debt } : fields;
        const line = JSON.stringify({ formula: formulaOf(name), type, scale: 2, blanks: 'zero', fields: all });
        const { value, error } = JSON.parse(answer(line)) as { value?: unknown; error?: string };
        fc.pre(error === undefined || !TOO_BIG.test(error));
        if (error !== undefined) throw new Error(`${name}: ${error}`);
        return value;
    };
}

/** Holds what the formulas say about a partner against the judgement. */
export function expectTheSame(map: StageMap, facts: EngagementFacts): void {
    const ask = asking(map, facts);
    const judgement = judgeEngagement(map, facts);
    expect(ask('Open_Gate__c', 'Number')).toBe(judgement.openGate);
    expect(ask('Missing_Criteria__c', 'Text') ?? '').toBe(missingKeys(judgement, facts));
    const end = ask('Waiver_Debt_Expires_On__c', 'Date');
    const judged = judgement.exceptionEndsOn === undefined ? undefined : isoOf(judgement.exceptionEndsOn);
    expect(end === NEVER || end === null ? undefined : end).toBe(judged);
}
