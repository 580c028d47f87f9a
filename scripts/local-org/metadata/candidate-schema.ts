import {
    findField,
    findObject,
    type Component,
    type FieldDef,
    type Grants,
    type ObjectDef,
    type Schema,
    type ValidationRule
} from '../model/schema';
import { keepCurrencyFields } from '../model/currencies';
import { keepRecordTypeFields } from '../model/record-types';
import { changedStandardField, customField, rollUpShape } from './custom-field';
import {
    changedObject,
    historyName,
    historyObject,
    isCustomName,
    keepsHistory,
    newCustomObject,
    speaksOfObject,
    withOwnership
} from './custom-object';
import { grantedPermissions, mergedGrants } from './granted-permissions';
import { mergedTranslation, translateRules } from './object-translations';
import { profileOf } from './profile-names';
import { withoutMentions } from './prune-permissions';
import { childName, componentKey, parentName, type Removal, type SourceComponent } from './source-component';
import { globalValuesIn, standardValueSetFields, valuesOfSet, withValues } from './value-sets';
import { childFlag, childText, type XmlNode } from './xml-node';

/** The schema in the making: the same maps, open for change. */
interface Draft {
    objects: Map<string, ObjectDef>;
    permissionSets: Map<string, Grants>;
    profiles: Map<string, Grants>;
    customPermissions: Map<string, { name: string; label: string }>;
    labels: Map<string, string>;
    components: Map<string, Component>;
}

type Readable = SourceComponent & { node: XmlNode };

const hasNode = (component: SourceComponent): component is Readable => !!component.node && !component.unreadable;

const ofType = (components: readonly Readable[], type: string): Readable[] => components.filter((component) => component.type === type);

const putObject = (draft: Draft, object: ObjectDef): void => void draft.objects.set(object.name.toLowerCase(), object);

const putField = (draft: Draft, objectName: string, field: FieldDef): void => {
    const object = findObject(draft, objectName);
    if (object) putObject(draft, { ...object, fields: new Map(object.fields).set(field.name.toLowerCase(), field) });
};

const addObjects = (draft: Draft, components: readonly Readable[]): void => {
    for (const { fullName, node } of ofType(components, 'CustomObject')) {
        const existing = findObject(draft, fullName);
        if (existing && speaksOfObject(node)) putObject(draft, changedObject(existing, node));
        else if (!existing && isCustomName(fullName)) putObject(draft, newCustomObject(draft, fullName, node));
    }
};

const addFields = (draft: Draft, components: readonly Readable[]): void => {
    for (const { fullName, node } of ofType(components, 'CustomField')) {
        const object = findObject(draft, parentName(fullName));
        const name = childName(fullName);
        if (!object) continue;
        const existing = findField(object, name);
        if (!isCustomName(name)) {
            if (existing) putField(draft, object.name, changedStandardField(existing, node));
            continue;
        }
        putField(
            draft,
            object.name,
            customField(name, node, (set) => globalValuesIn(draft, set))
        );
    }
};

/** A roll-up may take after another roll-up, so shapes are worked out until nothing changes any more. */
const shapeRollUps = (draft: Draft): void => {
    for (let changed = true; changed;) {
        changed = false;
        for (const object of [...draft.objects.values()]) {
            for (const field of object.fields.values()) {
                const shape = field.rollUp && rollUpShape(draft, field.rollUp);
                if (!shape || (shape.type === field.type && shape.scale === field.scale)) continue;
                putField(draft, object.name, { ...field, ...shape });
                changed = true;
            }
        }
    }
};

const addValueSets = (draft: Draft, components: readonly Readable[]): void => {
    for (const { fullName, node } of ofType(components, 'StandardValueSet')) {
        for (const path of standardValueSetFields(fullName) ?? []) {
            const object = findObject(draft, parentName(path));
            const field = object && findField(object, childName(path));
            if (field) putField(draft, object.name, withValues(field, valuesOfSet(node, fullName)));
        }
    }
    for (const { fullName, node } of ofType(components, 'GlobalValueSet')) renewGlobalPicklists(draft, fullName, node);
};

/** Fields deployed earlier that show a global value set follow its new values. */
const renewGlobalPicklists = (draft: Draft, name: string, node: XmlNode): void => {
    const values = valuesOfSet(node, name);
    for (const component of draft.components.values()) {
        if (component.type !== 'CustomField') continue;
        const source = new TextDecoder().decode(component.files.get(component.fileName));
        if (!source.includes(`<valueSetName>${name}</valueSetName>`)) continue;
        const object = findObject(draft, parentName(component.fullName));
        const field = object && findField(object, childName(component.fullName));
        if (object && field?.picklist) putField(draft, object.name, { ...field, picklist: { ...field.picklist, values } });
    }
};

const validationRule = (name: string, node: XmlNode): ValidationRule => {
    const errorField = childText(node, 'errorDisplayField');
    const description = childText(node, 'description');
    return {
        name,
        active: childFlag(node, 'active'),
        formula: childText(node, 'errorConditionFormula') ?? '',
        message: childText(node, 'errorMessage') ?? '',
        ...(errorField ? { errorField } : {}),
        ...(description ? { description } : {})
    };
};

const addRules = (draft: Draft, components: readonly Readable[]): void => {
    for (const { fullName, node } of ofType(components, 'ValidationRule')) {
        const object = findObject(draft, parentName(fullName));
        if (!object) continue;
        const rule = validationRule(childName(fullName), node);
        const others = object.validationRules.filter((each) => each.name.toLowerCase() !== rule.name.toLowerCase());
        putObject(draft, { ...object, validationRules: [...others, rule].sort((a, b) => (a.name < b.name ? -1 : 1)) });
    }
};

