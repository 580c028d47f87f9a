import { childNodes, childText } from '../metadata/xml-node';
import type { XmlNode } from '../metadata/xml-node';
import type { OrgState } from '../model/org';
import type { Schema } from '../model/schema';
import { componentsOfType } from '../ui-api/deployed-xml';
import { describePage } from './deployed-app';
import type { PlacedComponent } from './deployed-app';

/** A quick action that opens a component on a screen of its own. */
export interface ScreenAction {
    /** Object.Action, as deployed. */
    readonly name: string;
    readonly label: string;
    /** The Lightning web component that the screen shows. */
    readonly component: string;
}

const panelOf = (components: readonly PlacedComponent[]): PlacedComponent | undefined => {
    for (const component of components) {
        const found = component.name === 'force:highlightsPanel' ? component : panelOf(component.children);
        if (found) return found;
    }
    return undefined;
};

/** Actions that the page itself names; undefined where it leaves them to the layout. */
const namedByPage = (state: OrgState, objectName: string): string[] | undefined => {
    const panel = panelOf(describePage(state, 'record', objectName).regions.flatMap(({ components }) => components));
    if (panel?.properties['enableActionsConfiguration'] !== 'true') return undefined;
    return (panel.properties['actionNames'] ?? '').split(',').filter(Boolean);
};

const placeOf = (item: XmlNode): number => Number(childText(item, 'sortOrder') ?? 0);

/** Actions that the layout names, in its order; undefined where the object has no layout yet. */
const namedByLayout = (schema: Schema, objectName: string): string[] | undefined => {
    const layout = componentsOfType(schema, 'Layout').find(({ fullName }) => fullName.startsWith(`${objectName}-`))?.xml;
    if (!layout) return undefined;
    const list = childNodes(layout, 'platformActionList').find((each) => childText(each, 'actionListContext') === 'Record');
    return (list ? childNodes(list, 'platformActionListItems') : [])
        .filter((item) => childText(item, 'actionType') === 'QuickAction')
        .sort((a, b) => placeOf(a) - placeOf(b))
        .map((item) => childText(item, 'actionName') ?? '');
};

const screenOf = (fullName: string, xml: XmlNode): ScreenAction[] => {
    const component = childText(xml, 'lightningWebComponent');
    if (!component || childText(xml, 'actionSubtype') !== 'ScreenAction') return [];
    return [{ name: fullName, label: childText(xml, 'label') ?? fullName, component }];
};

/**
 * The screen actions on the record page of an object: those that its page names, else its layout. An object whose layout was
 * never deployed shows all of its own, as it shows all of its fields.
 */
export const describeActions = (state: OrgState, objectName: string): ScreenAction[] => {
    const all = componentsOfType(state.schema, 'QuickAction').flatMap(({ fullName, xml }) => screenOf(fullName, xml));
    const named = namedByPage(state, objectName) ?? namedByLayout(state.schema, objectName);
    if (!named) return all.filter(({ name }) => name.startsWith(`${objectName}.`));
    return named.flatMap((wanted) => all.filter(({ name }) => name === wanted || name === `${objectName}.${wanted}`));
};
