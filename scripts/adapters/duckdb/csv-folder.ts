import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemError } from '../../domain/problem';
import { openSheet, type CsvSheet } from './csv-sheet';
import { expectNeeded } from './needed-sheets';
import type { Sheets } from './read-deals';

/** Files of a source by what they hold; each `<name>.csv`, `<name>.csv.gz`, or a folder `<name>` of such pages. */
const OBJECTS: Readonly<Record<Exclude<keyof Sheets, 'opportunities' | 'history'>, string>> = {
    partners: 'Partner_Engagement__c',
    scorecards: 'Joint_Scorecard__c',
    pitches: 'Joint_Pitch__c',
    plans: 'Mutual_Action_Plan__c',
    exceptions: 'Gate_Waiver__c',
    periods: 'Period',
    stages: 'OpportunityStage',
    currencies: 'CurrencyType',
    datedRates: 'DatedConversionRate',
    total: 'OpportunityTotal'
};

/** The sheets of a folder; `shown` is how people named it. Throws FILE_NOT_FOUND or CSV_INVALID that names all that is missing. */
export function openFolder(folder: string, shown: string): Sheets {
    if (!existsSync(folder) || !statSync(folder).isDirectory())
        throw new ProblemError({
            code: 'FILE_NOT_FOUND',
            subject: shown,
            detail: existsSync(folder) ? 'is not a folder.' : 'is not there.',
            remedy: 'Name a folder that holds Opportunity.csv and OpportunityHistory.csv.'
        });
    const find = (name: string) => findSheet(folder, shown, name);
    const others = Object.entries(OBJECTS).flatMap(([key, name]) => {
        const sheet = find(name);
        return sheet ? [[key, sheet] as const] : [];
    });
    const needed = { Opportunity: find('Opportunity'), OpportunityHistory: find('OpportunityHistory') };
    expectNeeded(shown, needed);
    return {
        opportunities: needed.Opportunity,
        history: needed.OpportunityHistory,
        ...(Object.fromEntries(others) as Partial<Sheets>)
    };
}

function findSheet(folder: string, shown: string, name: string): CsvSheet | undefined {
    for (const file of [`${name}.csv`, `${name}.csv.gz`]) {
        if (existsSync(join(folder, file))) return openSheet(join(shown, file), [join(folder, file)]);
    }
    const pages = join(folder, name);
    if (!existsSync(pages)) return undefined;
    const files = readdirSync(pages).filter((file) => /\.csv(\.gz)?$/.test(file));
    return files.length === 0
        ? undefined
        : openSheet(
              join(shown, name),
              files.sort().map((file) => join(pages, file))
          );
}
