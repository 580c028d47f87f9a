import type { XmlNode } from '../xml-node';
import { childNode, childText } from '../xml-node';
import type { Review } from './review';

const RESERVED = new Set(['order', 'group', 'select', 'from', 'where', 'limit', 'user', 'view', 'type', 'date', 'number']);
const DEVELOPER_NAME = /^[A-Za-z](_?[A-Za-z0-9])*$/;
export const NAME_LENGTH = 40;

export const tooLong = (element: string, limit: number): string => `Value too long for field: ${element} maximum length is:${limit}`;

/** The name of a component without its suffix: letters, digits and single underscores, at most forty unless said otherwise. */
export const reviewDeveloperName = (review: Review, name: string, { custom = false, limit = NAME_LENGTH } = {}): void => {
    const bare = custom ? name.replace(/__[A-Za-z]+$/, '') : name;
    if (!DEVELOPER_NAME.test(bare))
        review.refuse(
            `The name '${name}' can only contain underscores and alphanumeric characters. It must be unique, begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.`
        );
    if (bare.length > limit) review.refuse(tooLong('DeveloperName', limit));
    if (custom && RESERVED.has(bare.toLowerCase())) review.refuse(`The name '${bare}' is a reserved word and cannot be used`);
};

/** Refuses a text element that is longer than the org stores. */
export const reviewLength = (review: Review, node: XmlNode, element: string, limit: number): void => {
    const value = childText(node, element);
    if (value !== undefined && value.length > limit) review.refuse(tooLong(element, limit), childNode(node, element));
};
