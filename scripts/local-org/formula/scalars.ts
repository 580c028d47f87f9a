import type { Scalar } from '../model/org';
import type { ValueType } from './typed';
import type { FormulaType } from './types';
import { FormulaEvaluationError } from './types';
import type { Value } from './values';
import { formatDay, formatMoment, formatTime, Numeric, parseDay, parseTime, textOrNull } from './values';

/** Type inside a formula of each kind of field. */
export const valueTypeOf: Readonly<Record<FormulaType, ValueType>> = {
    Number: 'Number',
    Currency: 'Number',
    Percent: 'Number',
    Text: 'Text',
    Checkbox: 'Boolean',
    Date: 'Date',
    DateTime: 'DateTime',
    Time: 'Time',
    Picklist: 'Picklist',
    MultiPicklist: 'MultiPicklist',
    Id: 'Id'
};

/**
 * A stored value as formulas see it: 60 % is 0.6, empty text is null, an empty checkbox false, and an empty number
 * zero where the formula treats blanks as zero.
 */
export const readScalar = (scalar: Scalar, type: FormulaType, zero: boolean): Value => {
    if (type === 'Checkbox') return scalar === true || scalar === 'true';
    const numeric = type === 'Number' || type === 'Currency' || type === 'Percent';
    if (scalar === null || scalar === undefined || scalar === '') return numeric && zero ? new Numeric(0) : null;
    if (numeric) return type === 'Percent' ? new Numeric(scalar as number).div(100) : new Numeric(scalar as number);
    return READERS[type]?.(String(scalar)) ?? textOrNull(String(scalar));
};

const known = (value: number | undefined, text: string): number => {
    if (value === undefined || Number.isNaN(value)) throw new FormulaEvaluationError(`Stored value ${text} is no date or time`);
    return value;
};

const READERS: Partial<Record<FormulaType, (text: string) => number>> = {
    Date: (text) => known(parseDay(text), text),
    DateTime: (text) => known(Date.parse(text), text),
    Time: (text) => known(parseTime(text), text)
};

/** Characters a formula field shows; the rest is cut off. */
const LONGEST_TEXT = 1300;

/** How a result is handed out: the type it is shown as, its decimals, whether numbers keep all their digits as text and texts all their length. */
export interface Shown {
    readonly as?: FormulaType;
    readonly scale?: number;
    readonly exact?: boolean;
    readonly uncut?: boolean;
}

const shownNumber = (value: Numeric, { as, scale, exact }: Shown): Scalar => {
    const amount = as === 'Percent' ? value.times(100) : value;
    const rounded = (scale === undefined ? amount : amount.toDecimalPlaces(scale, Numeric.ROUND_HALF_UP)).plus(0);
    if (!exact) return rounded.toNumber();
    return rounded.isZero() ? '0' : rounded.toFixed();
};

/** A value of a formula as it is stored and shown: percents times 100, numbers rounded to the scale. */
export const toScalar = (value: Value, type: ValueType, shown: Shown = {}): Scalar => {
    if (value === null) return shown.as === 'Checkbox' ? false : null;
    if (value instanceof Numeric) return shownNumber(value, shown);
    if (typeof value === 'number') {
        if (type === 'Date') return formatDay(value);
        if (type === 'Time') return `${formatTime(value)}Z`;
        return shown.as === 'Date' ? formatMoment(value).slice(0, 10) : formatMoment(value);
    }
    if (typeof value === 'object') throw new FormulaEvaluationError('A location is no result');
    return typeof value === 'string' && shown.as === 'Text' && !shown.uncut ? value.slice(0, LONGEST_TEXT) : value;
};
