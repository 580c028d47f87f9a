import type { StageMap } from '../stage-map/stage-map';
import type { CompiledFile } from './compiled-file';
import { dateField } from './metadata-files';
import { businessDaysAfter } from './post-mortem-due';

/** The day a handoff is due: the map's business days after the registration. Empty while the partner is not registered. */
export const compileHandoffDue = ({ version, handoffBusinessDays: days }: StageMap): CompiledFile =>
    dateField('Partner_Engagement__c', {
        name: 'Handoff_Due_On__c',
        label: 'Handoff Due On',
        description: `Stage map ${version}: ${days} business days after the registration, Saturday and Sunday skipped. Read by the partner desk: later than this is past the handoff clock.`,
        help: `${days} business ${days === 1 ? 'day' : 'days'} after registration the owner should have accepted or returned the partner.`,
        formula: businessDaysAfter('Registered_On__c', days)
    });
