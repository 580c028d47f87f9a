import { readFileSync } from 'node:fs';
import { parseStageMap } from '../boundary/parse-stage-map';
import type { Cast } from './cast';
import { makeSampleData } from './make-sample-data';

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const cast = read('config/sample-data/cast.json') as Cast;
const map = parseStageMap(read('config/stage-map/stage-map.json'), 'stage-map.json');
const TODAY = '2026-11-21';
const sample = makeSampleData(cast, map, TODAY);
const rowsOf = (object: string) => sample.objects.find((each) => each.object === object)!.rows;

it('is the same on every machine, and moves with the day', () => {
    expect(makeSampleData(cast, map, TODAY)).toEqual(sample);
    const tomorrow = makeSampleData(cast, map, '2026-11-22');
    expect(tomorrow.objects.find(({ object }) => object === 'Opportunity')!.rows[0]!.CreatedDate).not.toBe(
        rowsOf('Opportunity')[0]!.CreatedDate
    );
});

it('has some four hundred deals of two years and older closed business, direct and with nine partners of four types', () => {
    const older = rowsOf('Opportunity').filter(({ ref }) => String(ref).startsWith('older-'));
    expect(rowsOf('Opportunity').length - older.length).toBeGreaterThan(380);
    expect(rowsOf('Opportunity').length - older.length).toBeLessThan(450);
    expect(older.length).toBeGreaterThan(500);
    expect(older.filter(({ StageName }) => !String(StageName).startsWith('Closed'))).toEqual([]);
    const engagements = rowsOf('Partner_Engagement__c');
    expect(new Set(engagements.map(({ Partner__c }) => Partner__c)).size).toBe(9);
    expect(new Set(engagements.map(({ Partner_Type__c }) => Partner_Type__c))).toEqual(new Set(['SI', 'ISV', 'Reseller', 'Marketplace']));
    const months = new Set(rowsOf('OpportunityHistory').map(({ CreatedDate }) => String(CreatedDate).slice(0, 7)));
    expect(months.size).toBeGreaterThanOrEqual(33);
});

it('refers only to rows and users that come before', () => {
    const known = new Set(sample.users.map(({ key }) => `@${key}`));
    const dangling: string[] = [];
    for (const { object, rows } of sample.objects) {
        for (const row of rows) {
            for (const [field, value] of Object.entries(row))
                if (typeof value === 'string' && value.startsWith('@') && !known.has(value))
                    dangling.push(`${object} ${row.ref}.${field} ${value}`);
            known.add(`@${row.ref}`);
        }
    }
    expect(dangling).toEqual([]);
});

it('keeps the past in the past', () => {
    const late = rowsOf('OpportunityHistory').filter(({ CreatedDate }) => String(CreatedDate).slice(0, 10) > TODAY);
    expect(late).toEqual([]);
    const future = rowsOf('Partner_Engagement__c').filter(({ Registered_On__c }) => String(Registered_On__c ?? '') > TODAY);
    expect(future).toEqual([]);
});

it('gives no deal more than one lead, one sourcing partner or the whole credit', () => {
    const byDeal = new Map<unknown, { leads: number; sourced: number; credit: number }>();
    for (const engagement of rowsOf('Partner_Engagement__c').filter(({ Status__c }) => Status__c === 'Registered')) {
        const sum = byDeal.get(engagement.Opportunity__c) ?? { leads: 0, sourced: 0, credit: 0 };
        byDeal.set(engagement.Opportunity__c, {
            leads: sum.leads + (engagement.Role__c === 'Lead' ? 1 : 0),
            sourced: sum.sourced + (engagement.Attribution__c === 'Sourced' ? 1 : 0),
            credit: sum.credit + Number(engagement.Credit_Percent__c)
        });
    }
    expect([...byDeal.values()].filter(({ leads, sourced, credit }) => leads !== 1 || sourced > 1 || credit > 100)).toEqual([]);
});

it('says what each buyer needs, in a sentence of its own that fits what is offered', () => {
    const nameOf = new Map(rowsOf('Opportunity').map(({ ref, Name }) => [`@${ref}`, String(Name)]));
    const needs = rowsOf('Partner_Engagement__c').map(({ Confirmed_Need__c, Opportunity__c }) => ({
        need: String(Confirmed_Need__c),
        offering: nameOf.get(String(Opportunity__c))!.split(' - ').at(-1)!
    }));
    const ofOffering = needs.filter(({ need, offering }) => cast.needs[offering]!.some((sentence) => need.startsWith(`${sentence}; `)));
    expect(needs.length - ofOffering.length).toBe(2);
    expect(new Set(needs.map(({ need }) => need)).size).toBe(needs.length);
});

it('gives everybody who sells a manager, and one of them the second language of the map', () => {
    const known = new Set(sample.users.map(({ key }) => key));
    const sellers = sample.users.filter(({ title }) => /Account Executive|Partner Manager/.test(title));
    expect(sellers.length).toBeGreaterThan(4);
    expect(sellers.filter(({ manager }) => !known.has(manager ?? ''))).toEqual([]);
    expect(sample.users.flatMap(({ language }) => language ?? [])).toEqual(Object.keys(map.translations ?? {}));
});
