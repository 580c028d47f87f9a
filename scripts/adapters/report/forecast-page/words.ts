/** Numbers as the page writes them. Money in whole units of its currency; the JSON has the cents. */
export interface Words {
    money(amount: number | null): string;
    /** With its sign: +12,000. */
    change(amount: number): string;
    count(number: number): string;
    /** 1 deal, 12 deals. */
    deals(number: number): string;
    percent(share: number | null, digits?: number): string;
    day(iso: string): string;
}

const LOCALE = 'en-US';
const NONE = '–';

/** Words for amounts in one currency; without a code amounts carry none. */
export function wordsFor(currency: string | null): Words {
    const style = currency ? ({ style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const) : {};
    const amounts = new Intl.NumberFormat(LOCALE, { ...style, maximumFractionDigits: 0 });
    const changes = new Intl.NumberFormat(LOCALE, { ...style, maximumFractionDigits: 0, signDisplay: 'exceptZero' });
    const days = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeZone: 'UTC' });
    return {
        money: (amount) => (amount === null ? NONE : amounts.format(amount)),
        change: (amount) => changes.format(amount),
        count: (number) => number.toLocaleString(LOCALE),
        deals: (number) => `${number.toLocaleString(LOCALE)} ${number === 1 ? 'deal' : 'deals'}`,
        percent: (share, digits = 0) => (share === null || Number.isNaN(share) ? NONE : `${(100 * share).toFixed(digits)} %`),
        day: (iso) => days.format(new Date(`${iso}T00:00:00Z`))
    };
}
