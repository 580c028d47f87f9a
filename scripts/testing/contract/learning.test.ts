import { Connection } from 'jsforce';
import { startSampleOrg, type SampleOrg } from '../sample-org';

jest.setTimeout(90_000);

let sample: SampleOrg;
beforeAll(async () => {
    sample = await startSampleOrg('2026-11-21');
}, 90_000);
afterAll(() => sample.stop());

const as = (user: string) => new Connection({ instanceUrl: sample.instanceUrl, accessToken: sample.org.tokens[user]!, version: '62.0' });

interface PostMortem {
    readonly Id: string;
    readonly Outcome__c: string;
    readonly Slipped_At__c: string | null;
    readonly Learning__c: string;
    readonly Change_Next_Time__c: string | null;
    readonly Partner_Engagement__r: {
        readonly Partner__c: string;
        readonly Opportunity__r: { readonly Account: { readonly Name: string } };
    };
}

/** A complete post-mortem that nobody has published, as the partner manager sees it. */
async function findUnpublished(user = 'revops'): Promise<PostMortem> {
    const org = as(user);
    const { records: published } = await org.query<{ Source_Key__c: string }>('SELECT Source_Key__c FROM Partner_Learning__c');
    const { records } = await org.query<PostMortem>(
        'SELECT Id, Outcome__c, Slipped_At__c, Learning__c, Change_Next_Time__c, Partner_Engagement__r.Partner__c, Partner_Engagement__r.Opportunity__r.Account.Name ' +
            'FROM Joint_Post_Mortem__c WHERE Complete__c = true'
    );
    return records.find(({ Id }) => !published.some(({ Source_Key__c }) => Source_Key__c === Id))!;
}

const publicationOf = (postMortem: PostMortem, user: string) => ({
    Partner__c: postMortem.Partner_Engagement__r.Partner__c,
    Post_Mortem__c: postMortem.Id,
    Source_Key__c: postMortem.Id,
    Outcome__c: postMortem.Outcome__c,
    Slipped_At__c: postMortem.Slipped_At__c,
    Learning__c: postMortem.Learning__c,
    Change_Next_Time__c: postMortem.Change_Next_Time__c,
    Published_On__c: '2026-11-21',
    Published_By__c: sample.userId(user)
});

/** What the org said; '' when it saved. */
async function refusalOf(work: Promise<unknown>): Promise<string> {
    try {
        await work;
        return '';
    } catch (error) {
        return (error as Error).message;
    }
}
const publish = (user: string, fields: Record<string, unknown>) =>
    refusalOf(
        as(user)
            .sobject('Partner_Learning__c')
            .create(fields as never)
    );

const NOT_CONFIRMED = /words of a post-mortem that both sides confirmed/;

it('takes only the words that both sides confirmed, under their own partner', async () => {
    const fields = publicationOf(await findUnpublished(), 'partnerManager');
    const { records: others } = await as('revops').query<{ Id: string }>(
        `SELECT Id FROM Account WHERE Id IN (SELECT Partner__c FROM Partner_Engagement__c) AND Id != '${fields.Partner__c}' LIMIT 1`
    );
    const wrong: readonly Record<string, unknown>[] = [
        { Learning__c: 'Something that nobody else has said' },
        { Outcome__c: fields.Outcome__c === 'Won' ? 'Lost' : 'Won' },
        { Change_Next_Time__c: 'Something else next time' },
        { Slipped_At__c: 'Elsewhere' },
        { Partner__c: others[0]!.Id },
        { Post_Mortem__c: null },
        { Source_Key__c: 'a0P000000000001AAA' }
    ];
    for (const changes of wrong)
        expect([changes, await publish('partnerManager', { ...fields, ...changes })]).toEqual([
            changes,
            expect.stringMatching(NOT_CONFIRMED)
        ]);
    expect(await publish('partnerManager', { ...fields, Published_By__c: sample.userId('ae') })).toMatch(/stands behind it today/);
    expect(await publish('partnerManager', { ...fields, Published_On__c: '2026-11-20' })).toMatch(/stands behind it today/);
});

it('is published once, by the partner manager and not by the account executive, and reworded by nobody', async () => {
    const postMortem = await findUnpublished();
    expect(await publish('ae', publicationOf(postMortem, 'ae'))).toMatch(/cannot be inserted|insufficient access/i);
    const fields = publicationOf(postMortem, 'partnerManager');
    expect(await publish('partnerManager', fields)).toBe('');
    expect(await publish('partnerManager', fields)).toMatch(/duplicate/i);
    const { records } = await as('ae').query<{ Id: string; Learning__c: string }>(
        `SELECT Id, Learning__c FROM Partner_Learning__c WHERE Source_Key__c = '${postMortem.Id}'`
    );
    expect(records.map(({ Learning__c }) => Learning__c)).toEqual([postMortem.Learning__c]);
    const reword = as('revops')
        .sobject('Partner_Learning__c')
        .update({ Id: records[0]!.Id, Learning__c: 'What one side would rather read' });
    expect(await refusalOf(reword)).toMatch(NOT_CONFIRMED);
    // The same words under another name would start the count of ten deals again.
    const again = as('revops')
        .sobject('Partner_Learning__c')
        .update({ Id: records[0]!.Id, Published_By__c: sample.userId('revops'), Published_On__c: '2026-11-21' });
    expect(await refusalOf(again)).toMatch(/the day stays until its words change/);
});

it('keeps the customer out', async () => {
    const postMortem = await findUnpublished();
    const fields = publicationOf(postMortem, 'partnerManager');
    // A customer by the name of the learning's first words: the confirmed text names it.
    const { records } = await as('admin').query<{ Id: string }>(
        `SELECT Id FROM Account WHERE Name = '${postMortem.Partner_Engagement__r.Opportunity__r.Account.Name}'`
    );
    const rename = async (Name: string) => {
        for (const { Id } of records) await as('admin').sobject('Account').update({ Id, Name });
    };
    await rename(postMortem.Learning__c.split(' ').slice(0, 3).join(' ').toUpperCase());
    expect(await publish('partnerManager', fields)).toMatch(/This learning names the customer/);

    // A short name is a word of its own or none: GE is not in "manager".
    const words = postMortem.Learning__c.split(/[ ,.:?!'’()-]+/).filter((word) => word.length > 0);
    const short = words.find((word) => word.length <= 4)!;
    await rename(short);
    expect(await publish('partnerManager', fields)).toMatch(/This learning names the customer/);
    const part = words.find((word) => word.length > 4 && !words.some((other) => other.toLowerCase() === word.slice(0, 4).toLowerCase()))!;
    await rename(part.slice(0, 4));
    expect(await publish('partnerManager', fields)).toBe('');
});