const finishObjects = (draft: Draft, components: readonly Readable[]): void => {
    for (const object of [...draft.objects.values()]) {
        const owned = withOwnership(object);
        if (owned !== object) putObject(draft, owned);
    }
    for (const { fullName, node } of ofType(components, 'CustomObject')) {
        const object = findObject(draft, fullName);
        if (object?.custom && keepsHistory(node) && !findObject(draft, historyName(object.name)))
            putObject(draft, historyObject(draft, object));
    }
};

const addAccess = (draft: Draft, components: readonly Readable[]): void => {
    for (const { fullName, node } of ofType(components, 'CustomPermission'))
        draft.customPermissions.set(fullName.toLowerCase(), { name: fullName, label: childText(node, 'label') ?? fullName });
    for (const { fullName, node } of ofType(components, 'PermissionSet'))
        draft.permissionSets.set(fullName.toLowerCase(), grantedPermissions(fullName, node));
    for (const { fullName, node } of ofType(components, 'Profile')) {
        const key = profileOf(fullName).toLowerCase();
        draft.profiles.set(key, mergedGrants(draft.profiles.get(key), grantedPermissions(profileOf(fullName), node)));
    }
};

const addLabels = (draft: Draft, components: readonly Readable[]): void => {
    for (const { fullName, node } of ofType(components, 'CustomLabel')) draft.labels.set(fullName, childText(node, 'value') ?? '');
};

const keepComponents = (draft: Draft, components: readonly SourceComponent[]): void => {
    for (const { type, fullName, fileName, files, unreadable } of components) {
        if (unreadable) continue;
        const key = componentKey(type, fullName);
        const component = { type, fullName, fileName, files };
        draft.components.set(key, type === 'CustomObjectTranslation' ? mergedTranslation(draft.components.get(key), component) : component);
    }
};

/** What is gone cannot be granted any more. */
const withoutGrants = (draft: Draft, isGone: (path: string) => boolean): void => {
    for (const sets of [draft.permissionSets, draft.profiles]) {
        for (const [key, grants] of sets) {
            if (![...grants.objects.keys(), ...grants.fields.keys()].some(isGone)) continue;
            const left = <T>(granted: ReadonlyMap<string, T>) => new Map([...granted].filter(([path]) => !isGone(path)));
            sets.set(key, { ...grants, objects: left(grants.objects), fields: left(grants.fields) });
        }
    }
};

const withoutField = (draft: Draft, fullName: string): void => {
    withoutGrants(draft, (path) => path === fullName.toLowerCase());
    const object = findObject(draft, parentName(fullName));
    if (!object) return;
    const fields = new Map(object.fields);
    fields.delete(childName(fullName).toLowerCase());
    putObject(draft, withOwnership({ ...object, fields }));
};

const withoutRule = (draft: Draft, fullName: string): void => {
    const object = findObject(draft, parentName(fullName));
    if (!object) return;
    const name = childName(fullName).toLowerCase();
    putObject(draft, { ...object, validationRules: object.validationRules.filter((rule) => rule.name.toLowerCase() !== name) });
};

const withoutObject = (draft: Draft, name: string): void => {
    withoutGrants(draft, (path) => path.split('.')[0] === name.toLowerCase());
    draft.objects.delete(name.toLowerCase());
    draft.objects.delete(historyName(name).toLowerCase());
    for (const [key, component] of draft.components)
        if (component.fullName.toLowerCase().startsWith(`${name.toLowerCase()}.`)) draft.components.delete(key);
};

const remove = (draft: Draft, removal: Removal): void => {
    const { type, fullName } = removal;
    for (const [name, component] of draft.components) {
        const pruned = withoutMentions(component, removal);
        if (pruned !== component) draft.components.set(name, pruned);
    }
    const key = componentKey(type, fullName).toLowerCase();
    for (const each of draft.components.keys()) if (each.toLowerCase() === key) draft.components.delete(each);
    if (type === 'CustomField') withoutField(draft, fullName);
    else if (type === 'ValidationRule') withoutRule(draft, fullName);
    else if (type === 'CustomObject') withoutObject(draft, fullName);
    else if (type === 'PermissionSet') draft.permissionSets.delete(fullName.toLowerCase());
    else if (type === 'CustomPermission') draft.customPermissions.delete(fullName.toLowerCase());
    else if (type === 'CustomLabel') draft.labels.delete(fullName);
};

/**
 * The schema as it would be after this deploy, whatever the order of the components. Components that cannot be read are
 * left out. Whether the result is sound is for the validators to say.
 */
export const candidateSchema = (
    schema: Schema,
    components: readonly SourceComponent[],
    removals: { before: readonly Removal[]; after: readonly Removal[] }
): Schema => {
    const draft: Draft = {
        objects: new Map(schema.objects),
        permissionSets: new Map(schema.permissionSets),
        profiles: new Map(schema.profiles),
        customPermissions: new Map(schema.customPermissions),
        labels: new Map(schema.labels),
        components: new Map(schema.components)
    };
    const readable = components.filter(hasNode);
    for (const removal of removals.before) remove(draft, removal);
    keepComponents(draft, components);
    addObjects(draft, readable);
    addFields(draft, readable);
    addValueSets(draft, readable);
    addRules(draft, readable);
    addAccess(draft, readable);
    addLabels(draft, readable);
    for (const removal of removals.after) remove(draft, removal);
    translateRules(draft);
    shapeRollUps(draft);
    finishObjects(draft, readable);
    keepRecordTypeFields(draft);
    keepCurrencyFields(draft);
    return draft;
};
