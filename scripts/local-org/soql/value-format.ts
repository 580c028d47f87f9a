import type { Scalar, Session } from '../model/org';
import type { FieldDef } from '../model/schema';

/** A value as JSON shows it: moments with +0000 as the REST API writes them, all else unchanged. */
export const jsonValue = (type: FieldDef['type'], value: Scalar): Scalar =>
    type === 'datetime' && typeof value === 'string' ? new Date(value).toISOString().replace('Z', '+0000') : value;

/** toLabel(): the label of a picklist value. */
export const labelOfValue = (field: FieldDef, value: Scalar): Scalar => {
    if (value === null || !field.picklist) return value;
    const label = (one: string): string => field.picklist!.values.find((each) => each.value === one)?.label ?? one;
    return String(value)
        .split(field.type === 'multipicklist' ? ';' : /$^/)
        .map(label)
        .join(';');
};

/** FORMAT(): a number, date or moment as the user's locale writes it. */
export const localText = (field: FieldDef, value: Scalar, session: Session): Scalar => {
    if (value === null) return null;
    const locale = String(session.user.LocaleSidKey ?? 'en_US').replace(/_/g, '-');
    const digits = { minimumFractionDigits: field.scale ?? 0, maximumFractionDigits: field.scale ?? 0 };
    switch (field.type) {
        case 'currency':
            return new Intl.NumberFormat(locale, {
                style: 'currency',
                currency: String(session.user.DefaultCurrencyIsoCode ?? 'USD'),
                ...digits
            }).format(Number(value));
        case 'percent':
            return `${new Intl.NumberFormat(locale, digits).format(Number(value))}%`;
        case 'double':
        case 'int':
            return new Intl.NumberFormat(locale, digits).format(Number(value));
        case 'date':
            return new Intl.DateTimeFormat(locale, { timeZone: 'UTC' }).format(new Date(`${value}T00:00:00Z`));
        case 'datetime':
            return new Intl.DateTimeFormat(locale, {
                timeZone: String(session.user.TimeZoneSidKey ?? 'UTC'),
                dateStyle: 'short',
                timeStyle: 'short'
            }).format(new Date(String(value)));
        default:
            return value;
    }
};
