import { currenciesOf } from '../model/currencies';
import { findField, findObject } from '../model/schema';
import type { OrgState } from '../model/org';
import type { SaveContext } from './save-context';
import { refuse } from './save-failure';
import type { PendingSave } from './standard-behaviour';

/** A new record is in the currency of whoever makes it, and a currency must be an active one. */
export const keepCurrencyInStep = (context: SaveContext, { object, before, after }: PendingSave): void => {
    // A history row is in the currency of its deal, whoever wrote it.
    if (!findField(object, 'CurrencyIsoCode') || object.name === 'OpportunityHistory') return;
    const currencies = currenciesOf(context.state);
    // What is there before the currencies are seeded gets its own when they are.
    if (!currencies || currencies.active.size === 0) return;
    after.CurrencyIsoCode ??= before?.CurrencyIsoCode ?? context.session.user.DefaultCurrencyIsoCode ?? currencies.corporate;
    const code = after.CurrencyIsoCode;
    if (code !== before?.CurrencyIsoCode && !currencies.active.has(String(code)))
        refuse('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', `Currency ISO Code: bad value for restricted picklist field: ${String(code)}`, [
            'CurrencyIsoCode'
        ]);
};

/** The day after the last one that a rate may have. */
const FOREVER = '9999-12-30';

/**
 * Completes seeded currencies: each dated rate ends where the next begins, and whatever was there before the currencies is in
 * the corporate one. Answers what is wrong with them.
 */
export const finishCurrencies = (state: OrgState): string[] => {
    const currencies = currenciesOf(state);
    if (!currencies) return [];
    const corporate = [...state.store.rows('CurrencyType')].filter((row) => row.IsCorporate === true);
    if (corporate.length !== 1) return [`CurrencyType: exactly one row must be the corporate currency, not ${corporate.length}`];
    if (corporate[0]!.ConversionRate !== 1) return ['CurrencyType: the corporate currency must have the conversion rate 1'];
    if (findObject(state.schema, 'DatedConversionRate')) endRates(state);
    for (const object of state.schema.objects.values()) {
        if (!findField(object, 'CurrencyIsoCode')) continue;
        const deals = object.name === 'OpportunityHistory' ? state.store : undefined;
        for (const row of [...state.store.rows(object.name)]) {
            if (row.CurrencyIsoCode != null) continue;
            const deal = deals && typeof row.OpportunityId === 'string' ? deals.get('Opportunity', row.OpportunityId) : undefined;
            state.store.put(object.name, { ...row, CurrencyIsoCode: deal?.CurrencyIsoCode ?? currencies.corporate });
        }
    }
    return [];
};

const endRates = (state: OrgState): void => {
    const rows = [...state.store.rows('DatedConversionRate')].sort((a, b) => String(a.StartDate).localeCompare(String(b.StartDate)));
    rows.forEach((row, i) => {
        const next = rows.slice(i + 1).find((each) => each.IsoCode === row.IsoCode);
        state.store.put('DatedConversionRate', { ...row, NextStartDate: next?.StartDate ?? FOREVER });
    });
};
