import { Decimal } from 'decimal.js';
import { currenciesOf } from '../model/currencies';
import { findField } from '../model/schema';
import { readField } from './query-scope';
import type { Row, Scalar } from '../model/org';
import type { FieldDef, ObjectDef } from '../model/schema';
import type { QueryScope } from './query-scope';

/**
 * How a row's money is converted out of its own currency; undefined where nothing is to convert: a field of another type, an
 * object without currency, an org with one. 'corporate' is what aggregates give, 'user' what convertCurrency() gives. Not rounded.
 */
export const currencyConversion = (
    scope: QueryScope,
    object: ObjectDef,
    field: FieldDef,
    into: 'corporate' | 'user'
): ((row: Row, value: Scalar) => Scalar) | undefined => {
    const currencies = field.type === 'currency' && findField(object, 'CurrencyIsoCode') ? currenciesOf(scope.state) : undefined;
    if (!currencies) return undefined;
    const closeDate = findField(object, 'CloseDate');
    const target = into === 'corporate' ? currencies.corporate : String(scope.session.user.DefaultCurrencyIsoCode ?? currencies.corporate);
    return (row, value) => {
        const code = String(row.CurrencyIsoCode ?? currencies.corporate);
        if (typeof value !== 'number' || code === target) return value;
        const day = closeDate && readField(scope, object, row, closeDate);
        const rate = (iso: string): Decimal => currencies.rateOf(iso, object.name, day);
        return new Decimal(value).div(rate(code)).times(rate(target)).toNumber();
    };
};
