/** Knows which record proves which criterion, which side fills what, and what a finished one holds. The org decides; this explains. */
import { REGISTER_PARTNER, REGISTRATION, REQUEST_EXCEPTION } from './entryForms';
import type { ArtifactForm, Side } from './formShape';
import { PITCH, PRE_BRIEF } from './pitchForms';
import { MARKETPLACE_ID, PLAN, PLAN_STEP } from './planForms';
import { POST_MORTEM } from './postMortemForm';
import { SCORECARD } from './scorecardForm';

export type { ArtifactForm, FormField, FormSection, Side } from './formShape';

/** The forms that prove a criterion. */
export const ARTIFACT_FORMS: readonly ArtifactForm[] = [REGISTRATION, SCORECARD, PITCH, PRE_BRIEF, PLAN, MARKETPLACE_ID, POST_MORTEM];

export const formOf = (artifact: string): ArtifactForm | undefined =>
    [...ARTIFACT_FORMS, REGISTER_PARTNER, REQUEST_EXCEPTION, PLAN_STEP].find((form) => form.artifact === artifact);

/** Confirmation fields of an artifact, by side: who, when, who recorded it. */
export const CONFIRMATION: Readonly<Record<Side, { readonly by: string; readonly on: string; readonly recordedBy: string }>> = {
    host: { by: 'Host_Confirmed_By__c', on: 'Host_Confirmed_On__c', recordedBy: 'Host_Recorded_By__c' },
    partner: { by: 'Partner_Confirmed_By__c', on: 'Partner_Confirmed_On__c', recordedBy: 'Partner_Recorded_By__c' }
};

/** Fields that take both confirmations back. */
export const withoutConfirmations = (): Record<string, null> =>
    Object.fromEntries(Object.values(CONFIRMATION).flatMap(({ by, on, recordedBy }) => [by, on, recordedBy].map((field) => [field, null])));
