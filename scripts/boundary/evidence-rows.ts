import { z } from 'zod';
import type { Artifact, Side } from '../domain/evidence/audit-evidence';
import { dayOfMoment } from '../domain/forecast/calendar-day';
import { orEmpty, readRows, salesforceDate, salesforceMoment, salesforceMoney } from './row-reader';

interface Kind {
    readonly label: string;
    /** Key of the catalogue's artifact in the stage map. */
    readonly artifact: string;
    readonly texts: Readonly<Record<string, Side>>;
    readonly extra: readonly string[];
}

const NOTES = ['Metrics', 'Economic_Buyer', 'Decision_Criteria', 'Decision_Process', 'Identify_Pain', 'Champion'];

/** The objects whose texts are audited, with who writes what. */
export const EVIDENCE_KINDS: Readonly<Record<string, Kind>> = {
    Joint_Scorecard__c: {
        label: 'Joint scorecard',
        artifact: 'joint-scorecard',
        texts: {
            Metrics__c: 'host',
            Decision_Criteria__c: 'host',
            Decision_Process__c: 'host',
            Identify_Pain__c: 'host',
            Buying_Committee__c: 'host',
            ...Object.fromEntries(NOTES.map((letter) => [`${letter}_Partner_Note__c`, 'partner' as const]))
        },
        extra: ['Champion__r.Name', 'Champion__r.AccountId', 'Champion__r.EmailBouncedDate']
    },
    Joint_Pitch__c: {
        label: 'Joint pitch',
        artifact: 'joint-pitch',
        texts: {
            Partner_Use_Case__c: 'partner',
            Buyer_Next_Step__c: 'host',
            Technical_Pre_Brief__c: 'host',
            Trivial_Deployment_Reason__c: 'host'
        },
        extra: ['Next_Step_On__c', 'Champion__r.Name', 'Champion__r.AccountId', 'Champion__r.EmailBouncedDate']
    },
    Mutual_Action_Plan__c: {
        label: 'Mutual action plan',
        artifact: 'mutual-action-plan',
        texts: { Procurement_Steps__c: 'host' },
        extra: []
    },
    Joint_Post_Mortem__c: {
        label: 'Joint post-mortem',
        artifact: 'post-mortem',
        texts: { What_Worked__c: 'host', What_Slipped__c: 'host', Learning__c: 'partner', Change_Next_Time__c: 'partner' },
        extra: []
    }
};

const DEAL = ['Name', 'Owner.Name', 'Amount', 'IsClosed', 'AccountId', 'Partner_Stage_Order__c'].map((field) => `Opportunity__r.${field}`);
const PARTNER = ['Name', 'Status__c', 'Partner__r.Name', 'Partner_Manager__r.Name', 'Opportunity__c', ...DEAL];

/** All artifacts of one object with their partner and their deal. */
export const evidenceQuery = (object: string): string =>
    [
        'SELECT Id, Name, Host_Confirmed_On__c, Partner_Confirmed_On__c',
        ...Object.keys(EVIDENCE_KINDS[object]!.texts),
        ...EVIDENCE_KINDS[object]!.extra,
        ...PARTNER.map((field) => `Partner_Engagement__r.${field}`)
    ].join(', ') + ` FROM ${object}`;

/** Registrations, whose confirmed need is evidence too. */
export const NEED_QUERY = `SELECT Id, Confirmed_Need__c, ${PARTNER.join(', ')} FROM Partner_Engagement__c WHERE Status__c = 'Registered'`;

const named = orEmpty(z.object({ Name: orEmpty(z.string()) }));
const text = orEmpty(z.string());
const partnerRow = z.object({
    Name: z.string(),
    Status__c: z.string(),
    Partner__r: named,
    Partner_Manager__r: named,
    Opportunity__c: z.string().min(15),
    Opportunity__r: z.object({
        Name: z.string(),
        Owner: named,
        Amount: orEmpty(salesforceMoney),
        IsClosed: z.boolean(),
        AccountId: text,
        Partner_Stage_Order__c: orEmpty(z.number())
    })
});
const artifactRow = z.looseObject({
    Id: z.string().min(15),
    Name: z.string(),
    Host_Confirmed_On__c: orEmpty(salesforceMoment),
    Partner_Confirmed_On__c: orEmpty(salesforceMoment),
    Next_Step_On__c: orEmpty(salesforceDate),
    Champion__r: orEmpty(z.object({ Name: text, AccountId: text, EmailBouncedDate: text })),
    Partner_Engagement__r: partnerRow
});

/** Artifacts of one object on registered partners; `stageOf` gives the overlay stage of a catalogue artifact. */
export const readArtifacts = (object: string, rows: readonly unknown[], stageOf: (artifact: string) => number): readonly Artifact[] => {
    const kind = EVIDENCE_KINDS[object]!;
    return readRows(artifactRow, object, rows)
        .filter(({ Partner_Engagement__r: partner }) => partner.Status__c === 'Registered')
        .map((row): Artifact => {
            const { Champion__r: champion, Partner_Engagement__r: partner } = row;
            const buyer = partner.Opportunity__r.AccountId;
            const hasMoved = champion?.AccountId !== undefined && buyer !== undefined && champion.AccountId !== buyer;
            return {
                id: row.Id,
                name: row.Name,
                kind: kind.label,
                texts: Object.entries(kind.texts).flatMap(([field, side]) => {
                    const value = row[field];
                    return typeof value === 'string' && value.trim() !== '' ? [{ field, side, text: value }] : [];
                }),
                hostConfirmedOn: dayOrNone(row.Host_Confirmed_On__c),
                partnerConfirmedOn: dayOrNone(row.Partner_Confirmed_On__c),
                championName: champion?.Name,
                isChampionGone: hasMoved || champion?.EmailBouncedDate !== undefined,
                nextStepOn: row.Next_Step_On__c,
                stageOrder: stageOf(kind.artifact),
                ...onDeal(partner)
            };
        });
};

const needRow = partnerRow.extend({ Id: z.string().min(15), Confirmed_Need__c: text });

/** The confirmed need of each registration, as evidence that nobody confirms apart. */
export const readNeeds = (rows: readonly unknown[]): readonly Artifact[] =>
    readRows(needRow, 'Partner_Engagement__c', rows).map((row) => ({
        id: row.Id,
        name: row.Name,
        kind: 'Registration',
        texts: row.Confirmed_Need__c === undefined ? [] : [{ field: 'Confirmed_Need__c', side: 'partner', text: row.Confirmed_Need__c }],
        hostConfirmedOn: undefined,
        partnerConfirmedOn: undefined,
        championName: undefined,
        isChampionGone: false,
        nextStepOn: undefined,
        stageOrder: 0,
        ...onDeal(row)
    }));

const onDeal = ({ Opportunity__r: deal, ...partner }: z.output<typeof partnerRow>) => ({
    partnerName: partner.Partner__r?.Name ?? partner.Name,
    partnerManager: partner.Partner_Manager__r?.Name,
    dealId: partner.Opportunity__c,
    dealName: deal.Name,
    dealOwner: deal.Owner?.Name ?? '',
    amount: deal.Amount,
    isOpen: !deal.IsClosed,
    claimedOrder: deal.Partner_Stage_Order__c ?? 0
});

const dayOrNone = (moment: number | undefined) => (moment === undefined ? undefined : dayOfMoment(moment));
