import { parseXml } from '../metadata/xml-node';
import type { XmlNode } from '../metadata/xml-node';
import type { Component, Schema } from '../model/schema';

const parsed = new WeakMap<Component, XmlNode | null>();

const decode = (component: Component): XmlNode | null => {
    const [bytes] = component.files.values();
    if (!bytes) return null;
    try {
        return parseXml(Buffer.from(bytes).toString('utf8'));
    } catch {
        return null;
    }
};

/** The XML of a deployed component; undefined when there is none. Parsed once. */
export const componentXml = (component: Component): XmlNode | undefined => {
    let node = parsed.get(component);
    if (node === undefined) parsed.set(component, (node = decode(component)));
    return node ?? undefined;
};

/** Deployed components of a type in the order of their names, with their XML. */
export const componentsOfType = (schema: Schema, type: string): { fullName: string; xml: XmlNode }[] =>
    [...schema.components.values()]
        .filter((component) => component.type === type)
        .sort((a, b) => (a.fullName < b.fullName ? -1 : 1))
        .flatMap((component) => {
            const xml = componentXml(component);
            return xml ? [{ fullName: component.fullName, xml }] : [];
        });
