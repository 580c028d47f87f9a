import {
    auditFields,
    checkbox,
    createOnly,
    currency,
    date,
    dateTime,
    field,
    idField,
    integer,
    longText,
    lookup,
    number,
    percent,
    picklist,
    readOnly,
    required,
    standardObject,
    systemFields,
    systemModstamp,
    text,
    viewedFields
} from '../field-builders';
import { CONTACT_ROLES, FORECAST_CATEGORIES, LEAD_SOURCES, OPPORTUNITY_STAGES } from './standard-picklists';
import type { FieldDef, ObjectDef } from '../schema';

const kept = { ...readOnly, permissionable: false } as const;
const categoryNames = FORECAST_CATEGORIES.filter((category) => category.active).map((category) => category.label);

export const opportunity = (): ObjectDef =>
    standardObject(
        'Opportunity',
        '006',
        [
            ...systemFields({ owner: ['User'] }),
            lookup('AccountId', 'Account', { children: 'Opportunities', onDelete: 'Cascade' }),
            checkbox('IsPrivate', { label: 'Private' }),
            text('Name', 120, { ...required, nameField: true }),
            longText('Description', 32000),
            picklist('StageName', OPPORTUNITY_STAGES, { ...required, label: 'Stage', trackHistory: true }),
            currency('Amount', { trackHistory: true }),
            percent('Probability', 3, 0, { label: 'Probability (%)' }),
            currency('ExpectedRevenue', { ...kept, label: 'Expected Amount' }),
            number('TotalOpportunityQuantity', 18, 2, { label: 'Quantity' }),
            date('CloseDate', { ...required, trackHistory: true }),
            picklist(
                'Type',
                ['Existing Customer - Upgrade', 'Existing Customer - Replacement', 'Existing Customer - Downgrade', 'New Customer'],
                { label: 'Opportunity Type' }
            ),
            text('NextStep', 255),
            picklist('LeadSource', LEAD_SOURCES),
            checkbox('IsClosed', { ...kept, label: 'Closed' }),
            checkbox('IsWon', { ...kept, label: 'Won' }),
            picklist('ForecastCategory', FORECAST_CATEGORIES, { ...kept, nillable: false, restricted: true }),
            picklist('ForecastCategoryName', categoryNames, { label: 'Forecast Category', restricted: true }),
            lookup('CampaignId', 'Campaign', { children: 'Opportunities' }),
            checkbox('HasOpportunityLineItem', { ...kept, label: 'Has Line Item' }),
            date('LastActivityDate', { ...kept, label: 'Last Activity' }),
            integer('PushCount', kept),
            dateTime('LastStageChangeDate', kept),
            integer('FiscalQuarter', kept),
            integer('FiscalYear', kept),
            text('Fiscal', 6, { ...kept, label: 'Fiscal Period' }),
            lookup('ContactId', 'Contact', { ...createOnly, permissionable: false }),
            ...viewedFields(),
            checkbox('HasOpenActivity', kept),
            checkbox('HasOverdueTask', kept),
            lookup('LastAmountChangedHistoryId', 'OpportunityHistory', kept),
            lookup('LastCloseDateChangedHistoryId', 'OpportunityHistory', kept)
        ],
        { labelPlural: 'Opportunities' }
    );

const child = (childRelationshipName: string, options = {}): FieldDef =>
    lookup('OpportunityId', 'Opportunity', {
        ...required,
        ...createOnly,
        children: childRelationshipName,
        onDelete: 'Cascade',
        ...options
    });

/** One row for each change of stage, amount, close date or probability, written by the org. */
export const opportunityHistory = (): ObjectDef =>
    standardObject(
        'OpportunityHistory',
        '008',
        [
            idField(),
            child('OpportunityHistories', kept),
            lookup('CreatedById', 'User', { ...kept, nillable: false }),
            dateTime('CreatedDate', { ...kept, nillable: false }),
            picklist('StageName', OPPORTUNITY_STAGES, { ...kept, label: 'Stage Name' }),
            currency('Amount', kept),
            currency('ExpectedRevenue', { ...kept, label: 'Expected Revenue' }),
            date('CloseDate', kept),
            percent('Probability', 3, 0, kept),
            picklist('ForecastCategory', FORECAST_CATEGORIES, { ...kept, label: 'To ForecastCategory' }),
            currency('PrevAmount', { ...kept, label: 'Previous Amount' }),
            date('PrevCloseDate', { ...kept, label: 'Previous Close Date' }),
            systemModstamp(),
            checkbox('IsDeleted', { ...kept, label: 'Deleted' })
        ],
        { readOnly: true, accessFrom: 'Opportunity', labelPlural: 'Opportunity History' }
    );

