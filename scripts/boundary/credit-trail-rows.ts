import { z } from 'zod';
import type { WrittenLine } from '../domain/credit-trail/contradicted-lines';
import { CREDIT_FIELDS, type CreditChange, type CreditedPartner, type FieldChange } from '../domain/credit-trail/credit-change';
import type { StandardPartner, StoredPartner } from '../domain/credit-trail/project-roles';
import { orEmpty, readRows, salesforceDate, salesforceMoment } from './row-reader';

export const CREDIT_CHANGE_OBJECT = 'Partner_Credit_Change__c';
export const CREDIT_CHANGE_KEY = 'Source_History_Id__c';
/** The object that is written and removed; an org shows its rows on deals as OpportunityPartner. */
export const STANDARD_PARTNER_OBJECT = 'Partner';

const TRACKED: Readonly<Record<string, FieldChange['field']>> = {
    Partner__c: 'Partner',
    Partner_Type__c: 'Partner Type',
    Attribution__c: 'Attribution',
    Credit_Percent__c: 'Credit',
    Role__c: 'Role',
    Status__c: 'Status',
    Credit_Change_Reason__c: 'reason',
    Withdrawal_Reason__c: 'reason'
};

export const CREDIT_TRAIL_QUERIES = {
    partners:
        'SELECT Id, Name, Opportunity__c, Opportunity__r.Name, Partner__c, Partner__r.Name, Status__c, Role__c, Partner_Type__c, ' +
        'Registered_On__c, CreatedDate FROM Partner_Engagement__c',
    history:
        'SELECT Id, ParentId, Field, OldValue, NewValue, CreatedById, CreatedBy.Name, CreatedDate FROM Partner_Engagement__History ' +
        `WHERE Field IN (${Object.keys(TRACKED)
            .map((name) => `'${name}'`)
            .join(', ')})`,
    written:
        `SELECT ${CREDIT_CHANGE_KEY}, Name, Partner_Engagement__c, Field_Changed__c, Old_Value__c, New_Value__c, Changed_By__c, Changed_On__c ` +
        `FROM ${CREDIT_CHANGE_OBJECT} WHERE ${CREDIT_CHANGE_KEY} != null`,
    standardPartners: `SELECT Id, OpportunityId, AccountToId, Role, IsPrimary FROM ${STANDARD_PARTNER_OBJECT} WHERE OpportunityId != null`
} as const;

const id = z.string().min(15);
const named = orEmpty(z.object({ Name: orEmpty(z.string()) }));

const partnerRow = z.object({
    Id: id,
    Name: z.string(),
    Opportunity__c: id,
    Opportunity__r: named,
    Partner__c: orEmpty(id),
    Partner__r: named,
    Status__c: z.enum(['Signal', 'Registered', 'Withdrawn']),
    Role__c: orEmpty(z.string()),
    Partner_Type__c: orEmpty(z.string()),
    Registered_On__c: orEmpty(salesforceDate),
    CreatedDate: salesforceMoment
});

export const readCreditedPartners = (rows: readonly unknown[]): readonly CreditedPartner[] =>
    readRows(partnerRow, 'Partner_Engagement__c', rows).map((row) => ({
        id: row.Id,
        name: row.Name,
        dealId: row.Opportunity__c,
        dealName: row.Opportunity__r?.Name ?? '',
        partnerId: row.Partner__c,
        partnerName: row.Partner__r?.Name,
        status: row.Status__c,
        role: row.Role__c,
        partnerType: row.Partner_Type__c,
        registeredOn: row.Registered_On__c,
        createdAt: row.CreatedDate
    }));

const value = orEmpty(z.union([z.string(), z.number(), z.boolean()]));
const historyRow = z.object({
    Id: id,
    ParentId: id,
    Field: z.string(),
    OldValue: value,
    NewValue: value,
    CreatedById: orEmpty(z.string()),
    CreatedBy: named,
    CreatedDate: salesforceMoment
});

