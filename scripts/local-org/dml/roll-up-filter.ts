import type { Scalar } from '../model/org';
import type { FieldDef } from '../model/schema';

/** Does a value pass one filter of a roll-up? Text is compared without regard to case; "A, B" means either, as in the platform's filters. */
export const passesFilter = (field: FieldDef, value: Scalar, operation: string, wanted: string): boolean => {
    const choices = field.type === 'boolean' ? [wanted] : splitChoices(wanted);
    switch (operation) {
        case 'equals':
            return choices.some((choice) => equals(field, value, choice));
        case 'notEqual':
            return !choices.some((choice) => equals(field, value, choice));
        case 'lessThan':
            return compared(field, value, wanted, (order) => order < 0);
        case 'greaterThan':
            return compared(field, value, wanted, (order) => order > 0);
        case 'lessOrEqual':
            return compared(field, value, wanted, (order) => order <= 0);
        case 'greaterOrEqual':
            return compared(field, value, wanted, (order) => order >= 0);
        case 'contains':
            return choices.some((choice) => textOf(value).includes(choice.toLowerCase()));
        case 'notContain':
            return !choices.some((choice) => textOf(value).includes(choice.toLowerCase()));
        case 'startsWith':
            return choices.some((choice) => textOf(value).startsWith(choice.toLowerCase()));
        case 'includes':
            return choices.some((choice) => textOf(value).split(';').includes(choice.toLowerCase()));
        case 'excludes':
            return !choices.some((choice) => textOf(value).split(';').includes(choice.toLowerCase()));
        default:
            throw new Error(`Roll-up filter operation ${operation} is not known to this org`);
    }
};

const splitChoices = (wanted: string): string[] => {
    const choices = [...wanted.matchAll(/"([^"]*)"|([^,]+)/g)].map((match) => (match[1] ?? match[2]!).trim());
    return choices.length ? choices : [''];
};

const textOf = (value: Scalar): string => (value === null ? '' : String(value).toLowerCase());

const equals = (field: FieldDef, value: Scalar, wanted: string): boolean => {
    if (field.type === 'boolean') return Boolean(value) === /^(true|1)$/i.test(wanted.trim());
    if (wanted === '') return value === null;
    return compared(field, value, wanted, (order) => order === 0);
};

const compared = (field: FieldDef, value: Scalar, wanted: string, accept: (order: number) => boolean): boolean => {
    if (value === null) return false;
    if (typeof value === 'number') return accept(value - Number(wanted.replace(/[,%$]/g, '')));
    const [mine, theirs] = [
        textOf(value),
        field.type === 'date' || field.type === 'datetime' ? isoOf(field, wanted) : wanted.toLowerCase()
    ];
    return accept(mine < theirs ? -1 : mine > theirs ? 1 : 0);
};

/** A filter's date is ISO or in the form of a US org: 1/31/2026. */
const isoOf = (field: FieldDef, wanted: string): string => {
    const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(wanted.trim());
    const day = us ? `${us[3]}-${us[1]!.padStart(2, '0')}-${us[2]!.padStart(2, '0')}` : wanted.trim();
    return (field.type === 'datetime' && day.length === 10 ? new Date(`${day}T00:00:00Z`).toISOString() : day).toLowerCase();
};
