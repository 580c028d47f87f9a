import fc from 'fast-check';
import { testOrg, testSchema } from './dml-test-org';
import type { TestOrg } from './dml-test-org';
import { recomputeRollUps } from './roll-ups';
import type { Row, SaveResult } from '../model/org';

/** Roll-ups worked out from the rows by hand, without the formula engine. */
const expectedRollUps = (org: TestOrg): Record<string, Record<string, unknown>> => {
    const rows = (object: string): Row[] => [...org.state.store.rows(object)];
    const smallest = (values: unknown[]): unknown => values.filter((value) => value != null).sort(compare)[0] ?? null;
    const result: Record<string, Record<string, unknown>> = {};
    for (const proof of rows('Proof__c')) {
        const steps = rows('Step__c').filter((step) => step.Proof__c === proof.Id);
        const open = steps.filter((step) => !step.Done__c);
        result[proof.Id] = { Steps__c: steps.length, Open_Steps__c: open.length, Next_Due__c: smallest(open.map((step) => step.Due__c)) };
    }
    for (const bid of rows('Bid__c')) {
        const proofs = rows('Proof__c').filter((proof) => proof.Bid__c === bid.Id);
        const complete = proofs.filter(
            (proof) => proof.Evidence__c && Number(result[proof.Id]!.Steps__c) > 0 && result[proof.Id]!.Open_Steps__c === 0
        );
        result[bid.Id] = {
            Complete_Proofs__c: complete.length,
            Next_Due__c: smallest(proofs.map((proof) => result[proof.Id]!.Next_Due__c))
        };
    }
    for (const deal of rows('Opportunity')) {
        const bids = rows('Bid__c').filter((bid) => bid.Opportunity__c === deal.Id);
        const live = bids.filter((bid) => bid.Status__c === 'Live');
        const gate = (bid: Row): number => [11.01, 21.02][Number(result[bid.Id]!.Complete_Proofs__c)] ?? 999;
        const dues = bids.map((bid) => result[bid.Id]!.Next_Due__c).filter((due) => due != null);
        result[deal.Id] = {
            Open_Gate__c: smallest(live.map(gate)),
            Live_Bids__c: live.length,
            Credit__c: live.reduce((cents, bid) => cents + Math.round(Number(bid.Credit__c ?? 0) * 100), 0) / 100,
            Last_Due__c: dues.sort(compare).at(-1) ?? null
        };
    }
    return result;
};

