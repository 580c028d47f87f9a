import type { Outcome } from './other-engines.fixture';

export type OtherEngine = 'sformula' | 'formulon';

export type Kind = 'null' | 'error' | 'missing' | 'value';

export const kindOf = (outcome: Outcome): Kind => {
    if (outcome === null || outcome === 'missing') return outcome ?? 'null';
    return typeof outcome === 'object' ? 'error' : 'value';
};

/** One formula two engines differ about. */
export interface Disagreement {
    readonly engine: OtherEngine;
    /** The function or operator it is about, its arguments as {sort}. */
    readonly template: string;
    readonly source: string;
    /** An argument is an empty field. */
    readonly blank: boolean;
    readonly ours: Outcome;
    readonly theirs: Outcome;
}

/** A known difference, who is right and by what. We are right in all of them: what was not was changed here. */
export interface Judgement {
    readonly engine: OtherEngine;
    /** Function names and operators, or templates. */
    readonly about: readonly string[] | 'anything';
    readonly blank?: boolean;
    readonly ours?: Kind;
    readonly theirs?: Kind;
    readonly because: string;
    /** Salesforce's open-source formula engine (read, or its published results), Salesforce Help, or the library itself. */
    readonly by: 'Salesforce engine' | 'Salesforce Help' | 'library';
}

const words = (list: string): readonly string[] => list.trim().split(/\s+/);

/** Functions that answer an input they cannot work with by #Error!. */
const ERRORS = words('/ ^ DATE DATEVALUE DATETIMEVALUE TIMEVALUE LN LOG SQRT VALUE MOD');

