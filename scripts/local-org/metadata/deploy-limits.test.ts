import { findObject } from '../model/schema';
import { decodeText } from './component-file';
import { anOrg, deployFiles, document, field, problemsOf, sessionOf, SOUND, withFault } from './deploy.fixture';
import type { Files } from './deploy.fixture';
import { deployPackage } from './deploy';
import { listMetadata } from './metadata-catalogue';

const times = (count: number, make: (n: number) => string): string => Array.from({ length: count }, (_, n) => make(n)).join('');

const detail = (master: string): string =>
    document(
        'CustomObject',
        `<deploymentStatus>Deployed</deploymentStatus>${field('Master__c', 'MasterDetail', `<referenceTo>${master}</referenceTo><relationshipName>${master.replace(/\W|__c/g, '')}_Details</relationshipName>`)}<label>Level</label><nameField><displayFormat>L-{0}</displayFormat><label>Number</label><type>AutoNumber</type></nameField><pluralLabel>Levels</pluralLabel><sharingModel>ControlledByParent</sharingModel>`
    );

const problemsWith = (files: Files): string => problemsOf(deployFiles(anOrg(), files)).join('\n');

const report = (format: string, more: string): Files => ({
    'reports/Sales-meta.xml': document('ReportFolder', '<name>Sales</name>'),
    'reports/Sales/Deals.report': document(
        'Report',
        `<columns><field>OPPORTUNITY_NAME</field></columns>${more}<format>${format}</format><name>Deals</name><reportType>Opportunity</reportType><showDetails>true</showDetails>`
    )
});
const grouping = (list: string) => (n: number) =>
    `<${list}><dateGranularity>Day</dateGranularity><field>FIELD_${n}</field><sortOrder>Asc</sortOrder></${list}>`;
const filters = (count: number): string =>
    `<filter>${times(count, (n) => `<criteriaItems><column>FIELD_${n}</column><columnToColumn>false</columnToColumn><isUnlocked>true</isUnlocked><operator>equals</operator><value>1</value></criteriaItems>`)}</filter>`;

describe('limits', () => {
    it('three levels of details hang below a master, and not a fourth', () => {
        const levels = ['Opportunity', 'L1__c', 'L2__c', 'L3__c'];
        const files = (count: number): Files =>
            Object.fromEntries(
                [...levels.slice(1), 'L4__c'].slice(0, count).map((name, index) => [`objects/${name}.object`, detail(levels[index]!)])
            );
        expect(problemsWith(files(3))).toBe('');
        expect(problemsWith(files(4))).toMatch(/L4__c is more than 3 master-detail levels deep/);
    });

    it.each([
        ['a fourth group of a summary', report('Summary', times(4, grouping('groupingsDown'))), /Summary has 3 groupingsDown at most/],
        ['a third group down of a matrix', report('Matrix', times(3, grouping('groupingsDown'))), /Matrix has 2 groupingsDown at most/],
        ['a group of a plain list', report('Tabular', times(1, grouping('groupingsDown'))), /Tabular has 0 groupingsDown at most/],
        ['the 21st filter of a report', report('Tabular', filters(21)), /20 filters at most/],
        [
            'the 101st component of a region',
            withFault(
                'flexipages/Deal_Page.flexipage',
                '<itemInstances>',
                times(
                    101,
                    (n) =>
                        `<itemInstances><componentInstance><componentName>force:detailPanel</componentName><identifier>more${n}</identifier></componentInstance></itemInstances>`
                ) + '<itemInstances>'
            ),
            /100 components at most/
        ]
    ])('%s is refused', (_, files, problem) => {
        expect(problemsWith(files)).toMatch(problem);
    });

    it('20 filters and three groups are taken', () => {
        expect(problemsWith(report('Summary', filters(20) + times(3, grouping('groupingsDown'))))).toBe('');
    });
});

describe('a picklist value that the picklist does not have', () => {
    it('is taken in a formula, as in an org, and the author is told', () => {
        const files = withFault('objects/Part__c.object', 'Score__c &lt; 0', 'ISPICKVAL(Status__c, "Gone")');
        const { success, componentSuccesses } = deployFiles(anOrg(), files);
        expect(success).toBe(true);
        const told = componentSuccesses.filter(({ problem }) => problem?.includes("no value 'Gone'"));
        expect(told).toEqual([expect.objectContaining({ componentType: 'ValidationRule', problemType: 'Info' })]);
    });
});

describe('what a permission set says after something is gone', () => {
    const SET = 'PermissionSet:Part_Seller';
    const files = (removal: { type: string; fullName: string }) => {
        const state = anOrg();
        deployFiles(state, { ...SOUND });
        const before = decodeText(state.schema.components.get(SET)!.files.get('permissionsets/Part_Seller.permissionset')!);
        const result = deployPackage(state, { components: [], removalsBefore: [], removalsAfter: [{ ...removal, fileName: 'd.xml' }] });
        const after = decodeText(state.schema.components.get(SET)!.files.get('permissionsets/Part_Seller.permissionset')!);
        return { state, before, after, result };
    };

    it('speaks no more of a tab', () => {
        const { before, after, result } = files({ type: 'CustomTab', fullName: 'Part__c' });
        expect(problemsOf(result)).toEqual([]);
        expect(before).toContain('<tab>Part__c</tab>');
        expect(after).not.toContain('<tab>Part__c</tab>');
        expect(after).toContain('<objectPermissions>');
    });
});

describe('when a component came and changed', () => {
    it('is listed with who did it, and stays when nothing changed', () => {
        const state = anOrg();
        let now = '2026-03-02T10:00:00.000Z';
        const clocked = Object.assign(Object.create(Object.getPrototypeOf(state)), state, { now: () => new Date(now) }) as typeof state;
        const { user } = sessionOf(clocked, [...clocked.store.rows('User')].map((row) => String(row['Username']))[0]!);
        const dates = (type: string, fullName: string) => {
            const found = listMetadata(clocked, type, undefined, user).find((each) => each['fullName'] === fullName)!;
            return { created: found['createdDate'], changed: found['lastModifiedDate'], id: found['id'], by: found['lastModifiedByName'] };
        };
        deployFiles(clocked, SOUND);
        const first = dates('CustomField', 'Part__c.Status__c');
        expect(first).toMatchObject({ created: now, changed: now, id: expect.stringMatching(/^00N/) });
        now = '2026-03-03T10:00:00.000Z';
        deployFiles(clocked, withFault('objects/Part__c.object', '<label>Score</label>', '<label>Points</label>'), { by: user });
        expect(dates('CustomField', 'Part__c.Status__c')).toEqual(first);
        expect(dates('CustomField', 'Part__c.Score__c')).toMatchObject({ created: first.created, changed: now, by: user['Name'] });
        expect(dates('CustomObject', 'Account')).toMatchObject({ created: '1970-01-01T00:00:00.000Z', id: '' });
        expect(dates('Profile', 'Admin').id).toMatch(/^00e/);
        expect(findObject(clocked.schema, 'Part__c')).toBeDefined();
    });
});