const compare = (a: unknown, b: unknown): number => ((a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0);

const storedRollUps = (org: TestOrg, like: Record<string, Record<string, unknown>>): Record<string, Record<string, unknown>> => {
    const all = ['Opportunity', 'Bid__c', 'Proof__c'].flatMap((object) => [...org.state.store.rows(object)]);
    return Object.fromEntries(all.map((row) => [row.Id, Object.fromEntries(Object.keys(like[row.Id]!).map((name) => [name, row[name]]))]));
};

/** Everything the org holds but its counters, in an order of its own: a rolled back delete may move a row within its table. */
const contents = (org: TestOrg): string => {
    const { tables, deleted } = org.state.store.dump();
    const sorted = (all: Record<string, Row[]>) =>
        Object.entries(all)
            .filter(([, rows]) => rows.length)
            .sort(([a], [b]) => compare(a, b))
            .map(([name, rows]) => [
                name,
                [...rows].sort((a, b) => compare(a.Id, b.Id)).map((row) => Object.entries(row).sort(([a], [b]) => compare(a, b)))
            ]);
    return JSON.stringify([sorted(tables), sorted(deleted)]);
};

const OBJECTS = ['Opportunity', 'Bid__c', 'Proof__c', 'Step__c'] as const;

const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-07-${String(n).padStart(2, '0')}`);
const fields = {
    Opportunity: fc.record({ StageName: fc.constantFrom('Prospecting', 'Qualification', 'Closed Lost') }),
    Bid__c: fc.record({
        Status__c: fc.constantFrom('Draft', 'Live', 'Gone'),
        Credit__c: fc.option(fc.integer({ min: 0, max: 10500 }).map((n) => n / 100))
    }),
    Proof__c: fc.record({ Evidence__c: fc.constantFrom(null, 'seen') }),
    Step__c: fc.record({ Done__c: fc.boolean(), Due__c: fc.option(day) })
};

const action = fc.constantFrom(...OBJECTS).chain((object) =>
    fc.record({
        object: fc.constant(object),
        kind: fc.constantFrom('insert', 'insert', 'update', 'update', 'delete', 'undelete'),
        pick: fc.nat(30),
        values: fields[object] as fc.Arbitrary<Record<string, unknown>>
    })
);

type Action = { object: (typeof OBJECTS)[number]; kind: string; pick: number; values: Record<string, unknown> };

const pickOf = (rows: Iterable<Row>, pick: number): Row | undefined => {
    const all = [...rows];
    return all[pick % Math.max(all.length, 1)];
};

const perform = (org: TestOrg, { object, kind, pick, values }: Action): SaveResult | undefined => {
    const { store } = org.state;
    if (kind === 'insert') {
        const above = OBJECTS[OBJECTS.indexOf(object) - 1];
        const parent = above && pickOf(store.rows(above), pick);
        if (above && !parent) return undefined;
        const link = parent ? { [above!.replace(/(__c)?$/, '__c')]: parent.Id } : { Name: 'D', CloseDate: '2026-06-30' };
        return org.dml.insert(org.admin, object, [{ ...values, ...link }])[0];
    }
    const row = pickOf(kind === 'undelete' ? store.deletedRows(object) : store.rows(object), pick);
    if (!row) return undefined;
    if (kind === 'update') return org.dml.update(org.admin, object, [{ Id: row.Id, ...values }])[0];
    return kind === 'delete' ? org.dml.delete(org.admin, [row.Id])[0] : org.dml.undelete(org.admin, [row.Id])[0];
};

describe('roll-ups', () => {
    it('equal a recount of the rows after any sequence of saves, and a failing save changes nothing', () => {
        const schema = testSchema();
        let refused = 0;
        let saved = 0;
        fc.assert(
            fc.property(fc.array(action, { minLength: 10, maxLength: 60 }), (actions) => {
                const org = testOrg(schema);
                for (const each of actions) {
                    const before = contents(org);
                    const result = perform(org, each as Action);
                    if (result?.success) saved++;
                    else {
                        if (result) refused++;
                        expect(contents(org)).toBe(before);
                    }
                    const expected = expectedRollUps(org);
                    expect(storedRollUps(org, expected)).toEqual(expected);
                }
                const kept = contents(org);
                recomputeRollUps(org.state);
                expect(contents(org)).toBe(kept);
            }),
            { numRuns: 200, seed: 20260520 }
        );
        expect(refused).toBeGreaterThan(50);
        expect(saved).toBeGreaterThan(500);
    });

    it('are put right from the bottom up', () => {
        const org = testOrg();
        const deal = org.add('Opportunity', { Name: 'D', StageName: 'Prospecting', CloseDate: '2026-06-30' });
        const bid = org.add('Bid__c', { Opportunity__c: deal, Status__c: 'Live' });
        const proof = org.add('Proof__c', { Bid__c: bid, Evidence__c: 'seen' });
        org.add('Step__c', { Proof__c: proof, Done__c: true });
        const expected = expectedRollUps(org);
        for (const [object, id] of [
            ['Opportunity', deal],
            ['Bid__c', bid],
            ['Proof__c', proof]
        ] as const) {
            const row = { ...org.row(object, id) };
            for (const name of Object.keys(expected[id]!)) delete row[name];
            org.state.store.put(object, row);
        }
        recomputeRollUps(org.state, ['Proof__c']);
        expect(storedRollUps(org, expected)).toEqual(expected);
    });

    it('of 10,000 new children take less than 10 seconds, spread over parents or under one', () => {
        const org = testOrg();
        const proofs = Array.from({ length: 50 }, () => {
            const deal = org.add('Opportunity', { Name: 'D', StageName: 'Prospecting', CloseDate: '2026-06-30' });
            return org.add('Proof__c', { Bid__c: org.add('Bid__c', { Opportunity__c: deal, Status__c: 'Live' }) });
        });
        const started = Date.now();
        const children = Array.from({ length: 10_000 }, (_, i) => ({
            Proof__c: proofs[i < 5000 ? 0 : i % 50],
            Due__c: `2026-07-${String(28 - (i % 28)).padStart(2, '0')}`
        }));
        const results = org.dml.insert(org.admin, 'Step__c', children);
        expect(results.every((result) => result.success)).toBe(true);
        expect(org.row('Proof__c', proofs[0]!).Steps__c).toBe(5100);
        expect(Date.now() - started).toBeLessThan(10_000);
    });
});
