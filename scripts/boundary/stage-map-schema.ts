import { z } from 'zod';
import { ARTIFACTS, PARTNER_TYPES } from '../domain/stage-map/stage-map';
import { translationSchema } from './translation-schema';

const line = (max: number) => z.string().trim().min(1).max(max);
const partnerType = z.enum(PARTNER_TYPES);
const language = z.string().regex(/^[a-z]{2}(_[A-Z]{2})?$/, 'must be a language as the platform writes it: de, fr, pt_BR');

const criterionSchema = z.strictObject({
    key: z
        .string()
        .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be kebab-case: small letters, digits and single hyphens.')
        .max(28)
        .describe('Stable name of the criterion in lists, reports and rule names.'),
    number: z.int().min(1).max(99).describe('1 to 99, unique in the map; keep it when texts change.'),
    title: line(60).describe('What people call the artifact.'),
    artifact: z
        .enum(ARTIFACTS)
        .describe('What proves the criterion: a joint artifact of the catalogue, or field for a short field of the engagement.'),
    owes: z.enum(['host', 'partner', 'both']).describe('Which side has to act.'),
    owedBy: z
        .enum(['Lead', 'Supporting', 'both'])
        .describe('Which partner owes it by its role on the deal; both: each registered partner.'),
    mode: z.enum(['block', 'advise']).describe('block refuses the stage, advise only shows it as missing.'),
    hostMove: line(200).describe('What our side does, in one line.'),
    partnerMove: line(200).describe('What the partner does, in one line.'),
    message: line(1000).describe('What a refused save says, at most 255 characters: what is missing, who acts, where.'),
    partnerTypes: z.array(partnerType).min(1).optional().describe('Leave out for all partner types.'),
    byPartnerType: z
        .partialRecord(partnerType, z.strictObject({ hostMove: line(200).optional(), partnerMove: line(200).optional() }))
        .optional()
        .describe('Moves that read differently for a partner type.'),
    dueBefore: z.string().optional().describe('A later StageName of this stage: due before entering it.'),
    acceptsTrivialReason: z.boolean().optional().describe('technical-pre-brief only: whether a reason for a trivial deployment will do.'),
    dueBusinessDays: z
        .int()
        .min(1)
        .max(60)
        .optional()
        .describe('post-mortem: due so many business days after the close; 7 where left out.'),
    field: z
        .strictObject({
            name: z.string().regex(/^[A-Za-z]\w*__c$/, 'must be the API name of a custom field, such as Security_Review__c.'),
            type: z
                .enum(['text', 'picklist', 'date', 'lookup'])
                .describe(
                    'text also stands for URL, e-mail and phone. Numbers and checkboxes cannot be empty in a gate, so they prove nothing.'
                ),
            pattern: line(200)
                .optional()
                .describe('Regular expression that the whole text must match when it is saved, e.g. SR-[0-9]{4}. Text only.'),
            patternMessage: line(1000)
                .optional()
                .describe('What a save says whose text does not match, at most 255 characters; goes with the pattern.')
        })
        .optional()
        .describe("Artifact 'field': the field of Partner_Engagement__c that must be filled.")
});

const stageSchema = z.strictObject({
    order: z.int().min(0).max(5).describe('Number of the overlay stage: 0, 1, 2 … without gaps.'),
    name: line(60).describe('What people call the overlay stage.'),
    intent: line(200).describe('What the stage is for, in one line.'),
    owner: z.enum(['Account Executive', 'Partner Manager', 'RevOps']).describe('The one accountable role.'),
    stageNames: z.array(line(40)).min(1).max(10).describe("The org's own StageName values, in the order in which deals pass them."),
    disqualifyWhen: z.array(line(200)).describe('When a deal should leave instead of advance.'),
    criteria: z.array(criterionSchema).describe('What must exist before a partner deal leaves this stage; at least one.')
});

export const stageMapSchema = z.strictObject({
    $schema: z.string().optional(),
    name: line(80).describe('What people call the map.'),
    version: z
        .string()
        .regex(/^[\w.-]{1,20}$/, 'must be up to 20 letters, digits, dots or hyphens.')
        .describe('Changes with every change that is signed; shown on deals and in reports.'),
    effectiveOn: z.iso.date().describe('The day on which the map takes effect, as 2026-10-01.'),
    inFlight: z
        .discriminatedUnion('rule', [
            z.strictObject({ rule: z.literal('apply') }),
            z.strictObject({
                rule: z.literal('grandfather'),
                previous: z
                    .string()
                    .regex(/^[\w.-]+\.json$/, 'must be the name of a JSON file in the same folder.')
                    .describe('File of the previous map, beside this one.'),
                previousDigest: z
                    .string()
                    .regex(/^sha-256:[0-9a-f]{64}$/, 'must be "sha-256:" and 64 hexadecimal digits; `map verify --json` prints it.')
                    .describe('Digest of the previous map as `map verify --json` prints it: who signs this map signs that one with it.')
            })
        ])
        .optional()
        .describe(
            'What holds for deals in flight: apply (default), or grandfather: partners registered before effectiveOn keep the previous map.'
        ),
    signers: z
        .array(z.enum(['revops', 'partnerships', 'sales']))
        .min(2)
        .describe('Who must sign before the map is compiled for an org.'),
    scope: z
        .strictObject({
            minimumAmount: z.number().min(0).describe('Deals below this amount are not gated; 0 gates every deal.'),
            excludedOpportunityTypes: z.array(line(40)).describe('Values of Opportunity.Type that are not gated.')
        })
        .describe('Which partner deals the map holds for.'),
    sourcedUntil: z.int().min(0).max(5).describe('Last overlay stage at which a partner may be registered as Sourced.'),
    lateJoin: z
        .enum(['from-joined-stage', 'all'])
        .describe('What a partner owes that joins late: the gates from the stage at which it joined, or all of them.'),
    handoffBusinessDays: z.int().min(1).max(20).describe('Business days in which the deal owner accepts or returns a registered partner.'),
    minimumTextLength: z
        .int()
        .min(1)
        .max(200)
        .optional()
        .describe('Characters that a text of an artifact needs before a side can confirm it; 10 where left out. Placeholders never count.'),
    dwell: z
        .strictObject({
            graceDays: z.int().min(0).max(365).describe('Days past the mean after which a deal is stalled.'),
            minimumSample: z.int().min(1).max(1000).describe('Deals from which on a partner type has a mean of its own.')
        })
        .describe('When a deal counts as stalled in its stage.'),
    lostStageNames: z.array(line(40)).min(1).describe('StageName values of a lost deal; every deal may enter them at any time.'),
    stages: z.array(stageSchema).min(4).max(6).describe('Four to six overlay stages: fewer hide the deal, more slow it down.'),
    language: language.optional().describe('Language of the texts above, as the platform writes it. Leave out for en_US.'),
    translations: z
        .record(language, translationSchema)
        .optional()
        .describe('The same texts in further languages. Every text of the map must be there; `map check` names what is missing.')
});

/** JSON Schema of the map file, for completion and errors in editors. */
export const stageMapJsonSchema = (): unknown => ({ title: 'Partner stage map', ...z.toJSONSchema(stageMapSchema, { target: 'draft-7' }) });
