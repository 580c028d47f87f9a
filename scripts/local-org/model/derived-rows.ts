import { newId } from './ids';
import { dashboardRows, folderRows, reportRows } from './report-folders';
import { findField, findObject } from './schema';
import type { OrgState, Row, Scalar } from './org';
import type { Grants } from './schema';

const EPOCH = '2020-01-01T00:00:00.000Z';
const audit = (state: OrgState): Record<string, Scalar> => {
    const someone = state.store.rows('User').next().value?.Id ?? null;
    return { CreatedDate: EPOCH, CreatedById: someone, LastModifiedDate: EPOCH, LastModifiedById: someone, SystemModstamp: EPOCH };
};

/**
 * Rows that nobody stores, because they say again what the schema or another table says: stages, fiscal periods,
 * permissions. Undefined for an object whose rows are in the store.
 */
export const derivedRows = (state: OrgState, object: string): Row[] | undefined => derivations.get(object)?.(state);

const stages = (state: OrgState): Row[] => {
    const opportunity = findObject(state.schema, 'Opportunity');
    const categories = opportunity && findField(opportunity, 'ForecastCategory')?.picklist?.values;
    const values = (opportunity && findField(opportunity, 'StageName')?.picklist?.values) ?? [];
    return values.map((value, i) => ({
        Id: newId('01J', i + 1),
        MasterLabel: value.label,
        ApiName: value.value,
        IsActive: value.active,
        SortOrder: i + 1,
        IsClosed: value.stage?.closed ?? false,
        IsWon: value.stage?.won ?? false,
        ForecastCategory: value.stage?.forecastCategory ?? null,
        ForecastCategoryName: categories?.find((category) => category.value === value.stage?.forecastCategory)?.label ?? null,
        DefaultProbability: value.stage?.probability ?? null,
        Description: null,
        ...audit(state)
    }));
};

/** First month of the fiscal year, 1 to 12, and whether the year is named after the month it starts in. */
export const fiscalStart = (state: OrgState): { month: number; namedByStart: boolean } => {
    const organization = state.store.get('Organization', state.organizationId);
    return { month: Number(organization?.FiscalYearStartMonth ?? 1), namedByStart: organization?.UsesStartDateAsFiscalYearName === true };
};

/** The fiscal year's name and its month 1 to 12, for a calendar year and month. */
export const fiscalMonth = (
    start: { month: number; namedByStart: boolean },
    year: number,
    month: number
): { year: number; month: number } => {
    const startYear = month >= start.month ? year : year - 1;
    return { year: start.month === 1 || start.namedByStart ? startYear : startYear + 1, month: ((month - start.month + 12) % 12) + 1 };
};

const day = (year: number, monthIndex: number, dayOfMonth: number): string =>
    new Date(Date.UTC(year, monthIndex, dayOfMonth)).toISOString().slice(0, 10);

/** Fiscal years from five before to five after this one. */
const fiscalYears = (state: OrgState): { name: number; startYear: number; first: number; n: number }[] => {
    const start = fiscalStart(state);
    const now = state.now();
    return Array.from({ length: 11 }, (_, n) => {
        const startYear = now.getUTCFullYear() - (now.getUTCMonth() + 1 < start.month ? 1 : 0) + n - 5;
        return { name: fiscalMonth(start, startYear, start.month).year, startYear, first: start.month - 1, n };
    });
};

const periods = (state: OrgState): Row[] =>
    fiscalYears(state).flatMap((year) => {
        const row = (type: string, months: number, count: number): Row[] =>
            Array.from({ length: count }, (_, i) => ({
                Id: newId('026', year.n * 20 + (type === 'Year' ? 1 : type === 'Quarter' ? 2 + i : 6 + i)),
                FiscalYearSettingsId: newId('022', year.n + 1),
                Type: type,
                StartDate: day(year.startYear, year.first + i * months, 1),
                EndDate: day(year.startYear, year.first + (i + 1) * months, 0),
                IsForecastPeriod: type === 'Month',
                Number: type === 'Year' ? null : i + 1,
                FullyQualifiedLabel: type === 'Year' ? `FY ${year.name}` : `${type === 'Quarter' ? 'Q' : 'P'}${i + 1} FY ${year.name}`,
                SystemModstamp: EPOCH
            }));
        return [...row('Year', 12, 1), ...row('Quarter', 3, 4), ...row('Month', 1, 12)];
    });

