import type { Problem } from './source-component';
import { typeDefinition, type ElementDefinition } from './type-definitions';
import { positionOf, type XmlNode } from './xml-node';

type Report = (message: string, node: XmlNode) => void;

/** Payloads that the published types do not describe. */
const OPAQUE = new Set(['LightningComponentBundle.targetConfigs', 'CustomMetadataValue.value']);

const BOOLEAN = /^(true|false|0|1)$/;
const NUMBER = /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/;

const checkLeaf = (element: ElementDefinition, node: XmlNode, report: Report): void => {
    if (node.children.length > 0)
        return report(
            `Error parsing file: Element ${node.children[0]!.name} invalid at this location in type ${element.type}`,
            node.children[0]!
        );
    const text = node.text.trim();
    if (element.type === 'boolean' && !BOOLEAN.test(text))
        return report(`Error parsing file: '${text}' is not a valid value for the type xsd:boolean`, node);
    if (element.type === 'number' && !NUMBER.test(text))
        return report(`Error parsing file: '${text}' is not a valid value for the type xsd:double`, node);
    const definition = typeDefinition(element.type);
    if (definition?.kind === 'enum' && !definition.values.includes(text))
        report(`Error parsing file: '${text}' is not a valid value for the enum '${element.type}'`, node);
};

const checkElements = (type: string, elements: ReadonlyMap<string, ElementDefinition>, node: XmlNode, report: Report): void => {
    const seen = new Map<string, number>();
    node.children.forEach((child, index) => {
        const element = elements.get(child.name);
        if (!element) return report(`Error parsing file: Element ${child.name} invalid at this location in type ${type}`, child);
        const last = seen.get(child.name);
        if (last !== undefined && (!element.repeats || last !== index - 1))
            return report(`Error parsing file: Element ${child.name} is duplicated at this location in type ${type}`, child);
        seen.set(child.name, index);
        if (OPAQUE.has(`${type}.${child.name}`)) return;
        checkNode(element, child, report);
    });
    for (const [name, element] of elements) if (element.required && !seen.has(name)) report(`Required field is missing: ${name}`, node);
};

const checkNode = (element: ElementDefinition, node: XmlNode, report: Report): void => {
    const definition = typeDefinition(element.type);
    if (definition?.kind !== 'complex') return checkLeaf(element, node, report);
    if (node.children.length === 0 && node.text.trim())
        return report(`Error parsing file: Text is not allowed in element ${node.name} of type ${element.type}`, node);
    checkElements(element.type, definition.elements, node, report);
};

/** What the platform's parser refuses: unknown elements and values, repeats that are not neighbours, missing parts. */
export const structureProblems = (type: string, node: XmlNode): Problem[] => {
    const definition = typeDefinition(type);
    if (definition?.kind !== 'complex') throw new Error(`Metadata type ${type} is not described`);
    const problems: Problem[] = [];
    checkElements(type, definition.elements, node, (message, at) => problems.push({ message, position: positionOf(at) }));
    return problems;
};
