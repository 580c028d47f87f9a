import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { dayOf } from '../../domain/forecast/calendar-day';
import { ANY_ORDER, NO_DAY } from '../../domain/forecast/deal-table';
import { parseStageMapFile } from '../../testing/stage-maps';
import { openFolder } from './csv-folder';
import { readDeals } from './read-deals';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
    const folder = mkdtempSync(join(tmpdir(), 'csv-'));
    folders.push(folder);
    for (const [name, text] of Object.entries(files)) {
        mkdirSync(join(folder, name, '..'), { recursive: true });
        writeFileSync(join(folder, name), text);
    }
    return folder;
}

async function read(files: Readonly<Record<string, string | Buffer>>) {
    const folder = folderOf(files);
    const spillFolder = folderOf({});
    const sheets = openFolder(folder, 'data');
    const reading = await readDeals({
        origin: 'data',
        sheets,
        map: parseStageMapFile(),
        spillFolder,
        today: undefined,
        onProgress: () => undefined
    });
    expect(readdirSync(spillFolder)).toEqual([]);
    return reading;
}

/** [day, stage, cents, close date] of one deal. */
function historyOf({ table }: Awaited<ReturnType<typeof read>>, deal: number) {
    const { from, day, stage, amount, closeOn } = table.history;
    const rows = [];
    for (let row = from[deal]!; row < from[deal + 1]!; row += 1)
        rows.push([day[row], table.stageNames[stage[row]!], amount[row], closeOn[row]]);
    return rows;
}

const [A, B] = ['006000000000001AAA', '006000000000002AAA'];
const OPPORTUNITIES = `"Id","Name","StageName","Amount","CloseDate","CreatedDate"
"${B}","Second","Closed Won","20","2026-03-01","2026-01-05T23:30:00.000-0200"
"${A}","First","Prospecting","10.555","2026-04-30","2026-01-02T10:00:00.000Z"
`;
const HISTORY_HEADER = '"Id","OpportunityId","StageName","Amount","CloseDate","CreatedDate"\n';
const row = (...cells: readonly string[]) => `"${cells.join('","')}"\n`;
const HISTORY = HISTORY_HEADER + row('008000000000001AAA', A, 'Prospecting', '10.555', '2026-04-30', '2026-01-02T10:00:00.000Z');