/** The entries of field history that the trail is made of; entries of other fields are left aside. */
export const readFieldChanges = (rows: readonly unknown[]): readonly FieldChange[] =>
    readRows(historyRow, 'Partner_Engagement__History', rows).flatMap((row): FieldChange[] => {
        const field = TRACKED[row.Field];
        if (field === undefined) return [];
        return [
            {
                id: row.Id,
                engagementId: row.ParentId,
                field,
                from: inWords(field, row.OldValue),
                to: inWords(field, row.NewValue),
                isById: field === 'Partner' && [row.OldValue, row.NewValue].every((each) => each === undefined || isAccountId(each)),
                byId: row.CreatedById,
                byName: row.CreatedBy?.Name,
                at: row.CreatedDate
            }
        ];
    });

const isAccountId = (given: string | number | boolean): boolean =>
    typeof given === 'string' && /^001[A-Za-z0-9]{12}([A-Za-z0-9]{3})?$/.test(given);

const inWords = (field: FieldChange['field'], given: string | number | boolean | undefined): string | undefined =>
    given === undefined || given === '' ? undefined : field === 'Credit' ? `${Number(given)} %` : String(given);

const writtenRow = z.object({
    [CREDIT_CHANGE_KEY]: z.string(),
    Name: z.string(),
    Partner_Engagement__c: orEmpty(id),
    Field_Changed__c: orEmpty(z.enum(CREDIT_FIELDS)),
    Old_Value__c: orEmpty(z.string()),
    New_Value__c: orEmpty(z.string()),
    Changed_By__c: orEmpty(z.string()),
    Changed_On__c: orEmpty(salesforceMoment)
});

/** Lines that the trail holds already. */
export const readWritten = (rows: readonly unknown[]): readonly WrittenLine[] =>
    readRows(writtenRow, CREDIT_CHANGE_OBJECT, rows).map((row) => ({
        sourceId: row[CREDIT_CHANGE_KEY],
        name: row.Name,
        engagementId: row.Partner_Engagement__c,
        field: row.Field_Changed__c,
        from: row.Old_Value__c,
        to: row.New_Value__c,
        byId: row.Changed_By__c,
        at: row.Changed_On__c
    }));

/** A line of the trail as the record that the org stores. */
export const toCreditChangeRecord = (change: CreditChange): Readonly<Record<string, string | number | boolean | null>> => ({
    [CREDIT_CHANGE_KEY]: change.sourceId,
    Partner_Engagement__c: change.partner.id,
    Engagement_Number__c: change.partner.name,
    Opportunity__c: change.partner.dealId,
    Deal_Name__c: change.partner.dealName.slice(0, 120),
    Partner__c: change.partner.partnerId ?? null,
    Partner_Name__c: change.partner.partnerName?.slice(0, 255) ?? null,
    Field_Changed__c: change.field,
    Old_Value__c: change.from?.slice(0, 255) ?? null,
    New_Value__c: change.to?.slice(0, 255) ?? null,
    Changed_By__c: change.byId ?? null,
    Changed_By_Name__c: change.byName?.slice(0, 121) ?? null,
    Changed_On__c: new Date(change.at).toISOString(),
    Reason__c: change.reason?.slice(0, 255) ?? null,
    Stage_At_Change__c: change.stageName?.slice(0, 80) ?? null,
    After_Entry__c: change.isAfterEntry,
    Days_After_Registration__c: change.daysAfterRegistration ?? null,
    Days_After_Lock__c: change.daysAfterLock ?? null
});

const storedPartner = z.object({
    Id: id,
    OpportunityId: id,
    AccountToId: id,
    Role: orEmpty(z.string()),
    IsPrimary: z.boolean()
});

export const readStandardPartners = (rows: readonly unknown[]): readonly StoredPartner[] =>
    readRows(storedPartner, STANDARD_PARTNER_OBJECT, rows).map((row) => ({
        id: row.Id,
        dealId: row.OpportunityId,
        accountId: row.AccountToId,
        role: row.Role,
        isPrimary: row.IsPrimary
    }));

/** A row of the standard list as it is written. */
export const toStandardPartnerRecord = ({ dealId, accountId, role, isPrimary }: StandardPartner) => ({
    OpportunityId: dealId,
    AccountToId: accountId,
    Role: role ?? null,
    IsPrimary: isPrimary
});
