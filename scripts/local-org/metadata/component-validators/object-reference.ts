import { isCustomName } from '../custom-object';

/** What an org says about children of an object that does not exist: of a custom one only that its own part is missing. */
export const unknownObject = (name: string): string =>
    isCustomName(name)
        ? `Must specify a non-empty label for the CustomObject (${name} is neither in the org nor in the package)`
        : `Entity Enumeration Or ID: bad value for restricted picklist field: ${name}`;

export const noCustomField = (element: string, path: string): string => `In field: ${element} - no CustomField named ${path} found`;

export const noComponent = (element: string, type: string, name: string): string => `In field: ${element} - no ${type} named ${name} found`;
