import {
    checkbox,
    createOnly,
    currency,
    date,
    dateTime,
    email,
    field,
    integer,
    longText,
    lookup,
    ownerField,
    phone,
    picklist,
    readOnly,
    required,
    standardObject,
    systemFields,
    text,
    url,
    viewedFields
} from '../field-builders';
import { INDUSTRIES, LEAD_SOURCES, SALUTATIONS } from './standard-picklists';
import type { FieldDef, ObjectDef } from '../schema';

/** Street, city, state, postal code and country under one prefix: BillingStreet … */
export const addressFields = (prefix: string): FieldDef[] => [
    field(`${prefix}Street`, 'textarea', { length: 255 }),
    text(`${prefix}City`, 40),
    text(`${prefix}State`, 80),
    text(`${prefix}PostalCode`, 20),
    text(`${prefix}Country`, 80)
];

/** Salutation, FirstName, LastName and the Name that the org puts together from them. */
export const personNameFields = (): FieldDef[] => [
    text('LastName', 80, required),
    text('FirstName', 40),
    picklist('Salutation', SALUTATIONS, { length: 40 }),
    text('Name', 121, { ...readOnly, label: 'Full Name', nameField: true, nillable: false, permissionable: false })
];

const lastActivity = (): FieldDef => date('LastActivityDate', { ...readOnly, permissionable: false, label: 'Last Activity' });

export const account = (): ObjectDef =>
    standardObject('Account', '001', [
        ...systemFields({ owner: ['User'] }),
        lookup('MasterRecordId', 'Account', { ...readOnly, permissionable: false }),
        text('Name', 255, { ...required, label: 'Account Name', nameField: true }),
        picklist(
            'Type',
            [
                'Prospect',
                'Customer - Direct',
                'Customer - Channel',
                'Channel Partner / Reseller',
                'Installation Partner',
                'Technology Partner',
                'Other'
            ],
            {
                label: 'Account Type'
            }
        ),
        lookup('ParentId', 'Account', { label: 'Parent Account ID', children: 'ChildAccounts' }),
        ...addressFields('Billing'),
        ...addressFields('Shipping'),
        phone('Phone', { label: 'Account Phone' }),
        phone('Fax', { label: 'Account Fax' }),
        text('AccountNumber', 40),
        url('Website'),
        text('Sic', 20, { label: 'SIC Code' }),
        text('SicDesc', 80, { label: 'SIC Description' }),
        picklist('Industry', INDUSTRIES),
        currency('AnnualRevenue', { precision: 18, scale: 0 }),
        integer('NumberOfEmployees', { precision: 8, label: 'Employees' }),
        picklist('Ownership', ['Public', 'Private', 'Subsidiary', 'Other']),
        text('TickerSymbol', 20),
        longText('Description', 32000, { label: 'Account Description' }),
        picklist('Rating', ['Hot', 'Warm', 'Cold'], { label: 'Account Rating' }),
        text('Site', 80, { label: 'Account Site' }),
        picklist('AccountSource', LEAD_SOURCES),
        lastActivity(),
        ...viewedFields()
    ]);

export const contact = (): ObjectDef => standardObject('Contact', '003', contactFields(), { sharingModel: 'ControlledByParent' });

const contactFields = (): FieldDef[] => [
    ...systemFields({ owner: ['User'] }),
    lookup('MasterRecordId', 'Contact', { ...readOnly, permissionable: false }),
    lookup('AccountId', 'Account', { children: 'Contacts', onDelete: 'Cascade' }),
    ...personNameFields(),
    ...addressFields('Other'),
    ...addressFields('Mailing'),
    phone('Phone', { label: 'Business Phone' }),
    phone('Fax', { label: 'Business Fax' }),
    phone('MobilePhone'),
    phone('HomePhone'),
    phone('OtherPhone'),
    phone('AssistantPhone', { label: 'Asst. Phone' }),
    lookup('ReportsToId', 'Contact', { children: 'ReportsTo' }),
    email('Email'),
    text('Title', 128),
    text('Department', 80),
    text('AssistantName', 40, { label: "Assistant's Name" }),
    picklist('LeadSource', LEAD_SOURCES),
    date('Birthdate'),
    longText('Description', 32000, { label: 'Contact Description' }),
    checkbox('HasOptedOutOfEmail', { label: 'Email Opt Out' }),
    checkbox('DoNotCall'),
    lastActivity(),
    ...viewedFields(),
    text('EmailBouncedReason', 255, readOnly),
    dateTime('EmailBouncedDate', readOnly),
    checkbox('IsEmailBounced', { ...readOnly, permissionable: false })
];

export const lead = (): ObjectDef =>
    standardObject('Lead', '00Q', [
        ...systemFields({ owner: ['Group', 'User'] }),
        lookup('MasterRecordId', 'Lead', { ...readOnly, permissionable: false }),
        ...personNameFields(),
        text('Title', 128),
        text('Company', 255, required),
        field('Street', 'textarea', { length: 255 }),
        text('City', 40),
        text('State', 80),
        text('PostalCode', 20),
        text('Country', 80),
        phone('Phone'),
        phone('MobilePhone'),
        phone('Fax'),
        email('Email'),
        url('Website'),
        longText('Description', 32000),
        picklist('LeadSource', LEAD_SOURCES),
        picklist('Status', ['*Open - Not Contacted', 'Working - Contacted', 'Closed - Converted', 'Closed - Not Converted'], {
            nillable: false,
            permissionable: false
        }),
        picklist('Industry', INDUSTRIES),
        picklist('Rating', ['Hot', 'Warm', 'Cold']),
        currency('AnnualRevenue', { precision: 18, scale: 0 }),
        integer('NumberOfEmployees', { precision: 8, label: 'Employees' }),
        checkbox('HasOptedOutOfEmail', { label: 'Email Opt Out' }),
        checkbox('DoNotCall'),
        checkbox('IsConverted', { ...readOnly, permissionable: false, label: 'Converted' }),
        date('ConvertedDate', { ...readOnly, permissionable: false }),
        lookup('ConvertedAccountId', 'Account', { ...readOnly, permissionable: false }),
        lookup('ConvertedContactId', 'Contact', { ...readOnly, permissionable: false }),
        lookup('ConvertedOpportunityId', 'Opportunity', { ...readOnly, permissionable: false }),
        checkbox('IsUnreadByOwner', { permissionable: false, label: 'Unread By Owner' }),
        lastActivity(),
        ...viewedFields()
    ]);

