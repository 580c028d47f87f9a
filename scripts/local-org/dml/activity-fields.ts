import type { OrgState, Row, Scalar } from '../model/org';
import type { FieldDef, ObjectDef } from '../model/schema';
import { findObject } from '../model/schema';

/** What a record says about its tasks and events. Worked out when read: whether a task is overdue changes with the day. */
export const activityField = (state: OrgState, object: ObjectDef, row: Row, field: FieldDef): Scalar | undefined => {
    if (field.custom || object.custom) return undefined;
    switch (field.name) {
        case 'LastActivityDate':
            return lastActivity(state, object, row);
        case 'HasOpenActivity':
            return tasksOf(state, object, row).some(isOpen) || eventsOf(state, object, row).some((event) => dayOf(event) >= today(state));
        case 'HasOverdueTask':
            return tasksOf(state, object, row).some((task) => isOpen(task) && dayOf(task) !== '' && dayOf(task) < today(state));
        default:
            return undefined;
    }
};

/** The due day of the latest closed task or of the latest event that is over, or what a seed has told. */
const lastActivity = (state: OrgState, object: ObjectDef, row: Row): Scalar => {
    const closed = tasksOf(state, object, row).filter((task) => !isOpen(task));
    const over = eventsOf(state, object, row).filter((event) => dayOf(event) <= today(state));
    const days = [String(row.LastActivityDate ?? ''), ...[...closed, ...over].map(dayOf)];
    return days.reduce((latest, day) => (day > latest ? day : latest), '') || null;
};

const LINKS: Readonly<Record<string, readonly string[]>> = {
    Account: ['AccountId', 'WhatId'],
    Contact: ['WhoId'],
    Lead: ['WhoId']
};

const related =
    (kind: string) =>
    (state: OrgState, object: ObjectDef, row: Row): Row[] => {
        if (!findObject(state.schema, kind)) return [];
        const found = (LINKS[object.name] ?? ['WhatId']).flatMap((link) => state.store.find(kind, link, row.Id));
        return [...new Set(found)];
    };

const tasksOf = related('Task');
const eventsOf = related('Event');

const isOpen = (task: Row): boolean => task.IsClosed !== true;
const dayOf = (activity: Row): string => String(activity.ActivityDate ?? String(activity.StartDateTime ?? '').slice(0, 10));
const today = (state: OrgState): string => state.now().toISOString().slice(0, 10);
