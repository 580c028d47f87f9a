import type { Component, FieldDef, PicklistValue, Schema } from '../model/schema';
import { decodeText } from './component-file';
import { picklistValuesIn } from './custom-field';
import { componentKey } from './source-component';
import { childFlag, childNodes, childNumber, childText, parseXml, type XmlNode } from './xml-node';

/** Standard value sets and the picklists that show them. Names not listed here are not known to this org. */
const STANDARD_VALUE_SETS: Readonly<Record<string, readonly string[]>> = {
    AccountContactMultiRoles: ['AccountContactRelation.Roles'],
    AccountOwnership: ['Account.Ownership'],
    AccountRating: ['Account.Rating', 'Lead.Rating'],
    AccountType: ['Account.Type'],
    CampaignStatus: ['Campaign.Status'],
    CampaignType: ['Campaign.Type'],
    ContactRole: ['OpportunityContactRole.Role'],
    Industry: ['Account.Industry', 'Lead.Industry'],
    LeadSource: ['Lead.LeadSource', 'Contact.LeadSource', 'Opportunity.LeadSource', 'Account.AccountSource'],
    LeadStatus: ['Lead.Status'],
    OpportunityStage: ['Opportunity.StageName', 'OpportunityHistory.StageName'],
    OpportunityType: ['Opportunity.Type'],
    SalesTeamRole: ['OpportunityTeamMember.TeamMemberRole', 'AccountTeamMember.TeamMemberRole'],
    Salutation: ['Contact.Salutation', 'Lead.Salutation'],
    TaskPriority: ['Task.Priority'],
    TaskStatus: ['Task.Status'],
    TaskSubject: ['Task.Subject'],
    EventSubject: ['Event.Subject'],
    EventType: ['Event.Type']
};

export const STANDARD_VALUE_SET_NAMES: readonly string[] = Object.keys(STANDARD_VALUE_SETS);

export const standardValueSetFields = (name: string): readonly string[] | undefined => STANDARD_VALUE_SETS[name];

const valueNodes = (root: XmlNode): XmlNode[] => childNodes(root, root.name === 'StandardValueSet' ? 'standardValue' : 'customValue');

/** Values of a GlobalValueSet or StandardValueSet element; stages with what they mean for the deal. */
export const valuesOfSet = (root: XmlNode, name: string): PicklistValue[] => {
    const nodes = valueNodes(root);
    const values = picklistValuesIn(nodes);
    if (name !== 'OpportunityStage') return values;
    return values.map((value, index) => ({ ...value, stage: stageOf(nodes[index]!) }));
};

const stageOf = (node: XmlNode): PicklistValue['stage'] => ({
    closed: childFlag(node, 'closed'),
    won: childFlag(node, 'won'),
    probability: childNumber(node, 'probability') ?? 0,
    forecastCategory: childText(node, 'forecastCategory') ?? 'Omitted'
});

/** A picklist after its value set was deployed: values that are no longer listed stay, inactive, because records hold them. */
export const withValues = (field: FieldDef, values: readonly PicklistValue[]): FieldDef => {
    const before = field.picklist?.values ?? [];
    const retired = before
        .filter((value) => !values.some((each) => each.value === value.value))
        .map((value) => ({ ...value, active: false, isDefault: false }));
    return { ...field, picklist: { restricted: field.picklist?.restricted ?? false, values: [...values, ...retired] } };
};

/** Values of a global value set that the schema keeps, by name in any case. */
export const globalValuesIn = (schema: Pick<Schema, 'components'>, name: string): PicklistValue[] | undefined => {
    const key = componentKey('GlobalValueSet', name).toLowerCase();
    const component: Component | undefined = [...schema.components].find(([each]) => each.toLowerCase() === key)?.[1];
    const bytes = component?.files.get(component.fileName);
    return bytes && valuesOfSet(parseXml(decodeText(bytes)), name);
};
