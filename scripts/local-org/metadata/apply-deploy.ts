import { recomputeRollUps } from '../dml/roll-ups';
import type { OrgState, Row } from '../model/org';
import { findField, findObject, type Schema } from '../model/schema';
import { withHistory } from './component-history';
import { writeSetupRows } from './setup-rows';
import type { SourceComponent } from './source-component';

/** Values of fields that are gone leave the records; records of objects that are gone leave the org. */
const dropValues = (state: OrgState, before: Schema, after: Schema): void => {
    for (const object of before.objects.values()) {
        const left = findObject(after, object.name);
        const gone = [...object.fields.values()].filter((field) => !left || !findField(left, field.name)).map((field) => field.name);
        if (gone.length === 0) continue;
        for (const row of [...state.store.rows(object.name)]) {
            if (!left) state.store.remove(object.name, row.Id);
            else if (gone.some((name) => name in row))
                state.store.put(object.name, {
                    Id: row.Id,
                    ...Object.fromEntries(Object.entries(row).filter(([name]) => !gone.includes(name)))
                });
        }
    }
};

/** Objects whose roll-ups are new or changed, or count what was deployed. */
const objectsToRecount = (before: Schema, after: Schema): string[] =>
    [...after.objects.values()].filter((object) => findObject(before, object.name) !== object).map((object) => object.name);

/** New checkboxes are false and new numbers empty in the records that are there already, as in an org. */
const fillCheckboxes = (state: OrgState, before: Schema, after: Schema): void => {
    for (const object of after.objects.values()) {
        const known = findObject(before, object.name);
        const added = [...object.fields.values()].filter(
            (field) => field.type === 'boolean' && field.custom && !field.formula && !(known && findField(known, field.name))
        );
        if (!known || added.length === 0) continue;
        for (const row of [...state.store.rows(object.name)])
            state.store.put(object.name, {
                ...row,
                ...Object.fromEntries(added.map((field) => [field.name, field.defaultFormula === 'true']))
            });
    }
};

/** Swaps the schema and brings the rows in line with it: all of it or, when that throws, nothing. */
export const applyDeploy = (state: OrgState, candidate: Schema, components: readonly SourceComponent[], by?: Row): void => {
    const before = state.schema;
    try {
        state.store.savepoint(() => {
            state.schema = withHistory(state, before, candidate, components, by);
            dropValues(state, before, candidate);
            fillCheckboxes(state, before, candidate);
            writeSetupRows(state, before, components);
            recomputeRollUps(state, objectsToRecount(before, candidate));
        });
    } catch (error) {
        state.schema = before;
        throw error;
    }
};
