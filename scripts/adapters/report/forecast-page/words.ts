/** Numbers as the page writes them. Money in whole units of its currency; the JSON has the cents. */
export interface Words {
    money(amount: number | null): string;
    /** With its sign: +12,000. */
    change(amount: number): string;
    count(number: number): string;
    /** 1 deal, 12 deals. */
    deals(number: number): string;
    /** 1 day, 12 days; without it –. */
    days(number: number | null): string;
    /** A mean with its sign and one digit: +8.4. */
    meanDays(number: number | null): string;
    percent(share: number | null, digits?: number): string;
    /** With its sign: −7 %. */
    signedPercent(share: number | null): string;
    /** A difference of shares in percent points, with its sign. */
    points(difference: number): string;
    /** How many of how many, in percent, < 1 % where some are but few; of none –. */
    share(count: number, of: number): string;
    day(iso: string): string;
}

const LOCALE = 'en-US';
const NONE = '–';

/** Words for amounts in one currency; without a code amounts carry none. */
export function wordsFor(currency: string | null): Words {
    const style = currency ? ({ style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const) : {};
    const amounts = new Intl.NumberFormat(LOCALE, { ...style, maximumFractionDigits: 0 });
    const changes = new Intl.NumberFormat(LOCALE, { ...style, maximumFractionDigits: 0, signDisplay: 'exceptZero' });
    const pointsOf = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0, signDisplay: 'exceptZero' });
    const means = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' });
    const days = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeZone: 'UTC' });
    const percent = (share: number | null, digits = 0) =>
        share === null || Number.isNaN(share) ? NONE : withMinus(`${unsignedZero((100 * share).toFixed(digits))} %`);
    return {
        money: (amount) => (amount === null ? NONE : withMinus(amounts.format(amount))),
        change: (amount) => withMinus(changes.format(amount)),
        count: (number) => number.toLocaleString(LOCALE),
        deals: (number) => `${number.toLocaleString(LOCALE)} ${number === 1 ? 'deal' : 'deals'}`,
        days: (number) => (number === null ? NONE : `${number.toLocaleString(LOCALE)} ${number === 1 ? 'day' : 'days'}`),
        meanDays: (number) => (number === null ? NONE : withMinus(means.format(number))),
        percent,
        signedPercent: (share) => (share !== null && Math.round(100 * share) > 0 ? `+${percent(share)}` : percent(share)),
        points: (difference) => withMinus(`${pointsOf.format(Math.round(100 * difference))} points`),
        share: (count, of) => (of === 0 ? NONE : count > 0 && count / of < 0.005 ? '< 1 %' : percent(count / of)),
        day: (iso) => days.format(new Date(`${iso}T00:00:00Z`))
    };
}

/** A minus as wide as a plus, so that columns of changes line up. */
const withMinus = (text: string): string => text.replace('-', '−');
const unsignedZero = (text: string): string => (/^-0(\.0+)?$/.test(text) ? text.slice(1) : text);
