import { findObject } from '../../model/schema';
import { translationOf } from '../object-translations';
import { childNode, childNodes, childText } from '../xml-node';
import { reviewLength } from './naming';
import { noComponent, unknownObject } from './object-reference';
import type { Review } from './review';

const MESSAGE_LENGTH = 255;

/** A translation speaks a language, of an object and of rules that exist, in words that fit where they are shown. */
export const reviewObjectTranslation = (review: Review): void => {
    const { component, node, candidate } = review;
    const translation = translationOf(component.fullName);
    if (!translation) return review.refuse(`The name '${component.fullName}' is not an object, a hyphen and a language, as in Account-de`);
    const object = findObject(candidate, translation.object);
    if (!object) return review.refuse(unknownObject(translation.object));
    for (const element of childNodes(node, 'validationRules')) {
        const name = childText(element, 'name') ?? '';
        if (!object.validationRules.some((rule) => rule.name.toLowerCase() === name.toLowerCase()))
            review.refuse(noComponent('validationRules', 'ValidationRule', `${object.name}.${name}`), childNode(element, 'name'));
        reviewLength(review, element, 'errorMessage', MESSAGE_LENGTH);
    }
    const others = node.children.find(({ name }) => name !== 'validationRules');
    if (others) review.note('Labels are kept and returned; this org shows them in one language', others);
};
