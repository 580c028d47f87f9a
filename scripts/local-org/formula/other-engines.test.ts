import fc from 'fast-check';
import type { Disagreement, OtherEngine } from './other-engines.disagreements.fixture';
import { JUDGEMENTS, judges, kindOf } from './other-engines.disagreements.fixture';
import type { Outcome } from './other-engines.fixture';
import { formulonAnswer, ourAnswer, sformulaAnswer } from './other-engines.fixture';

/** Leaves of each sort; those that are empty fields end in B. */
const LEAVES: Readonly<Record<string, readonly string[]>> = {
    n: ['N1', 'N2', 'N3', 'NB', '0', '1', '0.5', '100'],
    i: ['0', '1', '2', '(-1)', 'N3', 'NB'],
    t: ['T1', 'T2', 'T3', 'TB', '"World"', '"l"', '"x,y"'],
    b: ['B1', 'B2', 'TRUE', 'FALSE'],
    d: ['D1', 'D2', 'DB', 'DATE(2024, 2, 29)'],
    m: ['M1', 'M2', 'MB'],
    p: ['P1', 'PB'],
    r: ['R1', 'RB']
};

/** One function or operator each, so that a disagreement is about that. */
const TEMPLATES = `{n} + {n}; {n} - {n}; {n} * {n}; {n} / {n}; {n} ^ {i}; -{n}; {n} = {n}; {n} <> {n}; {n} < {n}; {n} >= {n};
{t} & {t}; {t} + {t}; {t} = {t}; {t} <> {t}; {b} && {b}; {b} || {b}; NOT({b}); {b} = {b};
{d} + {n}; {d} - {n}; {d} - {d}; {d} = {d}; {d} < {d}; {m} + {n}; {m} - {n}; {m} - {m}; {m} = {m}; {m} > {m};
ABS({n}); CEILING({n}); FLOOR({n}); MCEILING({n}); MFLOOR({n}); ROUND({n}, {i}); MOD({n}, {n}); MAX({n}, {n}); MIN({n}, {n}, {n});
EXP({n}); LN({n}); LOG({n}); SQRT({n}); TRUNC({n}); PI(); SIN({n}); TAN({n}); ATAN2({n}, {n});
AND({b}, {n} > {n}); OR({b}, {n} > {n}); NOT({n} > {n}); IF({b}, {n}, {n}); IF({n} > {n}, {t}, {t}); IF({b}, {d}, {d});
CASE({n}, 12, "a", {n}, "b", "c"); CASE({t}, "o", {n}, {n}); CASE({p}, "Proposal", 1, "Qualification", 2, 3);
ISBLANK({n}); ISBLANK({t}); ISBLANK({d}); ISNULL({n}); ISNULL({t}); ISNULL({d});
BLANKVALUE({n}, {n}); BLANKVALUE({t}, {t}); BLANKVALUE({d}, {d}); NULLVALUE({n}, {n}); NULLVALUE({t}, {t}); NULLVALUE({d}, {d});
ISNUMBER({t}); BEGINS({t}, {t}); CONTAINS({t}, {t}); FIND({t}, {t}); FIND({t}, {t}, {i}); LEFT({t}, {i}); RIGHT({t}, {i}); RIGHT({t}, 4); MID({t}, {i}, {i});
LEN({t}); LOWER({t}); UPPER({t}); INITCAP({t}); REVERSE({t}); LPAD({t}, {i}); RPAD({t}, {i}); LPAD({t}, 15, {t}); RPAD({t}, 15, {t});
SUBSTITUTE({t}, {t}, {t}); TRIM({t}); TEXT({n}); TEXT({d}); TEXT({m}); TEXT({p}); VALUE({t}); ASCII({t}); CHR({i}); CASESAFEID({t});
HYPERLINK({t}, {t}); ISPICKVAL({p}, "Proposal"); ISPICKVAL({p}, ""); INCLUDES({r}, "North"); PICKLISTCOUNT({r});
ADDMONTHS({d}, {i}); DATE(2024, {i}, {i}); DATEVALUE({m}); DATEVALUE({t}); DATEVALUE("2024-2-9"); DATETIMEVALUE({m}); DATETIMEVALUE({t});
DAY({d}); MONTH({d}); YEAR({d}); WEEKDAY({d}); DAYOFYEAR({d}); ISOWEEK({d}); ISOYEAR({d}); UNIXTIMESTAMP({m}); UNIXTIMESTAMP({d}); FROMUNIXTIME({n});
HOUR(TIMEVALUE({m})); MINUTE(TIMEVALUE({m})); SECOND(TIMEVALUE({m})); MILLISECOND(TIMEVALUE({m})); TIMEVALUE("10:34:55.666"); TIMEVALUE({t});
TIMEVALUE("10:34:55.666") + {n}; FORMATDURATION({n}); 2 * 3 ^ 2; 2 + 3 ^ 2; -2 ^ 2; 2 ^ 3 ^ 2; REGEX({t}, "[A-Z].*"); BR()`
    .split(';')
    .map((template) => template.trim());
const SAMPLES = 40;
const SEED = 20240301;

