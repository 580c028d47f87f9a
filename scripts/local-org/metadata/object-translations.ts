import { findObject, type Component, type ObjectDef, type Schema } from '../model/schema';
import { asDocument, decodeText } from './component-file';
import { componentKey } from './source-component';
import { childNode, childNodes, childText, parseXml, sourceOf, type XmlNode } from './xml-node';

const TYPE = 'CustomObjectTranslation';

/** Object and language of Opportunity-de or Visit__c-pt_BR; undefined where the name says no language. */
export const translationOf = (fullName: string): { object: string; language: string } | undefined => {
    const [, object, language] = /^(.+)-([a-z]{2}(?:_[A-Z]{2})?)$/.exec(fullName) ?? [];
    return object && language ? { object, language } : undefined;
};

const rootOf = (component: Component): XmlNode | undefined => {
    const bytes = component.files.get(component.fileName);
    return bytes && parseXml(decodeText(bytes));
};

const nameOf = (element: XmlNode): string => childText(element, 'name') ?? '';

/** What tells two elements of a translation apart; elements that stand once are told by their kind. */
const keyOf = (element: XmlNode): string => {
    const name = childNode(element, 'name') ?? childNode(element, 'layout');
    return name ? `${element.name}:${name.text.trim()}` : element.name === 'caseValues' ? sourceOf(element) : element.name;
};

const written = (component: Component, elements: readonly XmlNode[]): Component => ({
    ...component,
    files: new Map([[component.fileName, asDocument(TYPE, elements.map((element) => `\n    ${sourceOf(element)}`).join('') + '\n')]])
});

/** A deploy adds to what is translated already: what it does not name stays as it is. */
export const mergedTranslation = (before: Component | undefined, now: Component): Component => {
    const [old, root] = [before && rootOf(before), rootOf(now)];
    if (!old || !root) return now;
    const named = new Set(root.children.map(keyOf));
    const elements = [...old.children.filter((element) => !named.has(keyOf(element))), ...root.children];
    const kinds = [...new Set(elements.map(({ name }) => name))].sort();
    return written(
        now,
        kinds.flatMap((kind) => elements.filter(({ name }) => name === kind))
    );
};

/** The component without words for rules that are gone; undefined when its object is gone. */
const withoutOrphans = (component: Component, object: ObjectDef | undefined): Component | undefined => {
    const root = rootOf(component);
    if (!object || !root) return undefined;
    const rules = new Set(object.validationRules.map(({ name }) => name.toLowerCase()));
    const left = root.children.filter((element) => element.name !== 'validationRules' || rules.has(nameOf(element).toLowerCase()));
    return left.length === root.children.length ? component : written(component, left);
};

type Messages = Map<string, Map<string, string>>;

/** Adds one translation's words to those of the object, by rule and language. */
const readMessages = (component: Component, language: string, messages: Messages): void => {
    for (const element of childNodes(rootOf(component)!, 'validationRules')) {
        const name = nameOf(element).toLowerCase();
        messages.set(name, (messages.get(name) ?? new Map<string, string>()).set(language, childText(element, 'errorMessage') ?? ''));
    }
};

/** Gives every rule the words of the translations that are there, and takes words away that belong to nothing any more. */
export const translateRules = (draft: { objects: Map<string, ObjectDef>; components: Map<string, Component> }): void => {
    const byObject = new Map<string, Messages>();
    for (const component of [...draft.components.values()].filter(({ type }) => type === TYPE)) {
        const { object, language } = translationOf(component.fullName) ?? { object: '', language: '' };
        const kept = withoutOrphans(component, findObject(draft as unknown as Schema, object));
        const key = componentKey(TYPE, component.fullName);
        if (!kept) {
            draft.components.delete(key);
            continue;
        }
        draft.components.set(key, kept);
        const messages: Messages = byObject.get(object.toLowerCase()) ?? new Map();
        readMessages(kept, language, messages);
        byObject.set(object.toLowerCase(), messages);
    }
    for (const [key, object] of draft.objects) {
        const translated = withMessages(object, byObject.get(key));
        if (translated !== object) draft.objects.set(key, translated);
    }
};

const withMessages = (object: ObjectDef, messages: Messages | undefined): ObjectDef => {
    if (!messages && object.validationRules.every((rule) => !rule.translations)) return object;
    const validationRules = object.validationRules.map((rule) => {
        const { translations: _, ...own } = rule;
        const words = messages?.get(rule.name.toLowerCase());
        return words ? { ...own, translations: words } : own;
    });
    return { ...object, validationRules };
};
