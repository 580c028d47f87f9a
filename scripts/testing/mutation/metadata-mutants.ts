import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { formulaMutants } from './formula-mutants';

const MAIN = resolve(__dirname, '../../../force-app/main');

/** A validation rule or formula field as its file says. */
export interface Judging {
    /** 'Opportunity.Partner_Gate_07_Mutual_Action_Plan'. */
    readonly name: string;
    readonly object: string;
    readonly kind: 'ValidationRule' | 'CustomField';
    readonly xml: string;
    readonly formula: string;
    readonly message: string;
}

/** One file of metadata with one thing wrong. */
export interface Mutant {
    readonly of: Judging;
    readonly change: string;
    readonly xml: string;
}

const parser = new XMLParser({ parseTagValue: false, processEntities: true, trimValues: false });
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** All validation rules and formula fields of one feature folder and object, by name. */
export function judgingOf(feature: string, object: string): readonly Judging[] {
    const folder = join(MAIN, feature, 'objects', object);
    const inside = (part: 'validationRules' | 'fields'): Judging[] =>
        filesIn(join(folder, part)).flatMap((file) => {
            const found = read(join(folder, part, file), object);
            return found ? [found] : [];
        });
    return [...inside('validationRules'), ...inside('fields')];
}

const filesIn = (folder: string): readonly string[] => {
    try {
        return readdirSync(folder).sort();
    } catch {
        return [];
    }
};

function read(file: string, object: string): Judging | undefined {
    const xml = readFileSync(file, 'utf8');
    const { ValidationRule: rule, CustomField: field } = parser.parse(xml) as Record<string, Record<string, string> | undefined>;
    const kind = rule ? 'ValidationRule' : 'CustomField';
    const formula = rule ? rule['errorConditionFormula'] : field?.['formula'];
    if (formula === undefined) return undefined;
    const own = (rule ?? field)!['fullName']!;
    return {
        name: `${object}.${own}`,
        object,
        kind,
        xml,
        formula,
        message: rule?.['errorMessage'] ?? ''
    };
}

/** The file with one thing of its formula wrong, for every such thing. */
export function mutantsOf(judging: Judging): readonly Mutant[] {
    const tag = judging.kind === 'ValidationRule' ? 'errorConditionFormula' : 'formula';
    return formulaMutants(judging.formula).map(({ change, formula }) => ({
        of: judging,
        change,
        xml: judging.xml.replace(new RegExp(`<${tag}>[^]*</${tag}>`), () => `<${tag}>${escaped(formula)}</${tag}>`)
    }));
}
