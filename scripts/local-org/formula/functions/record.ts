import { readScalar, toScalar } from '../scalars';
import type { Call, FunctionDef, Typed } from '../typed';
import { errorAt, expectCount, functionSubject, isText, wrongArgument } from '../typed';
import { FormulaEvaluationError } from '../types';

/** A field of this record and nothing else: no dot, no $, no expression. */
const plainField = (call: Call): NonNullable<Typed['field']> => {
    expectCount(call, 1);
    const [subject] = call.args;
    const { field } = subject;
    if (!field || field.prior) throw wrongArgument(call, subject.at);
    if (!field.resolution.plainField) throw errorAt(`Field ${field.name} may not be used in ${functionSubject(call.name)}`, subject.at);
    return field;
};

const changeFunction = (call: Call): void => {
    call.findings.deterministic = false;
    call.findings.usesChangeFunctions = true;
};

const isChanged: FunctionDef = (call) => {
    const { path } = plainField(call);
    changeFunction(call);
    return { type: 'Boolean', at: call.at, run: (env) => env.isChanged(path[0]) };
};

const priorValue: FunctionDef = (call) => {
    const field = plainField(call);
    changeFunction(call);
    const zero = call.scope.blanks === 'zero';
    const { path, resolution } = field;
    const run: Typed['run'] = (env) => readScalar(env.prior(path[0]), resolution.type, zero);
    return { type: call.args[0].type, at: call.at, run, field: { ...field, prior: true } };
};

const isNew: FunctionDef = (call) => {
    expectCount(call, 0);
    changeFunction(call);
    return { type: 'Boolean', at: call.at, run: (env) => env.isNew };
};

const isClone: FunctionDef = (call) => {
    expectCount(call, 0);
    changeFunction(call);
    return { type: 'Boolean', at: call.at, run: (env) => env.isClone ?? false };
};

/** A path $ObjectType.Object.Fields.Field, as VLOOKUP names the fields of another object. */
const otherObjectField = (call: Call, index: number): { object: string; name: string; typed: Typed } => {
    const typed = call.args[index];
    const path = typed.field?.path;
    if (path?.length === 4 && path[0] === '$ObjectType') return { object: path[1], name: path[3], typed };
    throw errorAt(`Incorrect parameter type for ${functionSubject('VLOOKUP')}. Expected Field Reference, received ${typed.type}`, typed.at);
};

const vlookup: FunctionDef = (call) => {
    expectCount(call, 3);
    const result = otherObjectField(call, 0);
    const key = otherObjectField(call, 1);
    const [, , wanted] = call.args;
    if (result.object !== key.object) throw errorAt("Incorrect argument type for function 'VLOOKUP()'.", key.typed.at);
    const sameKind = wanted.type === key.typed.type || wanted.type === 'Null' || (isText(wanted.type) && isText(key.typed.type));
    if (!sameKind) {
        throw errorAt(
            `Incorrect parameter type for ${functionSubject('VLOOKUP')}. Expected ${key.typed.type}, received ${wanted.type}`,
            wanted.at
        );
    }
    call.findings.deterministic = false;
    const { type } = result.typed.field!.resolution;
    return {
        type: result.typed.type,
        at: call.at,
        run: (env) => {
            if (!env.vlookup) throw new FormulaEvaluationError('Function VLOOKUP is not supported by the local org');
            const value = toScalar(wanted.run(env), wanted.type, { as: key.typed.field!.resolution.type });
            return readScalar(env.vlookup(result.object, result.name, key.name, value), type, call.scope.blanks === 'zero');
        }
    };
};

/** Functions that look at this record's change, or at other records. */
export const recordFunctions: Readonly<Record<string, FunctionDef>> = {
    ISCHANGED: isChanged,
    ISCLONE: isClone,
    ISNEW: isNew,
    PRIORVALUE: priorValue,
    VLOOKUP: vlookup
};
