import type { CompiledFile } from '../compile/compiled-file';
import type { Finding } from './finding';

/** A formula field or validation rule as an org holds it; undefined where the org says nothing. */
export interface DeployedComponent {
    readonly type: 'CustomField' | 'ValidationRule';
    /** Object.Name */
    readonly fullName: string;
    readonly elements: Readonly<Record<string, string | undefined>>;
}

/** What each part of a component is called in a finding. Help texts, labels and descriptions decide nothing and are left aside. */
const PARTS: Readonly<Record<DeployedComponent['type'], Readonly<Record<string, string>>>> = {
    CustomField: { formula: 'formula', formulaTreatBlanksAs: 'treatment of blanks', type: 'type', scale: 'decimals' },
    ValidationRule: {
        active: 'active',
        errorConditionFormula: 'formula',
        errorMessage: 'message',
        errorDisplayField: 'field of the message'
    }
};

/** The rules that the compiler writes on the Opportunity start like this, and no others may. */
const GATE_RULE = /^Opportunity\.Partner_Gate_/;

/** What the signed map compiles to: formula fields and rules, taken from the compiler's files. */
export const compiledComponents = (files: readonly CompiledFile[]): readonly DeployedComponent[] =>
    files.flatMap(({ path, content }) => {
        const found = /^objects\/(\w+)\/(fields|validationRules)\/(\w+)\.\w+-meta\.xml$/.exec(path);
        if (!found) return [];
        const type = found[2] === 'fields' ? 'CustomField' : 'ValidationRule';
        return [{ type, fullName: `${found[1]}.${found[3]}`, elements: elementsOf(content) }];
    });

/** Names every difference of an org from what the map compiles to. `rules` are the full names of all its validation rules. */
export function compareComponents(
    compiled: readonly DeployedComponent[],
    deployed: readonly DeployedComponent[],
    rules: readonly string[]
): readonly Finding[] {
    const byName = new Map(deployed.map((component) => [`${component.type} ${component.fullName}`, component]));
    const known = new Set(compiled.map(({ fullName }) => fullName));
    const extra = rules
        .filter((rule) => GATE_RULE.test(rule) && !known.has(rule))
        .map((rule) => finding('ValidationRule', rule, 'is in the org and not in the map: it may refuse what the map allows.'));
    return [
        ...compiled.flatMap((component) => compareOne(component, byName.get(`${component.type} ${component.fullName}`))),
        ...extra.sort((a, b) => (a.where < b.where ? -1 : 1))
    ];
}

function compareOne({ type, fullName, elements }: DeployedComponent, deployed: DeployedComponent | undefined): Finding[] {
    if (!deployed) return [finding(type, fullName, 'is missing in the org, or this login cannot see it.')];
    return Object.entries(PARTS[type]).flatMap(([element, name]) => {
        const [wanted, found] = [normal(elements[element]), normal(deployed.elements[element])];
        if (wanted === found || (wanted === undefined && found === undefined)) return [];
        return [finding(type, fullName, difference(element, name, wanted, found))];
    });
}

function difference(element: string, name: string, wanted: string | undefined, found: string | undefined): string {
    if (element === 'active') return 'is switched off: nothing is refused by it.';
    if (found === undefined) return `has no ${name} in the org.`;
    if (element === 'formula' || element === 'errorConditionFormula')
        return `has another formula in the org${firstDifference(wanted, found)}`;
    return `has another ${name} in the org: “${found}” instead of “${wanted ?? ''}”.`;
}

const SHOWN = 40;

/** Where two formulas part, with a few characters of each. */
function firstDifference(wanted = '', found = ''): string {
    let at = 0;
    while (at < Math.min(wanted.length, found.length) && wanted[at] === found[at]) at += 1;
    const from = Math.max(0, at - SHOWN / 4);
    const piece = (text: string) => text.slice(from, from + SHOWN) || 'its end';
    return `: “${piece(found)}” where the map says “${piece(wanted)}”.`;
}

/** White space outside of quoted texts means nothing, and orgs do not keep line ends. */
const normal = (text: string | undefined): string | undefined =>
    text
        ?.split(/("(?:\\.|[^"\\])*")/)
        .map((part, index) => (index % 2 === 0 ? part.replace(/\s+/g, ' ') : part))
        .join('')
        .trim();

const finding = (type: string, fullName: string, what: string): Finding => ({
    kind: 'metadata',
    where: `${type === 'CustomField' ? 'Field' : 'Rule'} ${fullName}`,
    what
});

/** The flat elements of a file that the compiler wrote; it nests none. */
const elementsOf = (content: string): Record<string, string> =>
    Object.fromEntries([...content.matchAll(/^ {4}<(\w+)>([^]*?)<\/\1>/gm)].map(([, tag, text]) => [tag!, unescape(text!)]));

const unescape = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
