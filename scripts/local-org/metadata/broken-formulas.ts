import { compileFormula, FormulaError, schemaScope, type FormulaUse } from '../formula';
import { findField, findObject, type FieldDef, type ObjectDef, type Schema } from '../model/schema';
import { FORMULA_TYPES } from './component-validators/formula-rules';

const compiles = (schema: Schema, object: ObjectDef, source: string, use: FormulaUse, field?: FieldDef): boolean => {
    try {
        compileFormula(
            source,
            schemaScope(schema, object.name, { use, blanks: field?.formula?.blanks ?? 'blank' }),
            field ? FORMULA_TYPES[field.type] : 'Checkbox'
        );
        return true;
    } catch (error) {
        if (error instanceof FormulaError) return false;
        throw error;
    }
};

/** Formulas and rules that a deploy leaves as they were, that compile today and would not compile afterwards. */
export const brokenFormulas = (schema: Schema, candidate: Schema): string[] => {
    const breaks = (object: ObjectDef, source: string, use: FormulaUse, field?: FieldDef) =>
        !compiles(candidate, object, source, use, field) && compiles(schema, object, source, use, field);
    return [...candidate.objects.values()].flatMap((object) => {
        const before = findObject(schema, object.name);
        if (!before) return [];
        const fields = [...object.fields.values()].filter(
            (field) =>
                field.formula && findField(before, field.name) === field && breaks(object, field.formula.source, 'formulaField', field)
        );
        const rules = object.validationRules.filter(
            (rule) => before.validationRules.includes(rule) && breaks(object, rule.formula, 'validationRule')
        );
        return [
            ...fields.map((field) => `Custom Field ${object.name}.${field.name}`),
            ...rules.map((rule) => `Validation Rule ${object.name}.${rule.name}`)
        ];
    });
};

/** Deployed fields that change their type, as formulas see it. */
export const retypedFields = (schema: Schema, candidate: Schema, fullNames: readonly string[]): string[] =>
    fullNames.filter((fullName) => {
        const [objectName, name] = fullName.split('.') as [string, string];
        const [before, after] = [findObject(schema, objectName), findObject(candidate, objectName)];
        const [from, to] = [before && findField(before, name), after && findField(after, name)];
        return !!from && !!to && from.type !== to.type;
    });
