import { DealDesk } from './deal-desk';
import type { Customer, Partner } from './deal-desk';
import { expectMove, expectRefusedMove } from './deal-expectations';
import { messageOf, stageNames } from './map-words';
import { openOrgUnderTest, type OrgUnderTest, type Role } from './org-under-test';

// What Partner Path tells a person about the rollout is what the gate rules do to that person.
jest.setTimeout(60_000);

const SETTINGS = 'Partner_Gate_Settings__c';
const [start, next] = [stageNames(0)[0]!, stageNames(1)[0]!];

let org: OrgUnderTest;
let desk: DealDesk;
let customer: Customer;
let partner: Partner;
let owners: { readonly org: string; readonly profile: string; readonly user: string };

beforeAll(async () => {
    org = await openOrgUnderTest();
    desk = new DealDesk(org);
    customer = await desk.customer();
    partner = await desk.partner('SI');
    const { records: organizations } = await org.as('admin').query<{ Id: string }>('SELECT Id FROM Organization');
    const { ProfileId } = await desk.read<{ ProfileId: string }>('User', org.userId('ae'), ['ProfileId']);
    owners = { org: organizations[0]!.Id, profile: ProfileId, user: org.userId('ae') };
});
afterAll(() => org?.stop());

const isAdvised = async (deal: string, role: Role): Promise<boolean> =>
    (await desk.read<{ Gates_Advise_Only__c: boolean }>('Opportunity', deal, ['Gates_Advise_Only__c'], role)).Gates_Advise_Only__c;

/** Sets the switch at the given levels, looks, and takes it off again. */
async function withSettings(
    settings: readonly (readonly [level: keyof typeof owners, advises: boolean])[],
    look: () => Promise<void>
): Promise<void> {
    const made: string[] = [];
    try {
        for (const [level, advises] of settings)
            made.push(await desk.create('admin', SETTINGS, { SetupOwnerId: owners[level], Advise_Only__c: advises }));
        await look();
    } finally {
        for (const id of made) await org.as('admin').sobject(SETTINGS).destroy(id);
    }
}

describe('the deal tells the person who looks whether the gates only advise', () => {
    it.each([
        ['nobody', [], false],
        ['the org', [['org', true]], true],
        [
            'the profile before the org',
            [
                ['org', true],
                ['profile', false]
            ],
            false
        ],
        [
            'the user before the profile',
            [
                ['org', false],
                ['profile', false],
                ['user', true]
            ],
            true
        ],
        [
            'the user before both',
            [
                ['org', true],
                ['profile', true],
                ['user', false]
            ],
            false
        ]
    ] as const)('as set for %s, and the gate does the same', async (_, settings, advises) => {
        const deal = await desk.deal({ customer, stageName: start });
        await desk.register(deal, partner);
        await withSettings(settings, async () => {
            expect(await isAdvised(deal, 'ae')).toBe(advises);
            if (advises) await expectMove(desk, deal, next);
            else await expectRefusedMove(desk, deal, next, messageOf('handoff'));
        });
        expect(await isAdvised(deal, 'ae')).toBe(false);
    });

    it('each person for themselves', async () => {
        const deal = await desk.deal({ customer, stageName: start });
        await withSettings([['user', true]], async () => {
            expect([await isAdvised(deal, 'ae'), await isAdvised(deal, 'revops')]).toEqual([true, false]);
        });
    });
});
