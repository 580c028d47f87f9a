import { findField, findObject, type FieldDef, type Schema } from '../model/schema';
import { brokenFormulas } from './broken-formulas';
import { decodeText } from './component-file';
import { isCustomName } from './custom-object';
import { childName, componentKey, parentName, type Problem, type Removal, type SourceComponent } from './source-component';

export interface JudgedRemoval {
    readonly removal: Removal;
    readonly problems: readonly Problem[];
    /** It was not there in the first place, which an org only warns about. */
    readonly gone: boolean;
}

export const isAlreadyGone = (schema: Schema, { type, fullName }: Removal): boolean => {
    const object = findObject(schema, parentName(fullName));
    if (type === 'CustomObject') return !object;
    if (type === 'CustomField') return !object || !findField(object, childName(fullName));
    const key = componentKey(type, fullName).toLowerCase();
    return ![...schema.components.keys()].some((each) => each.toLowerCase() === key);
};

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const rollUpUses = ({ rollUp }: FieldDef, objectName: string, name: string): boolean =>
    !!rollUp &&
    same(rollUp.childObject, objectName) &&
    (same(rollUp.childField, name) ||
        same(rollUp.summarizedField ?? '', name) ||
        rollUp.filters.some((filter) => same(filter.field, name)));

const MENTIONED_IN = ['Layout', 'ListView', 'CompactLayout', 'QuickAction'];

/** Components that still name the field in what was deployed, other than those that lose it by themselves. */
const mentions = (candidate: Schema, fullName: string): string[] => {
    const name = new RegExp(`\\b${childName(fullName)}\\b`);
    return [...candidate.components.values()]
        .filter((component) => MENTIONED_IN.includes(component.type) && concerns(component.type, component.fullName, parentName(fullName)))
        .filter((component) => [...component.files.values()].some((bytes) => name.test(decodeText(bytes))))
        .map((component) => `${component.type} ${component.fullName}`);
};

/** Layouts and list views of other objects may have a field of the same name. */
const concerns = (type: string, fullName: string, object: string): boolean =>
    fullName.startsWith(type === 'Layout' ? `${object}-` : `${object}.`);

const usesOfField = (candidate: Schema, fullName: string): string[] => {
    const [objectName, name] = [parentName(fullName), childName(fullName)];
    const uses = [...candidate.objects.values()].flatMap((object) => [
        ...[...object.fields.values()]
            .filter((field) => rollUpUses(field, objectName, name))
            .map((field) => `Custom Field ${object.name}.${field.name}`),
        ...(same(object.name, objectName)
            ? object.validationRules
                  .filter((rule) => same(rule.errorField ?? '', name))
                  .map((rule) => `Validation Rule ${object.name}.${rule.name}`)
            : [])
    ]);
    return [...uses, ...mentions(candidate, fullName)];
};

const usesOfObject = (candidate: Schema, name: string): string[] =>
    [...candidate.objects.values()].flatMap((object) =>
        [...object.fields.values()]
            .filter((field) => field.custom && field.reference?.to.some((to) => same(to, name)))
            .map((field) => `Custom Field ${object.name}.${field.name}`)
    );

const usesOfPermission = (candidate: Schema, name: string): string[] =>
    [...candidate.permissionSets.values()]
        .filter((set) => set.customPermissions.has(name.toLowerCase()))
        .map((set) => `Permission Set ${set.name}`);

const referenced = (what: string, uses: readonly string[]): Problem[] =>
    uses.length === 0
        ? []
        : [
              {
                  message: `This ${what} is referenced elsewhere in salesforce.com. Remove the usage and try again. : ${[...new Set(uses)].join(', ')}`
              }
          ];

const problemsOf = (schema: Schema, candidate: Schema, { type, fullName }: Removal, broken: readonly string[]): Problem[] => {
    if (type === 'CustomField' && !isCustomName(childName(fullName))) return [{ message: `Cannot delete the standard field ${fullName}` }];
    if (type === 'CustomObject' && !isCustomName(fullName)) return [{ message: `Cannot delete the standard object ${fullName}` }];
    if (type === 'CustomField') return referenced('custom field', [...usesOfField(candidate, fullName), ...broken]);
    if (type === 'CustomObject') return referenced('custom object', [...usesOfObject(candidate, fullName), ...broken]);
    if (type === 'CustomPermission') return referenced('custom permission', [...usesOfPermission(candidate, fullName), ...broken]);
    return [];
};

/**
 * Judges removals against what would be left: what is still used stays. Formulas are tried with the schema that would be
 * left, so all that break are named at each field, object or permission that goes.
 */
export const reviewRemovals = (
    schema: Schema,
    candidate: Schema,
    removals: readonly Removal[],
    components: readonly SourceComponent[]
): JudgedRemoval[] => {
    if (removals.length === 0) return [];
    const deployed = new Set(components.map((component) => componentKey(component.type, component.fullName).toLowerCase()));
    const broken = brokenFormulas(schema, candidate);
    return removals.map((removal) => {
        if (isAlreadyGone(schema, removal) && !deployed.has(componentKey(removal.type, removal.fullName).toLowerCase()))
            return {
                removal,
                gone: true,
                problems: [{ message: `No ${removal.type} named: ${removal.fullName} found`, severity: 'Warning' as const }]
            };
        return { removal, gone: false, problems: problemsOf(schema, candidate, removal, broken) };
    });
};
