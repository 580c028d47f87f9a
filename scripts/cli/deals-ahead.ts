import type { SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import { laneUserQuery, PROOF_QUERIES, readLaneSets, readLaneUsers, readProof } from '../boundary/proof-rows';
import { aheadOfProof, type AheadOfProof } from '../domain/exceptions/ahead-of-proof';
import { dayOfMoment, isoOf } from '../domain/forecast/calendar-day';
import type { Command } from './command';
import { connect } from './connect';
import { STAGE_MAP_OPTION } from './map-signatures';
import { TARGET_ORG_OPTION } from './org-option';
import { readStageMap } from './read-stage-map';
import { layTable } from './table';

/** Deals that claim more than they have proven, and who took them there: the integration lane in the open. */
export const dealsAhead: Command = {
    path: ['deals', 'ahead'],
    summary: 'List deals ahead of their proof, and who moved them there.',
    options: [STAGE_MAP_OPTION, TARGET_ORG_OPTION, { flags: '--json', description: 'one JSON document instead of text' }],
    notes: 'Moves by a user with Bypass_Partner_Gates are marked as the integration lane. Ends with 1 when there is such a deal.',
    async run(options, { cwd, env, terminal }) {
        const map = readStageMap(String(options.stageMap), cwd);
        const targetOrg = typeof options.targetOrg === 'string' ? options.targetOrg : undefined;
        const org = await connect({ targetOrg, env, cwd, localUser: 'revops' });
        const deals = readProof(await org.query(PROOF_QUERIES.deals), await org.query(PROOF_QUERIES.steps));
        const ahead = aheadOfProof(deals, map, await readLane(org));
        if (options.json) terminal.printJson({ org: org.instanceUrl, deals: ahead.map(toDocument) });
        else terminal.print(ahead.length === 0 ? `No partner deal in ${org.instanceUrl} is ahead of its proof.` : layAhead(ahead));
        return ahead.length === 0 ? 'OK' : 'FOUND';
    }
};

async function readLane(org: SalesforceOrg): Promise<ReadonlySet<string>> {
    const sets = readLaneSets(await org.query(PROOF_QUERIES.laneSets));
    return sets.length === 0 ? new Set() : readLaneUsers(await org.query(laneUserQuery(sets)));
}

const OTHERWISE = 'proof withdrawn, map changed or rules off';
const how = ({ isByLane }: AheadOfProof): string => (isByLane ? 'integration lane' : OTHERWISE);

const layAhead = (ahead: readonly AheadOfProof[]): string =>
    layTable(
        [
            { heading: 'Deal' },
            { heading: 'Owner' },
            { heading: 'Amount', align: 'right' },
            { heading: 'Stage' },
            { heading: 'Claimed', align: 'right' },
            { heading: 'Proven', align: 'right' },
            { heading: 'Moved by' },
            { heading: 'On' },
            { heading: 'How' }
        ],
        ahead.map((one) => [
            one.deal.dealName,
            one.deal.dealOwner,
            one.deal.amount === undefined ? '–' : whole.format(one.deal.amount / 100),
            one.deal.stageName,
            String(one.deal.claimedOrder),
            String(one.deal.earnedOrder),
            one.step?.byName ?? '–',
            one.step ? isoOf(dayOfMoment(one.step.at)) : '–',
            how(one)
        ])
    );

const toDocument = (one: AheadOfProof) => ({
    deal: { id: one.deal.dealId, name: one.deal.dealName, owner: one.deal.dealOwner },
    amount: one.deal.amount === undefined ? null : one.deal.amount / 100,
    stageName: one.deal.stageName,
    claimedOrder: one.deal.claimedOrder,
    earnedOrder: one.deal.earnedOrder,
    movedBy: one.step?.byName ?? null,
    movedOn: one.step ? new Date(one.step.at).toISOString() : null,
    byIntegrationLane: one.isByLane
});

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
