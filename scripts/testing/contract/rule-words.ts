import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const MAIN = resolve(__dirname, '../../../force-app/main');
const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' };

/** What these rules say together, sorted as `wordsOf` sorts: `rulesSay('Gate_Waiver__c.Exception_Has_An_End')`. */
export const rulesSay = (...names: readonly string[]): readonly string[] => names.map(ruleSays).sort();

/** What the deployed rule says when it refuses. */
export function ruleSays(name: string): string {
    const [object, rule] = name.split('.');
    const file = readdirSync(MAIN)
        .map((feature) => join(MAIN, feature, `objects/${object}/validationRules/${rule}.validationRule-meta.xml`))
        .find((path) => existsSync(path));
    const message = file && /<errorMessage>([\s\S]*?)<\/errorMessage>/.exec(readFileSync(file, 'utf8'))?.[1];
    if (!message) throw new RangeError(`force-app has no validation rule ${name}`);
    return message.replace(/&(lt|gt|quot|apos|amp);/g, (entity) => ENTITIES[entity]!);
}
