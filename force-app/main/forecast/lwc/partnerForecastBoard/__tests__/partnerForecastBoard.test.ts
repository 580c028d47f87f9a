import PartnerForecastBoard from 'c/partnerForecastBoard';
import { answer, asked, fail } from '../../../../../test/graphql-org';
import { button, find, mount, settled, textsOf } from '../../../../../test/harness';

jest.mock('lightning/graphql', () => jest.requireActual('../../../../../test/graphql-org'));
jest.mock('@salesforce/i18n/locale', () => ({ __esModule: true, default: 'en-US' }), { virtual: true });
jest.mock('@salesforce/i18n/currency', () => ({ __esModule: true, default: 'USD' }), { virtual: true });

const NEWEST = 'query newestForecast';
const LINES = 'query forecastLines';
const BEFORE = 'query forecastBefore';

type Row = Readonly<Record<string, string | number | boolean | null>>;
const QUARTER: Row = {
    Period_Type__c: 'Quarter',
    Period_Start__c: '2026-10-01',
    Period_Label__c: 'Q4 FY2026',
    Stage_Order__c: 1,
    Stage_Label__c: 'Joint discovery',
    Partner_Type__c: 'SI',
    Attribution__c: 'Sourced',
    On_Exception__c: false,
    Deals__c: 2,
    Open_Amount__c: 1000,
    Expected_Amount__c: 400,
    Claimed_Expected_Amount__c: 450,
    Low_P10__c: 300,
    High_P90__c: 600
};
const UNKNOWN = { Expected_Amount__c: null, Claimed_Expected_Amount__c: null, Low_P10__c: null, High_P90__c: null };
const DECEMBER: Row = { ...QUARTER, Period_Type__c: 'Month', Period_Start__c: '2026-12-01', Period_Label__c: 'Dec 2026' };

const edges = (rows: readonly Row[]) => ({
    edges: rows.map((row) => ({
        node: { Id: 'a', ...Object.fromEntries(Object.entries(row).map(([name, value]) => [name, { value }])) }
    }))
});
const newest = (rows: readonly Row[]) => ({ uiapi: { query: { Partner_Forecast_Snapshot__c: edges(rows) } } });
const lines = (quarters: readonly Row[], months: readonly Row[] = [], before?: string, more = false) => ({
    uiapi: {
        query: {
            quarters: { ...edges(quarters), pageInfo: { hasNextPage: false } },
            months: { ...edges(months), pageInfo: { hasNextPage: more } },
            before: edges(before ? [{ As_Of__c: before }] : [])
        }
    }
});
const group = (type: string, start: string, sum: number | null) => ({
    node: { aggregate: { Period_Type__c: { value: type }, Period_Start__c: { value: start }, Expected_Amount__c: { sum: { value: sum } } } }
});

async function board(found: unknown): Promise<HTMLElement> {
    const element = mount('c-partner-forecast-board', PartnerForecastBoard);
    await settled();
    answer(NEWEST, newest([{ As_Of__c: '2026-11-22', Map_Version__c: '2026.1', Method__c: 'blend' }]));
    await settled();
    expect(asked(LINES)).toEqual({ asOf: '2026-11-22' });
    answer(LINES, found);
    await settled();
    return element;
}

const valueOf = (element: HTMLElement, within: string) =>
    (find(element, `${within} lightning-formatted-number`) as (HTMLElement & { value: number }) | null)?.value;

it('is loading until the org has answered', async () => {
    const element = mount('c-partner-forecast-board', PartnerForecastBoard);
    await settled();
    expect(find(element, 'lightning-spinner')).not.toBeNull();
    await expect(element).toBeAccessible();
});

it('says how a first forecast comes to be kept', async () => {
    const element = mount('c-partner-forecast-board', PartnerForecastBoard);
    await settled();
    answer(NEWEST, newest([]));
    await settled();
    expect(textsOf(element, '[data-id="empty"]')[0]).toContain('partner-stages forecast rollup --write');
    expect(find(element, 'lightning-spinner')).toBeNull();
    await expect(element).toBeAccessible();
});