/** Every template filled in with leaves, each filling once. */
const formulas = TEMPLATES.flatMap((template) => {
    const sorts = [...template.matchAll(/\{(\w)\}/g)].map(([, sort]) => fc.constantFrom(...LEAVES[sort]));
    const fillings = fc.sample(fc.tuple(...sorts), { seed: SEED, numRuns: sorts.length === 0 ? 1 : SAMPLES });
    const sources = fillings.map((leaves) => leaves.reduce((source, leaf) => source.replace(/\{\w\}/, leaf), template));
    return [...new Set(sources)].map((source) => ({ template, source }));
});

const same = (ours: Outcome, theirs: Outcome): boolean => {
    if (typeof ours === 'number' && typeof theirs === 'number') return Math.abs(ours - theirs) <= 1e-9 * Math.max(1, Math.abs(ours));
    return kindOf(ours) === 'error' ? kindOf(theirs) === 'error' : ours === theirs;
};

const compared = (
    engine: OtherEngine,
    blanks: 'zero' | 'blank'
): { readonly count: number; readonly differing: readonly Disagreement[] } => {
    const asked = formulas.filter(({ source }) => blanks === 'blank' || source.includes('NB'));
    const answers = asked.map(({ template, source }): Disagreement => {
        const theirs = engine === 'sformula' ? sformulaAnswer(source, blanks) : formulonAnswer(source);
        return { engine, template, source, blank: /\b[A-Z]B\b/.test(source), ours: ourAnswer(source, blanks), theirs };
    });
    return { count: answers.length, differing: answers.filter(({ ours, theirs }) => !same(ours, theirs)) };
};

describe('the same formulas in other engines', () => {
    const runs = [compared('sformula', 'blank'), compared('sformula', 'zero'), compared('formulon', 'blank')];
    const differing = runs.flatMap((run) => run.differing);

    it('asks enough', () => expect(runs.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(4000));

    it('has judged every disagreement', () => {
        expect(differing.filter((one) => !JUDGEMENTS.some((judgement) => judges(judgement, one)))).toEqual([]);
    });

    it.each(JUDGEMENTS.map((judgement) => [judgement.engine, judgement.because, judgement] as const))(
        '%s: %s',
        (_engine, _because, judgement) => {
            expect(differing.some((one) => judges(judgement, one))).toBe(true);
        }
    );
});

describe('nested formulas of filled fields', () => {
    const { number } = fc.letrec<Record<'number' | 'text' | 'truth' | 'day', string>>((tie) => {
        const call = (name: string, ...args: readonly fc.Arbitrary<string>[]) =>
            fc.tuple(...args).map((parts) => `${name}(${parts.join(', ')})`);
        const infix = (operator: string, sort: fc.Arbitrary<string>) => fc.tuple(sort, sort).map(([a, b]) => `(${a} ${operator} ${b})`);
        const n = tie('number');
        const t = tie('text');
        const b = tie('truth');
        const d = tie('day');
        const small = fc.constantFrom('1', '2', '3');
        const depth = { maxDepth: 3, withCrossShrink: true };
        return {
            number: fc.oneof(
                depth,
                fc.constantFrom('N1', 'N2', 'N3', '0', '7', '0.25'),
                infix('+', n),
                infix('-', n),
                infix('*', n),
                call('ABS', n),
                call('MAX', n, n),
                call('MIN', n, n, n),
                call('ROUND', n, small),
                call('FLOOR', n),
                call('CEILING', n),
                call('LEN', t),
                call('IF', b, n, n),
                call('YEAR', d),
                call('MONTH', d),
                call('DAY', d),
                call('WEEKDAY', d),
                infix('-', d),
                fc.tuple(t, n, n).map(([subject, one, other]) => `CASE(${subject}, "o", ${one}, ${other})`)
            ),
            text: fc.oneof(
                depth,
                fc.constantFrom('T1', 'T2', 'T3', '"World"', '"a b"'),
                infix('&', t),
                call('LEFT', t, small),
                call('UPPER', t),
                call('LOWER', t),
                call('TEXT', d),
                call('IF', b, t, t)
            ),
            truth: fc.oneof(
                depth,
                fc.constantFrom('B1', 'B2', 'TRUE'),
                infix('>', n),
                infix('<=', n),
                infix('=', t),
                infix('<>', n),
                infix('<', d),
                call('AND', b, b),
                call('OR', b, b, b),
                call('NOT', b),
                call('CONTAINS', t, t),
                call('BEGINS', t, t),
                call('ISBLANK', t)
            ),
            day: fc.oneof(
                depth,
                fc.constantFrom('D1', 'D2', 'DATE(2024, 2, 29)'),
                fc.tuple(d, small).map(([day, days]) => `(${day} + ${days})`),
                call('IF', b, d, d)
            )
        };
    });

    it.each([
        ['sformula', (source: string) => sformulaAnswer(source, 'blank')],
        ['formulon', formulonAnswer]
    ] as const)('are the same in %s', (_engine, theirAnswer) => {
        fc.assert(
            fc.property(number, (source) => {
                const [ours, theirs] = [ourAnswer(source, 'blank'), theirAnswer(source)];
                if (!same(ours, theirs)) throw new Error(`${source}: ${JSON.stringify(ours)}, not ${JSON.stringify(theirs)}`);
            }),
            { seed: SEED, numRuns: 100 }
        );
    });
});
