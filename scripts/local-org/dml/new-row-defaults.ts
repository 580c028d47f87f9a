import type { Row, Scalar } from '../model/org';
import type { FieldDef, ObjectDef } from '../model/schema';
import { compiledFormula, formulaTypeOf } from './formula-reader';
import { recordEnv } from './record-env';
import { emptyRollUps } from './roll-ups';
import { newRowId } from './new-row-id';
import { setIfPresent } from './save-context';
import type { SaveContext } from './save-context';

/** A new row: the given values, defaults for what was not given, roll-ups of a childless record, number, owner and audit fields. */
export const newRow = (context: SaveContext, object: ObjectDef, values: ReadonlyMap<FieldDef, Scalar>): Row => {
    const row: Row = { Id: newRowId(context.state, object), ...emptyRollUps(context.state, object) };
    for (const field of object.fields.values()) {
        if (field.formula || field.rollUp || field.name === 'Id') continue;
        const given = values.get(field);
        if (given !== undefined && (given !== null || field.nillable)) row[field.name] = given;
        else row[field.name] = field.autoNumber ? nextAutoNumber(context, object, field) : defaultOf(context, object, row, field);
    }
    // A custom record without a name goes by its id.
    if (object.custom && !object.customSetting && row.Name === null) row.Name = row.Id;
    if (row.OwnerId == null) setIfPresent(object, row, 'OwnerId', context.session.user.Id);
    stampCreated(context, object, row);
    return row;
};

const stampCreated = (context: SaveContext, object: ObjectDef, row: Row): void => {
    const user = context.session.user.Id;
    const stamps = { CreatedById: user, CreatedDate: context.stamp, IsDeleted: false };
    for (const [name, value] of Object.entries(stamps)) setIfPresent(object, row, name, value);
    stampModified(context, object, row);
};

/** Who saved it last, and when. */
export const stampModified = (context: SaveContext, object: ObjectDef, row: Row): void => {
    setIfPresent(object, row, 'LastModifiedById', context.session.user.Id);
    setIfPresent(object, row, 'LastModifiedDate', context.stamp);
    setIfPresent(object, row, 'SystemModstamp', context.stamp);
};

/** The value of a field that a create leaves out: the picklist's default, the default formula, false for a checkbox, else empty. */
export const defaultOf = (context: SaveContext, object: ObjectDef, row: Row, field: FieldDef): Scalar => {
    const chosen = field.picklist?.values.find((value) => value.isDefault && value.active)?.value;
    if (chosen !== undefined) return chosen;
    const source = field.defaultFormula?.trim();
    if (!source) return field.type === 'boolean' ? false : null;
    if (/^(true|false)$/i.test(source)) return field.type === 'boolean' ? source.toLowerCase() === 'true' : source;
    const compiled = compiledFormula(context.state.schema, object, `default:${field.name}`, {
        source,
        use: 'defaultValue',
        blanks: 'blank',
        resultType: formulaTypeOf(field.type),
        scale: field.scale
    });
    return compiled.evaluate(recordEnv(context.state, context.session, { object, row: { Id: row.Id }, isNew: true }));
};

/** {0} is the number, more zeros pad it; {YYYY}, {YY}, {MM} and {DD} are the day's. */
export const nextAutoNumber = (context: SaveContext, object: ObjectDef, field: FieldDef): string => {
    const { displayFormat, startingNumber } = field.autoNumber!;
    const number = context.state.store.next(`number:${object.name}.${field.name}`, startingNumber);
    const [year, month, day] = context.stamp.slice(0, 10).split('-') as [string, string, string];
    const dayParts: Record<string, string> = { YYYY: year, YY: year.slice(2), MM: month, DD: day };
    return displayFormat.replace(
        /\{(0+|YYYY|YY|MM|DD)\}/g,
        (_, part: string) => dayParts[part] ?? String(number).padStart(part.length, '0')
    );
};
