import fc from 'fast-check';
import { parseQuery } from '@jetstreamapp/soql-parser-js';
import { conditionTree } from './condition-tree';
import type { ConditionTree } from './condition-tree';

type Formula = { kind: 'test'; name: string } | { kind: 'not'; part: Formula } | { kind: 'and' | 'or'; parts: Formula[] };

const { formula } = fc.letrec<{ formula: Formula }>((tie) => ({
    formula: fc.oneof(
        { maxDepth: 4 },
        fc.record({ kind: fc.constant('test' as const), name: fc.constantFrom('A', 'B', 'C') }),
        fc.record({ kind: fc.constant('not' as const), part: tie('formula') }),
        fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), parts: fc.array(tie('formula'), { minLength: 2, maxLength: 3 }) })
    )
}));

const written = (of: Formula): string => {
    if (of.kind === 'test') return `${of.name} = 1`;
    if (of.kind === 'not') return `NOT (${written(of.part)})`;
    return of.parts.map((part) => (part.kind === 'test' ? written(part) : `(${written(part)})`)).join(` ${of.kind.toUpperCase()} `);
};
const truthOf = (of: Formula, facts: Record<string, boolean>): boolean => {
    if (of.kind === 'test') return facts[of.name];
    if (of.kind === 'not') return !truthOf(of.part, facts);
    return of.kind === 'and' ? of.parts.every((part) => truthOf(part, facts)) : of.parts.some((part) => truthOf(part, facts));
};
const truthOfTree = (tree: ConditionTree, facts: Record<string, boolean>): boolean => {
    if (tree.kind === 'test') return facts[(tree.test as { field: string }).field];
    if (tree.kind === 'not') return !truthOfTree(tree.part, facts);
    return tree.kind === 'and' ? tree.parts.every((part) => truthOfTree(part, facts)) : tree.parts.some((part) => truthOfTree(part, facts));
};

it('means what was written, however it is nested', () => {
    const facts = fc.record({ A: fc.boolean(), B: fc.boolean(), C: fc.boolean() });
    fc.assert(
        fc.property(formula, facts, (of, known) => {
            fc.pre(!/NOT \(+NOT \(+NOT/.test(written(of)));
            const soql = `SELECT Id FROM X WHERE ${written(of)}`;
            expect(truthOfTree(conditionTree(soql, parseQuery(soql).where!), known)).toBe(truthOf(of, known));
        })
    );
});

it('refuses what the parser cannot tell it', () => {
    const soql = 'SELECT Id FROM X WHERE NOT (NOT (NOT (A = 1)))';
    expect(() => conditionTree(soql, parseQuery(soql).where!)).toThrow('NOT inside NOT inside NOT is not supported by this local org.');
});
