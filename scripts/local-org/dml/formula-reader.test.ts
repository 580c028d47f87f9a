import { formula, rule, testOrg, testSchema, withFields } from './dml-test-org';
import type { TestOrg } from './dml-test-org';
import { checkbox } from '../model/field-builders';
import { findField, findObject } from '../model/schema';
import type { Scalar } from '../model/org';

const read = (org: TestOrg, object: string, id: string, name: string, username = 'admin@partner-stages.local'): Scalar => {
    const found = findObject(org.state.schema, object)!;
    return org.state.reader.read(found, org.row(object, id), findField(found, name)!, org.as(username));
};

const schema = withFields(
    testSchema(),
    'Bid__c',
    [
        formula('Deal_Owner__c', 'string', 'Opportunity__r.Owner.LastName & "/" & Opportunity__r.Account.Name'),
        formula('Inverse__c', 'double', '1 / Value__c', { scale: 2 }),
        formula('Inverse_Text__c', 'string', 'TEXT(Inverse__c)'),
        formula('Off__c', 'boolean', '$Setup.Switch__c.Off__c'),
        formula('Who__c', 'string', '$Profile.Name & ", " & $Organization.Name'),
        formula('Days__c', 'double', 'TODAY() - DATEVALUE(CreatedDate)', { scale: 0 })
    ],
    [rule('Inverse', 'ISCHANGED(Credit__c) && Inverse__c > 5', 'Too small.')]
);

const bidOf = (org: TestOrg, more = {}): string =>
    org.add('Bid__c', {
        Opportunity__c: org.add('Opportunity', { Name: 'D', StageName: 'Prospecting', CloseDate: '2026-06-30' }),
        ...more
    });

describe('the reader', () => {
    it('works out own formulas over roll-ups, parents and the running user', () => {
        const org = testOrg(schema);
        const AccountId = org.add('Account', { Name: 'Acme' });
        const bid = bidOf(org, { Manager__c: org.as('ae@partner-stages.local').user.Id });
        expect(read(org, 'Bid__c', bid, 'Gate__c')).toBe(11.01);
        expect(read(org, 'Bid__c', bid, 'Stage__c')).toBe('Prospecting');
        expect(read(org, 'Bid__c', bid, 'Deal_Owner__c')).toBe('User/');
        org.dml.update(org.admin, 'Opportunity', [{ Id: org.row('Bid__c', bid).Opportunity__c, AccountId, StageName: 'Closed Lost' }]);
        expect(read(org, 'Bid__c', bid, 'Deal_Owner__c')).toBe('User/Acme');
        expect(read(org, 'Bid__c', bid, 'Stage__c')).toBe('Closed Lost');
        expect(read(org, 'Bid__c', bid, 'Mine__c')).toBe(false);
        expect(read(org, 'Bid__c', bid, 'Mine__c', 'ae@partner-stages.local')).toBe(true);
        expect(read(org, 'Bid__c', bid, 'Who__c')).toBe('System Administrator, Local Org');
        expect(read(org, 'Bid__c', bid, 'Days__c')).toBe(0);
    });

    it('shows a formula in error as empty, and so what reads it', () => {
        const org = testOrg(schema);
        const bid = bidOf(org);
        expect(read(org, 'Bid__c', bid, 'Inverse__c')).toBeNull();
        expect(read(org, 'Bid__c', bid, 'Inverse_Text__c')).toBeNull();
        expect(read(org, 'Bid__c', bidOf(org, { Value__c: 4 }), 'Inverse__c')).toBe(0.25);
    });

    it('reads a checkbox that was deployed after the row as its default', () => {
        const org = testOrg();
        const bid = bidOf(org);
        const flag = (name: string, defaultFormula: string) => checkbox(name, { custom: true, defaultFormula });
        org.state.schema = withFields(org.state.schema, 'Bid__c', [flag('Yes__c', 'true'), flag('No__c', 'false')]);
        expect([read(org, 'Bid__c', bid, 'Yes__c'), read(org, 'Bid__c', bid, 'No__c')]).toEqual([true, false]);
    });

    it('refuses a save whose rule cannot be worked out', () => {
        const org = testOrg(schema);
        const [result] = org.dml.update(org.admin, 'Bid__c', [{ Id: bidOf(org), Credit__c: 1 }]);
        expect(result!.errors[0]).toMatchObject({
            statusCode: 'FORMULA_EXPRESSION_INVALID',
            message: expect.stringContaining('"Inverse"')
        });
    });

    it('takes a hierarchy setting from the user, then the profile, then the org', () => {
        const org = testOrg(schema);
        const bid = bidOf(org);
        const { user } = org.as('ae@partner-stages.local');
        const seen = () => [read(org, 'Bid__c', bid, 'Off__c', 'ae@partner-stages.local'), read(org, 'Bid__c', bid, 'Off__c')];
        expect(seen()).toEqual([false, false]);
        org.add('Switch__c', { Off__c: true });
        expect(seen()).toEqual([true, true]);
        org.add('Switch__c', { Off__c: false, SetupOwnerId: user.ProfileId });
        expect(seen()).toEqual([false, true]);
        org.add('Switch__c', { Off__c: true, SetupOwnerId: user.Id });
        expect(seen()).toEqual([true, true]);
    });
});
