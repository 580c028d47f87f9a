import { LightningElement, api } from 'lwc';

/** The frame of a quick action: header, content, footer. */
export default class QuickActionPanel extends LightningElement {
    @api header = '';
}
