import { applyUnary, connective, equalityTest } from '../operators';
import type { Call, FunctionDef, Typed, ValueType } from '../typed';
import {
    argument,
    asType,
    commonType,
    errorAt,
    expectCount,
    functionSubject,
    isText,
    picklistMisuse,
    wrongArgument,
    wrongType
} from '../typed';
import type { Value } from '../values';
import { branchOfPicklist } from './picklist';

const MOST_ARGUMENTS = 255;

const connected =
    (operator: 'AND' | 'OR'): FunctionDef =>
    (call) => {
        expectCount(call, 1, MOST_ARGUMENTS);
        return connective(
            operator,
            call.args.map((_, index) => argument(call, index, 'Boolean')),
            call.at
        );
    };

const not: FunctionDef = (call) => {
    expectCount(call, 1);
    return applyUnary('NOT', call.args[0], call.at);
};

/** Refuses a picklist as a result: it is no value until TEXT makes it one. */
const refusePicklist = (branch: Typed): void => {
    const misuse = picklistMisuse(branch);
    if (misuse) throw misuse;
};

/** IF: a condition that is null counts as false; only the branch taken is worked out. */
const choose: FunctionDef = (call) => {
    expectCount(call, 3);
    const [condition, thenBranch, elseBranch] = call.args;
    if (condition.type !== 'Boolean') throw wrongType(functionSubject('IF'), ['Boolean'], condition);
    refusePicklist(thenBranch);
    refusePicklist(elseBranch);
    const type = commonType(thenBranch.type, elseBranch.type);
    if (!type) throw wrongType(functionSubject('IF'), [thenBranch.type], elseBranch);
    const yes = asType(thenBranch, type);
    const no = asType(elseBranch, type);
    return { type, at: call.at, run: (env) => (condition.run(env) === true ? yes.run(env) : no.run(env)) };
};

const caseOf: FunctionDef = (call) => {
    const count = call.args.length;
    if (count < 4 || count % 2 !== 0) {
        const expected = count < 4 ? 4 : count - 1;
        throw errorAt(`Incorrect number of parameters for function 'CASE()'. Expected ${expected}, received ${count}`, call.at);
    }
    const [subject] = call.args;
    if (subject.type === 'Boolean' || subject.type === 'Geolocation') throw wrongArgument(call, subject.at);
    if (subject.type === 'MultiPicklist') refusePicklist(subject);
    const labels = call.args.slice(1, -1).filter((_, index) => index % 2 === 0);
    const results = [...call.args.slice(1, -1).filter((_, index) => index % 2 === 1), call.args[count - 1]];
    const tests = caseTests(call, subject, labels);
    const type = caseType(call, results);
    const branches = results.map((result) => asType(result, type));
    return {
        type,
        at: call.at,
        run: (env) => {
            const value = subject.run(env);
            // The platform works out every label and result first, so an error in any of them is the result.
            const labelled = labels.map((label) => label.run(env));
            const values = branches.map((branch) => branch.run(env));
            const hit = labelled.findIndex((label, index) => tests[index](value, label) === true);
            return values[hit < 0 ? values.length - 1 : hit];
        }
    };
};

const caseTests = (call: Call, subject: Typed, labels: readonly Typed[]): ((a: Value, b: Value) => boolean | null)[] => {
    if (subject.type === 'Picklist') return labels.map((label) => branchOfPicklist(call, label));
    let type: ValueType = subject.type;
    return labels.map((label) => {
        if (label.type === 'Boolean') throw wrongArgument(call, label.at);
        const common = commonType(type, label.type);
        if (!common || label.type === 'Picklist' || label.type === 'MultiPicklist') throw wrongType(functionSubject('CASE'), [type], label);
        if (type === 'Null') type = common;
        return equalityTest(subject, label);
    });
};

const caseType = (call: Call, results: readonly Typed[]): ValueType => {
    let type: ValueType = 'Null';
    for (const result of results) {
        if (result.type === 'Boolean') throw wrongArgument(call, result.at);
        refusePicklist(result);
        const common = commonType(type, result.type);
        if (!common) throw wrongType(functionSubject('CASE'), [type], result);
        type = common;
    }
    return type;
};

/** ISBLANK looks at text too; ISNULL says false for all text, which is never null on the platform. */
const blankTest =
    (textCounts: boolean): FunctionDef =>
    (call) => {
        expectCount(call, 1);
        const [subject] = call.args;
        if (subject.type === 'Boolean') throw wrongArgument(call, subject.at);
        const never = isText(subject.type) && !textCounts;
        return { type: 'Boolean', at: call.at, run: (env) => subject.run(env) === null && !never };
    };

/** BLANKVALUE replaces empty text, NULLVALUE does not. */
const replacement =
    (textCounts: boolean): FunctionDef =>
    (call) => {
        expectCount(call, 2);
        const [subject, substitute] = call.args;
        if (subject.type === 'Boolean' || subject.type === 'Geolocation') throw wrongArgument(call, subject.at);
        refusePicklist(subject);
        refusePicklist(substitute);
        const type = commonType(subject.type, substitute.type);
        if (!type) throw wrongType(functionSubject(call.name), [subject.type], substitute);
        const value = asType(subject, type);
        const other = asType(substitute, type);
        const never = isText(type) && !textCounts;
        return {
            type,
            at: call.at,
            run: (env) => {
                const [first, second] = [value.run(env), other.run(env)];
                return first === null && !never ? second : first;
            }
        };
    };

/** Logical functions of the platform's reference. */
export const logicFunctions: Readonly<Record<string, FunctionDef>> = {
    AND: connected('AND'),
    OR: connected('OR'),
    NOT: not,
    IF: choose,
    CASE: caseOf,
    ISBLANK: blankTest(true),
    ISNULL: blankTest(false),
    BLANKVALUE: replacement(true),
    NULLVALUE: replacement(false)
};
