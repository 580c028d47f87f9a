import {
    checkbox,
    date,
    dateTime,
    field,
    integer,
    longText,
    lookup,
    picklist,
    readOnly,
    standardObject,
    systemFields
} from '../field-builders';
import type { FieldDef, ObjectDef } from '../schema';

const WHAT = ['Account', 'Campaign', 'Case', 'Opportunity'];
const WHO = ['Contact', 'Lead'];
/** What a new org sets for activities: their owner changes them, whoever sees what they are about reads them. */
const PRIVATE = { sharingModel: 'Private' } as const;
const kept = { ...readOnly, permissionable: false } as const;

const related = (children: string): FieldDef[] => [
    lookup('WhoId', WHO, { label: 'Name ID', children }),
    lookup('WhatId', WHAT, { label: 'Related To ID', children, onDelete: 'Cascade' }),
    lookup('AccountId', 'Account', kept)
];

const subject = (): FieldDef => field('Subject', 'combobox', { length: 255, nameField: true, picklist: { restricted: false, values: [] } });

export const task = (): ObjectDef => standardObject('Task', '00T', taskFields(), PRIVATE);

const taskFields = (): FieldDef[] => [
    ...systemFields({ owner: ['Group', 'User'] }),
    ...related('Tasks'),
    subject(),
    date('ActivityDate', { label: 'Due Date Only' }),
    picklist('Status', ['*Not Started', 'In Progress', 'Completed', 'Waiting on someone else', 'Deferred'], {
        nillable: false,
        permissionable: false
    }),
    picklist('Priority', ['High', '*Normal', 'Low'], { nillable: false, permissionable: false }),
    checkbox('IsHighPriority', kept),
    longText('Description', 32000),
    checkbox('IsClosed', { ...kept, label: 'Closed' }),
    dateTime('CompletedDateTime', kept),
    picklist('TaskSubtype', ['Task', 'Email', 'ListEmail', 'Cadence', 'Call', 'LinkedIn'], {
        updateable: false,
        permissionable: false
    }),
    picklist('Type', ['Call', 'Meeting', 'Other', 'Email']),
    integer('CallDurationInSeconds', { label: 'Call Duration' }),
    picklist('CallType', ['Internal', 'Inbound', 'Outbound']),
    checkbox('IsReminderSet', { label: 'Reminder Set' }),
    dateTime('ReminderDateTime')
];

export const event = (): ObjectDef => standardObject('Event', '00U', eventFields(), PRIVATE);

const eventFields = (): FieldDef[] => [
    ...systemFields({ owner: ['User'] }),
    ...related('Events'),
    subject(),
    field('Location', 'string', { length: 255 }),
    checkbox('IsAllDayEvent', { label: 'All-Day Event' }),
    dateTime('StartDateTime', { label: 'Start Date Time', nillable: true }),
    dateTime('EndDateTime', { label: 'End Date Time' }),
    date('ActivityDate', { label: 'Due Date Only' }),
    dateTime('ActivityDateTime', { label: 'Due Date Time' }),
    integer('DurationInMinutes', { label: 'Duration' }),
    longText('Description', 32000),
    checkbox('IsPrivate', { label: 'Private' }),
    picklist('ShowAs', ['*Busy', 'OutOfOffice', 'Free'], { label: 'Show Time As' }),
    picklist('Type', ['Call', 'Email', 'Meeting', 'Other']),
    checkbox('IsReminderSet', { label: 'Reminder Set' }),
    dateTime('ReminderDateTime')
];
