import { compileFormula, FormulaError, schemaScope, type CompiledFormula, type FormulaType, type FormulaUse } from '../../formula';
import type { FieldType } from '../../model/schema';
import { positionInText, type XmlNode } from '../xml-node';
import type { Review } from './review';

const SOURCE_LIMIT = 3900;
const COMPILED_LIMIT = 15_000;
/** Orgs have been allowing more for a while; which limit a given org applies cannot be known. */
const COMPILED_LIMIT_OF_OLD = 5000;

const counted = (value: number): string => value.toLocaleString('en-US');

export const FORMULA_TYPES: Readonly<Record<FieldType, FormulaType>> = {
    id: 'Id',
    string: 'Text',
    textarea: 'Text',
    picklist: 'Picklist',
    multipicklist: 'MultiPicklist',
    boolean: 'Checkbox',
    int: 'Number',
    double: 'Number',
    currency: 'Currency',
    percent: 'Percent',
    date: 'Date',
    datetime: 'DateTime',
    time: 'Time',
    reference: 'Id',
    email: 'Text',
    phone: 'Text',
    url: 'Text',
    combobox: 'Text',
    anyType: 'Text'
};

export interface FormulaPlace {
    readonly object: string;
    readonly use: FormulaUse;
    readonly blanks: 'zero' | 'blank';
    readonly resultType: FormulaType;
    readonly scale?: number;
}

/** Compiles the formula in an element, for its errors; each is reported at its place in the file. */
export const reviewFormula = (review: Review, element: XmlNode, place: FormulaPlace): CompiledFormula | undefined => {
    const source = element.text.trim();
    if (source.length > SOURCE_LIMIT) {
        review.refuse(`Formula is too long (${counted(source.length)} characters). Maximum length is ${counted(SOURCE_LIMIT)} characters.`, element);
        return undefined;
    }
    try {
        const scope = schemaScope(review.candidate, place.object, { use: place.use, blanks: place.blanks });
        const compiled = compileFormula(source, scope, place.resultType, place.scale === undefined ? {} : { scale: place.scale });
        reviewSize(review, element, compiled.compiledSize);
        return compiled;
    } catch (error) {
        if (!(error instanceof FormulaError)) throw error;
        review.refuse(error.message, positionOfError(element, error));
        return undefined;
    }
};

const reviewSize = (review: Review, element: XmlNode, size: number): void => {
    const message = (limit: number) => `Compiled formula is too big to execute (${counted(size)} characters). Maximum size is ${counted(limit)} characters`;
    if (size > COMPILED_LIMIT) review.refuse(message(COMPILED_LIMIT), element);
    else if (size > COMPILED_LIMIT_OF_OLD) review.warn(`${message(COMPILED_LIMIT_OF_OLD)} in some orgs`, element);
};

/** A formula is compiled without the white space around it; its positions start where its text does. */
const positionOfError = (element: XmlNode, { line, column }: FormulaError) => {
    const leading = /^\s*/.exec(element.text)![0];
    const skippedLines = leading.split('\n').length - 1;
    const skippedColumns = leading.length - (leading.lastIndexOf('\n') + 1);
    return positionInText(element, line + skippedLines, line === 1 ? column + skippedColumns : column);
};