it('shows the running quarter with its range', async () => {
    const element = await board(lines([QUARTER]));
    expect(textsOf(element, '[data-id="headline"]')[0]).toContain('expected from open deals in Q4 FY2026');
    expect(valueOf(element, '[data-id="headline"]')).toBe(400);
    expect(textsOf(element, '[data-id="range"]')).toEqual(["Eight times in ten between $300 and $600, by this org's own past errors."]);
    expect(find(element, '[data-id="caveat"]')).toBeNull();
    expect(find(element, '[data-id="not-fundable"]')).toBeNull();
    await expect(element).toBeAccessible();
});

it('shows a figure without a range where past errors are unknown', async () => {
    const element = await board(lines([{ ...QUARTER, Low_P10__c: null, High_P90__c: null }]));
    expect(find(element, '[data-id="range"]')).toBeNull();
    expect(element.shadowRoot!.textContent).toContain('No range: too few past forecasts');
});

it('says not fundable instead of a number, and keeps the open pipeline', async () => {
    const element = await board(lines([{ ...QUARTER, ...UNKNOWN }]));
    expect(textsOf(element, '[data-id="not-fundable"]')[0]).toContain('Not fundable yet');
    expect(textsOf(element, '[data-id="not-fundable"]')[0]).toContain('revenue operations (RevOps) has it');
    expect(find(element, '[data-id="headline"]')).toBeNull();
    expect(textsOf(element, '.quarter td')).toContain('not yet');
    expect(valueOf(element, '.quarter')).toBe(1000);
    await expect(element).toBeAccessible();
});

it('plans on the month that may be planned on when its quarter may not, and says so', async () => {
    const element = await board(
        lines(
            [{ ...QUARTER, ...UNKNOWN }],
            [{ ...DECEMBER, Period_Start__c: '2026-11-01', Period_Label__c: 'Nov 2026', ...UNKNOWN }, DECEMBER]
        )
    );
    expect(textsOf(element, '[data-id="headline"]')[0]).toContain('expected from open deals in Dec 2026');
    expect(textsOf(element, '[data-id="caveat"]')).toEqual([
        'Q4 FY2026 as a whole is not fundable yet, so no number is told for it. Why, when that is expected to change, what is already won and which deals weigh most is on the page “One forecast, direct and partner” of Nov 22, 2026: revenue operations (RevOps) has it.'
    ]);
    expect(textsOf(element, '.month th')).toEqual(['Nov 2026', 'Dec 2026']);
    expect(valueOf(element, '[data-id="fundable"]')).toBe(400);
    await expect(element).toBeAccessible();
});

it('says what the dashboard adds where the two differ, and nothing where they agree', async () => {
    const next = { ...QUARTER, Period_Start__c: '2027-01-01', Period_Label__c: 'Q1 FY2027', Expected_Amount__c: 500 };
    const partly = await board(lines([{ ...QUARTER, ...UNKNOWN }, next], [DECEMBER]));
    expect(textsOf(partly, '[data-id="dashboard"]')).toEqual([
        'The dashboard “Expected money, credit and proof” tells $500: it adds whole quarters only, so Dec 2026 is in the sum above and not in its sum.'
    ]);
    const only = await board(lines([{ ...QUARTER, ...UNKNOWN }], [DECEMBER]));
    expect(textsOf(only, '[data-id="dashboard"]')[0]).toContain('tells nothing as expected: it adds whole quarters only');
    expect(find(await board(lines([QUARTER])), '[data-id="dashboard"]')).toBeNull();
});

it('says that deals are counted once beside credit that splits them', async () => {
    const element = await board(lines([QUARTER]));
    expect(textsOf(element, '.split thead th:nth-of-type(2)')).toEqual(['Deals led', 'Deals', 'Deals']);
    expect(element.shadowRoot!.textContent).toContain('money by deals is not the size of a deal');
});

