import type { Component, Schema } from '../model/schema';
import type { OrgState, Session } from '../model/org';
import { standardSchema } from '../model/standard-schema';
import { describeApp, describePage } from './deployed-app';

const component = (type: string, fullName: string, xml: string): [string, Component] => [
    `${type}:${fullName}`,
    { type, fullName, fileName: fullName, files: new Map([[fullName, Buffer.from(xml)]]) }
];

const instance = (name: string, properties: Record<string, string> = {}): string => {
    const inner = Object.entries(properties).map(
        ([key, value]) => `<componentInstanceProperties><name>${key}</name><value>${value}</value></componentInstanceProperties>`
    );
    return `<itemInstances><componentInstance>${inner.join('')}<componentName>${name}</componentName></componentInstance></itemInstances>`;
};
const region = (name: string, type: string, ...items: string[]): string =>
    `<flexiPageRegions>${items.join('')}<name>${name}</name><type>${type}</type></flexiPageRegions>`;

const stateWith = (...components: [string, Component][]): OrgState => {
    const schema: Schema = { ...standardSchema(), components: new Map(components) };
    return { schema } as OrgState;
};

describe('the page of a record', () => {
    it('is the deployed one for its object, with tabs and what is inside them', () => {
        const page = [
            region('header', 'Region', instance('force:highlightsPanel')),
            region('one', 'Facet', instance('force:detailPanel')),
            region('tabs', 'Facet', instance('flexipage:tab', { body: 'one', title: 'Facts' })),
            region('main', 'Region', instance('dealMood', { level: 'high' }), instance('flexipage:tabset', { tabs: 'tabs' }))
        ].join('');
        const state = stateWith(
            component(
                'FlexiPage',
                'Deal',
                `<FlexiPage>${page}<masterLabel>Deal</masterLabel><sobjectType>Opportunity</sobjectType><type>RecordPage</type></FlexiPage>`
            )
        );
        expect(describePage(state, 'record', 'Opportunity')).toEqual({
            label: 'Deal',
            regions: [
                { name: 'header', components: [{ name: 'force:highlightsPanel', properties: {}, children: [] }] },
                {
                    name: 'main',
                    components: [
                        { name: 'dealMood', properties: { level: 'high' }, children: [] },
                        {
                            name: 'flexipage:tabset',
                            properties: { tabs: 'tabs' },
                            children: [
                                {
                                    name: 'flexipage:tab',
                                    properties: { body: 'one', title: 'Facts' },
                                    children: [{ name: 'force:detailPanel', properties: {}, children: [] }]
                                }
                            ]
                        }
                    ]
                }
            ]
        });
    });

    it('is the plain one where none is deployed', () => {
        expect(describePage(stateWith(), 'record', 'Account').regions.map((each) => each.name)).toEqual(['header', 'main', 'sidebar']);
    });
});

describe('the page of a tab', () => {
    it("is its FlexiPage, or the tab's own component", () => {
        const state = stateWith(
            component('CustomTab', 'Desk', '<CustomTab><flexiPage>Desk_Page</flexiPage></CustomTab>'),
            component('CustomTab', 'Board', '<CustomTab><label>Board</label><lwcComponent>forecastBoard</lwcComponent></CustomTab>'),
            component(
                'FlexiPage',
                'Desk_Page',
                `<FlexiPage>${region('main', 'Region', instance('c:deskQueue'))}<masterLabel>Desk</masterLabel><type>AppPage</type></FlexiPage>`
            )
        );
        expect(describePage(state, 'app', 'Desk')).toMatchObject({ label: 'Desk', regions: [{ components: [{ name: 'c:deskQueue' }] }] });
        expect(describePage(state, 'app', 'Board')).toMatchObject({
            label: 'Board',
            regions: [{ components: [{ name: 'forecastBoard' }] }]
        });
    });

    it('is refused where it does not exist', () => {
        expect(() => describePage(stateWith(), 'app', 'Nope')).toThrow('There is no page named Nope');
    });
});

describe('the navigation', () => {
    it('shows tabs of pages to those whose permission sets show them', () => {
        const tab = (name: string) =>
            component('CustomTab', name, `<CustomTab><flexiPage>${name}</flexiPage><label>${name}</label></CustomTab>`);
        const app =
            '<CustomApplication><label>Deals</label><tabs>Board</tabs><tabs>Desk</tabs><uiType>Lightning</uiType></CustomApplication>';
        const state = stateWith(tab('Board'), tab('Desk'), component('CustomApplication', 'Deals', app));
        const access = { object: () => ({ read: false }), permission: () => false, tab: (name: string) => name === 'Desk' };
        const session = { user: { Id: '005000000000001AAA' }, access } as unknown as Session;
        expect(describeApp(state, session).app).toEqual({ label: 'Deals', items: [{ kind: 'page', name: 'Desk', label: 'Desk' }] });
    });
});
