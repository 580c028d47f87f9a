import { join } from 'node:path';
import { DEAL_SOURCES, soqlOf } from '../../boundary/source-queries';
import { ProblemError } from '../../domain/problem';
import { hasColumn, type CsvSheet } from './csv-sheet';

/** Columns without which there is no forecast, by the name of the file. */
export const NEEDED_COLUMNS = {
    Opportunity: ['Id', 'StageName', 'Amount', 'CloseDate', 'CreatedDate'],
    OpportunityHistory: ['OpportunityId', 'StageName', 'CreatedDate']
} as const;

type Needed = keyof typeof NEEDED_COLUMNS;
const NAMES = Object.keys(NEEDED_COLUMNS) as readonly Needed[];

/** Throws FILE_NOT_FOUND or CSV_INVALID with every file and every column that is missing, so that one look is enough. `shown` is the folder. */
export function expectNeeded<T extends Partial<Record<Needed, CsvSheet | undefined>>>(
    shown: string,
    sheets: T
): asserts sheets is T & Record<Needed, CsvSheet> {
    const missing = NAMES.filter((name) => !sheets[name]);
    const incomplete = NAMES.flatMap((name) => faultOf(name, sheets[name]));
    const faults = [...missing.map((name) => ({ subject: join(shown, `${name}.csv`), detail: 'is not there' })), ...incomplete];
    const [first, ...others] = faults;
    if (!first) return;
    const also = others.map(({ subject, detail }) => `; ${subject} ${detail}`).join('');
    throw new ProblemError({
        code: missing.length > 0 ? 'FILE_NOT_FOUND' : 'CSV_INVALID',
        subject: first.subject,
        detail: `${first.detail}${also}.`,
        remedy: [...missing.map(exportOf), ...(incomplete.length > 0 ? ['Columns are named in line 1, separated by commas.'] : [])].join(
            '\n'
        )
    });
}

function faultOf(name: Needed, sheet: CsvSheet | undefined) {
    const lacking = sheet ? NEEDED_COLUMNS[name].filter((column) => !hasColumn(sheet, column)) : [];
    if (!sheet || lacking.length === 0) return [];
    const detail = `has no column ${lacking.join(', ')}, only ${sheet.header.join(', ')}`.slice(0, 400);
    return [{ subject: `${sheet.title}:1`, detail }];
}

const exportOf = (name: Needed): string =>
    `${name}.csv comes from Salesforce by: sf data export bulk --query "${soqlForFiles(name)}" --result-format csv --output-file ${name}.csv; from elsewhere it needs ${NEEDED_COLUMNS[name].join(', ')}.`;

/** What any org answers: fields of its own (`__c`) are left out, and history says what people gave a stage. */
function soqlForFiles(name: Needed): string {
    const source = DEAL_SOURCES.find(({ object }) => object === name)!;
    const standard = source.fields.filter((field) => !field.endsWith('__c'));
    return soqlOf({ ...source, fields: name === 'OpportunityHistory' ? [...standard, 'Probability'] : standard });
}
