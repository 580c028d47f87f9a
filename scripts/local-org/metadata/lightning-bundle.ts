import type { Component } from '../model/schema';
import { decodeText } from './component-file';
import { childFlag, childNode, childText, childTexts, parseXml } from './xml-node';

export interface BundleDescription {
    readonly isExposed: boolean;
    readonly targets: readonly string[];
    readonly apiVersion?: string;
}

const NOTHING: BundleDescription = { isExposed: false, targets: [] };

/** What the .js-meta.xml of a deployed bundle says; nothing where it has none. */
export const bundleDescription = (bundle: Pick<Component, 'fullName' | 'files'>): BundleDescription => {
    const bytes = bundle.files.get(`lwc/${bundle.fullName}/${bundle.fullName}.js-meta.xml`);
    if (!bytes) return NOTHING;
    const root = parseXml(decodeText(bytes));
    const targets = childNode(root, 'targets');
    const apiVersion = childText(root, 'apiVersion');
    return {
        isExposed: childFlag(root, 'isExposed'),
        targets: targets ? childTexts(targets, 'target') : [],
        ...(apiVersion ? { apiVersion } : {})
    };
};
