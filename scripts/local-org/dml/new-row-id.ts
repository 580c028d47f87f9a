import type { OrgState } from '../model/org';
import type { ObjectDef } from '../model/schema';
import { newId } from '../model/ids';

/** The next id of an object: the same for the same sequence of creates, and free where two objects share a key prefix. */
export const newRowId = (state: OrgState, object: ObjectDef): string => {
    for (;;) {
        const id = newId(object.keyPrefix, state.store.next(`id:${object.keyPrefix}`));
        if (!state.store.get(object.name, id) && !state.store.getDeleted(object.name, id)) return id;
    }
};
