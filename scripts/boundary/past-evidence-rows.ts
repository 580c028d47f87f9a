import { z } from 'zod';
import { dayOfMoment, type Day } from '../domain/forecast/calendar-day';
import type { PastEvidence } from '../domain/simulate/past-evidence';
import { orEmpty, readRows, salesforceDate, salesforceMoment } from './row-reader';

const CONFIRMED = 'Partner_Engagement__c, Complete__c, Host_Confirmed_On__c, Partner_Confirmed_On__c, CreatedDate';

/** The days on which evidence came, asked apart from what the evidence is today. */
export const EVIDENCE_QUERIES = {
    engagements: 'SELECT Id, CreatedDate, Withdrawn_On__c, Handoff_Accepted_On__c FROM Partner_Engagement__c',
    scorecards: `SELECT ${CONFIRMED} FROM Joint_Scorecard__c`,
    pitches: `SELECT ${CONFIRMED}, Pre_Brief_Held__c, Pre_Brief_Answered__c FROM Joint_Pitch__c`,
    plans: `SELECT ${CONFIRMED} FROM Mutual_Action_Plan__c`,
    exceptions: 'SELECT Partner_Engagement__c, Gate__c, Approved_On__c, Expires_On__c FROM Gate_Waiver__c WHERE Approved_On__c != null'
} as const;

export type EvidenceRows = Readonly<Record<keyof typeof EVIDENCE_QUERIES, readonly unknown[]>>;

const id = z.string().min(15);
const moment = orEmpty(salesforceMoment);

const engagementRow = z.object({
    Id: id,
    CreatedDate: salesforceMoment,
    Withdrawn_On__c: orEmpty(salesforceDate),
    Handoff_Accepted_On__c: moment
});

const artifactRow = z.object({
    Partner_Engagement__c: id,
    Complete__c: z.boolean(),
    Host_Confirmed_On__c: moment,
    Partner_Confirmed_On__c: moment,
    CreatedDate: salesforceMoment,
    Pre_Brief_Held__c: z.boolean().optional(),
    Pre_Brief_Answered__c: z.boolean().optional()
});
type ArtifactRow = z.output<typeof artifactRow>;

const exceptionRow = z.object({
    Partner_Engagement__c: id,
    Gate__c: z.string(),
    Approved_On__c: salesforceDate,
    Expires_On__c: orEmpty(salesforceDate)
});

export interface EvidenceReading {
    readonly evidenceOf: (engagementId: string) => PastEvidence | undefined;
    /** The day of the first artifact in the org. */
    readonly evidenceSince: Day | undefined;
}

/** Evidence by partner on a deal, with the days that the org kept. */
export function readPastEvidence(rows: EvidenceRows): EvidenceReading {
    const scorecards = readRows(artifactRow, 'Joint_Scorecard__c', rows.scorecards);
    const pitches = readRows(artifactRow, 'Joint_Pitch__c', rows.pitches);
    const plans = readRows(artifactRow, 'Mutual_Action_Plan__c', rows.plans);
    const complete = ({ Complete__c }: ArtifactRow) => Complete__c;
    const days = {
        scorecardOn: firstDays(scorecards, complete),
        pitchOn: firstDays(pitches, complete),
        preBriefHeldOn: firstDays(pitches, (row) => row.Pre_Brief_Held__c === true),
        preBriefAnsweredOn: firstDays(pitches, (row) => row.Pre_Brief_Answered__c === true),
        planOn: firstDays(plans, complete)
    };
    const exceptions = exceptionsByPartner(rows.exceptions);
    const all = new Map(
        readRows(engagementRow, 'Partner_Engagement__c', rows.engagements).map((row): [string, PastEvidence] => [
            row.Id,
            {
                recordedOn: dayOfMoment(row.CreatedDate),
                withdrawnOn: row.Withdrawn_On__c,
                handoffOn: row.Handoff_Accepted_On__c === undefined ? undefined : dayOfMoment(row.Handoff_Accepted_On__c),
                scorecardOn: days.scorecardOn.get(row.Id),
                pitchOn: days.pitchOn.get(row.Id),
                preBriefHeldOn: days.preBriefHeldOn.get(row.Id),
                preBriefAnsweredOn: days.preBriefAnsweredOn.get(row.Id),
                planOn: days.planOn.get(row.Id),
                exceptions: exceptions.get(row.Id) ?? []
            }
        ])
    );
    const created = [...scorecards, ...pitches, ...plans].map(({ CreatedDate }) => dayOfMoment(CreatedDate));
    return {
        evidenceOf: (engagementId) => all.get(engagementId),
        evidenceSince: created.length === 0 ? undefined : created.reduce((first, day) => Math.min(first, day))
    };
}

/** Per partner the first day on which both sides had confirmed one of its artifacts that counts. */
function firstDays(rows: readonly ArtifactRow[], counts: (row: ArtifactRow) => boolean): ReadonlyMap<string, Day> {
    const first = new Map<string, Day>();
    for (const row of rows) {
        const { Host_Confirmed_On__c: host, Partner_Confirmed_On__c: partner } = row;
        if (!counts(row) || host === undefined || partner === undefined) continue;
        const day = dayOfMoment(Math.max(host, partner));
        first.set(row.Partner_Engagement__c, Math.min(day, first.get(row.Partner_Engagement__c) ?? day));
    }
    return first;
}

function exceptionsByPartner(rows: readonly unknown[]): ReadonlyMap<string, PastEvidence['exceptions']> {
    const byPartner = new Map<string, PastEvidence['exceptions']>();
    for (const row of readRows(exceptionRow, 'Gate_Waiver__c', rows)) {
        const exception = { gate: Number(row.Gate__c), from: row.Approved_On__c, until: row.Expires_On__c ?? Infinity };
        byPartner.set(row.Partner_Engagement__c, [...(byPartner.get(row.Partner_Engagement__c) ?? []), exception]);
    }
    return byPartner;
}
