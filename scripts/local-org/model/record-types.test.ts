import { createDml } from '../dml';
import { anOrg, deployFiles, document, sessionOf } from '../metadata/deploy.fixture';
import { findField } from './schema';

const recordType = (name: string, active = true): string =>
    `<recordTypes><fullName>${name}</fullName><active>${String(active)}</active><label>${name}</label></recordTypes>`;

const account = (...types: string[]) => ({ 'objects/Account.object': document('CustomObject', types.join('\n')) });

it('an object with record types has RecordTypeId, which takes its own active ones by 15 or 18 characters', () => {
    const state = anOrg();
    const field = () => findField(state.schema.objects.get('account')!, 'RecordTypeId');
    expect(field()).toBeUndefined();
    expect(deployFiles(state, account(recordType('Buyer'), recordType('Old', false))).success).toBe(true);
    deployFiles(state, { 'objects/Contact.object': document('CustomObject', recordType('Person')) });
    expect(field()).toMatchObject({ type: 'reference', createable: true, nillable: true });
    const admin = sessionOf(state, 'admin@partner-stages.local');
    const dml = createDml(state);
    const idOf = (name: string) => state.store.find('RecordType', 'DeveloperName', name)[0]!.Id;
    const insert = (RecordTypeId: string) => dml.insert(admin, 'Account', [{ Name: 'A', RecordTypeId }])[0]!;
    const made = insert(idOf('Buyer').slice(0, 15));
    expect(state.store.get('Account', made.id!)!.RecordTypeId).toBe(idOf('Buyer'));
    for (const name of ['Old', 'Person'])
        expect(insert(idOf(name)).errors[0]).toMatchObject({
            statusCode: 'INVALID_CROSS_REFERENCE_KEY',
            message: `Record Type ID: this ID value isn't valid for the user: ${idOf(name)}`
        });
});
