import { ruleSays } from '../contract/rule-words';
import type { Argument } from './equivalent-mutants';
import { mutantsOf } from './metadata-mutants';
import type { Judging, Mutant } from './metadata-mutants';
import type { Scenario } from './move-scenarios';
import { mutantField } from './mutant-org';
import type { MutantOrg } from './mutant-org';
import type { Reading } from './proof-readings';

export interface Table {
    readonly scenarios: readonly Scenario[];
    readonly readings: readonly Reading[];
}

export interface Score {
    readonly mutants: number;
    readonly noticed: number;
    /** Mutants that change nothing, as an argument says and the table agrees. */
    readonly equal: number;
    /** 'rule | change' of each mutant that neither a scenario nor an argument answers for. */
    readonly unnoticed: readonly string[];
    /** Mutants that an argument calls equal and a scenario tells apart: the argument is wrong. */
    readonly wronglyArgued: readonly string[];
    /** Arguments about mutants that there are not. */
    readonly idleArguments: readonly string[];
}

/** An object holds no more active rules than this in every edition. */
const TOGETHER = 100;

/** Deploys every mutant and asks the table whether anything differs. */
export function scoreMutants(org: MutantOrg, judgings: readonly Judging[], table: Table, reasons: readonly Argument[]): Score {
    const mutants = judgings.flatMap(mutantsOf);
    const told = mutants.flatMap((_, at) => (at % TOGETHER === 0 ? noticedOf(org, mutants.slice(at, at + TOGETHER), table) : []));
    const idle = new Set(reasons);
    const found = mutants.map((mutant, index) => {
        const reason = reasons.find(({ of, change }) => of.test(mutant.of.name) && change.test(mutant.change));
        if (reason) idle.delete(reason);
        return { name: `${mutant.of.name} | ${mutant.change}`, isArgued: reason !== undefined, isNoticed: told[index]! };
    });
    const names = (isArgued: boolean, isNoticed: boolean): string[] =>
        found.filter((each) => each.isArgued === isArgued && each.isNoticed === isNoticed).map(({ name }) => name);
    const whole = judgings.filter(({ kind }) => kind === 'ValidationRule').flatMap((rule) => wholeRuleMutants(rule, judgings, table));
    return {
        mutants: mutants.length + whole.length,
        noticed: names(false, true).length + whole.filter(({ isNoticed }) => isNoticed).length,
        equal: names(true, false).length,
        unnoticed: [...names(false, false), ...whole.filter(({ isNoticed }) => !isNoticed).map(({ name }) => name)],
        wronglyArgued: names(true, true),
        idleArguments: [...idle].map(({ of, change, because }) => `${of.source} | ${change.source}: ${because}`)
    };
}

/** For each of these mutants, whether some line of the table comes out otherwise with it. */
function noticedOf(org: MutantOrg, mutants: readonly Mutant[], { scenarios, readings }: Table): boolean[] {
    return org.beside(mutants, () => {
        const refusers = scenarios.map(({ save }) => org.refusers(save));
        return mutants.map(({ of }, index) =>
            of.kind === 'CustomField'
                ? readings.some(
                      ({ object, row, field, is }) => `${object}.${field}` === of.name && org.reads(object, row, mutantField(index)) !== is
                  )
                : scenarios.some(
                      ({ save, refusedBy }, at) => save.object === of.object && refusers[at]!.has(index) !== refusedBy.includes(of.name)
                  )
        );
    });
}

/** A rule that is gone, or that speaks with the words of another: a scenario notices when it expects these very words. */
function wholeRuleMutants(rule: Judging, judgings: readonly Judging[], { scenarios }: Table): { name: string; isNoticed: boolean }[] {
    const isExpected = scenarios.some(({ refusedBy }) => refusedBy.includes(rule.name));
    const hasOwnWords = judgings.every(({ name, message }) => name === rule.name || message !== rule.message);
    return [
        { name: `${rule.name} | removed`, isNoticed: isExpected },
        { name: `${rule.name} | words of another rule`, isNoticed: isExpected && hasOwnWords }
    ];
}

/** Whether the org answers a save as the table says: with the words of exactly these rules, or not at all. */
export const behaves = (org: MutantOrg, { save, refusedBy }: Scenario): boolean =>
    String(org.saysTo(save)) === String(refusedBy.map(wordsOfRule).sort());

/** Whether a field says what the table says. */
export const reads = (org: MutantOrg, { object, row, field, is }: Reading): boolean => org.reads(object, row, field) === is;

const words = new Map<string, string>();
function wordsOfRule(rule: string): string {
    let said = words.get(rule);
    if (said === undefined) words.set(rule, (said = ruleSays(rule)));
    return said;
}
