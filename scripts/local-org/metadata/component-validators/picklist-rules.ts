import { findField, type FieldDef, type ObjectDef } from '../../model/schema';
import { globalValuesIn } from '../value-sets';
import { childFlag, childNode, childNodes, childText, type XmlNode } from '../xml-node';
import { noComponent } from './object-reference';
import type { Review } from './review';

const VALUE_LENGTH = 255;

/** Values of one set: at least one, none twice, one default, none too long. */
export const reviewValues = (review: Review, nodes: readonly XmlNode[], at: XmlNode): void => {
    if (nodes.length === 0) review.refuse('A picklist needs at least one value', at);
    const seen = new Set<string>();
    for (const node of nodes) {
        const name = childText(node, 'fullName');
        if (!name) review.refuse('Required field is missing: fullName', node);
        else if (seen.has(name.toLowerCase())) review.refuse(`Duplicate label: ${name}`, node);
        else if (name.length > VALUE_LENGTH) review.refuse(`Value too long for field: fullName maximum length is:${VALUE_LENGTH}`, node);
        seen.add((name ?? '').toLowerCase());
    }
    const defaults = nodes.filter((node) => childFlag(node, 'default'));
    if (defaults.length > 1) review.refuse('A picklist has one default value at most', defaults[1]);
};

export const reviewPicklist = (review: Review, object: ObjectDef, field: FieldDef): void => {
    const valueSet = childNode(review.node, 'valueSet');
    if (!valueSet) return;
    const definition = childNode(valueSet, 'valueSetDefinition');
    const name = childText(valueSet, 'valueSetName');
    if (!definition === !name)
        return review.refuse(`Must specify either 'valueSetDefinition' or 'valueSetName' for the valueSet of ${field.name}`, valueSet);
    if (definition) reviewValues(review, childNodes(definition, 'value'), definition);
    if (name && !globalValuesIn(review.candidate, name))
        review.refuse(noComponent('valueSetName', 'GlobalValueSet', name), childNode(valueSet, 'valueSetName'));
    const controlling = childText(valueSet, 'controllingField');
    if (controlling && !findField(object, controlling))
        review.refuse(
            noComponent('controllingField', 'CustomField', `${object.name}.${controlling}`),
            childNode(valueSet, 'controllingField')
        );
};