describe('files of a source', () => {
    it('become columns in the order of ids, days by UTC, money in cents', async () => {
        const reading = await read({ 'Opportunity.csv': OPPORTUNITIES, 'OpportunityHistory.csv': HISTORY });
        const { table } = reading;
        expect(table.ids).toEqual([A, B]);
        // 23:30 two hours west of Greenwich is the next day in UTC.
        expect([...table.createdOn]).toEqual([dayOf(2026, 1, 2), dayOf(2026, 1, 6)]);
        expect([...table.closeOn]).toEqual([dayOf(2026, 4, 30), dayOf(2026, 3, 1)]);
        expect([...table.amount]).toEqual([1056, 2000]);
        expect([...table.stage].map((code) => table.stageNames[code])).toEqual(['Prospecting', 'Closed Won']);
        expect(reading.stages.get('Closed Won')!.kind).toBe('won');
        expect([...reading.open.deal]).toEqual([0]);
        expect(reading.open.nameOf(0)).toBe('First');
        expect(reading.latestDay).toBe(dayOf(2026, 1, 6));
        expect(reading.total).toBeUndefined();
        expect(table.partnerTypes).toEqual(['Direct']);
        expect(reading.caveats).toEqual([
            'There are no partners (Partner_Engagement__c): every deal counts as direct.',
            'Deals without any stage history: 1.'
        ]);
    });

    it('say what the CRM gives a stage: its default, else what stands in history, else on deals', async () => {
        const header = HISTORY_HEADER.replace('\n', ',"Probability"\n');
        const typed = (id: string, stage: string, percent: string) => row(id, A, stage, '10', '2026-04-30', '2026-01-02', percent);
        const history =
            header + typed('1', 'Prospecting', '15') + typed('2', 'Prospecting', '25') + typed('3', 'Proposal/Price Quote', '60');
        const files = { 'Opportunity.csv': OPPORTUNITIES, 'OpportunityHistory.csv': history };
        const percentOf = async (given: Readonly<Record<string, string>>) => {
            const { table } = await read(given);
            const of = (name: string) => table.stageProbability?.[table.stageNames.indexOf(name)];
            return ['Prospecting', 'Proposal/Price Quote', 'Negotiation/Review'].map(of);
        };
        expect(await percentOf(files)).toEqual([20, 60, NaN]);
        const stages = 'MasterLabel,ApiName,IsClosed,IsWon,DefaultProbability\nProspecting,Prospecting,false,false,10\n';
        expect(await percentOf({ ...files, 'OpportunityStage.csv': stages })).toEqual([10, 60, NaN]);
        expect(await percentOf({ ...files, 'OpportunityHistory.csv': HISTORY })).toEqual([undefined, undefined, undefined]);
    });

    it('may have CRLF, other columns in another order, line breaks and quotes in names, empty cells, and dates in every form of the API', async () => {
        const reading = await read({
            'Opportunity.csv': `\uFEFFExtra,CreatedDate,closedate,Amount,StageName,Name,Id\r\nx,2026-01-02T10:00:00Z,2026-04-30,,Prospecting,"He said ""yes"",\r\nthen no",${A}\r\n"",2026-01-02T23:59:59.000+0000,2026-05-01,1e3,Prospecting,,${B}\r\n`,
            'OpportunityHistory.csv': `"CreatedDate","OpportunityId","StageName"\r\n"2026-01-03T00:00:00.000+0000","${A}","Prospecting"\r\n`
        });
        expect([...reading.table.amount]).toEqual([NaN, 100_000]);
        expect([0, 1].map((position) => reading.open.nameOf(position))).toEqual(['He said "yes",\r\nthen no', '']);
        expect([...reading.table.createdOn]).toEqual([dayOf(2026, 1, 2), dayOf(2026, 1, 2)]);
        expect(historyOf(reading, 0)).toEqual([[dayOf(2026, 1, 3), 'Prospecting', NaN, NO_DAY]]);
        expect(reading.caveats).toEqual([
            'data/OpportunityHistory.csv has no Id: which of two changes in the same second came last is not known.',
            'data/OpportunityHistory.csv has no Amount: past amounts are not known.',
            'data/OpportunityHistory.csv has no CloseDate: past close dates are not known.',
            'There are no partners (Partner_Engagement__c): every deal counts as direct.',
            'Deals whose history begins after they were created, so that where they stood before is not known: 1.',
            'Deals without any stage history: 1.'
        ]);
    });

    it('keep the last row of a day, by time and then by id, and leave out what changes nothing', async () => {
        const at = (id: number, stage: string, amount: string, closeOn: string, moment: string) =>
            row(`00800000000000${id}AAA`, A, stage, amount, closeOn, moment);
        const reading = await read({
            'Opportunity.csv': OPPORTUNITIES,
            'OpportunityHistory.csv':
                HISTORY_HEADER +
                at(7, 'Needs Analysis', '5', '2026-04-30', '2026-01-09T08:00:00.000Z') +
                at(1, 'Prospecting', '5', '2026-04-30', '2026-01-02T10:00:00.000Z') +
                // The same second: the greater id came later, whatever the order in the file.
                at(3, 'Needs Analysis', '5', '2026-04-30', '2026-01-04T10:00:00.000Z') +
                at(2, 'Qualification', '5', '2026-04-30', '2026-01-04T10:00:00.000Z') +
                // Nothing new on the next day; then back and forth within a day; then only the amount, then only the date.
                at(4, 'Needs Analysis', '5', '2026-04-30', '2026-01-05T10:00:00.000Z') +
                at(6, 'Needs Analysis', '5', '2026-04-30', '2026-01-06T11:00:00.000Z') +
                at(5, 'Qualification', '5', '2026-04-30', '2026-01-06T10:00:00.000Z') +
                at(8, 'Needs Analysis', '6', '2026-04-30', '2026-01-10T08:00:00.000Z') +
                at(9, 'Needs Analysis', '6', '2026-05-31', '2026-01-11T08:00:00.000Z')
        });
        expect(historyOf(reading, 0)).toEqual([
            [dayOf(2026, 1, 2), 'Prospecting', 500, dayOf(2026, 4, 30)],
            [dayOf(2026, 1, 4), 'Needs Analysis', 500, dayOf(2026, 4, 30)],
            [dayOf(2026, 1, 10), 'Needs Analysis', 600, dayOf(2026, 4, 30)],
            [dayOf(2026, 1, 11), 'Needs Analysis', 600, dayOf(2026, 5, 31)]
        ]);
        expect(historyOf(reading, 1)).toEqual([]);
    });

    it('count history of deals that are not there, rows without a stage, and know stages that only history names', async () => {
        const reading = await read({
            'Opportunity.csv': OPPORTUNITIES,
            'OpportunityHistory.csv':
                HISTORY_HEADER +
                row('008000000000001AAA', A, 'Old name', '1', '2026-04-30', '2026-01-02T10:00:00.000Z') +
                row('008000000000002AAA', '006000000000009AAA', 'Gone too', '1', '2026-04-30', '2026-01-02T10:00:00.000Z') +
                row('008000000000003AAA', A, '', '1', '2026-04-30', '2026-01-03T10:00:00.000Z')
        });
        expect(historyOf(reading, 0)).toEqual([[dayOf(2026, 1, 2), 'Old name', 100, dayOf(2026, 4, 30)]]);
        expect(reading.caveats).toEqual(
            expect.arrayContaining([
                'Rows of stage history whose deal is not among the opportunities, left out: 1.',
                'Rows of stage history without a date or a stage, left out: 1.',
                'Deals that stand in another stage than their last row of history says: 1.'
            ])
        );
    });

    it('find deals by 15 characters where one file has 15 and the other 18', async () => {
        const reading = await read({
            'Opportunity.csv': OPPORTUNITIES,
            'OpportunityHistory.csv': HISTORY.replace(A, A.slice(0, 15))
        });
        expect(historyOf(reading, 0)).toHaveLength(1);
    });

    it('may leave a close date or an amount out, of a deal as of its history', async () => {
        const reading = await read({
            'Opportunity.csv': OPPORTUNITIES.replace('2026-04-30', '').replace('"20"', '""'),
            'OpportunityHistory.csv': HISTORY.replace('2026-04-30', '').replace('10.555', '')
        });
        expect([...reading.table.closeOn]).toEqual([NO_DAY, dayOf(2026, 3, 1)]);
        expect([...reading.table.amount]).toEqual([1056, NaN]);
        expect(historyOf(reading, 0)).toEqual([[dayOf(2026, 1, 2), 'Prospecting', NaN, NO_DAY]]);
        // Of open ones the forecast tells.
        expect(reading.caveats.join(' ')).not.toContain('close date');
        const closed = await read({ 'Opportunity.csv': OPPORTUNITIES.replace('2026-03-01', ''), 'OpportunityHistory.csv': HISTORY });
        expect(closed.caveats).toContain('Closed opportunities without a close date: only history tells when they closed: 1.');
    });

    it('may have ids of any form and length, in the order of their bytes', async () => {
        const long = `${'x'.repeat(60)} & ünïcode`;
        const ids = ['42', 'OPP-17', '4', '', long, `${long}2`, 'opp-17'].filter((id) => id !== '');
        const { table, caveats, open } = await read({
            'Opportunity.csv':
                'Id,Name,StageName,Amount,CloseDate,CreatedDate\n' +
                ids.map((id, at) => `${id},Deal ${id},Prospecting,${at},2026-04-30,2026-01-02T10:00:00Z\n`).join(''),
            'OpportunityHistory.csv':
                'Id,OpportunityId,StageName,Amount,CloseDate,CreatedDate\n' +
                [...ids, '43', 'OPP-1', `${long}3`, '']
                    .map((id, at) => `h${at},${id},Prospecting,${at},2026-04-30,2026-01-02T10:00:00Z\n`)
                    .join('')
        });
        expect(table.ids).toEqual(['4', '42', 'OPP-17', 'opp-17', long, `${long}2`]);
        expect([...table.amount]).toEqual([200, 0, 100, 500, 300, 400]);
        // Each deal found its own row of history, and four rows found no deal.
        expect([...table.history.from]).toEqual([0, 1, 2, 3, 4, 5, 6]);
        expect([...table.history.amount]).toEqual([...table.amount]);
        expect(caveats).toContain('Rows of stage history whose deal is not among the opportunities, left out: 4.');
        expect(Array.from(open.deal, (_, position) => open.nameOf(position))).toEqual(table.ids.map((id) => `Deal ${id}`));
    });

    it('may hold nothing but headers', async () => {
        const { table, caveats } = await read({
            'Opportunity.csv': OPPORTUNITIES.split('\n')[0]! + '\n',
            'OpportunityHistory.csv': HISTORY_HEADER
        });
        expect([table.size, [...table.history.from], table.ids]).toEqual([0, [0], []]);
        expect(caveats).toHaveLength(1);
    });

    it('may come zipped and in pages, each with its header', async () => {
        const [header, second, first] = OPPORTUNITIES.trimEnd().split('\n');
        const { table } = await read({
            'Opportunity/00001.csv.gz': gzipSync(`${header}\n${first}\n`),
            'Opportunity/00002.csv.gz': gzipSync(`${header}\n${second}\n`),
            'OpportunityHistory.csv.gz': gzipSync(HISTORY)
        });
        expect(table.ids).toEqual([A, B]);
        expect(table.history.day).toHaveLength(1);
    });

    it('say which stages are open by OpportunityStage, else by the opportunities, else by the map', async () => {
        const files = { 'OpportunityHistory.csv': HISTORY_HEADER };
        const odd = OPPORTUNITIES.replace('Prospecting', 'Parked');
        const another = `"006000000000003AAA","Third","Prospecting","20","2026-03-01","2026-01-05T10:00:00Z"\n`;
        const byMap = await read({ ...files, 'Opportunity.csv': odd + another });
        expect(byMap.stages.get('Parked')!.kind).toBe('open');
        expect(byMap.leadingCaveats).toBe(1);
        expect(byMap.caveats[0]).toBe(
            'Open stages that the stage map does not know: Parked. Put them on the map, or name the right one (or a plain list of stages) with --stage-map.'
        );
        const flagged = odd
            .replace('"CreatedDate"', '"CreatedDate","IsClosed","IsWon"')
            .replace('-0200"', '-0200","true","true"')
            .replace('10:00:00.000Z"', '10:00:00.000Z","true","false"');
        expect((await read({ ...files, 'Opportunity.csv': flagged })).stages.get('Parked')!.kind).toBe('lost');
        const listed = await read({
            ...files,
            'Opportunity.csv': flagged,
            'OpportunityStage.csv': 'MasterLabel,ApiName,IsClosed,IsWon\nParked for now,Parked,true,true\n'
        });
        expect(listed.stages.get('Parked')!.kind).toBe('won');
        expect(listed.open.deal).toHaveLength(0);
    });

    it('give fiscal periods', async () => {
        const { periods } = await read({
            'Opportunity.csv': OPPORTUNITIES,
            'OpportunityHistory.csv': HISTORY,
            'Period.csv': 'Type,StartDate,EndDate,Number\nMonth,2026-02-01,2026-02-28,1\nYear,2026-02-01,2027-01-31,1\n'
        });
        expect(periods).toEqual([expect.objectContaining({ type: 'Month', from: dayOf(2026, 2, 1), to: dayOf(2026, 2, 28) })]);
    });
});

