import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const MAIN = join(ROOT, 'force-app/main');
const TABLE = readFileSync(join(ROOT, 'scripts/decisions/role-access-table.md'), 'utf8');

/** Heading of a table column to the permission set it speaks of. */
const SETS: Readonly<Record<string, string>> = {
    'Account executive': 'Partner_Stages_Account_Executive',
    'Partner manager': 'Partner_Stages_Partner_Manager',
    RevOps: 'Partner_Stages_RevOps',
    'Forecast reader': 'Partner_Stages_Forecast_Reader',
    Integration: 'Partner_Stages_Integration'
};
const ACTIONS: Readonly<Record<string, string>> = {
    allowCreate: 'create',
    allowRead: 'read',
    allowEdit: 'edit',
    allowDelete: 'delete',
    viewAllRecords: 'view-all',
    modifyAllRecords: 'modify-all'
};

type Table = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** The table under a heading: first column (without backticks) to the other cells by column heading. */
function tableUnder(heading: string): Table {
    const section = TABLE.split(/^## /m).find((text) => text.startsWith(heading)) ?? '';
    const rows = section
        .split('\n')
        .filter((line) => line.startsWith('|') && !/^[|\s-]+$/.test(line))
        .map((line) =>
            line
                .slice(1, -1)
                .split('|')
                .map((cell) => cell.trim())
        );
    const [columns, ...body] = rows;
    return new Map(
        body.map(([first, ...cells]) => [
            first!.replaceAll('`', ''),
            Object.fromEntries(cells.map((cell, index) => [columns![index + 1]!, cell]))
        ])
    );
}

const elements = (xml: string, tag: string): string[] =>
    [...xml.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))].map(([, inner]) => inner!);
const valueOf = (xml: string, tag: string): string => elements(xml, tag)[0] ?? '';
const setXml = (set: string): string => readFileSync(join(MAIN, `access/permissionsets/${set}.permissionset-meta.xml`), 'utf8');

const objectsIn = (set: string): Map<string, string> =>
    new Map(
        elements(setXml(set), 'objectPermissions').map((xml) => {
            const held = Object.entries(ACTIONS).filter(([tag]) => valueOf(xml, tag) === 'true');
            return [valueOf(xml, 'object'), held.map(([, action]) => action).join(', ')];
        })
    );
const fieldsIn = (set: string, right: 'readable' | 'editable'): string[] =>
    elements(setXml(set), 'fieldPermissions')
        .filter((xml) => valueOf(xml, right) === 'true')
        .map((xml) => valueOf(xml, 'field'));

interface Field {
    readonly object: string;
    readonly name: string;
    readonly isComputed: boolean;
    /** Required fields and master-detail fields carry no field permission. */
    readonly isPermissionable: boolean;
}

const FIELDS: readonly Field[] = readdirSync(MAIN).flatMap((feature) => {
    const objects = join(MAIN, feature, 'objects');
    if (!existsSync(objects)) return [];
    return readdirSync(objects, { recursive: true, encoding: 'utf8' }).flatMap((path) => {
        const [, object, name] = /^(\w+)\/fields\/(\w+)\.field-meta\.xml$/.exec(path) ?? [];
        if (!object || !name) return [];
        const xml = readFileSync(join(objects, path), 'utf8');
        const type = valueOf(xml, 'type');
        return [
            {
                object,
                name,
                isComputed: type === 'Summary' || /<formula>/.test(xml),
                isPermissionable: type !== 'MasterDetail' && valueOf(xml, 'required') !== 'true'
            }
        ];
    });
});
const permissionable = FIELDS.filter((field) => field.isPermissionable && field.object !== 'Partner_Gate_Settings__c');

const columns = Object.keys(SETS);

describe('the published role table', () => {
    it('has a column for every permission set', () => {
        const files = readdirSync(join(MAIN, 'access/permissionsets')).map((file) => file.replace('.permissionset-meta.xml', ''));
        expect(files.sort()).toEqual(Object.values(SETS).sort());
    });

    it.each(columns)('tells what %s may do with each object', (column) => {
        const table = [...tableUnder('Objects')]
            .map(([object, cells]) => [object, cells[column]] as const)
            .filter(([, held]) => held !== '-');
        expect(new Map(table)).toEqual(objectsIn(SETS[column]!));
    });

    it.each(columns)('tells which custom permissions %s holds', (column) => {
        const table = [...tableUnder('Custom permissions')].filter(([, cells]) => cells[column] === 'yes').map(([name]) => name);
        const held = elements(setXml(SETS[column]!), 'customPermissions')
            .filter((xml) => valueOf(xml, 'enabled') === 'true')
            .map((xml) => valueOf(xml, 'name'));
        expect(table.sort()).toEqual(held.sort());
    });

    it.each(['Account executive', 'Partner manager', 'Integration'])('tells which fields %s may edit', (column) => {
        const table = [...tableUnder('Fields that may be edited')].flatMap(([object, cells]) => {
            const cell = cells[column]!;
            if (cell === '-') return [];
            const all = permissionable.filter((field) => field.object === object && !field.isComputed).map(({ name }) => name);
            const names = cell === 'all' ? all : cell.split(',').map((name) => name.trim().replaceAll('`', ''));
            return names.map((name) => `${object}.${name}`);
        });
        expect(table.sort()).toEqual(fieldsIn(SETS[column]!, 'editable').sort());
    });

    it('lets RevOps edit every field that is not computed, and the forecast reader none', () => {
        const open = permissionable.filter(({ isComputed }) => !isComputed).map(({ object, name }) => `${object}.${name}`);
        expect(fieldsIn(SETS['RevOps']!, 'editable').sort()).toEqual(open.sort());
        expect(fieldsIn(SETS['Forecast reader']!, 'editable')).toEqual([]);
    });

    it.each(columns)('lets %s read every field of the objects it reads', (column) => {
        const objects = objectsIn(SETS[column]!);
        const due = permissionable
            .filter(({ object }) => objects.get(object)?.includes('read'))
            .map(({ object, name }) => `${object}.${name}`);
        expect(fieldsIn(SETS[column]!, 'readable').sort()).toEqual(due.sort());
    });
});
