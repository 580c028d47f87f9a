import { LightningElement, api } from 'lwc';
import HAS_BYPASS from '@salesforce/customPermission/Bypass_Partner_Gates';
import type { Fields } from 'c/dealGraph';
import type { PartnerView } from 'c/gateView';
import { MAP_VERSION } from 'c/stageMap';

/** Under which rules this deal stands for the person who looks: the gates' say over them, and the version of the map. */
export default class GateNotes extends LightningElement {
    @api deal!: Fields;
    @api partners: readonly PartnerView[] = [];

    /** Why the gates do not stop this person; empty for everybody else. */
    get lane(): string {
        if (HAS_BYPASS) return 'Integration lane: the gates do not stop your moves. What is not proven shows as ahead of proof.';
        return this.deal.Gates_Advise_Only__c ? 'Gates advise only for you: moves are not blocked.' : '';
    }

    /** One line per version; partners are named where they are under different ones. */
    get versions() {
        const partnersOf = new Map<string, string[]>();
        for (const { engagement, name } of this.partners) {
            const version = String(engagement.Stage_Map_Version__c ?? '');
            if (version) partnersOf.set(version, [...(partnersOf.get(version) ?? []), name]);
        }
        return [...partnersOf].map(([version, names]) => ({
            version,
            text: `${partnersOf.size > 1 ? `${names.join(', ')}: s` : 'S'}tage map ${version}${
                version === MAP_VERSION ? '' : ` (registered before ${MAP_VERSION} took effect)`
            }`
        }));
    }
}
