import type { Call, FunctionDef } from '../typed';
import { errorAt } from '../typed';
import type { FormulaUse } from '../types';
import { dateFunctions } from './date';
import { logicFunctions } from './logic';
import { mathFunctions } from './math';
import { picklistFunctions } from './picklist';
import { recordFunctions } from './record';
import { REFUSED_FUNCTIONS } from './refused-functions';
import { textFunctions } from './text';

/** Every function that works, by the group the platform's reference puts it in. */
export const FUNCTION_GROUPS: Readonly<Record<string, Readonly<Record<string, FunctionDef>>>> = {
    'Date and time': dateFunctions,
    Logical: logicFunctions,
    Math: mathFunctions,
    Picklist: picklistFunctions,
    Advanced: recordFunctions,
    Text: textFunctions
};

const FUNCTIONS: ReadonlyMap<string, FunctionDef> = new Map(Object.values(FUNCTION_GROUPS).flatMap((group) => Object.entries(group)));

/** Uses in which a function may stand, for those that may not stand everywhere. */
const USES: ReadonlyMap<string, readonly FormulaUse[]> = new Map([
    ['ISCHANGED', ['validationRule', 'defaultValue']],
    ['ISCLONE', ['validationRule', 'defaultValue']],
    ['ISNEW', ['validationRule', 'defaultValue']],
    ['PRIORVALUE', ['validationRule', 'defaultValue']],
    ['REGEX', ['validationRule', 'defaultValue']],
    ['VLOOKUP', ['validationRule']]
]);

const EVERYWHERE: readonly FormulaUse[] = ['formulaField', 'validationRule', 'defaultValue'];

/** The uses of formulas in which a function may stand. */
export const usesOf = (name: string): readonly FormulaUse[] => USES.get(name) ?? EVERYWHERE;

/** The function of this name, if it may be used here. Throws FormulaError in the platform's words. */
export const functionNamed = (name: string, at: Call['at'], use: FormulaUse): FunctionDef => {
    const found = FUNCTIONS.get(name);
    const refused = REFUSED_FUNCTIONS.get(name);
    if (!found && !refused) throw errorAt(`Unknown function ${name}. Check spelling.`, at);
    if (!found && refused?.by === 'local org') throw errorAt(`Function ${name} is not supported by the local org`, at);
    if (!found || !usesOf(name).includes(use)) throw errorAt(`Function ${name} may not be used in this type of formula`, at);
    return found;
};
