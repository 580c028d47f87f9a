import { graphql } from 'lightning/graphql';
import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import CloseLoop from 'c/closeLoop';
import { button, find, graphqlStub, mount, settled, textsOf } from '../../../../../test/harness';

// The partner manager: neither advances deals nor owns this one.
jest.mock('@salesforce/user/Id', () => ({ default: '005000000000007AAA' }), { virtual: true });
jest.mock('@salesforce/customPermission/Advance_Partner_Deal', () => ({ default: undefined }), { virtual: true });
jest.useFakeTimers({ now: new Date('2026-11-21T15:00:00Z'), doNotFake: ['queueMicrotask', 'setTimeout', 'nextTick', 'setImmediate'] });

const update = updateRecord as unknown as jest.Mock;
const create = createRecord as unknown as jest.Mock;
const value = (given: unknown) => ({ value: given });
const nodeOf = (id: string, fields: Record<string, unknown>) => ({
    node: {
        Id: id,
        ...Object.fromEntries(Object.entries(fields).map(([name, given]) => [name, name.endsWith('__r') ? given : value(given)]))
    }
});
const DEAL = { Name: 'Aldergate Health - Care', OwnerId: '005000000000001AAA', IsClosed: true, IsWon: false };
const PARTNER = {
    Partner__c: '001000000000001AAA',
    Counterpart__c: '003000000000009AAA',
    Partner_Told_On__c: null,
    Post_Mortem_Due_On__c: '2026-11-18',
    Partner__r: { Name: value('Halden Consulting') },
    Counterpart__r: { Name: value('Jana Ruiz'), Email: value('jana.ruiz@halden.example') }
};
const POST_MORTEM = {
    Partner_Engagement__c: 'a0E000000000001AAA',
    Complete__c: true,
    Held_On__c: '2026-11-17',
    Outcome__c: 'Lost',
    Slipped_At__c: 'Joint pitch',
    Learning__c: 'Bring procurement into the second joint call',
    Change_Next_Time__c: null,
    Host_Confirmed_By__c: '005000000000001AAA',
    Partner_Confirmed_By__c: '003000000000009AAA'
};
const WORDS = {
    Outcome__c: 'Lost',
    Slipped_At__c: 'Joint pitch',
    Learning__c: 'Bring procurement into the second joint call',
    Change_Next_Time__c: null
};

interface Given {
    readonly deal?: object;
    readonly partner?: object;
    readonly postMortem?: object;
    readonly learning?: object;
}
async function show({ deal, partner, postMortem, learning }: Given = {}): Promise<HTMLElement> {
    const element = mount('c-close-loop', CloseLoop, { recordId: '006000000000001AAA' });
    const edges = (id: string, fields: object | undefined) => ({ edges: fields ? [nodeOf(id, fields as Record<string, unknown>)] : [] });
    graphqlStub(graphql).emit({
        uiapi: {
            query: {
                Opportunity: edges('006000000000001AAA', { ...DEAL, ...deal }),
                Partner_Engagement__c: edges('a0E000000000001AAA', { ...PARTNER, ...partner }),
                Joint_Post_Mortem__c: edges('a0P000000000001AAA', postMortem),
                Partner_Learning__c: edges('a0L000000000001AAA', learning)
            }
        }
    });
    await settled();
    return element;
}

beforeEach(() => {
    jest.clearAllMocks();
    update.mockResolvedValue({});
    create.mockResolvedValue({});
});

it('shows nothing on an open deal', async () => {
    const element = await show({ deal: { IsClosed: false } });
    expect(find(element, 'lightning-card')).toBeNull();
});

it('says what is owed after a loss, and drafts the mail to the partner seller', async () => {
    const element = await show();
    expect(textsOf(element, 'li > p')).toEqual([
        'Halden Consulting has not been told that the deal is lost.',
        'No joint post-mortem yet, 3 days overdue (was due Nov 18, 2026).',
        'The learning is not published for the next ten deals yet.'
    ]);
    const link = find<HTMLAnchorElement>(element, 'a')!;
    expect(link.textContent).toBe('Draft a mail to Jana Ruiz');
    expect(link.getAttribute('href')).toMatch(/^mailto:jana\.ruiz@halden\.example\?subject=Closed%20as%20lost%3A%20Aldergate/);
    await expect(element).toBeAccessible();
});

