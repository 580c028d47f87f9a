import type { SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import type { LearningDocument } from '../boundary/meeting-document';
import { learningQuery, readLearnings, readRegistrations, registrationQuery } from '../boundary/meeting-rows';
import { isoOf } from '../domain/forecast/calendar-day';
import { changeSince, NEXT_DEALS, placeOf, readersOf, sayChange, type Learning, type Registration } from '../domain/meeting/learnings';

/** What was published for these partners, and who has registered with them. */
export interface LearningReading {
    readonly learnings: readonly Learning[];
    readonly registrations: readonly Registration[];
}

export async function readPartnerLearnings(org: SalesforceOrg, partnerIds: readonly string[]): Promise<LearningReading> {
    if (partnerIds.length === 0) return { learnings: [], registrations: [] };
    const learnings = readLearnings(await org.query(learningQuery(partnerIds)));
    return { learnings, registrations: learnings.length === 0 ? [] : readRegistrations(await org.query(registrationQuery(partnerIds))) };
}

/** The learnings of a partner; with a registration only those that it is one of the next ten deals of. */
export const toLearnings = (
    { learnings, registrations }: LearningReading,
    partnerId: string,
    registrationId?: string
): readonly LearningDocument[] =>
    learnings
        .filter((learning) => learning.partnerId === partnerId)
        .flatMap((learning): LearningDocument[] => {
            const place = registrationId === undefined ? undefined : placeOf(learning, registrationId, registrations);
            if (registrationId !== undefined && place === undefined) return [];
            return [
                {
                    learning: learning.learning,
                    changeNextTime: learning.changeNextTime ?? null,
                    outcome: learning.outcome ?? null,
                    slippedAt: learning.slippedAt ?? null,
                    publishedOn: isoOf(learning.publishedOn),
                    readOn: Math.min(NEXT_DEALS, readersOf(learning, registrations).length),
                    place: place ?? null,
                    since: sayChange(changeSince(learning, learnings))
                }
            ];
        });
