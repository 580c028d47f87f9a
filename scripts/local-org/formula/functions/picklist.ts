import type { Call, FunctionDef, Typed } from '../typed';
import { errorAt, expectCount, functionSubject, wrongType } from '../typed';
import type { Value } from '../values';
import { Numeric } from '../values';

const textLiteral = (call: Call, arg: Typed): string => {
    if (arg.literal !== undefined) return arg.literal;
    throw errorAt(`Incorrect parameter type for ${functionSubject(call.name)}. Expected Text Literal, received ${arg.type}`, arg.at);
};

/** How one label of CASE is compared with a picklist. The label must be a text literal; "" is the empty picklist. */
export const branchOfPicklist = (call: Call, label: Typed): ((value: Value, label: Value) => boolean) => {
    const wanted = textLiteral(call, label);
    return (value) => (value ?? '') === wanted;
};

const isPickval: FunctionDef = (call) => {
    expectCount(call, 2);
    const [subject, label] = call.args;
    if (subject.type !== 'Picklist') throw notPicklist(call, 'Picklist', subject);
    const matches = branchOfPicklist(call, label);
    return { type: 'Boolean', at: call.at, run: (env) => matches(subject.run(env), null) };
};

const notPicklist = (call: Call, expected: 'Picklist' | 'MultiPicklist', received: Typed): Error =>
    errorAt(`Incorrect parameter type for ${functionSubject(call.name)}. Expected ${expected}, received ${received.type}`, received.at);

const selected = (value: Value): string[] => (typeof value === 'string' ? value.split(';').filter(Boolean) : []);

const includes: FunctionDef = (call) => {
    expectCount(call, 2);
    const [subject, label] = call.args;
    if (subject.type !== 'MultiPicklist') throw notPicklist(call, 'MultiPicklist', subject);
    const wanted = textLiteral(call, label);
    return { type: 'Boolean', at: call.at, run: (env) => selected(subject.run(env)).includes(wanted) };
};

const picklistCount: FunctionDef = (call) => {
    expectCount(call, 1);
    const [subject] = call.args;
    if (subject.type !== 'MultiPicklist') throw wrongType(functionSubject(call.name), ['MultiPicklist'], subject);
    return { type: 'Number', at: call.at, run: (env) => new Numeric(selected(subject.run(env)).length) };
};

/** Picklist functions of the platform's reference. */
export const picklistFunctions: Readonly<Record<string, FunctionDef>> = {
    ISPICKVAL: isPickval,
    INCLUDES: includes,
    PICKLISTCOUNT: picklistCount
};
