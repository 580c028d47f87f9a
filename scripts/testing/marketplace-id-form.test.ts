import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The short form says before the save what the org would say after it: same patterns, same words. */

const GATES = join(__dirname, '../../force-app/main');
const rule = readFileSync(
    join(GATES, 'artifacts/objects/Mutual_Action_Plan__c/validationRules/Marketplace_Id_Has_Its_Form.validationRule-meta.xml'),
    'utf8'
);
const form = readFileSync(join(GATES, 'gate/lwc/marketplaceId/marketplaceId.ts'), 'utf8');

it('refuses a marketplace id in the words of the rule', () => {
    const [, words] = /<errorMessage>(.+)<\/errorMessage>/.exec(rule)!;
    expect(words!.length).toBeGreaterThan(50);
    expect(form).toContain(`'${words}'`);
});

it('reads a marketplace id by the patterns of the rule', () => {
    const ofRule = [...rule.matchAll(/REGEX\(LOWER\([^"]*"([^"]+)"\)/g)].map(([, pattern]) => pattern!.replaceAll('\\\\', '\\'));
    const ofForm = [...form.matchAll(/= \/\^(.+)\$\/;/g)].map(([, pattern]) => pattern!.replaceAll('\\/', '/'));
    expect(ofRule).toHaveLength(2);
    expect(ofForm).toEqual(ofRule);
});