describe('currencies', () => {
    const deals = (currency: string) => `Id,Name,StageName,Amount,CloseDate,CreatedDate,CurrencyIsoCode
${A},First,Prospecting,100,2026-04-30,2026-01-02T10:00:00Z,${currency}
${B},Second,Prospecting,50,2026-07-01,2026-01-02T10:00:00Z,USD
`;
    const history = `Id,OpportunityId,StageName,Amount,CloseDate,CreatedDate,CurrencyIsoCode
008000000000001AAA,${A},Prospecting,90,2026-02-10,2026-01-02T10:00:00Z,EUR
008000000000002AAA,${A},Prospecting,100,2026-04-30,2026-01-03T10:00:00Z,EUR
`;
    const types = 'IsoCode,ConversionRate,IsCorporate\nUSD,1,true\nEUR,0.9,false\n';
    const dated = `IsoCode,ConversionRate,StartDate,NextStartDate
EUR,0.75,2026-01-01,2026-03-01
EUR,0.8,2026-03-01,2026-06-01
`;

    it('are converted row by row, by the rate of the close date, else by the current one', async () => {
        const files = { 'Opportunity.csv': deals('EUR'), 'OpportunityHistory.csv': history, 'CurrencyType.csv': types };
        const reading = await read({ ...files, 'DatedConversionRate.csv': dated });
        // 100 EUR at 0.8; history 90 EUR at 0.75, then 100 EUR at 0.8.
        expect([...reading.table.amount]).toEqual([12_500, 5_000]);
        expect(historyOf(reading, 0).map(([, , amount]) => amount)).toEqual([12_000, 12_500]);
        expect(reading.currency).toEqual({
            code: 'USD',
            policy: 'dated-rates',
            convertedRows: 3,
            unrounded: 17_500,
            byCurrency: [
                { code: 'EUR', deals: 1, open: 10_000, converted: 12_500, rates: [0.8] },
                { code: 'USD', deals: 1, open: 5_000, converted: 5_000, rates: [1] }
            ]
        });
        const later = await read({ ...files, 'DatedConversionRate.csv': dated.replace('2026-06-01', '2026-04-01') });
        // No dated rate holds on 30 April: 100 / 0.9 = 111.11 to the cent, unrounded 111.111….
        expect(later.table.amount[0]).toBe(11_111);
        expect(later.currency.unrounded).toBeCloseTo(11_111.11 + 5_000, 1);
        const current = await read(files);
        expect([current.currency.policy, current.table.amount[0]]).toEqual(['current-rates', 11_111]);
    });

    it('without a rate are refused by name', async () => {
        const files = { 'OpportunityHistory.csv': HISTORY_HEADER };
        await expect(read({ ...files, 'Opportunity.csv': deals('GBP'), 'CurrencyType.csv': types })).rejects.toMatchObject({
            code: 'CURRENCY_UNKNOWN',
            subject: 'Currency GBP'
        });
        await expect(read({ ...files, 'Opportunity.csv': deals('GBP') })).rejects.toMatchObject({ subject: 'Amounts in GBP, USD' });
        await expect(
            read({ ...files, 'Opportunity.csv': deals('EUR'), 'CurrencyType.csv': types.replace('0.9', '0') })
        ).rejects.toMatchObject({ subject: 'Currency EUR', detail: 'has a conversion rate that is not above 0.' });
        const single = await read({ ...files, 'Opportunity.csv': deals('USD') });
        expect(single.currency).toEqual({ code: 'USD', policy: 'single', convertedRows: 0 });
    });
});

