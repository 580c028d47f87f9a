import { nameOf } from 'local/http';

interface Field {
    readonly value: unknown;
    readonly displayValue: string | null;
}

const fieldOf = (record: unknown, reference: unknown): Field | undefined => {
    const [, ...path] = nameOf(reference).split('.');
    let field: Field | undefined;
    let holder = record as { fields?: Record<string, Field> } | null | undefined;
    for (const name of path) {
        field = holder?.fields?.[name];
        if (field === undefined) return undefined;
        holder = field.value as typeof holder;
    }
    return field;
};

/** The value of a field, also of a parent's ('Opportunity.Account.Name'); undefined when the record does not hold it. */
export const getFieldValue = (record: unknown, field: unknown): unknown => fieldOf(record, field)?.value;

/** The value as people read it; null where the platform gives none (texts, checkboxes). */
export const getFieldDisplayValue = (record: unknown, field: unknown): string | null | undefined => fieldOf(record, field)?.displayValue;
