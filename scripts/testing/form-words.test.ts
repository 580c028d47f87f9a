import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { messageOf } from './contract/map-words';
import { ruleSays } from './contract/rule-words';

/** One word per thing: what a field's label calls it, the short forms and the refusals call it too. */

const MAIN = resolve(__dirname, '../../force-app/main');

interface Form {
    readonly title: string;
    readonly objectApiName: string;
    readonly sections: readonly { readonly fields: readonly { readonly name: string; readonly label: string }[] }[];
}
const { ARTIFACT_FORMS, formOf } = jest.requireActual<{ ARTIFACT_FORMS: readonly Form[]; formOf(artifact: string): Form | undefined }>(
    join(MAIN, 'gate/lwc/artifactForms/artifactForms.ts')
);
const FORMS = [...ARTIFACT_FORMS, ...['register-partner', 'request-exception', 'plan-step'].map((artifact) => formOf(artifact)!)];

function labelOf(object: string, field: string): string {
    const file = readdirSync(MAIN)
        .map((feature) => join(MAIN, feature, `objects/${object}/fields/${field}.field-meta.xml`))
        .find((path) => existsSync(path));
    if (!file) throw new RangeError(`force-app has no field ${object}.${field}`);
    return /<label>(.+)<\/label>/.exec(readFileSync(file, 'utf8'))![1]!.replace('&apos;', "'");
}

it.each(FORMS.map((form) => [form.title, form] as const))(
    '%s: the form calls each field by its label',
    (_, { objectApiName, sections }) => {
        const fields = sections.flatMap((section) => section.fields);
        expect(fields.length).toBeGreaterThan(0);
        expect(fields.map(({ label }) => label)).toEqual(fields.map(({ name }) => labelOf(objectApiName, name)));
    }
);

it('the refusal of a registration asks for fields of its form, by their labels', () => {
    const [, list] = /: add (.+?) in Partner Path/.exec(messageOf('registration'))!;
    const labels = formOf('registration')!.sections.flatMap(({ fields }) => fields.map(({ label }) => label.toLowerCase()));
    const asked = list!.split(/, | and /);
    expect(asked).toContain('partner seller');
    expect(asked.filter((word) => !labels.includes(word))).toEqual([]);
});

it.each(['Host_Answers_Are_Real', 'Scorecard_Texts_Are_Real'])('%s names the lines of the scorecard by their labels', (rule) => {
    const [last, ...others] = ['Identify_Pain', 'Metrics', 'Decision_Criteria', 'Decision_Process'].map((line) =>
        labelOf('Joint_Scorecard__c', `${line}__c`)
    );
    expect(ruleSays(`Joint_Scorecard__c.${rule}`)).toContain(`${others.join(', ')} and ${last}`);
});
