import { activityField } from './activity-fields';
import { FormulaEvaluationError, compileFormula, schemaScope } from '../formula';
import type { CompiledFormula, FormulaType, FormulaUse } from '../formula';
import type { FieldReader, OrgState, Row, Scalar, Session } from '../model/org';
import type { FieldDef, FieldType, ObjectDef, Schema } from '../model/schema';
import { toldRight } from '../model/told-rights';
import { recordEnv } from './record-env';

interface SchemaCache {
    readonly compiled: WeakMap<ObjectDef, Map<string, CompiledFormula>>;
    /** Values of formulas that only a save of their own row can change. Rows are replaced, never changed, so a row is a safe key. */
    readonly values: WeakMap<Row, Map<FieldDef, Scalar>>;
}

const caches = new WeakMap<Schema, SchemaCache>();

const cacheOf = (schema: Schema): SchemaCache => {
    let cache = caches.get(schema);
    if (!cache) caches.set(schema, (cache = { compiled: new WeakMap(), values: new WeakMap() }));
    return cache;
};

/** Reads stored fields from the row and works out formula fields; a formula in error reads as null, as the API shows it. */
export const createReader = (getState: () => OrgState): FieldReader => ({
    read: (object, row, field, session) => {
        try {
            return fieldValue(getState(), object, row, field, session);
        } catch (error) {
            if (error instanceof FormulaEvaluationError) return null;
            throw error;
        }
    },
    readOrThrow: (object, row, field, session) => fieldValue(getState(), object, row, field, session)
});

const fieldValue = (state: OrgState, object: ObjectDef, row: Row, field: FieldDef, session: Session): Scalar => {
    if (!field.formula)
        return activityField(state, object, row, field) ?? toldRight(state, object, row, field) ?? row[field.name] ?? emptyValue(field);
    const compiled = compiledField(state.schema, object, field);
    if (!compiled.deterministic) return compiled.evaluate(recordEnv(state, session, { object, row }));
    const { values } = cacheOf(state.schema);
    let known = values.get(row);
    if (!known) values.set(row, (known = new Map()));
    let value = known.get(field);
    if (value === undefined) known.set(field, (value = compiled.evaluate(recordEnv(state, session, { object, row }))));
    return value;
};

/** A checkbox is never empty: rows from before it was deployed read its default. */
const emptyValue = (field: FieldDef): Scalar => (field.type === 'boolean' ? field.defaultFormula?.trim().toLowerCase() === 'true' : null);

const compiledField = (schema: Schema, object: ObjectDef, field: FieldDef): CompiledFormula =>
    compiledFormula(schema, object, `field:${field.name}`, {
        source: field.formula!.source,
        use: 'formulaField',
        blanks: field.formula!.blanks,
        resultType: formulaTypeOf(field.type),
        scale: field.scale
    });

interface FormulaSource {
    readonly source: string;
    readonly use: FormulaUse;
    readonly blanks: 'zero' | 'blank';
    readonly resultType?: FormulaType;
    readonly scale?: number;
}

/** A formula of this object, compiled once per schema. The key names it within the object. Throws FormulaError. */
export const compiledFormula = (schema: Schema, object: ObjectDef, key: string, formula: FormulaSource): CompiledFormula => {
    const { compiled } = cacheOf(schema);
    let ofObject = compiled.get(object);
    if (!ofObject) compiled.set(object, (ofObject = new Map()));
    let found = ofObject.get(key);
    if (!found) {
        const scope = schemaScope(schema, object.name, { use: formula.use, blanks: formula.blanks });
        const options = formula.scale === undefined ? {} : { scale: formula.scale };
        ofObject.set(key, (found = compileFormula(formula.source, scope, formula.resultType, options)));
    }
    return found;
};

/** The type a formula must yield for a field of this type. */
export const formulaTypeOf = (type: FieldType): FormulaType => FORMULA_TYPES[type] ?? 'Text';

const FORMULA_TYPES: Partial<Record<FieldType, FormulaType>> = {
    boolean: 'Checkbox',
    int: 'Number',
    double: 'Number',
    currency: 'Currency',
    percent: 'Percent',
    date: 'Date',
    datetime: 'DateTime',
    time: 'Time'
};
