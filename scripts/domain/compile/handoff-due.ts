import type { StageMap } from '../stage-map/stage-map';
import type { CompiledFile } from './compiled-file';
import { dateField } from './metadata-files';
import { businessDaysAfter } from './post-mortem-due';

/**
 * The day on which the clock of the one whose turn it is begins: the owner's at registration, the partner manager's when the
 * owner sends the partner back, the owner's again when it is answered and sent again.
 */
const START = `IF(
    ISBLANK(Handoff_Returned_On__c),
    Registered_On__c,
    IF(
        AND(NOT(ISBLANK(Handoff_Sent_Again_On__c)), Handoff_Sent_Again_On__c >= Handoff_Returned_On__c),
        DATEVALUE(Handoff_Sent_Again_On__c),
        DATEVALUE(Handoff_Returned_On__c)
    )
)`;

/** The day a handoff is due: the map's business days after the last turn. Empty while the partner is not registered. */
export const compileHandoffDue = ({ version, handoffBusinessDays: days }: StageMap): CompiledFile =>
    dateField('Partner_Engagement__c', {
        name: 'Handoff_Due_On__c',
        label: 'Handoff Due On',
        description: `Stage map ${version}: ${days} business days after the registration, or after the handoff was last sent back or sent again; Saturday and Sunday skipped. Read by the partner desk: later than this is past the handoff clock.`,
        help: `${days} business ${days === 1 ? 'day' : 'days'} after registration the owner should have accepted or returned the partner; the clock starts anew with each turn.`,
        formula: businessDaysAfter(START, days)
    });