it('tells the change since the forecast before, with its sign, and only where both know a number', async () => {
    const january = { ...QUARTER, Period_Start__c: '2027-01-01', Period_Label__c: 'Q1 FY2027' };
    const april = { ...QUARTER, Period_Start__c: '2027-04-01', Period_Label__c: 'Q2 FY2027' };
    const element = await board(lines([QUARTER, january, april], [], '2026-11-15'));
    expect(asked(BEFORE)).toEqual({ asOf: '2026-11-15' });
    const groups = [group('Quarter', '2026-10-01', 350), group('Quarter', '2027-01-01', 500), group('Quarter', '2027-04-01', null)];
    answer(BEFORE, { uiapi: { aggregate: { Partner_Forecast_Snapshot__c: { edges: groups } } } });
    await settled();
    expect(textsOf(element, 'thead th')).toContain('Change since Nov 15, 2026');
    expect(textsOf(element, '.quarter td:nth-of-type(4)')).toEqual(['+$50', '-$100', '']);
});

it('has no column of changes where this is the first forecast that was kept, and names the one of ranges', async () => {
    const element = await board(lines([QUARTER]));
    const heads = ['Period', 'Open', 'Expected', 'If claims were proven', 'P10 to P90'];
    expect(textsOf(element, '.quarters thead th')).toEqual(heads);
    expect(textsOf(element, '.quarter .between')).toEqual(['$300 to $600']);
    expect(element.shadowRoot!.textContent).toContain('This is the first forecast that was kept');
});

it('tells with its sign what believing every claim would add, and nothing where nothing is fundable', async () => {
    expect(textsOf(await board(lines([QUARTER])), '[data-id="gap"] b')).toEqual(['+$50']);
    expect(find(await board(lines([{ ...QUARTER, ...UNKNOWN }])), '[data-id="gap"]')).toBeNull();
});

it('numbers proven stages as the map does', async () => {
    const stray = { ...QUARTER, Stage_Order__c: 99, Stage_Label__c: 'Not on the map' };
    const element = await board(lines([stray, QUARTER]));
    const stages = element.shadowRoot!.querySelectorAll('.split')[1]!;
    expect([...stages.querySelectorAll('tbody th')].map((cell) => cell.textContent!.trim())).toEqual([
        '1 Joint discovery',
        'Not on the map',
        'Total'
    ]);
});

it('lets every split end with the same total', async () => {
    const direct = {
        ...QUARTER,
        Partner_Type__c: 'Direct',
        Attribution__c: 'Direct',
        Stage_Order__c: 0,
        Stage_Label__c: 'Signal',
        Deals__c: 1
    };
    const signal = { ...QUARTER, Attribution__c: 'Pre-registration', ...UNKNOWN, Open_Amount__c: 70 };
    const element = await board(lines([QUARTER, direct, signal]));
    const totals = [...element.shadowRoot!.querySelectorAll('.total')].map((row) => [
        row.querySelector('td')!.textContent,
        ...[...row.querySelectorAll('lightning-formatted-number')].map((each) => (each as HTMLElement & { value: number }).value)
    ]);
    expect(totals).toEqual([
        ['3', 2000, 800],
        ['3', 2000, 800],
        ['3', 2000, 800]
    ]);
    expect(textsOf(element, '.split th[scope="row"]')).toContain('Direct deals');
});

it('shows no sums over a part of the lines', async () => {
    const element = await board(lines([QUARTER], [DECEMBER], undefined, true));
    expect(textsOf(element, '[data-id="problem"] p')[0]).toContain('more lines than this page can read at once');
    expect(find(element, '[data-id="headline"]')).toBeNull();
});

it('tells what went wrong, and asks again', async () => {
    const element = mount('c-partner-forecast-board', PartnerForecastBoard);
    await settled();
    const again = jest.fn().mockImplementation(async () => answer(NEWEST, newest([])));
    fail(NEWEST, 'Server too busy.', again);
    await settled();
    expect(textsOf(element, '[data-id="problem"] p')).toEqual(['The forecast could not be loaded. Server too busy.']);
    await expect(element).toBeAccessible();
    button(element, 'Try again')!.click();
    await settled();
    expect(again).toHaveBeenCalledTimes(1);
    expect(find(element, '[data-id="problem"]')).toBeNull();
    expect(find(element, '[data-id="empty"]')).not.toBeNull();
});
