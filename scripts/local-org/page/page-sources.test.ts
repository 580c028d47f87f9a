import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findPageSources } from './page-sources';

let project: string;

const write = (name: string, content: string): void => {
    const file = path.join(project, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
};

beforeEach(() => {
    project = mkdtempSync(path.join(tmpdir(), 'sources-'));
    write('sfdx-project.json', '{"packageDirectories":[{"path":"force-app"}]}');
});
afterEach(() => rmSync(project, { recursive: true }));

describe('findPageSources', () => {
    it('finds bundles, the base components and icons they use, and labels', () => {
        write('force-app/main/deals/lwc/dealMood/dealMood.js', "import { getRecord } from 'lightning/uiRecordApi';");
        write(
            'force-app/main/deals/lwc/dealMood/dealMood.html',
            '<template><lightning-button-icon icon-name="utility:smiley_and_people"></lightning-button-icon></template>'
        );
        write(
            'force-app/main/deals/lwc/dealMood/dealMood.js-meta.xml',
            '<LightningComponentBundle><isExposed>true</isExposed></LightningComponentBundle>'
        );
        write('force-app/main/deals/lwc/moods/moods.js', 'export const moods = 1;');
        write(
            'force-app/main/deals/lwc/moods/moods.js-meta.xml',
            '<LightningComponentBundle><isExposed>false</isExposed></LightningComponentBundle>'
        );
        write('force-app/main/deals/lwc/moods/__tests__/moods.test.ts', "import 'lightning/never';");
        write(
            'force-app/main/deals/labels/CustomLabels.labels-meta.xml',
            '<CustomLabels><labels><fullName>Hi</fullName><value>Hi &amp; bye</value></labels></CustomLabels>'
        );
        const sources = findPageSources(project, []);
        expect(sources.bundles.map(({ name, exposed }) => [name, exposed])).toEqual([
            ['dealMood', true],
            ['moods', false]
        ]);
        expect(sources.modules).toEqual(['lightning/buttonIcon', 'lightning/uiRecordApi']);
        expect([...sources.icons]).toEqual(['utility_smiley_and_people']);
        expect(sources.labels.get('c.Hi')).toBe('Hi & bye');
    });

    it('stops where a bundle was not compiled: it would build to an empty component', () => {
        write('force-app/main/deals/lwc/dealMood/dealMood.ts', 'export default class {}');
        expect(() => findPageSources(project, [])).toThrow(/Compile the LWC sources first.*dealMood\.ts/);
    });
});
