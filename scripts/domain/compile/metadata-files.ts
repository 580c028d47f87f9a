import type { CompiledFile } from './compiled-file';
import { metadataXml } from './xml';
import type { XmlChild } from './xml';

interface FormulaField {
    readonly name: string;
    readonly label: string;
    readonly description: string;
    readonly help: string;
    readonly formula: string;
}

export interface Rule {
    readonly name: string;
    readonly description: string;
    /** All must hold for the save to be refused. */
    readonly conditions: readonly string[];
    readonly message: string;
    /** Where the message stands; the top of the page where absent. */
    readonly errorField?: string | undefined;
}

const formulaField = (object: string, field: FormulaField, tail: readonly XmlChild[]): CompiledFile => ({
    path: `objects/${object}/fields/${field.name}.field-meta.xml`,
    content: metadataXml('CustomField', [
        ['fullName', field.name],
        ['description', field.description],
        ['formula', field.formula],
        ['formulaTreatBlanksAs', 'BlankAsZero'],
        ['inlineHelpText', field.help],
        ['label', field.label],
        ...tail
    ])
});

export const numberField = (object: string, field: FormulaField & { readonly scale?: number }): CompiledFile =>
    formulaField(object, field, [
        ['precision', 18],
        ['required', false],
        ['scale', field.scale ?? 0],
        ['type', 'Number'],
        ['unique', false]
    ]);

export const textField = (object: string, field: FormulaField): CompiledFile =>
    formulaField(object, field, [
        ['required', false],
        ['type', 'Text'],
        ['unique', false]
    ]);

export const dateField = (object: string, field: FormulaField): CompiledFile =>
    formulaField(object, field, [
        ['required', false],
        ['type', 'Date']
    ]);

export const validationRule = (object: string, rule: Rule): CompiledFile => ({
    path: `objects/${object}/validationRules/${rule.name}.validationRule-meta.xml`,
    content: metadataXml('ValidationRule', [
        ['fullName', rule.name],
        ['active', true],
        ['description', rule.description.slice(0, 255)],
        [
            'errorConditionFormula',
            `AND(\n${rule.conditions.map((condition) => `    ${condition.replaceAll('\n', '\n    ')}`).join(',\n')}\n)`
        ],
        ...(rule.errorField === undefined ? [] : [['errorDisplayField', rule.errorField] as const]),
        ['errorMessage', rule.message]
    ])
});
