import { findField, findObject, type FieldDef, type Schema } from '../../model/schema';
import type { XmlNode } from '../xml-node';
import { noCustomField, unknownObject } from './object-reference';
import type { Review } from './review';

/** A field that a page or view names: Name, Partner__c, Account (for AccountId), Account.Name or Partner__r.Industry. */
export const fieldOnPage = (schema: Schema, objectName: string, path: string): FieldDef | undefined => {
    const object = findObject(schema, objectName);
    if (!object) return undefined;
    const [first, ...rest] = path.split('.');
    if (rest.length > 0) {
        const parent = [...object.fields.values()].find(
            ({ reference }) => reference?.relationshipName.toLowerCase() === first!.toLowerCase()
        );
        return parent && parent.reference!.to.map((name) => fieldOnPage(schema, name, rest.join('.'))).find((field) => field);
    }
    return (
        findField(object, first!) ??
        (first!.endsWith('__c') ? undefined : (findField(object, `${first}Id`) ?? compoundField(object.fields, first!)))
    );
};

/** Addresses show as one field and are stored as several: BillingAddress for BillingStreet, BillingCity … */
const compoundField = (fields: ReadonlyMap<string, FieldDef>, name: string): FieldDef | undefined =>
    name.endsWith('Address') ? fields.get(`${name.slice(0, -'Address'.length)}City`.toLowerCase()) : undefined;

/** Refuses an element whose text names no field of the object. */
export const reviewFieldName = (review: Review, objectName: string, element: XmlNode | undefined, label: string): FieldDef | undefined => {
    const path = element?.text.trim() ?? '';
    const field = fieldOnPage(review.candidate, objectName, path);
    if (!field && element) review.refuse(noCustomField(label, `${objectName}.${path}`), element);
    return field;
};

/** Refuses a component of an object that does not exist. True when it does. */
export const reviewObjectExists = (review: Review, objectName: string, at?: XmlNode): boolean => {
    if (findObject(review.candidate, objectName)) return true;
    review.refuse(unknownObject(objectName), at);
    return false;
};
