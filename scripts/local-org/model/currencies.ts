import { Decimal } from 'decimal.js';
import { auditFields, checkbox, createOnly, date, idField, integer, number, picklist, readOnly, standardObject } from './field-builders';
import { findObject } from './schema';
import type { OrgState, Row } from './org';
import type { FieldDef, ObjectDef, Schema } from './schema';

/** What an org may have switched on, named as a scratch org definition names it. */
export interface OrgFeatures {
    readonly multiCurrency: boolean;
    /** Advanced currency management: rates of the past for opportunities and their history. */
    readonly datedRates: boolean;
}

/** Standard objects whose records carry a currency. Custom objects all do. */
const WITH_CURRENCY = ['account', 'contact', 'opportunity', 'opportunityhistory', 'task', 'event', 'user'];
const KEY = 'currencyisocode';
const kept = { ...readOnly, permissionable: false } as const;

const isoCode = (object: ObjectDef): FieldDef =>
    picklist('CurrencyIsoCode', [], {
        label: object.name === 'User' ? 'User Currency' : 'Currency ISO Code',
        permissionable: false,
        ...(object.readOnly ? readOnly : {})
    });

/** Each currency with how many of it one unit of the corporate currency is worth. Rows come with the seed. */
const currencyType = (): ObjectDef =>
    standardObject(
        'CurrencyType',
        '01L',
        [
            idField(),
            picklist('IsoCode', [], { ...createOnly, ...kept, nillable: false, unique: true, nameField: true }),
            number('ConversionRate', 18, 6, { ...kept, nillable: false }),
            integer('DecimalPlaces', { ...kept, nillable: false }),
            checkbox('IsActive', kept),
            checkbox('IsCorporate', kept),
            ...auditFields()
        ],
        { setup: true, readOnly: true }
    );

/** A rate from StartDate on, up to the day before NextStartDate. */
const datedConversionRate = (): ObjectDef =>
    standardObject(
        'DatedConversionRate',
        '04w',
        [
            idField(),
            picklist('IsoCode', [], { ...kept, nillable: false }),
            number('ConversionRate', 18, 6, { ...kept, nillable: false }),
            date('StartDate', { ...kept, nillable: false }),
            date('NextStartDate', kept),
            ...auditFields()
        ],
        { setup: true, readOnly: true }
    );

/** The schema of an org with several currencies: their tables, and a currency on every record that may hold money. */
export const withFeatures = (schema: Schema, { multiCurrency, datedRates }: OrgFeatures): Schema => {
    if (!multiCurrency) return schema;
    const objects = new Map(schema.objects);
    for (const object of [currencyType(), ...(datedRates ? [datedConversionRate()] : [])]) objects.set(object.name.toLowerCase(), object);
    const user = objects.get('user')!;
    const ownCurrency = picklist('DefaultCurrencyIsoCode', [], { label: 'Default Currency ISO Code', permissionable: false });
    objects.set('user', { ...user, fields: new Map(user.fields).set('defaultcurrencyisocode', ownCurrency) });
    keepCurrencyFields({ objects });
    return { ...schema, objects };
};

/** Gives every object that lacks it its CurrencyIsoCode, in an org with several currencies. Changes the map it is given. */
export const keepCurrencyFields = (schema: { objects: Map<string, ObjectDef> }): void => {
    if (!schema.objects.has('currencytype')) return;
    for (const [key, object] of schema.objects) {
        if (object.fields.has(KEY) || !(object.custom || WITH_CURRENCY.includes(key))) continue;
        schema.objects.set(key, { ...object, fields: new Map(object.fields).set(KEY, isoCode(object)) });
    }
};

/** The currencies of an org and their rates; undefined in an org with one currency. */
export interface Currencies {
    readonly corporate: string;
    readonly active: ReadonlySet<string>;
    /**
     * How many units of a currency one corporate unit is worth, for a record of an object: the rate of the close date for
     * opportunities and their history where rates are dated, else today's.
     */
    rateOf(code: string, object: string, closeDate: unknown): Decimal;
}

/** Objects whose money is converted by the rate of their close date. */
const DATED_OBJECTS = new Set(['Opportunity', 'OpportunityHistory']);

export const currenciesOf = (state: OrgState): Currencies | undefined => {
    if (!findObject(state.schema, 'CurrencyType')) return undefined;
    const types = [...state.store.rows('CurrencyType')];
    const corporate = String(types.find((row) => row.IsCorporate === true)?.IsoCode ?? 'USD');
    const current = new Map(types.map((row) => [String(row.IsoCode), new Decimal(Number(row.ConversionRate))]));
    const dated = datedRates(state);
    return {
        corporate,
        active: new Set(types.filter((row) => row.IsActive !== false).map((row) => String(row.IsoCode))),
        rateOf(code, object, closeDate) {
            const rows = DATED_OBJECTS.has(object) && typeof closeDate === 'string' ? dated.get(code) : undefined;
            const row = rows?.findLast((each) => String(each.StartDate) <= String(closeDate));
            return row ? new Decimal(Number(row.ConversionRate)) : (current.get(code) ?? new Decimal(1));
        }
    };
};

/** Rates by currency, the oldest first. */
const datedRates = (state: OrgState): Map<string, Row[]> => {
    const rates = new Map<string, Row[]>();
    if (!findObject(state.schema, 'DatedConversionRate')) return rates;
    const rows = [...state.store.rows('DatedConversionRate')].sort((a, b) => String(a.StartDate).localeCompare(String(b.StartDate)));
    for (const row of rows) rates.set(String(row.IsoCode), [...(rates.get(String(row.IsoCode)) ?? []), row]);
    return rates;
};
