import { strFromU8, unzipSync } from 'fflate';
import { findObject } from '../model/schema';
import { anOrg, deployFiles, document, manifest, problemsOf, rule, type Files } from './deploy.fixture';
import { exportPackage } from './package-export';

// Format and merging as the Metadata API documents CustomObjectTranslation: a file per object and language, elements told by name.

const VISITS: Files = {
    'objects/Visit__c.object': document(
        'CustomObject',
        `<deploymentStatus>Deployed</deploymentStatus><label>Visit</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Visits</pluralLabel><sharingModel>Private</sharingModel>${rule('Named', 'Name = "x"')}${rule('Long', 'LEN(Name) &gt; 9')}`
    )
};
const words = (name: string, errorMessage: string): string =>
    `<validationRules><errorMessage>${errorMessage}</errorMessage><name>${name}</name></validationRules>`;
const translation = (body: string, fullName = 'Visit__c-de'): Files => ({
    [`objectTranslations/${fullName}.objectTranslation`]: document('CustomObjectTranslation', body)
});
const GERMAN = translation(words('Named', 'So nicht.') + words('Long', 'Zu lang.'));

const orgWith = (...deploys: Files[]) => {
    const state = anOrg();
    for (const files of deploys) expect(problemsOf(deployFiles(state, files))).toEqual([]);
    return state;
};
const spoken = (state: ReturnType<typeof anOrg>, language: string) =>
    Object.fromEntries(
        findObject(state.schema, 'Visit__c')!.validationRules.map(({ name, translations }) => [name, translations?.get(language)])
    );
const retrieved = (state: ReturnType<typeof anOrg>): string => {
    const { zip } = exportPackage(state.schema, [{ type: 'CustomObjectTranslation', names: ['*'] }], '66.0', true);
    const file = unzipSync(zip)['objectTranslations/Visit__c-de.objectTranslation'];
    return file ? strFromU8(file) : '';
};

it('gives rules their words, in one deploy or after the other', () => {
    expect(spoken(orgWith({ ...VISITS, ...GERMAN }), 'de')).toEqual({ Named: 'So nicht.', Long: 'Zu lang.' });
    expect(spoken(orgWith(VISITS, GERMAN), 'de')).toEqual({ Named: 'So nicht.', Long: 'Zu lang.' });
});

it('keeps words when the rule is deployed again, and those that a later deploy does not name', () => {
    const state = orgWith(
        { ...VISITS, ...GERMAN },
        VISITS,
        translation(words('Long', 'Viel zu lang.')),
        translation(words('Named', 'Non.'), 'Visit__c-fr')
    );
    expect(spoken(state, 'de')).toEqual({ Named: 'So nicht.', Long: 'Viel zu lang.' });
    expect(spoken(state, 'fr')).toEqual({ Named: 'Non.', Long: undefined });
});

it('returns what it was given', () => {
    expect(retrieved(orgWith({ ...VISITS, ...GERMAN }))).toContain(words('Named', 'So nicht.'));
});

it('forgets the words of a rule that is gone', () => {
    const state = orgWith({ ...VISITS, ...GERMAN });
    deployFiles(state, { 'destructiveChangesPost.xml': manifest({ ValidationRule: ['Visit__c.Named'] }) });
    expect(spoken(state, 'de')).toEqual({ Long: 'Zu lang.' });
    expect(retrieved(state)).not.toContain('So nicht.');
});

it('forgets all words with the object', () => {
    const state = orgWith({ ...VISITS, ...GERMAN });
    deployFiles(state, { 'destructiveChangesPost.xml': manifest({ CustomObject: ['Visit__c'] }) });
    expect(retrieved(state)).toBe('');
});

it('forgets the translation that is taken out', () => {
    const state = orgWith({ ...VISITS, ...GERMAN });
    deployFiles(state, { 'destructiveChangesPost.xml': manifest({ CustomObjectTranslation: ['Visit__c-de'] }) });
    expect(spoken(state, 'de')).toEqual({ Named: undefined, Long: undefined });
});

it.each([
    ['an object that is not there', translation(words('Named', 'Nein.'), 'Trip__c-de'), 'Trip__c'],
    ['a rule that is not there', translation(words('Missing', 'Nein.')), 'no ValidationRule named Visit__c.Missing found'],
    ['a message of 256 characters', translation(words('Named', 'x'.repeat(256))), 'errorMessage maximum length is:255'],
    ['a name without a language', translation(words('Named', 'Nein.'), 'Visit__c'), 'an object, a hyphen and a language'],
    ['an element that no translation has', translation('<errorMessage>x</errorMessage>'), 'Element errorMessage invalid']
])('refuses %s', (_what, files, said) => {
    expect(problemsOf(deployFiles(orgWith(VISITS), files)).join('\n')).toContain(said);
});
