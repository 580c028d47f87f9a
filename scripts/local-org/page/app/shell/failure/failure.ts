import { LightningElement, api } from 'lwc';

/** Says why a part of the page is missing. */
export default class Failure extends LightningElement {
    @api heading = 'This could not be shown';
    @api message = '';
}
