import { z } from 'zod';
import type { ExceptionFacts } from '../domain/exceptions/exception-standing';
import { dayOfMoment } from '../domain/forecast/calendar-day';
import { orEmpty, readRows, salesforceDate, salesforceMoment, salesforceMoney } from './row-reader';

export const EXCEPTION_OBJECT = 'Gate_Waiver__c';

const ENGAGEMENT_FIELDS = [
    'Name',
    'Status__c',
    'Registered_On__c',
    'Missing_Criteria__c',
    'Partner__r.Name',
    'Partner_Manager__r.Name',
    'Opportunity__c',
    ...['Name', 'Owner.Name', 'Amount', 'StageName', 'Partner_Stage_Order__c', 'IsClosed', 'IsWon'].map(
        (field) => `Opportunity__r.${field}`
    )
];

/** Every exception with its partner and its deal. */
export const EXCEPTION_QUERY =
    'SELECT Id, Name, Gate__c, Status__c, Reason__c, CreatedBy.Name, CreatedDate, Approver__r.Name, Approved_On__c, Expires_On__c, ' +
    `${ENGAGEMENT_FIELDS.map((field) => `Partner_Engagement__r.${field}`).join(', ')} FROM ${EXCEPTION_OBJECT}`;

const named = orEmpty(z.object({ Name: orEmpty(z.string()) }));

const exceptionRow = z.object({
    Id: z.string().min(15),
    Name: z.string(),
    Gate__c: z.string().regex(/^\d$/),
    Status__c: z.enum(['Requested', 'Approved', 'Declined', 'Closed']),
    Reason__c: orEmpty(z.string()),
    CreatedBy: named,
    CreatedDate: salesforceMoment,
    Approver__r: named,
    Approved_On__c: orEmpty(salesforceDate),
    Expires_On__c: orEmpty(salesforceDate),
    Partner_Engagement__r: z.object({
        Name: z.string(),
        Status__c: z.string(),
        Registered_On__c: orEmpty(salesforceDate),
        Missing_Criteria__c: orEmpty(z.string()),
        Partner__r: named,
        Partner_Manager__r: named,
        Opportunity__c: z.string().min(15),
        Opportunity__r: z.object({
            Name: z.string(),
            Owner: named,
            Amount: orEmpty(salesforceMoney),
            StageName: z.string(),
            Partner_Stage_Order__c: orEmpty(z.number()),
            IsClosed: z.boolean(),
            IsWon: z.boolean()
        })
    })
});

export const readExceptions = (rows: readonly unknown[]): readonly ExceptionFacts[] =>
    readRows(exceptionRow, EXCEPTION_OBJECT, rows).map(({ Partner_Engagement__r: engagement, ...row }): ExceptionFacts => {
        const deal = engagement.Opportunity__r;
        return {
            id: row.Id,
            name: row.Name,
            gate: Number(row.Gate__c),
            status: row.Status__c,
            reason: row.Reason__c ?? '',
            requestedBy: row.CreatedBy?.Name ?? '',
            requestedOn: dayOfMoment(row.CreatedDate),
            approver: row.Approver__r?.Name,
            approvedOn: row.Approved_On__c,
            expiresOn: row.Expires_On__c,
            partnerName: engagement.Partner__r?.Name ?? engagement.Name,
            partnerManager: engagement.Partner_Manager__r?.Name,
            isRegistered: engagement.Status__c === 'Registered',
            registeredOn: engagement.Registered_On__c,
            missingKeys: (engagement.Missing_Criteria__c ?? '').split(';').filter(Boolean),
            dealId: engagement.Opportunity__c,
            dealName: deal.Name,
            dealOwner: deal.Owner?.Name ?? '',
            amount: deal.Amount,
            stageName: deal.StageName,
            claimedOrder: deal.Partner_Stage_Order__c ?? 0,
            isLost: deal.IsClosed && !deal.IsWon
        };
    });
