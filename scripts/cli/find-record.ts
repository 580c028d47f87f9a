import type { SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import { quoted } from '../boundary/plan-rows';
import { ProblemError } from '../domain/problem';

export interface FoundRecord {
    readonly id: string;
    readonly name: string;
}

const ID = /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/;

/** The deal that a person means: by record id, by its whole name, or by a part of the name that only one deal has. */
export const findDeal = (org: SalesforceOrg, asked: string): Promise<FoundRecord> => findOne(org, asked, 'Opportunity', 'deal', '');

/** The partner that a person means, among accounts that are partner on some deal. */
export const findPartner = (org: SalesforceOrg, asked: string): Promise<FoundRecord> =>
    findOne(org, asked, 'Account', 'partner', ' AND Id IN (SELECT Partner__c FROM Partner_Engagement__c)');

async function findOne(org: SalesforceOrg, asked: string, object: string, word: string, also: string): Promise<FoundRecord> {
    const wanted = asked.trim();
    if (wanted === '') throw notFound(word, `--${word}`, 'is empty.');
    const select = `SELECT Id, Name FROM ${object} WHERE`;
    const exact = await org.query(`${select} ${ID.test(wanted) ? 'Id' : 'Name'} = ${quoted(wanted)}${also} LIMIT 3`);
    const like = `%${wanted.replace(/[\\%_]/g, '\\$&')}%`;
    const rows =
        exact.length > 0 || ID.test(wanted)
            ? exact
            : await org.query(`${select} Name LIKE ${quoted(like).replaceAll('\\\\', '\\')}${also} LIMIT 6`);
    const found = rows.map((row) => row as { Id: string; Name: string });
    if (found.length === 1) return { id: found[0]!.Id, name: found[0]!.Name };
    if (found.length === 0) throw notFound(word, wanted, `is no ${word} that this login can see in ${org.instanceUrl}.`);
    const names = found.slice(0, 5).map(({ Name, Id }) => `${Name} (${Id})`);
    throw notFound(word, wanted, `may mean ${found.length > 5 ? 'more than five' : found.length} ${word}s: ${names.join(', ')}.`);
}

const notFound = (word: string, subject: string, detail: string) =>
    new ProblemError({ code: 'RECORD_NOT_FOUND', subject, detail, remedy: `Name the ${word} by its record id, or by more of its name.` });
