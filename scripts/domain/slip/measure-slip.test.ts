import { aDeal, aPartner, STAGES } from '../../testing/deals';
import type { UsualStays } from '../dwell/usual-stay';
import type { Deal } from '../forecast/deal';
import { toDealTable } from '../forecast/to-deal-table';
import { measureSlip, type SlipLine } from './measure-slip';

/** Ten days are usual everywhere, and 20 the limit. */
const usual: UsualStays = () => ({ meanDays: 10, thresholdDays: 20, sampleSize: 30, leansOnAllTypes: false });
const [GO_LIVE, AS_OF] = [200, 300];

const measure = (deals: readonly Deal[], partnerOf = new Map<string, string>()) =>
    measureSlip({ table: toDealTable(deals, AS_OF), stages: STAGES, usual, asOf: AS_OF, goLive: GO_LIVE, partnerOf, minimumSample: 2 });
const lineOf = (lines: readonly SlipLine[], stageOrder: number | undefined, group: SlipLine['group'], name = '') =>
    lines.find((line) => line.stageOrder === stageOrder && line.group === group && line.name === name);
/** Stays in stage 1 only: born at the meeting. */
const met = (from: number, until: number, given: Partial<Deal> = {}) =>
    aDeal(
        [
            [from, 'Meet'],
            [until, 'Lost']
        ],
        given
    );

it('counts a stay past its limit as slipped, one that ends on the limit as kept', () => {
    const { lines } = measure([met(100, 120), met(100, 121), met(210, 230), met(210, 240)]);
    const line = lineOf(lines, 1, 'all')!;
    expect(line.before).toMatchObject({ count: 1, of: 2 });
    expect(line.after).toMatchObject({ count: 1, of: 2 });
    expect(line.chance).toBeCloseTo(1, 12);
    expect(line.mayBeChance).toBe(true);
});

it('takes StageNames of one overlay stage as one stay, and each return as a new one', () => {
    const deal = aDeal([
        [100, 'Meet'],
        [115, 'Need'],
        [125, 'New'],
        [130, 'Meet'],
        [140, 'Lost']
    ]);
    expect(lineOf(measure([deal]).lines, 1, 'all')!.before).toMatchObject({ count: 1, of: 2 });
});

it('leaves out what go-live divides and what is too young to have slipped, and counts both', () => {
    // Limits fall on day 199 (still before), 200 and 219 (divided), 299 (just decided) and 300 (not over yet).
    const report = measure([met(179, 190), met(180, 190), met(199, 205), aDeal([[279, 'Meet']]), met(280, 281)]);
    expect(report).toMatchObject({ straddling: 2, tooRecent: 1 });
    const line = lineOf(report.lines, 1, 'all')!;
    expect(line.before).toMatchObject({ count: 0, of: 1 });
    expect(line.after).toMatchObject({ count: 1, of: 1 });
});

it('tells partner deals, types and partners apart, and leaves direct deals as their control', () => {
    const partners = [aPartner(90)];
    const ours = met(100, 150, { id: 'ours', partners });
    const { lines } = measure([ours, met(100, 110)], new Map([['ours', 'Acme']]));
    expect(lineOf(lines, 1, 'type', 'SI')!.before).toMatchObject({ count: 1, of: 1 });
    expect(lineOf(lines, 1, 'type', 'Direct')!.before).toMatchObject({ count: 0, of: 1 });
    expect(lineOf(lines, undefined, 'partner deals')!.before).toMatchObject({ count: 1, of: 1 });
    expect(lineOf(lines, undefined, 'partner', 'Acme')).toMatchObject({ before: { count: 1, of: 1 }, after: { of: 0 }, chance: undefined });
});

it('believes a change only when the exact test does', () => {
    const slipped = Array.from({ length: 8 }, () => met(100, 160));
    const kept = Array.from({ length: 8 }, () => met(210, 215));
    const line = lineOf(measure([...slipped, ...kept]).lines, 1, 'all')!;
    // 8 of 8 against 0 of 8: two of the 12,870 ways to pick 8 of 16.
    expect(line.chance).toBeCloseTo(2 / 12_870, 10);
    expect(line.mayBeChance).toBe(false);
});