const fiscalYearSettings = (state: OrgState): Row[] =>
    fiscalYears(state).map((year) => ({
        Id: newId('022', year.n + 1),
        Name: String(year.name),
        StartDate: day(year.startYear, year.first, 1),
        EndDate: day(year.startYear, year.first + 12, 0),
        IsStandardYear: true,
        YearType: 'Standard',
        PeriodId: newId('026', year.n * 20 + 1),
        SystemModstamp: EPOCH
    }));

/** The stored permission sets with what they grant; those without metadata grant nothing. */
const grantedSets = (state: OrgState): { id: string; grants: Grants }[] =>
    [...state.store.rows('PermissionSet')].flatMap((row) => {
        const grants = [...state.schema.permissionSets.values()].find((each) => each.name.toLowerCase() === String(row.Name).toLowerCase());
        return grants ? [{ id: row.Id, grants }] : [];
    });

/** API names of a 'object' or 'object.field' key. */
const namesOf = (state: OrgState, key: string): { object: string; field?: string } => {
    const [objectKey, fieldKey] = key.split('.');
    const object = findObject(state.schema, objectKey);
    return { object: object?.name ?? objectKey, field: fieldKey && ((object && findField(object, fieldKey)?.name) ?? fieldKey) };
};

const objectPermissions = (state: OrgState): Row[] =>
    grantedSets(state)
        .flatMap(({ id, grants }) => [...grants.objects].map(([key, access]) => ({ id, key, access })))
        .map(({ id, key, access }, i) => ({
            Id: newId('110', i + 1),
            ParentId: id,
            SobjectType: namesOf(state, key).object,
            PermissionsCreate: access.create,
            PermissionsRead: access.read,
            PermissionsEdit: access.edit,
            PermissionsDelete: access.delete,
            PermissionsViewAllRecords: access.viewAll,
            PermissionsModifyAllRecords: access.modifyAll,
            SystemModstamp: EPOCH
        }));

const fieldPermissions = (state: OrgState): Row[] =>
    grantedSets(state)
        .flatMap(({ id, grants }) => [...grants.fields].map(([key, access]) => ({ id, key, access })))
        .map(({ id, key, access }, i) => {
            const { object, field } = namesOf(state, key);
            return {
                Id: newId('01k', i + 1),
                ParentId: id,
                SobjectType: object,
                Field: `${object}.${field}`,
                PermissionsEdit: access.editable,
                PermissionsRead: access.readable,
                SystemModstamp: EPOCH
            };
        });

const customPermissions = (state: OrgState): Row[] =>
    [...state.schema.customPermissions.values()]
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map(({ name, label }, i) => ({
            Id: newId('0CP', i + 1),
            DeveloperName: name,
            MasterLabel: label,
            NamespacePrefix: null,
            SystemModstamp: EPOCH
        }));

const setupEntityAccess = (state: OrgState): Row[] => {
    const permissions = customPermissions(state);
    return grantedSets(state)
        .flatMap(({ id, grants }) => {
            const held = new Set([...grants.customPermissions].map((name) => name.toLowerCase()));
            return permissions
                .filter((permission) => held.has(String(permission.DeveloperName).toLowerCase()))
                .map((permission) => ({ id, permission }));
        })
        .map(({ id, permission }, i) => ({
            Id: newId('0J0', i + 1),
            ParentId: id,
            SetupEntityId: permission.Id,
            SetupEntityType: 'CustomPermission',
            SystemModstamp: EPOCH
        }));
};

const opportunityPartners = (state: OrgState): Row[] => [...state.store.rows('Partner')].filter((row) => row.OpportunityId != null);

const derivations = new Map<string, (state: OrgState) => Row[]>([
    ['OpportunityStage', stages],
    ['Period', periods],
    ['FiscalYearSettings', fiscalYearSettings],
    ['ObjectPermissions', objectPermissions],
    ['FieldPermissions', fieldPermissions],
    ['CustomPermission', customPermissions],
    ['SetupEntityAccess', setupEntityAccess],
    ['OpportunityPartner', opportunityPartners],
    ['Folder', folderRows],
    ['Report', reportRows],
    ['Dashboard', dashboardRows]
]);
