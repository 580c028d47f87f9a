import {
    auditFields,
    checkbox,
    date,
    dateTime,
    idField,
    integer,
    lookup,
    phone,
    picklist,
    readOnly,
    standardObject,
    systemModstamp,
    text
} from '../field-builders';
import { addressFields } from './account';
import type { FieldDef, ObjectDef } from '../schema';

const setup = { setup: true } as const;
const kept = { ...readOnly, permissionable: false } as const;
const developerName = (options = {}): FieldDef => text('DeveloperName', 80, { label: 'Developer Name', ...options });

export const organization = (): ObjectDef =>
    standardObject(
        'Organization',
        '00D',
        [
            idField(),
            text('Name', 80, { nameField: true, nillable: false }),
            text('Division', 80),
            ...addressFields(''),
            phone('Phone'),
            text('PrimaryContact', 80),
            picklist('DefaultLocaleSidKey', [], { label: 'Locale', nillable: false }),
            picklist('TimeZoneSidKey', [], { label: 'Time Zone', nillable: false }),
            picklist('LanguageLocaleKey', [], { label: 'Language', nillable: false }),
            integer('FiscalYearStartMonth', kept),
            checkbox('UsesStartDateAsFiscalYearName', kept),
            picklist('OrganizationType', ['Developer Edition', 'Enterprise Edition', 'Unlimited Edition', 'Professional Edition'], {
                ...kept,
                label: 'Edition'
            }),
            text('NamespacePrefix', 15, kept),
            text('InstanceName', 5, kept),
            checkbox('IsSandbox', kept),
            picklist('DefaultOpportunityAccess', ['None', 'Read', 'Edit', 'ControlledByParent'], {
                ...kept,
                label: 'Default Opportunity Access'
            }),
            checkbox('IsReadOnly', kept),
            dateTime('TrialExpirationDate', kept),
            ...auditFields()
        ],
        setup
    );

export const recordType = (): ObjectDef =>
    standardObject(
        'RecordType',
        '012',
        [
            idField(),
            text('Name', 80, { nameField: true, nillable: false, ...readOnly }),
            developerName({ ...readOnly, nillable: false }),
            text('NamespacePrefix', 15, readOnly),
            text('Description', 255, readOnly),
            picklist('SobjectType', [], { ...readOnly, nillable: false }),
            checkbox('IsActive', readOnly),
            ...auditFields()
        ],
        { ...setup, readOnly: true }
    );

export const period = (): ObjectDef =>
    standardObject(
        'Period',
        '026',
        [
            idField(),
            lookup('FiscalYearSettingsId', 'FiscalYearSettings', { ...kept, children: 'Periods' }),
            picklist('Type', ['Month', 'Quarter', 'Year'], kept),
            date('StartDate', { ...kept, nillable: false }),
            date('EndDate', { ...kept, nillable: false }),
            checkbox('IsForecastPeriod', kept),
            integer('Number', kept),
            text('FullyQualifiedLabel', 80, { ...kept, nameField: true }),
            systemModstamp()
        ],
        { ...setup, readOnly: true }
    );

export const fiscalYearSettings = (): ObjectDef =>
    standardObject(
        'FiscalYearSettings',
        '022',
        [
            idField(),
            text('Name', 80, { ...kept, nameField: true }),
            date('StartDate', { ...kept, nillable: false }),
            date('EndDate', { ...kept, nillable: false }),
            checkbox('IsStandardYear', kept),
            picklist('YearType', ['Standard', 'Custom'], kept),
            lookup('PeriodId', 'Period', kept),
            systemModstamp()
        ],
        { ...setup, readOnly: true, labelPlural: 'Fiscal Year Settings' }
    );

export const organizationFamily = (): ObjectDef[] => [organization(), recordType(), period(), fiscalYearSettings()];