/** Old and new value of each tracked field, written by the org. */
export const opportunityFieldHistory = (): ObjectDef =>
    standardObject(
        'OpportunityFieldHistory',
        '017',
        [
            idField(),
            checkbox('IsDeleted', { ...kept, label: 'Deleted' }),
            child('Histories', kept),
            lookup('CreatedById', 'User', { ...kept, nillable: false }),
            dateTime('CreatedDate', { ...kept, nillable: false }),
            picklist('Field', [], { ...kept, label: 'Changed Field', nillable: false }),
            picklist('DataType', [], { ...kept, label: 'Datatype' }),
            field('OldValue', 'anyType', kept),
            field('NewValue', 'anyType', kept)
        ],
        { readOnly: true, accessFrom: 'Opportunity', labelPlural: 'Opportunity Field History' }
    );

/** Rows are made from the picklist of Opportunity.StageName. */
export const opportunityStage = (): ObjectDef =>
    standardObject(
        'OpportunityStage',
        '01J',
        [
            idField(),
            text('MasterLabel', 255, { ...kept, label: 'Label', nameField: true }),
            text('ApiName', 255, { ...kept, label: 'API Name' }),
            checkbox('IsActive', kept),
            integer('SortOrder', kept),
            checkbox('IsClosed', { ...kept, label: 'Closed' }),
            checkbox('IsWon', { ...kept, label: 'Won' }),
            picklist('ForecastCategory', FORECAST_CATEGORIES, { ...kept, nillable: false }),
            picklist('ForecastCategoryName', categoryNames, { ...kept, label: 'Forecast Category' }),
            percent('DefaultProbability', 3, 0, { ...kept, label: 'Probability (%)' }),
            text('Description', 255, kept),
            ...auditFields()
        ],
        { readOnly: true, setup: true }
    );

export const opportunityContactRole = (): ObjectDef =>
    standardObject(
        'OpportunityContactRole',
        '00K',
        [
            ...systemFields(),
            child('OpportunityContactRoles'),
            lookup('ContactId', 'Contact', { ...required, children: 'OpportunityContactRoles', onDelete: 'Cascade' }),
            picklist('Role', CONTACT_ROLES),
            checkbox('IsPrimary', { label: 'Primary' })
        ],
        { accessFrom: 'Opportunity' }
    );

export const opportunityTeamMember = (): ObjectDef =>
    standardObject(
        'OpportunityTeamMember',
        '00q',
        [
            ...systemFields(),
            child('OpportunityTeamMembers'),
            lookup('UserId', 'User', { ...required, ...createOnly }),
            picklist(
                'TeamMemberRole',
                [
                    'Account Manager',
                    'Channel Manager',
                    'Executive Sponsor',
                    'Lead Qualifier',
                    'Opportunity Owner',
                    'Pre-Sales Consultant',
                    'Sales Manager',
                    'Sales Rep'
                ],
                {
                    label: 'Team Role'
                }
            ),
            picklist('OpportunityAccessLevel', ['*Read', 'Edit', 'All'], { label: 'Opportunity Access', restricted: true }),
            text('Name', 361, { ...kept, nameField: true }),
            text('Title', 80, kept)
        ],
        { accessFrom: 'Opportunity' }
    );

/** A deal shared by hand with a user or a group. Rows that the org would write itself, for owners and teams, are not kept. */
export const opportunityShare = (): ObjectDef =>
    standardObject(
        'OpportunityShare',
        '00t',
        [
            idField(),
            child('Shares'),
            lookup('UserOrGroupId', ['Group', 'User'], { ...required, ...createOnly, onDelete: 'Cascade' }),
            picklist('OpportunityAccessLevel', ['Read', 'Edit', 'All'], { ...required, label: 'Opportunity Access', restricted: true }),
            picklist('RowCause', ['*Manual'], { ...createOnly, label: 'Row Cause', nillable: false, restricted: true }),
            dateTime('LastModifiedDate', { ...kept, nillable: false }),
            lookup('LastModifiedById', 'User', { ...kept, nillable: false }),
            checkbox('IsDeleted', { ...kept, label: 'Deleted' })
        ],
        { accessFrom: 'Opportunity' }
    );

export const opportunityFamily = (): ObjectDef[] => [
    opportunity(),
    opportunityHistory(),
    opportunityFieldHistory(),
    opportunityStage(),
    opportunityContactRole(),
    opportunityTeamMember(),
    opportunityShare()
];
