import { BUILT_IN_PROFILES } from '../model/built-in-profiles';
import { findField, findObject, type Component, type PicklistValue, type Schema } from '../model/schema';
import { asDocument } from './component-file';
import { profileFullName } from './profile-names';
import { childName, componentKey, parentName } from './source-component';
import { standardValueSetFields, STANDARD_VALUE_SET_NAMES } from './value-sets';

const component = (type: string, fullName: string, fileName: string, lines: readonly string[]): Component => ({
    type,
    fullName,
    fileName,
    files: new Map([[fileName, asDocument(type, `\n${lines.map((line) => `    ${line}\n`).join('')}`)]])
});

/** Only that they are standard ones can be said of profiles that nothing was deployed to. */
const profiles = (): Component[] =>
    BUILT_IN_PROFILES.map(({ name }) => {
        const fullName = profileFullName(name);
        return component('Profile', fullName, `profiles/${fullName}.profile`, [
            '<custom>false</custom>',
            '<userLicense>Salesforce</userLicense>'
        ]);
    });

/** Their values carry flags that this org does not keep (converted, closed, high priority). */
const INCOMPLETE = ['LeadStatus', 'TaskPriority', 'TaskStatus'];

const escapeText = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const valueXml = ({ value, label, isDefault, active, stage }: PicklistValue): string =>
    [
        '<standardValue>',
        `<fullName>${escapeText(value)}</fullName>`,
        `<default>${isDefault}</default>`,
        ...(active ? [] : ['<isActive>false</isActive>']),
        `<label>${escapeText(label)}</label>`,
        ...(stage
            ? [
                  `<closed>${stage.closed}</closed>`,
                  `<forecastCategory>${stage.forecastCategory}</forecastCategory>`,
                  `<probability>${stage.probability}</probability>`,
                  `<won>${stage.won}</won>`
              ]
            : []),
        '</standardValue>'
    ].join('');

const valueSets = (schema: Schema): Component[] =>
    STANDARD_VALUE_SET_NAMES.filter((name) => !INCOMPLETE.includes(name)).flatMap((name) => {
        const path = standardValueSetFields(name)![0]!;
        const object = findObject(schema, parentName(path));
        const values = object && findField(object, childName(path))?.picklist?.values;
        if (!values?.length) return [];
        return [
            component('StandardValueSet', name, `standardValueSets/${name}.standardValueSet`, [
                '<sorted>false</sorted>',
                ...values.map(valueXml)
            ])
        ];
    });

/** What an org holds without anybody having deployed it, and can be read and retrieved all the same. */
export const standardComponents = (schema: Schema): Component[] =>
    [...profiles(), ...valueSets(schema)].filter(({ type, fullName }) => !schema.components.has(componentKey(type, fullName)));
