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
                return compiled.evaluate(env) === true
                    ? [broken(object, rule, String(context.session.user['LanguageLocaleKey'] ?? ''))]
                    : [];
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

/** A language before the one it is a variant of (de_AT, then de), and the rule's own words where nobody translated them. */
const messageIn = ({ message, translations }: ValidationRule, language: string): string =>
    translations?.get(language) ?? translations?.get(language.split('_')[0]!) ?? message;

const broken = (object: ObjectDef, rule: ValidationRule, language: string): SaveError => {
    const field = rule.errorField && findField(object, rule.errorField);
    return saveError('FIELD_CUSTOM_VALIDATION_EXCEPTION', messageIn(rule, language), field ? [field.name] : []);
};