export const campaign = (): ObjectDef =>
    standardObject('Campaign', '701', [
        ...systemFields(),
        ownerField(),
        text('Name', 80, { ...required, nameField: true }),
        lookup('ParentId', 'Campaign', { label: 'Parent Campaign ID', children: 'ChildCampaigns' }),
        picklist('Type', [
            'Conference',
            'Webinar',
            'Trade Show',
            'Public Relations',
            'Partners',
            'Referral Program',
            'Advertisement',
            'Banner Ads',
            'Direct Mail',
            'Email',
            'Telemarketing',
            'Other'
        ]),
        picklist('Status', ['*Planned', 'In Progress', 'Completed', 'Aborted']),
        date('StartDate'),
        date('EndDate'),
        currency('ExpectedRevenue'),
        currency('BudgetedCost', { scale: 0 }),
        currency('ActualCost', { scale: 0 }),
        checkbox('IsActive', { label: 'Active' }),
        longText('Description', 32000),
        lastActivity(),
        ...viewedFields()
    ]);

export const supportCase = (): ObjectDef =>
    standardObject('Case', '500', [
        ...systemFields({ owner: ['Group', 'User'] }),
        text('CaseNumber', 30, {
            ...readOnly,
            nillable: false,
            nameField: true,
            permissionable: false,
            autoNumber: { displayFormat: '{00000000}', startingNumber: 1001 }
        }),
        lookup('ContactId', 'Contact', { children: 'Cases', onDelete: 'Restrict' }),
        lookup('AccountId', 'Account', { children: 'Cases', onDelete: 'Restrict' }),
        lookup('ParentId', 'Case', { label: 'Parent Case ID', children: 'Cases' }),
        text('SuppliedName', 80),
        email('SuppliedEmail'),
        phone('SuppliedPhone'),
        text('SuppliedCompany', 80),
        picklist('Type', ['Mechanical', 'Electrical', 'Electronic', 'Structural', 'Other'], { label: 'Case Type' }),
        picklist('Status', ['*New', 'Working', 'Escalated', 'Closed']),
        picklist('Reason', ['Installation', 'Equipment Complexity', 'Performance', 'Breakdown', 'Equipment Design', 'Feedback', 'Other'], {
            label: 'Case Reason'
        }),
        picklist('Origin', ['Phone', 'Email', 'Web'], { label: 'Case Origin' }),
        text('Subject', 255),
        picklist('Priority', ['High', '*Medium', 'Low']),
        longText('Description', 32000),
        checkbox('IsClosed', { ...readOnly, permissionable: false, label: 'Closed' }),
        dateTime('ClosedDate', { ...readOnly, permissionable: false }),
        checkbox('IsEscalated', { label: 'Escalated', permissionable: false }),
        ...viewedFields()
    ]);

/**
 * Ties a deal to a partner account. Written once and never changed, as in an org; who may edit the deal may write it. An org also ties
 * account to account with it, which dml/partner-behaviour.ts refuses.
 */
export const partner = (): ObjectDef =>
    standardObject(
        'Partner',
        '00I',
        [
            ...systemFields(),
            lookup('OpportunityId', 'Opportunity', { ...createOnly, children: 'Partners', onDelete: 'Cascade' }),
            lookup('AccountFromId', 'Account', { ...createOnly, children: 'PartnersFrom', onDelete: 'Cascade' }),
            lookup('AccountToId', 'Account', { ...required, ...createOnly, children: 'PartnersTo', onDelete: 'Cascade' }),
            picklist(
                'Role',
                [
                    'System Integrator',
                    'Agency',
                    'Advertiser',
                    'VAR/Reseller',
                    'Distributor',
                    'Developer',
                    'Broker',
                    'Lender',
                    'Supplier',
                    'Institution',
                    'Contractor',
                    'Dealer',
                    'Consultant'
                ],
                createOnly
            ),
            checkbox('IsPrimary', { ...createOnly, label: 'Primary' }),
            lookup('ReversePartnerId', 'Partner', readOnly)
        ],
        { accessFrom: 'Opportunity' }
    );

/** The partners of a deal, read through the deal; rows are those of Partner. */
export const opportunityPartner = (): ObjectDef =>
    standardObject(
        'OpportunityPartner',
        '00I',
        [
            ...systemFields(),
            lookup('OpportunityId', 'Opportunity', { ...readOnly, children: 'OpportunityPartnersFrom', onDelete: 'Cascade' }),
            lookup('AccountToId', 'Account', { ...readOnly, children: 'OpportunityPartnersTo', onDelete: 'Cascade' }),
            picklist('Role', [], readOnly),
            checkbox('IsPrimary', { ...readOnly, label: 'Primary' }),
            lookup('ReversePartnerId', 'Partner', readOnly)
        ],
        { accessFrom: 'Opportunity', readOnly: true, label: 'Opportunity: Partner' }
    );

export const accountFamily = (): ObjectDef[] => [account(), contact(), lead(), campaign(), supportCase(), partner(), opportunityPartner()];
