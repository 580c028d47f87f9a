import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildOrg } from '../build-org';
import { createDml, createReader } from '../dml';
import type { LocalOrg } from '../http/route';
import { createSoql } from '../soql/soql';
import { StartError } from '../start-error';
import { Store } from '../store/store';
import { accessOf } from './access';
import { newId } from './ids';
import type { OrgState, Session } from './org';
import { standardSchema } from './standard-schema';

const folder = mkdtempSync(join(tmpdir(), 'currencies-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An org whose corporate currency is USD; one EUR is worth 2 USD until June 2026, 1.25 from July on, 2.5 today. */
const SEED = {
    features: ['MultiCurrency'],
    settings: { currencySettings: { enableCurrencyEffectiveDates: true } },
    objects: [
        {
            object: 'CurrencyType',
            rows: [
                { IsoCode: 'USD', ConversionRate: 1, DecimalPlaces: 2, IsActive: true, IsCorporate: true },
                { IsoCode: 'EUR', ConversionRate: 0.4, DecimalPlaces: 2, IsActive: true },
                { IsoCode: 'GBP', ConversionRate: 0.7, DecimalPlaces: 2, IsActive: false }
            ]
        },
        {
            object: 'DatedConversionRate',
            rows: [
                { IsoCode: 'EUR', ConversionRate: 0.8, StartDate: '2026-07-01' },
                { IsoCode: 'EUR', ConversionRate: 0.5, StartDate: '2020-01-01' }
            ]
        },
        { object: 'Account', rows: [{ ref: 'acme', Name: 'Acme', AnnualRevenue: 1000, CurrencyIsoCode: 'EUR' }] },
        {
            object: 'Opportunity',
            rows: [
                { ref: 'spring', Name: 'Spring', Amount: 100, CurrencyIsoCode: 'EUR', CloseDate: '2026-06-30', StageName: 'Prospecting' },
                { ref: 'summer', Name: 'Summer', Amount: 100, CurrencyIsoCode: 'EUR', CloseDate: '2026-07-01', StageName: 'Prospecting' },
                { ref: 'home', Name: 'Home', Amount: 50, CloseDate: '2026-07-01', StageName: 'Prospecting' }
            ]
        },
        {
            object: 'OpportunityHistory',
            rows: [
                {
                    OpportunityId: '@spring',
                    StageName: 'Prospecting',
                    Amount: 100,
                    CloseDate: '2026-06-30',
                    CreatedDate: '2026-01-05T00:00:00Z'
                }
            ]
        }
    ]
};

const build = (seed: object) => {
    const state: OrgState = {
        schema: standardSchema(),
        store: new Store(),
        reader: createReader(() => state),
        organizationId: newId('00D', 1),
        now: () => new Date('2026-09-01T00:00:00Z')
    };
    const seedFile = join(folder, 'seed.json');
    writeFileSync(seedFile, JSON.stringify(seed));
    const soql = createSoql(state);
    const dml = createDml(state);
    buildOrg({ state, dml, soql } as unknown as LocalOrg, { sources: [], seedFile, progress: () => undefined });
    const user = state.store.rows('User').next().value!;
    const session: Session = { user, access: accessOf(state, user) };
    return { state, dml, session, ask: (query: string) => soql.query(session, query).records.map(({ attributes: _, ...rest }) => rest) };
};

describe('an org with several currencies', () => {
    const { ask, dml, session, state } = build(SEED);

    it('gives rows in their own currency and aggregates in the corporate one, by the rate of the close date', () => {
        expect(ask("SELECT Amount, CurrencyIsoCode FROM Opportunity WHERE Name = 'Spring'")).toEqual([
            { Amount: 100, CurrencyIsoCode: 'EUR' }
        ]);
        // 100 / 0.5 + 100 / 0.8 + 50
        expect(ask('SELECT SUM(Amount) s, MAX(Amount) m, COUNT(Id) n FROM Opportunity')).toEqual([{ s: 375, m: 200, n: 3 }]);
        expect(ask('SELECT CurrencyIsoCode, SUM(Amount) s FROM Opportunity GROUP BY CurrencyIsoCode ORDER BY CurrencyIsoCode')).toEqual([
            { CurrencyIsoCode: 'EUR', s: 325 },
            { CurrencyIsoCode: 'USD', s: 50 }
        ]);
    });

    it('converts by the rate of the day where rates are not dated', () => {
        // 1000 / 0.4
        expect(ask('SELECT SUM(AnnualRevenue) s FROM Account')).toEqual([{ s: 2500 }]);
        expect(ask('SELECT SUM(Account.AnnualRevenue) s FROM Opportunity')).toEqual([{ s: null }]);
    });

    it('gives a history row the currency of its deal, also for a change to come', () => {
        expect(ask('SELECT CurrencyIsoCode FROM OpportunityHistory')).toEqual([{ CurrencyIsoCode: 'EUR' }]);
        const [{ Id }] = ask("SELECT Id FROM Opportunity WHERE Name = 'Summer'") as { Id: string }[];
        expect(dml.update(session, 'Opportunity', [{ Id, Amount: 120 }])[0]!.success).toBe(true);
        expect(ask('SELECT CurrencyIsoCode, Amount FROM OpportunityHistory WHERE Amount = 120')).toEqual([
            { CurrencyIsoCode: 'EUR', Amount: 120 }
        ]);
        dml.update(session, 'Opportunity', [{ Id, Amount: 100 }]);
    });

    it('ends a rate where the next begins', () => {
        expect(ask('SELECT StartDate, NextStartDate, ConversionRate FROM DatedConversionRate ORDER BY StartDate')).toEqual([
            { StartDate: '2020-01-01', NextStartDate: '2026-07-01', ConversionRate: 0.5 },
            { StartDate: '2026-07-01', NextStartDate: '9999-12-30', ConversionRate: 0.8 }
        ]);
    });

    it('converts into the currency of the user', () => {
        const row = state.store.get('User', session.user.Id)!;
        const european = { ...session, user: { ...row, DefaultCurrencyIsoCode: 'EUR' } };
        const soql = createSoql(state);
        const [home] = soql.query(european, "SELECT convertCurrency(Amount) own FROM Opportunity WHERE Name = 'Home'").records;
        // 50 USD at the rate of 1 July 2026.
        expect(home!['own']).toBe(40);
    });

    it('makes records in the currency of the user, and in active ones only', () => {
        const [made] = dml.insert(session, 'Account', [{ Name: 'Globex' }]);
        expect(ask(`SELECT CurrencyIsoCode FROM Account WHERE Id = '${made!.id}'`)).toEqual([{ CurrencyIsoCode: 'USD' }]);
        const [refused] = dml.insert(session, 'Account', [{ Name: 'Initech', CurrencyIsoCode: 'GBP' }]);
        expect(refused!.errors[0]!.statusCode).toBe('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
    });
});

describe('a seed that switches something on', () => {
    it('needs exactly one corporate currency', () => {
        expect(() => build({ features: ['MultiCurrency'], objects: [] })).toThrow('exactly one row must be the corporate currency, not 0');
    });

    it('cannot ask for what this org does not have', () => {
        expect(() => build({ features: ['PersonAccounts'] })).toThrow(StartError);
    });

    it('leaves an org with one currency alone', () => {
        const { ask } = build({ objects: [] });
        expect(() => ask('SELECT CurrencyIsoCode FROM Opportunity')).toThrow('CurrencyIsoCode');
        expect(() => ask('SELECT convertCurrency(Amount) FROM Opportunity')).toThrow('one currency');
    });
});
