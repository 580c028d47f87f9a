import { anOrg, deployFiles, document, problemsOf, type Files } from './deploy.fixture';

// Documented for PathAssistant: one path per record type of an object, __MASTER__ included; guidance of a step 1,000 characters.

const path = (recordType: string, info = 'Ask.', stage = 'Prospecting'): string =>
    document(
        'PathAssistant',
        `<active>true</active><entityName>Opportunity</entityName><fieldName>StageName</fieldName><masterLabel>Sales</masterLabel><pathAssistantSteps><info>${info}</info><picklistValueName>${stage}</picklistValueName></pathAssistantSteps><recordTypeName>${recordType}</recordTypeName>`
    );
const sales = (content: string, name = 'Sales'): Files => ({ [`pathAssistants/${name}.pathAssistant`]: content });

it('takes a path for deals without a record type, and the same again', () => {
    const state = anOrg();
    expect(problemsOf(deployFiles(state, sales(path('__MASTER__', 'x'.repeat(1000)))))).toEqual([]);
    expect(problemsOf(deployFiles(state, sales(path('__MASTER__'))))).toEqual([]);
});

it('refuses a second path for the same record type', () => {
    const state = anOrg();
    deployFiles(state, sales(path('__MASTER__')));
    expect(problemsOf(deployFiles(state, sales(path('__MASTER__'), 'Other'))).join()).toContain(
        'A path for the record type __MASTER__ of Opportunity already exists: Sales'
    );
});

it.each([
    ['a record type that is not there', path('Renewal'), 'no RecordType named Opportunity.Renewal found'],
    ['guidance that is too long', path('__MASTER__', 'x'.repeat(1001)), 'info maximum length is:1000'],
    ['a step that is no stage', path('__MASTER__', 'Ask.', 'Dreaming'), 'Picklist value: Dreaming']
])('refuses %s', (_what, content, said) => {
    expect(problemsOf(deployFiles(anOrg(), sales(content))).join()).toContain(said);
});
