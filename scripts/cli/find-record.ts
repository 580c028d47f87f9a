import type { SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import { quoted } from '../boundary/plan-rows';
import { ProblemError } from '../domain/problem';

export interface FoundRecord {
    readonly id: string;
    readonly name: string;
}

const ID = /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/;

/** How one kind of record is looked for and told apart. */
interface Kind {
    readonly object: string;
    readonly word: string;
    readonly fields: string;
    readonly also: string;
    readonly order: string;
    /** Whether a record is meant before others that fit the same words. */
    readonly isPreferred: (row: FoundRow) => boolean;
    readonly describe: (row: FoundRow) => string;
}

interface FoundRow {
    readonly Id: string;
    readonly Name: string;
    readonly StageName?: string;
    readonly Amount?: number | null;
    readonly CloseDate?: string;
    readonly IsClosed?: boolean;
}

const DEAL: Kind = {
    object: 'Opportunity',
    word: 'deal',
    fields: ', StageName, Amount, CloseDate, IsClosed',
    also: '',
    order: ' ORDER BY IsClosed, CloseDate DESC',
    isPreferred: ({ IsClosed }) => IsClosed === false,
    describe: ({ Id, Name, StageName, Amount, CloseDate }) =>
        `${Name} (${Id}, ${StageName}, ${typeof Amount === 'number' ? whole.format(Amount) : 'no amount'}, closes ${CloseDate})`
};

const PARTNER: Kind = {
    object: 'Account',
    word: 'partner',
    fields: '',
    also: ' AND Id IN (SELECT Partner__c FROM Partner_Engagement__c)',
    order: ' ORDER BY Name',
    isPreferred: () => false,
    describe: ({ Id, Name }) => `${Name} (${Id})`
};

/**
 * The deal that a person means: by record id, by its whole name, or by a part of the name. Where several deals fit, the only one
 * of them that is open is meant: years of closed deals of one account have the same name.
 */
export const findDeal = (org: SalesforceOrg, asked: string): Promise<FoundRecord> => findOne(org, asked, DEAL);

/** The partner that a person means, among accounts that are partner on some deal. */
export const findPartner = (org: SalesforceOrg, asked: string): Promise<FoundRecord> => findOne(org, asked, PARTNER);

const MOST_NAMED = 5;

async function findOne(org: SalesforceOrg, asked: string, kind: Kind): Promise<FoundRecord> {
    const { object, word, fields, also, order, isPreferred, describe } = kind;
    const wanted = asked.trim();
    if (wanted === '') throw isMissing(word);
    const find = async (condition: string) =>
        (await org.query(
            `SELECT Id, Name${fields} FROM ${object} WHERE ${condition}${also}${order} LIMIT ${MOST_NAMED + 1}`
        )) as readonly FoundRow[];
    const exact = await find(`${ID.test(wanted) ? 'Id' : 'Name'} = ${quoted(wanted)}`);
    const like = `%${wanted.replace(/[\\%_]/g, '\\$&')}%`;
    const found = exact.length > 0 || ID.test(wanted) ? exact : await find(`Name LIKE ${quoted(like).replaceAll('\\\\', '\\')}`);
    const preferred = found.filter(isPreferred);
    const [meant] = preferred.length === 1 ? preferred : found;
    if (!meant) throw notFound(word, wanted, `is no ${word} that this login can see in ${org.instanceUrl}.`);
    if (found.length === 1 || preferred.length === 1) return { id: meant.Id, name: meant.Name };
    const count = found.length > MOST_NAMED ? 'more than five' : found.length;
    throw notFound(word, wanted, `may mean ${count} ${word}s: ${found.slice(0, MOST_NAMED).map(describe).join('; ')}.`);
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

const isMissing = (word: string) =>
    new ProblemError({
        code: 'BAD_USAGE',
        subject: `--${word}`,
        detail: 'is missing.',
        remedy: `Name the ${word} by its record id or name.`
    });

const notFound = (word: string, subject: string, detail: string) =>
    new ProblemError({ code: 'RECORD_NOT_FOUND', subject, detail, remedy: `Name the ${word} by its record id, or by more of its name.` });
