import type { OrgState } from '../model/org';
import type { Component, Schema } from '../model/schema';
import { standardSchema } from '../model/standard-schema';
import { describeActions } from './record-actions';

const component = (type: string, fullName: string, inner: string): [string, Component] => [
    `${type}:${fullName}`,
    { type, fullName, fileName: fullName, files: new Map([[fullName, Buffer.from(`<${type}>${inner}</${type}>`)]]) }
];

const screen = (fullName: string, label: string, subtype = 'ScreenAction'): [string, Component] =>
    component(
        'QuickAction',
        fullName,
        `<actionSubtype>${subtype}</actionSubtype><label>${label}</label><lightningWebComponent>tripPlanner</lightningWebComponent><type>LightningWebComponent</type>`
    );

const actions = [
    screen('Account.Cancel', 'Cancel the trip'),
    screen('Account.Plan', 'Plan a trip'),
    screen('Account.Count', 'Count quietly', 'Action'),
    component('QuickAction', 'Account.Call', '<label>Log a call</label><type>LogACall</type>'),
    screen('Opportunity.Price', 'Work out the price')
];

const layout = (...items: readonly (readonly [name: string, type: string, place: number])[]): [string, Component] =>
    component(
        'Layout',
        'Account-Account Layout',
        `<platformActionList><actionListContext>Record</actionListContext>${items
            .map(
                ([name, type, place]) =>
                    `<platformActionListItems><actionName>${name}</actionName><actionType>${type}</actionType><sortOrder>${place}</sortOrder></platformActionListItems>`
            )
            .join('')}</platformActionList>`
    );

const property = (name: string, value: string): string =>
    `<componentInstanceProperties><name>${name}</name>${value}</componentInstanceProperties>`;

const page = (own: boolean, ...names: readonly string[]): [string, Component] => {
    const list = names.map((name) => `<valueListItems><value>${name}</value></valueListItems>`).join('');
    const properties = [
        property('enableActionsConfiguration', `<value>${String(own)}</value>`),
        property('actionNames', `<valueList>${list}</valueList>`)
    ].join('');
    return component(
        'FlexiPage',
        'Account_Page',
        `<flexiPageRegions><itemInstances><componentInstance>${properties}<componentName>force:highlightsPanel</componentName></componentInstance></itemInstances><name>header</name><type>Region</type></flexiPageRegions><masterLabel>Account</masterLabel><sobjectType>Account</sobjectType><type>RecordPage</type>`
    );
};

const stateWith = (...deployed: [string, Component][]): OrgState => {
    const schema: Schema = { ...standardSchema(), components: new Map([...actions, ...deployed]) };
    return { schema } as OrgState;
};
const labelsWith = (...deployed: [string, Component][]): string[] =>
    describeActions(stateWith(...deployed), 'Account').map(({ label }) => label);

describe('the screen actions of a record page', () => {
    it('are those of the layout, in its order, and of no other kind', () => {
        const deployed = layout(
            ['Edit', 'StandardButton', 0],
            ['Account.Cancel', 'QuickAction', 2],
            ['Account.Plan', 'QuickAction', 1],
            ['Account.Count', 'QuickAction', 3],
            ['Account.Call', 'QuickAction', 4]
        );
        expect(labelsWith(deployed)).toEqual(['Plan a trip', 'Cancel the trip']);
    });

    it('are those of the page where the page names its own', () => {
        expect(labelsWith(layout(['Account.Plan', 'QuickAction', 0]), page(true, 'Edit', 'Account.Cancel'))).toEqual(['Cancel the trip']);
        expect(labelsWith(layout(['Account.Plan', 'QuickAction', 0]), page(false, 'Account.Cancel'))).toEqual(['Plan a trip']);
    });

    it("are none where the layout names none, and all of the object's where there is no layout", () => {
        expect(labelsWith(layout(['Edit', 'StandardButton', 0]))).toEqual([]);
        expect(labelsWith()).toEqual(['Cancel the trip', 'Plan a trip']);
    });

    it('say which component to open', () => {
        expect(describeActions(stateWith(), 'Opportunity')).toEqual([
            { name: 'Opportunity.Price', label: 'Work out the price', component: 'tripPlanner' }
        ]);
    });
});
