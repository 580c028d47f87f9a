import type { Call, FunctionDef } from '../typed';
import { errorAt } from '../typed';
import type { FormulaUse } from '../types';
import { dateFunctions } from './date';
import { logicFunctions } from './logic';
import { mathFunctions } from './math';
import { picklistFunctions } from './picklist';
import { recordFunctions } from './record';
import { textFunctions } from './text';

const FUNCTIONS: ReadonlyMap<string, FunctionDef> = new Map(
    [dateFunctions, logicFunctions, mathFunctions, picklistFunctions, recordFunctions, textFunctions].flatMap((group) =>
        Object.entries(group)
    )
);

/** Functions the platform has and this org has no faithful answer for. */
const UNSUPPORTED: ReadonlySet<string> = new Set([
    'CURRENCYRATE',
    'GETRECORDIDS',
    'GETSESSIONID',
    'IMAGEPROXYURL',
    'INCLUDE',
    'JSENCODE',
    'JSINHTMLENCODE',
    'LINKTO',
    'PARENTGROUPVAL',
    'PREDICT',
    'PREVGROUPVAL',
    'REQUIRESCRIPT',
    'URLENCODE',
    'URLFOR'
]);

/** Uses in which a function may stand, for those that may not stand everywhere. */
const USES: ReadonlyMap<string, readonly FormulaUse[]> = new Map([
    ['ISCHANGED', ['validationRule', 'defaultValue']],
    ['ISCLONE', ['validationRule', 'defaultValue']],
    ['ISNEW', ['validationRule', 'defaultValue']],
    ['PRIORVALUE', ['validationRule', 'defaultValue']],
    ['REGEX', ['validationRule', 'defaultValue']],
    ['VLOOKUP', ['validationRule']]
]);

/** The function of this name, if it may be used here. Throws FormulaError in the platform's words. */
export const functionNamed = (name: string, at: Call['at'], use: FormulaUse): FunctionDef => {
    const found = FUNCTIONS.get(name);
    if (!found) {
        const message = UNSUPPORTED.has(name)
            ? `Function ${name} is not supported by the local org`
            : `Unknown function ${name}. Check spelling.`;
        throw errorAt(message, at);
    }
    if (USES.get(name)?.includes(use) === false) throw errorAt(`Function ${name} may not be used in this type of formula`, at);
    return found;
};