describe('partners in files', () => {
    const files = {
        'Opportunity.csv': OPPORTUNITIES.replace('"Prospecting"', '"Qualification"'),
        'OpportunityHistory.csv': HISTORY
    };

    it('count from the start where files know neither registration nor status', async () => {
        const { table } = await read({
            ...files,
            'Partner_Engagement__c.csv': `Id,Opportunity__c,Partner_Type__c,Attribution__c\n1,${A},ISV,Sourced\n`
        });
        expect(table.partnerTypes).toEqual(['Direct', 'ISV']);
        // Sourced, and not a mere signal: the deal is of the forecast in its first stage too.
        const { day, partnerType, attribution } = table.partners;
        expect([[...day], [...partnerType], [...attribution]]).toEqual([[dayOf(2026, 1, 2)], [1], [1]]);
        expect(table.proof.day).toHaveLength(0);
    });

    it('count from the day they were registered to the day they left, with proof as it came', async () => {
        const reading = await read({
            ...files,
            'Partner_Engagement__c.csv': `Id,Opportunity__c,Partner__r.Name,Partner_Type__c,Role__c,Attribution__c,Credit_Percent__c,CreatedDate,Registered_On__c,Withdrawn_On__c,Handoff_Accepted_On__c
a0X000000000001AAA,${A},Acme,SI,Lead,Sourced,60,2026-01-02T10:00:00Z,2026-01-04,2026-03-01,2026-01-06T09:00:00Z
a0X000000000002AAA,006000000000009AAA,Nobody,SI,Lead,Sourced,60,2026-01-02T10:00:00Z,2026-01-04,,
`,
            'Joint_Scorecard__c.csv': `Partner_Engagement__c,Complete__c,Host_Confirmed_On__c,Partner_Confirmed_On__c,CreatedDate
a0X000000000001AAA,true,2026-01-20T10:00:00Z,2026-01-22T10:00:00Z,2026-01-02T10:00:00Z
`
        });
        const { partners, proof, partnerTypes } = reading.table;
        expect(partnerTypes).toEqual(['Direct', 'SI']);
        // A signal that says it sourced the deal until 4 January, the partner from then on, direct from 1 March.
        expect([[...partners.day], [...partners.partnerType], [...partners.attribution]]).toEqual([
            [dayOf(2026, 1, 2), dayOf(2026, 1, 4), dayOf(2026, 3, 1)],
            [0, 1, 0],
            [3, 1, 0]
        ]);
        // Registered: the handoff is owed at stage 0; accepted: the scorecard at stage 1; complete: nothing that these files could show.
        expect([[...proof.day], [...proof.order]]).toEqual([
            [dayOf(2026, 1, 4), dayOf(2026, 1, 6), dayOf(2026, 1, 22)],
            [0, 1, ANY_ORDER]
        ]);
        expect(reading.open.partnersOf(0)).toEqual([
            expect.objectContaining({ partnerName: 'Acme', role: 'Lead', status: 'Withdrawn', creditBasisPoints: 6000 })
        ]);
        expect(reading.caveats).toEqual(
            expect.arrayContaining([
                'Partners whose deal is not among the opportunities, left out: 1.',
                'There are no pitches, plans: what they would prove counts as proven.'
            ])
        );
    });

    it('find deals by ids of any form, each only its own', async () => {
        const idOf = (deal: number) => `https://example.com/opportunity/${deal}`;
        const deals = [1, 12, 123].map((deal) => `${idOf(deal)},Deal,Qualification,1,2026-04-30,2026-01-02T10:00:00Z\n`);
        const { open } = await read({
            'Opportunity.csv': `Id,Name,StageName,Amount,CloseDate,CreatedDate\n${deals.join('')}`,
            'OpportunityHistory.csv': HISTORY_HEADER,
            'Partner_Engagement__c.csv': `Id,Opportunity__c,Partner__r.Name,Registered_On__c
p1,${idOf(12)},Acme,2026-01-04
p2,${idOf(1)},Zenith,
p3,${idOf(2)},Nobody,2026-01-04
`
        });
        expect([0, 1, 2].map((position) => open.partnersOf(position).map(({ partnerName }) => partnerName))).toEqual([
            ['Zenith'],
            ['Acme'],
            []
        ]);
        // Without a day of its own a partner is as old as its deal.
        expect(open.partnersOf(0)[0]!.createdOn).toBe(dayOf(2026, 1, 2));
    });
});

