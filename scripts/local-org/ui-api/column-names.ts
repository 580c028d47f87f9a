import { findField } from '../model/schema';
import type { ObjectDef } from '../model/schema';

/** Layouts and list views write some standard columns in a spelling of their own; here is the field each one shows. */
const standardColumns: Record<string, string> = {
    NAME: 'Name',
    'OPPORTUNITY.NAME': 'Name',
    'OPPORTUNITY.STAGE_NAME': 'StageName',
    'OPPORTUNITY.AMOUNT': 'Amount',
    'OPPORTUNITY.CLOSE_DATE': 'CloseDate',
    'OPPORTUNITY.PROBABILITY': 'Probability',
    'OPPORTUNITY.NEXT_STEP': 'NextStep',
    'OPPORTUNITY.TYPE': 'Type',
    'OPPORTUNITY.LEAD_SOURCE': 'LeadSource',
    'OPPORTUNITY.EXP_AMOUNT': 'ExpectedRevenue',
    'OPPORTUNITY.CLOSED': 'IsClosed',
    'OPPORTUNITY.WON': 'IsWon',
    'OPPORTUNITY.CREATED_DATE': 'CreatedDate',
    'OPPORTUNITY.LAST_UPDATE': 'LastModifiedDate',
    'ACCOUNT.NAME': 'Account.Name',
    'ACCOUNT.TYPE': 'Type',
    'ACCOUNT.INDUSTRY': 'Industry',
    'ACCOUNT.PHONE1': 'Phone',
    'CORE.USERS.ALIAS': 'Owner.Name',
    'CORE.USERS.FULL_NAME': 'Owner.Name',
    'CORE.USERS.FIRST_NAME': 'Owner.FirstName',
    'CORE.USERS.LAST_NAME': 'Owner.LastName',
    'CREATEDBY_USER.ALIAS': 'CreatedBy.Name',
    'UPDATEDBY_USER.ALIAS': 'LastModifiedBy.Name',
    CREATEDBY_USER: 'CreatedBy.Name',
    UPDATEDBY_USER: 'LastModifiedBy.Name',
    'OWNER.ALIAS': 'Owner.Name',
    CREATED_DATE: 'CreatedDate',
    LAST_UPDATE: 'LastModifiedDate',
    'SALES.ACCOUNT.NAME': 'Account.Name'
};

/** The field path that a column of a list view, a related list or a layout shows; a lookup is shown by its parent's name. */
export const columnPath = (object: ObjectDef, column: string): string => {
    const own = object.name === 'Account' && column === 'ACCOUNT.NAME' ? 'Name' : standardColumns[column];
    const path = own ?? column.replace(new RegExp(`^${object.name}\\.`, 'i'), '');
    const field = findField(object, path);
    return field?.type === 'reference' ? `${field.reference!.relationshipName}.Name` : (field?.name ?? path);
};
