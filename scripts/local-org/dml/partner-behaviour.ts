import { setIfPresent } from './save-context';
import type { SaveContext } from './save-context';
import { refuse } from './save-failure';
import type { PendingSave } from './standard-behaviour';

/**
 * A partner of a deal: the platform makes an OpportunityPartner of it (here a view of the same rows), and a new primary one takes that
 * from the one before (object reference, Partner). A tie between two accounts is part of an org and not of this one.
 */
export const keepPartnerInStep = (context: SaveContext, { object, after }: PendingSave): void => {
    if (after.OpportunityId == null && after.AccountFromId == null) {
        refuse('REQUIRED_FIELD_MISSING', 'Required fields are missing: [OpportunityId]', ['OpportunityId']);
    }
    if (after.OpportunityId != null && after.AccountFromId != null) {
        refuse('FIELD_INTEGRITY_EXCEPTION', 'specify either OpportunityId or AccountFromId, not both', ['OpportunityId', 'AccountFromId']);
    }
    if (after.AccountFromId != null) {
        refuse('FUNCTIONALITY_NOT_ENABLED', 'This local org keeps partners of opportunities only, not of accounts', ['AccountFromId']);
    }
    if (after.IsPrimary !== true) return;
    for (const other of context.state.store.find(object.name, 'OpportunityId', String(after.OpportunityId))) {
        if (other.Id === after.Id || other.IsPrimary !== true) continue;
        const demoted = { ...other };
        setIfPresent(object, demoted, 'IsPrimary', false);
        context.state.store.put(object.name, demoted);
    }
};
