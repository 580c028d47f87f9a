/** Just enough XML for metadata files: elements in the order given, 4 spaces, LF, a newline at the end. */

export type XmlChild = readonly [tag: string, value: string | number | boolean | readonly XmlChild[]];

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export function metadataXml(root: string, children: readonly XmlChild[]): string {
    return [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<${root} xmlns="http://soap.sforce.com/2006/04/metadata">`,
        ...children.flatMap((child) => linesOf(child, '    ')),
        `</${root}>`,
        ''
    ].join('\n');
}

function linesOf([tag, value]: XmlChild, indent: string): string[] {
    if (typeof value !== 'object') return [`${indent}<${tag}>${escape(String(value))}</${tag}>`];
    return [`${indent}<${tag}>`, ...value.flatMap((child) => linesOf(child, `${indent}    `)), `${indent}</${tag}>`];
}
