import { compileFormula, FormulaError, schemaScope, type CompiledFormula, type FormulaType, type FormulaUse } from '../../formula';
import { findField, findObject, type FieldType } from '../../model/schema';
import { positionInText, type XmlNode } from '../xml-node';
import type { Review } from './review';

/** Orgs allow up to three times as much by now; which limit a given org applies cannot be known. */
const CERTAIN_COMPILED_SIZE = 5000;

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

const PICKLIST_TEST = /\bISPICKVAL\s*\(\s*(\w+)\s*,\s*(?:"([^"\\]+)"|'([^'\\]+)')\s*\)/gi;

/** An org takes a value that the picklist does not have, and the test is then never true: the author should know. */
const noteUnknownPicklistValues = (review: Review, element: XmlNode, objectName: string): void => {
    const object = findObject(review.candidate, objectName);
    for (const [, name, double, single] of element.text.matchAll(PICKLIST_TEST)) {
        const picklist = object && findField(object, name!)?.picklist;
        const value = double ?? single!;
        if (picklist?.restricted && !picklist.values.some((each) => each.value === value))
            review.note(`The picklist ${objectName}.${name} has no value '${value}', so ISPICKVAL is never true for it`, element);
    }
};

/** Compiles the formula in an element, for its errors; each is reported at its place in the file. */
export const reviewFormula = (review: Review, element: XmlNode, place: FormulaPlace): CompiledFormula | undefined => {
    const source = element.text.trim();
    try {
        const scope = schemaScope(review.candidate, place.object, { use: place.use, blanks: place.blanks });
        const compiled = compileFormula(source, scope, place.resultType, place.scale === undefined ? {} : { scale: place.scale });
        noteUnknownPicklistValues(review, element, place.object);
        if (compiled.compiledSize > CERTAIN_COMPILED_SIZE)
            review.note(
                `The compiled formula has about ${compiled.compiledSize} characters; some orgs execute no more than ${CERTAIN_COMPILED_SIZE}`,
                element
            );
        return compiled;
    } catch (error) {
        if (!(error instanceof FormulaError)) throw error;
        review.refuse(error.message, positionOfError(element, error));
        return undefined;
    }
};

/** A formula is compiled without the white space around it; its positions start where its text does. */
const positionOfError = (element: XmlNode, { line, column }: FormulaError) => {
    const leading = /^\s*/.exec(element.text)![0];
    const skippedLines = leading.split('\n').length - 1;
    const skippedColumns = leading.length - (leading.lastIndexOf('\n') + 1);
    return positionInText(element, line + skippedLines, line === 1 ? column + skippedColumns : column);
};
