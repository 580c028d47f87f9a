import { findField, findObject, type Schema } from '../../model/schema';
import { compilationProblem } from '../bundle-compilation';
import { decodeText } from '../component-file';
import { componentKey } from '../source-component';
import { childNode, childNodes, childText, type Position } from '../xml-node';
import type { Review } from './review';

const BUNDLE_NAME = /^[a-z][A-Za-z0-9_]*$/;
const TARGETS = new Set([
    'lightning__AppPage',
    'lightning__HomePage',
    'lightning__RecordPage',
    'lightning__RecordAction',
    'lightning__FlowScreen',
    'lightning__FlowAction',
    'lightning__Tab',
    'lightning__UtilityBar',
    'lightning__UrlAddressable',
    'lightning__GlobalAction',
    'lightning__Inbox',
    'lightning__ServiceDocument',
    'lightning__EnablementProgram',
    'lightning__AgentforceInput',
    'lightning__AgentforceOutput',
    'lightning__ChannelExtension',
    'lightning__EnhancedPromptTemplate',
    'lightning__Editor',
    'lightning__LightningOut',
    'lightningCommunity__Page',
    'lightningCommunity__Default',
    'lightningCommunity__Page_Layout',
    'lightningCommunity__Theme_Layout',
    'lightningSnapin__ChatMessage',
    'lightningSnapin__ChatHeader',
    'lightningSnapin__Minimized',
    'lightningSnapin__PreChat',
    'lightningStatic__Email'
]);
const FILE_TYPES = /\.(js|html|css|svg|json|js-meta\.xml)$/;
const COMPILED = /\.(js|html|css)$/;
const IMPORT = /\bfrom\s*['"]([^'"]+)['"]|\bimport\s*(?:\(\s*)?['"]([^'"]+)['"]/g;

interface Import {
    readonly name: string;
    readonly at: Position;
}

const importsOf = (source: string): Import[] =>
    [...source.matchAll(IMPORT)].map((match) => {
        const before = source.slice(0, match.index);
        return { name: match[1] ?? match[2]!, at: { line: before.split('\n').length, column: match.index - before.lastIndexOf('\n') } };
    });

/** Opportunity.Account.Name or Deal__c.Partner__r.Name: an object and the way to one of its fields. */
const schemaPathExists = (schema: Schema, path: string): boolean => {
    const [objectName, ...steps] = path.split('.');
    let object = findObject(schema, objectName!);
    for (const step of steps.slice(0, -1)) {
        const link =
            object && [...object.fields.values()].find(({ reference }) => reference?.relationshipName.toLowerCase() === step.toLowerCase());
        object = link && findObject(schema, link.reference!.to[0]!);
    }
    const last = steps.at(-1);
    return !!object && (last === undefined || !!findField(object, last));
};

/** Why an import cannot be satisfied; undefined when it can, or when it is the platform's own affair. */
const importProblem = (schema: Schema, name: string): string | undefined => {
    const has = (type: string, fullName: string) => schema.components.has(componentKey(type, fullName));
    const [, scope, rest = ''] = /^(@salesforce\/\w+|c)\/(.+)$/.exec(name) ?? [];
    if (scope === 'c') return has('LightningComponentBundle', rest.split('/')[0]!) ? undefined : `Unable to find module: ${name}`;
    if (scope === '@salesforce/schema')
        return schemaPathExists(schema, rest) ? undefined : `Invalid reference ${rest} of type sobjectField in file`;
    if (scope === '@salesforce/customPermission')
        return schema.customPermissions.has(rest.toLowerCase()) ? undefined : `Invalid reference ${rest} of type customPermission in file`;
    if (scope === '@salesforce/label')
        return rest.startsWith('c.') && !schema.labels.has(rest.slice(2)) ? `Invalid reference ${rest} of type label in file` : undefined;
    if (scope === '@salesforce/resourceUrl')
        return has('StaticResource', rest) ? undefined : `Invalid reference ${rest} of type resourceUrl in file`;
    if (scope === '@salesforce/apex') return `Invalid reference ${rest} of type apexClass in file`;
    return undefined;
};

const reviewDescription = (review: Review): void => {
    const { node, candidate } = review;
    const targets = childNode(node, 'targets');
    for (const target of targets ? childNodes(targets, 'target') : [])
        if (!TARGETS.has(target.text.trim())) review.refuse(`'${target.text.trim()}' is not a valid target`, target);
    if (!childText(node, 'apiVersion')) review.refuse('Required field is missing: apiVersion');
    const configs = childNode(node, 'targetConfigs');
    for (const config of configs ? childNodes(configs, 'targetConfig') : []) {
        const objects = childNode(config, 'objects');
        for (const object of objects ? childNodes(objects, 'object') : [])
            if (!findObject(candidate, object.text.trim()))
                review.refuse(`The object ${object.text.trim()} in targetConfigs does not exist`, object);
    }
};

/** A Lightning web component: description and script are there, it compiles, and its imports can be satisfied. */
export const reviewBundle = (review: Review): void => {
    const { fullName, files } = review.component;
    if (!BUNDLE_NAME.test(fullName))
        review.refuse(`Invalid bundle name ${fullName}: it begins with a lower-case letter and holds letters, digits and underscores`);
    if (!files.has(`lwc/${fullName}/${fullName}.js-meta.xml`))
        review.refuse(`Cannot find Lightning Component Bundle ${fullName}: ${fullName}.js-meta.xml is missing`);
    else reviewDescription(review);
    const parts = [...files.keys()].map((name) => name.slice(`lwc/${fullName}/`.length));
    if (!parts.includes(`${fullName}.js`) && !parts.includes(`${fullName}.html`) && !parts.includes(`${fullName}.css`))
        review.refuse(`Ensure that markup or js exists: ${fullName}.js is missing`);
    for (const part of parts)
        if (!FILE_TYPES.test(part)) review.refuse(`The file ${part} has a type that a Lightning component bundle cannot hold`);
    for (const [name, bytes] of files) reviewSource(review, name.slice(name.lastIndexOf('/') + 1), decodeText(bytes));
};

const reviewSource = (review: Review, fileName: string, source: string): void => {
    if (!COMPILED.test(fileName)) return;
    const problem = compilationProblem(review.component.fullName, fileName, source);
    if (problem) return review.refuse(problem.message, problem.position);
    for (const { name, at } of fileName.endsWith('.js') ? importsOf(source) : []) {
        const missing = importProblem(review.candidate, name);
        if (missing) review.refuse(`${fileName}: ${missing}`, at);
    }
};