const refusal = (files: Readonly<Record<string, string>>) => read(files).catch((error: unknown) => error);

describe('files whose stages the map does not know', () => {
    const deals = (stages: readonly string[], flags = '') =>
        `Id,StageName,Amount,CloseDate,CreatedDate${flags && ',IsClosed,IsWon'}\n` +
        stages.map((stage, deal) => `d${deal},${stage},10,2026-04-30,2026-01-02T10:00:00Z\n`).join('');
    const history =
        'OpportunityId,StageName,CreatedDate\n' +
        ['d0,Lead', 'd0,Demo', 'd1,Lead', 'd1,Demo', 'd2,Lead', 'd3,Lead']
            .map((pair, day) => `${pair},2026-01-1${day}T10:00:00Z\n`)
            .join('');

    it('are refused when none is on it: the stages are named, and a plain list is made of them', async () => {
        const files = { 'Opportunity.csv': deals(['Demo', 'Deal won', 'Dead', 'Lead']), 'OpportunityHistory.csv': history };
        expect(await refusal(files)).toMatchObject({
            code: 'CSV_INVALID',
            subject: 'data/Opportunity.csv: StageName',
            detail: expect.stringContaining('Dead (1), Deal won (1), Demo (1), Lead (1).'),
            remedy: expect.stringMatching(/--stage-map FILE.*\{"open":\["Lead","Demo"\],"won":\["Deal won"\],"lost":\["Dead"\]\}$/)
        });
    });

    it('are refused when most open deals stand in such stages, and read on when the rows say what is open', async () => {
        const stages = ['Prospecting', 'Closed Won', 'Fertig', 'Fertig'];
        const silent = { 'Opportunity.csv': deals(stages), 'OpportunityHistory.csv': history };
        expect(await refusal(silent)).toMatchObject({
            detail: expect.stringContaining('2 of its deals stand in stages that are not on it')
        });
        const flags = ['false,false', 'true,true', 'true,true', 'true,true'];
        const lines = deals(stages, 'flags').split('\n');
        const said = [lines[0], ...flags.map((flag, deal) => `${lines[deal + 1]},${flag}`), ''].join('\n');
        const reading = await read({ ...silent, 'Opportunity.csv': said });
        expect(reading.stages.get('Fertig')!.kind).toBe('won');
        expect(reading.open.deal).toHaveLength(1);
    });

    it('are read when every row says what its stage is, though none is on the map', async () => {
        const lines = deals(['Demo', 'Deal won', 'Dead', 'Lead'], 'flags').split('\n');
        const flags = ['false,false', 'true,true', 'true,false', 'false,false'];
        const said = [lines[0], ...flags.map((flag, deal) => `${lines[deal + 1]},${flag}`), ''].join('\n');
        const reading = await read({ 'Opportunity.csv': said, 'OpportunityHistory.csv': history });
        expect(['Demo', 'Deal won', 'Dead', 'Lead'].map((name) => reading.stages.get(name)!.kind)).toEqual(['open', 'won', 'lost', 'open']);
    });

    it('are refused when rows say closed but nothing says won or lost', async () => {
        const lines = deals(['Prospecting', 'Fertig', 'Fertig']).replace('CreatedDate', 'CreatedDate,IsClosed').split('\n');
        const closed = [lines[0], `${lines[1]},false`, `${lines[2]},true`, `${lines[3]},true`, ''].join('\n');
        expect(await refusal({ 'Opportunity.csv': closed, 'OpportunityHistory.csv': history })).toMatchObject({ code: 'CSV_INVALID' });
    });
});

