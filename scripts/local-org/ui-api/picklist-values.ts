import { ApiError } from '../model/org';
import type { Session } from '../model/org';
import { findField } from '../model/schema';
import type { FieldDef, ObjectDef, PicklistValue } from '../model/schema';
import { unknownField } from './field-path';

/** Every object has this record type and no other: custom record types are not part of the local org. */
export const masterRecordTypeId = '012000000000000AAA';

const representValue = (value: PicklistValue): Record<string, unknown> => ({
    attributes: value.stage
        ? {
              picklistAtrributesValueType: 'OpportunityStage',
              closed: value.stage.closed,
              won: value.stage.won,
              defaultProbability: value.stage.probability,
              forecastCategoryName: value.stage.forecastCategory
          }
        : null,
    label: value.label,
    validFor: [],
    value: value.value
});

const represent = (object: ObjectDef, field: FieldDef): Record<string, unknown> => {
    const values = (field.picklist?.values ?? []).filter((value) => value.active);
    const chosen = values.find((value) => value.isDefault);
    return {
        controllerValues: {},
        defaultValue: chosen ? representValue(chosen) : null,
        url: `/services/data/v66.0/ui-api/object-info/${object.name}/picklist-values/${masterRecordTypeId}/${field.name}`,
        values: values.map(representValue)
    };
};

const refuseOtherRecordTypes = (recordTypeId: string): void => {
    if (!masterRecordTypeId.startsWith(recordTypeId.slice(0, 15))) {
        throw new ApiError(
            'INVALID_RECORD_TYPE',
            `Record type ${recordTypeId} does not exist; the local org has the master record type ${masterRecordTypeId} only`,
            404
        );
    }
};

/** The values of one picklist. Throws INVALID_FIELD where the field is unknown, hidden or no picklist. */
export const picklistValues = (session: Session, object: ObjectDef, recordTypeId: string, fieldName: string): Record<string, unknown> => {
    refuseOtherRecordTypes(recordTypeId);
    const field = findField(object, fieldName);
    if (!field?.picklist || !session.access.readable(object, field)) throw unknownField(object, fieldName);
    return represent(object, field);
};

/** The values of every picklist of an object that the user may read. */
export const allPicklistValues = (session: Session, object: ObjectDef, recordTypeId: string): Record<string, unknown> => {
    refuseOtherRecordTypes(recordTypeId);
    const fields = [...object.fields.values()].filter((field) => field.picklist && session.access.readable(object, field));
    return { picklistFieldValues: Object.fromEntries(fields.map((field) => [field.name, represent(object, field)])) };
};
