import { LightningElement, api } from 'lwc';
import type { DealRecords, Fields } from 'c/dealGraph';

/** A button that opens the registration of one partner, and the form behind it. The panel says which one is open. */
export default class RegisterPartner extends LightningElement {
    @api deal!: Fields;
    /** The signal to register; none for a partner that is new on the deal. */
    @api record?: Fields;
    /** Everything known of the deal, for the form to start from. */
    @api records?: DealRecords;
    @api label = '';
    @api variant = 'neutral';
    @api iconName?: string;
    /** Somebody may open it now. */
    @api offered = false;
    @api open = false;

    handleOpen(): void {
        this.dispatchEvent(new CustomEvent('open'));
    }

    handleSaved(): void {
        this.dispatchEvent(new CustomEvent('registered'));
    }

    handleCancel(): void {
        this.dispatchEvent(new CustomEvent('cancel'));
    }
}