describe('files that cannot be read', () => {
    const both = { 'Opportunity.csv': OPPORTUNITIES, 'OpportunityHistory.csv': HISTORY };

    it.each([
        ['a file that is not there', { 'Opportunity.csv': OPPORTUNITIES }, 'data/OpportunityHistory.csv', 'is not there.'],
        [
            'a column that is not there',
            { ...both, 'Opportunity.csv': OPPORTUNITIES.replace('"Amount"', '"Sum"') },
            'data/Opportunity.csv:1',
            'has no column Amount'
        ],
        [
            'a number that is none, after a name with a line break',
            { ...both, 'Opportunity.csv': OPPORTUNITIES.replace('Second', 'Sec\nond').replace('10.555', '10,5') },
            'data/Opportunity.csv:4',
            "has '10,5' in Amount, which is not a number."
        ],
        [
            'a day that is none',
            { ...both, 'Opportunity.csv': OPPORTUNITIES.replace('2026-04-30', '30.4.2026') },
            'data/Opportunity.csv:3',
            "has '30.4.2026' in CloseDate, which is not a date (YYYY-MM-DD)."
        ],
        [
            'a cell too few',
            { ...both, 'OpportunityHistory.csv': HISTORY.replace(',"10.555"', '') },
            'data/OpportunityHistory.csv:2',
            'has 5 values where the header names 6 columns.'
        ],
        [
            'a quote that stays open',
            { ...both, 'Opportunity.csv': OPPORTUNITIES.replace('"First"', '"First') },
            'data/Opportunity.csv:3',
            'has '
        ],
        ['an empty file', { ...both, 'Opportunity.csv': '' }, 'data/Opportunity.csv', 'is empty: it has no header line.'],
        [
            'an id that is there twice',
            { ...both, 'Opportunity.csv': OPPORTUNITIES.replace(B, A) },
            `data/Opportunity.csv, Id ${A},`,
            'is there more than once.'
        ],
        [
            'a row without its stage',
            { ...both, 'Opportunity.csv': OPPORTUNITIES.replace('"Prospecting"', '""') },
            `data/Opportunity.csv, Id ${A},`,
            'has no StageName.'
        ],
        [
            'a row without the day on which it was made',
            { ...both, 'Opportunity.csv': OPPORTUNITIES.replace('2026-01-02T10:00:00.000Z', '') },
            `data/Opportunity.csv, Id ${A},`,
            'has no CreatedDate.'
        ],
        [
            'a day of creation in another order than year, month and day',
            { ...both, 'Opportunity.csv': OPPORTUNITIES.replace('2026-01-02T10:00:00.000Z', '13.05.2024').replace('Second', 'Sec\nond') },
            'data/Opportunity.csv:4',
            "has '13.05.2024' in CreatedDate, which is not a date"
        ],
        [
            'a date in history in another order than year, month and day',
            { ...both, 'OpportunityHistory.csv': HISTORY + row('h2', A, 'Prospecting', '', '', '24/05/2024') },
            'data/OpportunityHistory.csv:3',
            "has '24/05/2024' in CreatedDate, which is not a date"
        ],
        [
            'a date in history whose day would be its year',
            { ...both, 'OpportunityHistory.csv': HISTORY + row('h2', A, 'Prospecting', '', '', '24/05/24') },
            'data/OpportunityHistory.csv:3',
            "has '24/05/24' in CreatedDate"
        ],
        [
            'a row without its id',
            { ...both, 'Opportunity.csv': OPPORTUNITIES.replace(A, '') },
            'data/Opportunity.csv',
            'has a row without Id.'
        ],
        [
            'an amount beyond cents',
            { ...both, 'Opportunity.csv': OPPORTUNITIES.replace('10.555', '1e300') },
            `data/Opportunity.csv, Id ${A},`,
            'has an Amount of'
        ],
        [
            'a column that is there twice',
            { ...both, 'Opportunity.csv': OPPORTUNITIES.replace('"Name"', '"ID"') },
            'data/Opportunity.csv:1',
            'names the column'
        ]
    ])('%s', async (_, files, subject, detail) => {
        expect(await refusal(files)).toMatchObject({ subject, detail: expect.stringContaining(detail) });
    });

    it('say all that is missing at once, with the whole export', async () => {
        expect(await refusal({ 'Opportunity.csv': 'Id,Stage,Value\n' })).toMatchObject({
            code: 'FILE_NOT_FOUND',
            subject: 'data/OpportunityHistory.csv',
            detail: 'is not there; data/Opportunity.csv:1 has no column StageName, Amount, CloseDate, CreatedDate, only Id, Stage, Value.',
            remedy: expect.stringContaining(
                '"SELECT Id, OpportunityId, StageName, Amount, CloseDate, CreatedDate, Probability FROM OpportunityHistory"'
            )
        });
        expect(await refusal({})).toMatchObject({
            subject: 'data/Opportunity.csv',
            detail: 'is not there; data/OpportunityHistory.csv is not there.',
            remedy: expect.stringContaining(
                '"SELECT Id, Name, StageName, Amount, CloseDate, CreatedDate, IsClosed, IsWon FROM Opportunity"'
            )
        });
        expect(await refusal({ 'Opportunity.csv': 'Id\n', 'OpportunityHistory.csv': 'Id\n' })).toMatchObject({
            code: 'CSV_INVALID',
            detail: expect.stringMatching(
                /has no column StageName.*OpportunityHistory.csv:1 has no column OpportunityId, StageName, CreatedDate/
            )
        });
    });

    it('name the folder when it is not there', () => {
        expect(() => openFolder('/nowhere/at/all', 'nowhere')).toThrow('nowhere is not there.');
    });
});
