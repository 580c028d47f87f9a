import { FormulaError, FormulaEvaluationError } from '../formula';
import type { Row, SaveError } from '../model/org';
import type { ObjectDef, ValidationRule } from '../model/schema';
import { findField } from '../model/schema';
import { compiledFormula } from './formula-reader';
import { recordEnv } from './record-env';
import type { SaveContext } from './save-context';
import { saveError } from './save-failure';

/** Every active rule that fails for this save, in the order of the schema. An insert has no before. */
export const brokenRules = (context: SaveContext, object: ObjectDef, before: Row | undefined, after: Row): SaveError[] => {
    if (!object.validationRules.length) return [];
    const env = recordEnv(context.state, context.session, { object, row: after, before, isNew: before === undefined });
    return object.validationRules
        .filter((rule) => rule.active)
        .flatMap((rule) => {
            try {
                const compiled = compiledFormula(context.state.schema, object, `rule:${rule.name}`, {
                    source: rule.formula,
                    use: 'validationRule',
                    blanks: 'blank',
                    resultType: 'Checkbox'
                });
                return compiled.evaluate(env) === true ? [broken(object, rule)] : [];
            } catch (error) {
                if (!(error instanceof FormulaEvaluationError || error instanceof FormulaError)) throw error;
                return [
                    saveError(
                        'FORMULA_EXPRESSION_INVALID',
                        `The formula in the "${rule.name}" validation rule is invalid: ${error.message}`
                    )
                ];
            }
        });
};

const broken = (object: ObjectDef, rule: ValidationRule): SaveError => {
    const field = rule.errorField && findField(object, rule.errorField);
    return saveError('FIELD_CUSTOM_VALIDATION_EXCEPTION', rule.message, field ? [field.name] : []);
};
