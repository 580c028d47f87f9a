import { LightningElement } from 'lwc';

export default class App extends LightningElement {
    columns = [{ label: 'Name', fieldName: 'name' }];
    rows = [{ id: '1', name: 'Acme' }];
}