it('asks for a call where the seller has no usable address', async () => {
    const element = await show({
        partner: { Counterpart__r: { Name: value('Jana Ruiz'), Email: value('jana@halden.example?bcc=x@y.example') } }
    });
    expect(find(element, 'a')).toBeNull();
    expect(textsOf(element, '.quiet')).toEqual(['Jana Ruiz has no mail address on file; call instead.']);
});

it('records with one click that the partner was told, by whom and when', async () => {
    const element = await show();
    button(element, 'The partner was told')!.click();
    await settled();
    expect(update).toHaveBeenCalledWith({
        fields: { Id: 'a0E000000000001AAA', Partner_Told_On__c: '2026-11-21', Partner_Told_By__c: '005000000000007AAA' }
    });
});

it('offers the post-mortem of a lost deal and its confirmation, and leaves a won deal to Partner Path', async () => {
    const draft = { ...POST_MORTEM, Complete__c: false, Partner_Confirmed_By__c: null };
    const lost = await show({ postMortem: draft });
    button(lost, 'Confirm for Halden Consulting')!.click();
    await settled();
    expect(update.mock.calls[0]![0].fields).toMatchObject({
        Id: 'a0P000000000001AAA',
        Partner_Confirmed_By__c: '003000000000009AAA',
        Partner_Recorded_By__c: '005000000000007AAA'
    });
    button(lost, 'Go on with the post-mortem')!.click();
    await settled();
    expect(find<HTMLElement & { artifact: string }>(lost, 'c-artifact-form')!.artifact).toBe('post-mortem');
    const won = await show({ deal: { IsWon: true }, postMortem: draft });
    expect(button(won, 'Go on with the post-mortem')).toBeUndefined();
    expect(button(won, 'Confirm for Halden Consulting')).toBeUndefined();
});

it('publishes the confirmed words under the partner, and nothing of the deal', async () => {
    const element = await show({ postMortem: POST_MORTEM });
    expect(textsOf(element, 'blockquote')).toEqual(['Bring procurement into the second joint call']);
    button(element, 'Publish the learning')!.click();
    await settled();
    expect(create).toHaveBeenCalledWith({
        apiName: 'Partner_Learning__c',
        fields: {
            ...WORDS,
            Partner__c: '001000000000001AAA',
            Post_Mortem__c: 'a0P000000000001AAA',
            Source_Key__c: 'a0P000000000001AAA',
            Published_On__c: '2026-11-21',
            Published_By__c: '005000000000007AAA'
        }
    });
});

it('is done when everything is, and offers new words when the post-mortem was confirmed anew', async () => {
    const learning = { Post_Mortem__c: 'a0P000000000001AAA', ...WORDS, Published_On__c: '2026-11-18' };
    const told = { Partner_Told_On__c: '2026-11-12', Partner_Told_By__r: { Name: value('Jo Ruiz') } };
    const done = await show({ partner: told, postMortem: POST_MORTEM, learning });
    expect(textsOf(done, 'li > p')).toEqual([
        'Halden Consulting was told on Nov 12, 2026 by Jo Ruiz.',
        'The joint post-mortem was held on Nov 17, 2026 and both sides confirmed it.',
        'Published Nov 18, 2026 for the next ten deals with Halden Consulting.'
    ]);
    expect(done.shadowRoot!.querySelectorAll('lightning-button, a')).toHaveLength(0);
    const changed = await show({
        partner: told,
        postMortem: { ...POST_MORTEM, Learning__c: 'Bring procurement into the first call' },
        learning
    });
    button(changed, 'Publish the new words')!.click();
    await settled();
    expect(update).toHaveBeenCalledWith({
        fields: { Id: 'a0L000000000001AAA', ...WORDS, Learning__c: 'Bring procurement into the first call' }
    });
});

it('says in the words of the org why something was not saved', async () => {
    create.mockRejectedValue({ body: { output: { errors: [{ message: 'This learning names the customer.' }] } } });
    const element = await show({ postMortem: POST_MORTEM });
    button(element, 'Publish the learning')!.click();
    await settled();
    expect(textsOf(element, '.refusal')).toEqual(['Not saved. This learning names the customer.']);
});

it('says when it could not be loaded', async () => {
    const element = mount('c-close-loop', CloseLoop, { recordId: '006000000000001AAA' });
    graphqlStub(graphql).emitErrors([{ message: 'The org is busy.' }]);
    await settled();
    expect(textsOf(element, '[role="alert"]')).toEqual(['What this deal still owes could not be loaded. The org is busy.']);
});
