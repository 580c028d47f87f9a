import { findObject, type Schema } from '../../model/schema';
import { componentKey } from '../source-component';

const STANDARD_PAGES = [
    'home',
    'chatter',
    'reports',
    'dashboards',
    'files',
    'calendar',
    'forecasting3',
    'report',
    'dashboard',
    'collaborationgroup',
    'feed',
    'notes'
];

/** A tab that exists: standard-Account for a standard object or page, otherwise one that was deployed. */
export const isKnownTab = (schema: Schema, name: string): boolean => {
    if (!/^standard-/i.test(name)) return schema.components.has(componentKey('CustomTab', name));
    const rest = name.slice('standard-'.length);
    return STANDARD_PAGES.includes(rest.toLowerCase()) || findObject(schema, rest)?.custom === false;
};
