import { z } from 'zod';
import { PARTNER_TYPES } from '../domain/stage-map/stage-map';
import { STANDING_RULES } from '../domain/stage-map/translation';

const line = (max: number) => z.string().trim().min(1).max(max);
const message = line(1000);

const criterionWords = z.strictObject({
    title: line(60).describe('What people call the artifact.'),
    hostMove: line(200),
    partnerMove: line(200),
    message: message.describe('What a refused save says to users of this language, at most 255 characters.'),
    patternMessage: message.optional().describe('What a save says whose text does not match the pattern, at most 255 characters.'),
    byPartnerType: z
        .partialRecord(z.enum(PARTNER_TYPES), z.strictObject({ hostMove: line(200).optional(), partnerMove: line(200).optional() }))
        .optional()
        .describe('Every text of its own that the map has for a partner type.')
});

/** The texts of a map in one further language. */
export const translationSchema = z.strictObject({
    name: line(80).describe('Name of the map.'),
    owners: z.record(line(40), line(60)).describe('The accountable roles, e.g. "Partner Manager", to their words.'),
    stages: z
        .array(z.strictObject({ name: line(60), intent: line(200), disqualifyWhen: z.array(line(200)) }))
        .describe("The overlay stages, in the map's order."),
    criteria: z.record(z.string(), criterionWords).describe('The criteria by key.'),
    standingRules: z
        .record(z.enum(STANDING_RULES), message)
        .describe(
            'What the rules say that always stand; {stage} in sourced-only-early is the last stage for Sourced, {minimum} in the rules on texts the least number of characters.'
        )
});