export const JUDGEMENTS: readonly Judgement[] = [
    {
        engine: 'sformula',
        about: words(
            'ASCII ATAN2 BR CHR DAYOFYEAR FORMATDURATION FROMUNIXTIME INITCAP ISOWEEK ISOYEAR PI PICKLISTCOUNT REGEX REVERSE SIN TAN TRUNC UNIXTIMESTAMP'
        ),
        theirs: 'missing',
        because: 'the library does not have the function',
        by: 'library'
    },
    {
        engine: 'formulon',
        about: words(
            'ASCII CHR DAYOFYEAR FORMATDURATION FROMUNIXTIME INITCAP ISNUMBER ISOWEEK ISOYEAR PI PICKLISTCOUNT REVERSE SIN TAN TRUNC UNIXTIMESTAMP'
        ),
        theirs: 'missing',
        because: 'the library does not have the function',
        by: 'library'
    },
    { engine: 'formulon', about: ['ATAN2'], theirs: 'error', because: 'the library reads no function name with a digit', by: 'library' },
    { engine: 'formulon', about: ['-{n}'], theirs: 'error', because: 'the library reads no minus before a field', by: 'library' },
    {
        engine: 'sformula',
        about: ['2 * 3 ^ 2'],
        because: 'in the grammar of the platform ^ binds looser than * and /',
        by: 'Salesforce engine'
    },
    {
        engine: 'formulon',
        about: ['2 * 3 ^ 2'],
        because: 'in the grammar of the platform ^ binds looser than * and /',
        by: 'Salesforce engine'
    },
    {
        engine: 'sformula',
        about: ERRORS,
        ours: 'error',
        because: 'it is #Error! on the platform; the library gives nothing, or a number',
        by: 'Salesforce engine'
    },
    {
        engine: 'formulon',
        about: ERRORS,
        ours: 'error',
        because: 'it is #Error! on the platform; the library gives nothing, or a number, or another date',
        by: 'Salesforce engine'
    },
    {
        engine: 'formulon',
        about: 'anything',
        blank: true,
        theirs: 'error',
        because: 'the library fails on an empty argument; the platform gives nothing, zero or the other text',
        by: 'Salesforce engine'
    },
    {
        engine: 'formulon',
        about: words('ABS CEILING FLOOR MCEILING MFLOOR ROUND MOD MAX MIN EXP LN LOG SQRT DATE MID LPAD RPAD ADDMONTHS'),
        blank: true,
        ours: 'null',
        theirs: 'value',
        because: 'blanks are blanks: an empty number makes the result empty; the library takes it for 0',
        by: 'Salesforce engine'
    },
    {
        engine: 'formulon',
        about: [
            '{n} < {n}',
            '{n} >= {n}',
            '{n} <> {n}',
            '{n} = {n}',
            '{d} = {d}',
            '{d} < {d}',
            '{m} = {m}',
            '{m} > {m}',
            'NOT',
            'AND',
            'OR',
            'IF'
        ],
        blank: true,
        because: 'a comparison with an empty field is neither true nor false; the library compares null as JavaScript does',
        by: 'Salesforce engine'
    },
    {
        engine: 'formulon',
        about: ['TEXT'],
        blank: true,
        because: 'TEXT of an empty field is empty, not the word NULL',
        by: 'Salesforce engine'
    },
    {
        engine: 'sformula',
        about: ['TEXT({m})'],
        blank: true,
        because: 'TEXT of an empty field is empty, not the letter Z',
        by: 'Salesforce engine'
    },
    {
        engine: 'sformula',
        about: ['TEXT({n})'],
        because: 'TEXT(0.5) is "0.5": the platform formats a plain decimal',
        by: 'Salesforce engine'
    },
    {
        engine: 'formulon',
        about: words('BEGINS CONTAINS'),
        blank: true,
        because: 'every text contains and begins with an empty text',
        by: 'Salesforce engine'
    },
    {
        engine: 'formulon',
        about: words('SUBSTITUTE HYPERLINK'),
        blank: true,
        because: 'an empty text is put in as nothing, not as the word null',
        by: 'Salesforce engine'
    },
    {
        engine: 'formulon',
        about: ['HYPERLINK'],
        blank: false,
        because: 'a link opens in a new window unless a target is named',
        by: 'Salesforce Help'
    },
    { engine: 'sformula', about: ['HYPERLINK'], blank: true, because: 'an empty label is no blank', by: 'Salesforce engine' },
    {
        engine: 'sformula',
        about: ['SUBSTITUTE'],
        blank: true,
        because: 'looking for an empty text field makes the result empty',
        by: 'Salesforce engine'
    },
    { engine: 'formulon', about: words('ISNULL NULLVALUE'), blank: true, because: 'text is never null', by: 'Salesforce Help' },
    {
        engine: 'formulon',
        about: ['ISPICKVAL'],
        blank: true,
        because: 'ISPICKVAL(field, "") is true when no value is chosen',
        by: 'Salesforce Help'
    },
    {
        engine: 'sformula',
        about: ['ISPICKVAL'],
        blank: true,
        because: 'ISPICKVAL(field, "") is true when no value is chosen',
        by: 'Salesforce Help'
    },
    {
        engine: 'formulon',
        about: ['FIND'],
        because: 'a start before the first character is the first character',
        by: 'Salesforce engine'
    },
    {
        engine: 'sformula',
        about: ['FIND'],
        because: 'a start before the first character is the first character',
        by: 'Salesforce engine'
    },
    {
        engine: 'formulon',
        about: ['MID'],
        blank: false,
        because: 'a start before the first character is the first character',
        by: 'Salesforce engine'
    },
    {
        engine: 'formulon',
        about: words('LPAD RPAD'),
        blank: false,
        because: 'a shorter length cuts the text, and the filling starts with its first character',
        by: 'Salesforce Help'
    },
    {
        engine: 'sformula',
        about: ['LPAD({t}, {i})', 'RPAD({t}, {i})'],
        because: 'without a filling it pads with blanks',
        by: 'Salesforce Help'
    },
    {
        engine: 'sformula',
        about: ['LPAD({t}, 15, {t})', 'RPAD({t}, 15, {t})'],
        blank: true,
        because: 'an empty filling is a blank',
        by: 'Salesforce engine'
    },
    {
        engine: 'formulon',
        about: ['RIGHT'],
        blank: false,
        because: 'more characters than there are give the whole text',
        by: 'Salesforce engine'
    },
    {
        engine: 'formulon',
        about: ['ADDMONTHS'],
        blank: false,
        because: 'the last day of a month stays the last day',
        by: 'Salesforce Help'
    },
    {
        engine: 'formulon',
        about: ['{d} + {n}', '{d} - {n}'],
        blank: false,
        because: 'a date moves by whole days, cut towards zero',
        by: 'Salesforce engine'
    },
    {
        engine: 'formulon',
        about: ['TIMEVALUE("10:34:55.666") + {n}'],
        because: 'a time moves by whole milliseconds, cut towards zero',
        by: 'Salesforce engine'
    },
    {
        engine: 'sformula',
        about: ['TIMEVALUE("10:34:55.666") + {n}'],
        because: 'a time moves by whole milliseconds, cut towards zero',
        by: 'Salesforce engine'
    },
    {
        engine: 'formulon',
        about: ['DATETIMEVALUE({m})', 'HOUR', 'MINUTE', 'SECOND', 'MILLISECOND'],
        theirs: 'error',
        because: 'DATETIMEVALUE and TIMEVALUE take a DateTime too',
        by: 'Salesforce engine'
    },
    { engine: 'formulon', about: ['CASESAFEID'], because: 'a text that is no id stays as it is', by: 'Salesforce engine' },
    { engine: 'formulon', about: ['BR'], because: 'BR is an HTML line break', by: 'Salesforce Help' },
    {
        engine: 'formulon',
        about: ['^'],
        ours: 'value',
        theirs: 'error',
        because: 'any number can be raised to a whole power',
        by: 'Salesforce engine'
    },
    { engine: 'sformula', about: ['DATEVALUE("2024-2-9")'], because: 'month and day may have one digit', by: 'Salesforce engine' },
    { engine: 'sformula', about: ['EXP'], theirs: 'error', because: 'EXP takes any number', by: 'Salesforce Help' }
];

/** The function name or operator of a template. */
const headOf = (template: string): string => /^([A-Z0-9]+)\(/.exec(template)?.[1] ?? template.replace(/\{\w\}/g, '').trim();

export const judges = (judgement: Judgement, { engine, template, blank, ours, theirs }: Disagreement): boolean =>
    judgement.engine === engine &&
    (judgement.about === 'anything' || judgement.about.includes(template) || judgement.about.includes(headOf(template))) &&
    (judgement.blank ?? blank) === blank &&
    (judgement.ours ?? kindOf(ours)) === kindOf(ours) &&
    (judgement.theirs ?? kindOf(theirs)) === kindOf(theirs);
