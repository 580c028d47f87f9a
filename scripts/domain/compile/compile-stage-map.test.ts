import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { aCriterion, aStage, aStageMap, parseStageMapFile } from '../../testing/stage-maps';
import type { StageMap } from '../stage-map/stage-map';
import { readFieldFiles } from '../../adapters/files/field-files';
import { compileStageMap } from './compile-stage-map';
import type { CompiledFile } from './compiled-file';
import type { KnownField } from './compiled-size';
import { recordTypesWithPath } from './path-guidance';

const GENERATED = resolve(__dirname, '../../../force-app/main/generated');
const FIELD = (object: string, name: string) => `objects/${object}/fields/${name}.field-meta.xml`;
const RULE = (object: string, name: string) => `objects/${object}/validationRules/${name}.validationRule-meta.xml`;

const contentOf = (files: readonly CompiledFile[], path: string): string => {
    const file = files.find((each) => each.path === path);
    if (!file) throw new RangeError(`not compiled: ${path}`);
    return file.content;
};
const unescaped = (xml: string): string => xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const element = (xml: string, tag: string): string => unescaped(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(xml)?.[1] ?? '');

/** The formula of a compiled field. */
const formulaOf = (map: StageMap, object: string, name: string): string =>
    element(contentOf(compileStageMap(map).files, FIELD(object, name)), 'formula');
const openGateOf = (map: StageMap): string => formulaOf(map, 'Partner_Engagement__c', 'Open_Gate__c');
const missingOf = (map: StageMap): string => formulaOf(map, 'Partner_Engagement__c', 'Missing_Criteria__c');
const ruleNames = (map: StageMap): string[] =>
    compileStageMap(map)
        .files.flatMap(({ path }) => /validationRules\/(\w+)\./.exec(path)?.[1] ?? [])
        .sort();
/** The conditions of a compiled rule. */
const conditionOf = (map: StageMap, rule: string, object = 'Opportunity'): string =>
    element(contentOf(compileStageMap(map).files, RULE(object, rule)), 'errorConditionFormula');

/** The small map with other criteria in its second stage (Meet, Need). */
const withSecondStage = (...criteria: StageMap['stages'][number]['criteria']): StageMap => {
    const map = aStageMap();
    return { ...map, stages: map.stages.map((stage) => (stage.order === 1 ? aStage(1, ['Meet', 'Need'], criteria) : stage)) };
};

describe('the shipped map', () => {
    const map = parseStageMapFile();
    const compiled = compileStageMap(map);

    it('stays within what the platform takes', () => {
        expect(compiled.faults).toEqual([]);
        const messages = compiled.files.flatMap(({ content }) =>
            [...content.matchAll(/<errorMessage>([\s\S]*?)<\/errorMessage>/g)].map(([, message]) => message!)
        );
        // Twenty rules, each in English and German.
        expect(messages).toHaveLength(40);
        for (const message of messages) expect(unescaped(message).length).toBeLessThanOrEqual(255);
    });

    it('has one rule per criterion that can refuse something, six that always stand, and six on texts', () => {
        expect(ruleNames(map)).toEqual([
            'Partner_Gate_01_Registration',
            'Partner_Gate_02_Handoff',
            'Partner_Gate_03_Joint_Scorecard',
            'Partner_Gate_04_Joint_Pitch',
            'Partner_Gate_05_Technical_Pre_Brief_Si',
            'Partner_Gate_06_Technical_Pre_Brief',
            'Partner_Gate_07_Mutual_Action_Plan',
            'Partner_Gate_08_Marketplace_Deal_Id',
            'Partner_Gate_Advance_Right',
            'Partner_Gate_Credit_Adds_Up',
            'Partner_Gate_Exception_Expired',
            'Partner_Gate_Lead_Partner',
            'Partner_Gate_Unmapped_Stage',
            'Pitch_Texts_Are_Real',
            'Plan_Text_Is_Real',
            'Post_Mortem_Texts_Are_Real',
            'Registration_Text_Is_Real',
            'Scorecard_Notes_Are_Real',
            'Scorecard_Texts_Are_Real',
            'Sourced_Only_Early'
        ]);
    });

    it('numbers each gate by the last rank that is allowed and the criterion', () => {
        const numbers = openGateOf(map)
            .split('\n')
            .flatMap((line) => /\+ IF\(\w+\(\w+\), \d+|\d+\.\d\d/.exec(line)?.[0] ?? []);
        // Criteria of one gate are numbered first, and the rank that they share is added to the least of them.
        const shared = (order: number, rank: number) => `+ IF(ISBLANK(Waiver_Until_${order}__c), ${rank}`;
        expect(numbers).toEqual([
            ...['0.01', '0.02', shared(0, 0), '11.03', '0.04', '0.05', '0.06', shared(2, 22)],
            ...['0.07', '0.08', shared(3, 31), '40.09']
        ]);
    });

    it('says in the rules exactly what the map says', () => {
        const said = (rule: string) => element(contentOf(compiled.files, RULE('Opportunity', rule)), 'errorMessage');
        expect(said('Partner_Gate_02_Handoff')).toBe(
            'The handoff is not accepted. Opportunity owner: open Partner Path on this deal and choose Accept handoff, or send it back with a reason.'
        );
        expect(said('Partner_Gate_08_Marketplace_Deal_Id')).toContain("add the private offer's ID");
    });

    it('gives every StageName a rank, 999 to others, and −1 where the deal comes from off the map', () => {
        expect(formulaOf(map, 'Opportunity', 'Partner_Stage_Rank__c').replace(/\s+/g, ' ')).toBe(
            'CASE(StageName, "Prospecting", 0, "Qualification", 10, "Needs Analysis", 11, "Value Proposition", 20, "Id. Decision Makers", 21, "Perception Analysis", 22, "Proposal/Price Quote", 30, "Negotiation/Review", 31, "Closed Won", 40, "Closed Lost", -1, 999 )'
        );
        expect(formulaOf(map, 'Opportunity', 'Partner_Stage_Order__c').replace(/\s+/g, ' ')).toMatch(
            /"Needs Analysis", 1, .*"Closed Won", 4, "Closed Lost", -1, 99 \)$/
        );
        expect(conditionOf(map, 'Partner_Gate_03_Joint_Scorecard').replace(/\s+/g, ' ')).toMatch(
            /CASE\(PRIORVALUE\(StageName\), .*"Closed Won", 40, "Closed Lost", -1, -1 \)/
        );
    });

    it('is what stands in force-app/main/generated, byte by byte', () => {
        const onDisk = readdirSync(GENERATED, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile() && !/\.js$|tsconfig|jsconfig/.test(entry.name))
            .map((entry) => join(entry.parentPath, entry.name))
            .map((path) => ({ path: relative(GENERATED, path), content: readFileSync(path, 'utf8') }))
            .sort((a, b) => (a.path < b.path ? -1 : 1));
        expect(compileStageMap(map, onDisk).files).toEqual(onDisk);
    });

    it('gives the same bytes again, also over its own output', () => {
        expect(compileStageMap(parseStageMapFile(), compiled.files).files).toEqual(compiled.files);
        expect(compiled.files.map(({ path }) => path)).toEqual(compiled.files.map(({ path }) => path).sort());
        for (const { content } of compiled.files) expect(content).toMatch(/[^\n]\n$/);
    });
});

describe('the gate of a small map', () => {
    it('is written as a minimum of all gates, each with its chain of exceptions', () => {
        expect(openGateOf(aStageMap())).toBe(
            [
                'MIN(',
                '    999,',
                '    IF(Registration_Complete__c, 999, IF(ISBLANK(Waiver_Until_0__c), 0.01, IF(ISBLANK(Waiver_Until_1__c), 11.01, IF(ISBLANK(Waiver_Until_2__c), 20.01, 30.01)))),',
                '    IF(OR(Joint_Scorecards_Complete__c > 0, Joined_Stage_Order__c > 1, NOT(ISPICKVAL(Role__c, "Lead"))), 999, IF(ISBLANK(Waiver_Until_1__c), 11.02, IF(ISBLANK(Waiver_Until_2__c), 20.02, 30.02))),',
                '    IF(OR(Action_Plans_Complete__c > 0, Joined_Stage_Order__c > 2), 999, IF(ISBLANK(Waiver_Until_2__c), 20.03, 30.03)),',
                '    IF(OR(AND(Post_Mortems_Complete__c > 0, NOT(ISBLANK(Partner_Told_On__c))), Joined_Stage_Order__c > 3), 999, 30.04)',
                ')'
            ].join('\n')
        );
    });

    it('writes the chain of exceptions once for criteria of one gate', () => {
        const map = withSecondStage(aCriterion(2), aCriterion(5));
        const [, ladder] = /IF\([^\n]*, 999, 0\.02\),\n        IF\([^\n]*, 999, 0\.05\)\n    \) \+ (.*),\n/.exec(openGateOf(map)) ?? [];
        expect(ladder).toBe('IF(ISBLANK(Waiver_Until_1__c), 11, IF(ISBLANK(Waiver_Until_2__c), 20, 30))');
    });

    it('opens before the exit where the criterion is due before a StageName', () => {
        expect(openGateOf(withSecondStage(aCriterion(2, { dueBefore: 'Need' })))).toContain(
            'IF(ISBLANK(Waiver_Until_1__c), 10.02, IF(ISBLANK(Waiver_Until_2__c), 20.02, 30.02))'
        );
    });

    it('owes every gate to those who join late when the map says so, and registration always', () => {
        expect(openGateOf(aStageMap({ lateJoin: 'all' }))).not.toContain('Joined_Stage_Order__c');
        expect(openGateOf(aStageMap()).split('\n')[2]).not.toContain('Joined_Stage_Order__c');
    });

    it('leaves out partner types and roles that do not owe the criterion', () => {
        const si = openGateOf(withSecondStage(aCriterion(2, { partnerTypes: ['SI'], owedBy: 'Supporting' })));
        expect(si).toContain(
            'OR(Registration_Complete__c, Joined_Stage_Order__c > 1, NOT(ISPICKVAL(Role__c, "Supporting")), NOT(ISPICKVAL(Partner_Type__c, "SI")))'
        );
        const two = openGateOf(withSecondStage(aCriterion(2, { partnerTypes: ['SI', 'ISV'] })));
        expect(two).toContain('NOT(OR(ISPICKVAL(Partner_Type__c, "SI"), ISPICKVAL(Partner_Type__c, "ISV")))');
    });

    it.each([
        ['joint-pitch', {}, 'Joint_Pitches_Complete__c > 0'],
        ['technical-pre-brief', { acceptsTrivialReason: true }, 'Pre_Briefs_Answered__c > 0'],
        ['technical-pre-brief', { acceptsTrivialReason: false }, 'Pre_Briefs_Held__c > 0'],
        ['marketplace-deal-id', {}, 'Marketplace_Ids_Owed__c = 0'],
        ['handoff', {}, 'Handoff_Accepted__c'],
        ['field', { field: { name: 'Security_Review__c', type: 'text' } }, 'NOT(ISBLANK(Security_Review__c))'],
        ['field', { field: { name: 'Security_Review__c', type: 'picklist' } }, 'NOT(ISPICKVAL(Security_Review__c, ""))'],
        ['field', { field: { name: 'Reviewed_On__c', type: 'date' } }, 'NOT(ISBLANK(Reviewed_On__c))'],
        ['field', { field: { name: 'Reviewer__c', type: 'lookup' } }, 'NOT(ISBLANK(Reviewer__c))']
    ] as const)('is opened by %s %j as %s', (artifact, given, proof) => {
        const map = withSecondStage(aCriterion(2, { artifact, ...given }));
        expect(openGateOf(map)).toContain(`    IF(OR(${proof}, Joined_Stage_Order__c > 1), 999, `);
    });

    it('lists what is missing and what is owed on exception by key', () => {
        const missing = missingOf(aStageMap());
        expect(missing).toContain('IF(ISPICKVAL(Status__c, "Withdrawn"), "",');
        expect(missing).toContain('IF(NOT(Registration_Complete__c), "criterion-1;", "") &');
        expect(formulaOf(aStageMap(), 'Partner_Engagement__c', 'Waiver_Debt__c')).toContain(
            'IF(AND(NOT(OR(Action_Plans_Complete__c > 0, Joined_Stage_Order__c > 2)), NOT(ISBLANK(Waiver_Until_2__c))), "mutual-action-plan;", "")'
        );
    });
});

describe('a criterion that only advises', () => {
    const map = withSecondStage(aCriterion(2), aCriterion(5, { mode: 'advise', key: 'buyer-intro' }));

    it('is listed as missing, and neither shuts a gate nor refuses anything', () => {
        expect(missingOf(map)).toContain('"buyer-intro;"');
        expect(openGateOf(map)).not.toMatch(/\.05/);
        expect(ruleNames(map)).not.toContain('Partner_Gate_05_Buyer_Intro');
    });

    it('may be the only one of its stage', () => {
        const only = withSecondStage(aCriterion(2, { mode: 'advise' }));
        expect(openGateOf(only)).not.toMatch(/\.02/);
        expect(compileStageMap(only).faults).toEqual([]);
    });
});

describe('every rule on a stage', () => {
    const map = aStageMap();
    const stageRules = ruleNames(map).filter((name) => name.startsWith('Partner_Gate_'));

    it.each(stageRules)('%s fires only on the move of a partner deal by somebody who is not exempt', (rule) => {
        expect(conditionOf(map, rule)).toMatch(
            /^AND\(\n {4}ISCHANGED\(StageName\),\n {4}NOT\(\$Permission\.Bypass_Partner_Gates\),\n {4}NOT\(\$Setup\.Partner_Gate_Settings__c\.Advise_Only__c\),\n {4}Registered_Partners__c > 0,\n/
        );
    });

    it.each(stageRules.filter((rule) => rule !== 'Partner_Gate_Unmapped_Stage'))('%s lets moves down pass', (rule) => {
        expect(conditionOf(map, rule)).toContain('Partner_Stage_Rank__c > CASE(PRIORVALUE(StageName),');
    });

    it('tells its own criterion from all others', () => {
        expect(conditionOf(map, 'Partner_Gate_02_Joint_Scorecard')).toContain('ROUND(100 * MOD(Partner_Open_Gate__c, 1), 0) = 2,');
    });

    it('minds the scope of the map', () => {
        const scoped = aStageMap({ scope: { minimumAmount: 25_000, excludedOpportunityTypes: ['Renewal "auto"'] } });
        for (const rule of stageRules) {
            expect(conditionOf(scoped, rule)).toContain('MAX(BLANKVALUE(Amount, 0), BLANKVALUE(PRIORVALUE(Amount), 0)) >= 25000');
            expect(conditionOf(scoped, rule)).toContain(
                'NOT(AND(ISPICKVAL(Type, "Renewal \\"auto\\""), ISPICKVAL(PRIORVALUE(Type), "Renewal \\"auto\\"")))'
            );
        }
    });

    it('takes the last stage for Sourced from the map', () => {
        expect(conditionOf(aStageMap({ sourcedUntil: 2 }), 'Sourced_Only_Early', 'Partner_Engagement__c')).toContain(
            'BLANKVALUE(Joined_Stage_Order__c, 0) > 2'
        );
    });

    it('escapes what would break the formula or the XML', () => {
        const odd = aStageMap({ lostStageNames: ['Lost & "gone" \\ <never>'] });
        const xml = contentOf(compileStageMap(odd).files, FIELD('Opportunity', 'Partner_Stage_Rank__c'));
        expect(xml).toContain('"Lost &amp; \\"gone\\" \\\\ &lt;never&gt;", -1,');
    });
});

describe('rules that left the map', () => {
    const before = compileStageMap(withSecondStage(aCriterion(2, { key: 'old-way' }), aCriterion(7, { key: 'older-way' }))).files;
    const retiredIn = (files: readonly CompiledFile[]): string[] =>
        [
            ...(files.find(({ path }) => path === 'destructive/destructiveChangesPost.xml')?.content ?? '').matchAll(
                /<members>(.*?)<\/members>/g
            )
        ].map(([, member]) => member!);

    it('become destructive changes, since the org would go on enforcing them', () => {
        const { files } = compileStageMap(aStageMap(), before);
        expect(retiredIn(files)).toEqual(['Opportunity.Partner_Gate_02_Old_Way', 'Opportunity.Partner_Gate_07_Older_Way']);
        expect(contentOf(files, 'destructive/package.xml')).not.toContain('<types>');
    });

    it('stay retired in the next compile, and return when the map has them again', () => {
        const once = compileStageMap(aStageMap(), before).files;
        expect(compileStageMap(aStageMap(), once).files).toEqual(once);
        const again = compileStageMap(withSecondStage(aCriterion(2, { key: 'old-way' })), once).files;
        expect(retiredIn(again)).toEqual(['Opportunity.Partner_Gate_02_Joint_Scorecard', 'Opportunity.Partner_Gate_07_Older_Way']);
    });

    it('are none when nothing left', () => {
        const { files } = compileStageMap(aStageMap(), compileStageMap(aStageMap()).files);
        expect(files.some(({ path }) => path.startsWith('destructive/'))).toBe(false);
    });

    it('include a criterion that no longer blocks', () => {
        const { files } = compileStageMap(withSecondStage(aCriterion(2, { key: 'old-way', mode: 'advise' })), before);
        expect(retiredIn(files)).toContain('Opportunity.Partner_Gate_02_Old_Way');
    });
});

describe('limits of the platform', () => {
    const many = (count: number, given = {}) =>
        withSecondStage(...Array.from({ length: count }, (_, index) => aCriterion(index + 5, { key: `evidence-${index}`, ...given })));

    it('are blamed on the StageName values where those are too many', () => {
        const long = (order: number) => Array.from({ length: 10 }, (_, index) => `Stage name ${order}${index} ${'x'.repeat(26)}`);
        const map = aStageMap({ stages: Array.from({ length: 6 }, (_, order) => aStage(order, long(order))) });
        const { faults } = compileStageMap(map);
        const fault = faults.find(({ path }) => path === RULE('Opportunity', 'Partner_Gate_01_Criterion_1'))!;
        expect(fault.fault).toMatch(
            /^its formula has \d{4} characters; the platform takes 3900\. It names all 61 StageName values of the map\./
        );
        expect(fault.isCertain).toBe(true);
    });

    it('name the first criterion that no longer fits, and the way out', () => {
        const certain = (map: StageMap) => compileStageMap(map).faults.filter(({ isCertain }) => isCertain);
        const fault = certain(many(60)).find(({ path }) => path === FIELD('Partner_Engagement__c', 'Open_Gate__c'))!;
        const [, number] = /Criterion (\d+) "evidence-\d+" of stage 1 Stage 1 is the first that does not fit\. Let it advise/.exec(
            fault.fault
        )!;
        // Without it and four more, for which the two criteria of the stages after it make up, the field fits.
        const without = certain(many(Number(number) - 5 - 4)).map(({ path }) => path);
        expect(without).not.toContain(FIELD('Partner_Engagement__c', 'Open_Gate__c'));
    });

    it('tell apart what every org refuses from what some do', () => {
        const { faults } = compileStageMap(many(40));
        const { fault, isCertain } = faults.find(({ path }) => path === FIELD('Partner_Engagement__c', 'Open_Gate__c'))!;
        expect(isCertain).toBe(false);
        expect(fault).toMatch(
            /^its formula compiles to about \d{4} bytes \(estimated\); every org takes 5000, some up to 15000\. Criterion \d+ /
        );
    });

    it('count the formula of a field wherever it is read', () => {
        const registration = {
            type: 'Checkbox',
            formula: `OR(${Array.from({ length: 150 }, (_, index) => `ISBLANK(F${index}__c)`).join(', ')})`
        };
        const fields = new Map([['Partner_Engagement__c', new Map([['Registration_Complete__c', registration]])]]);
        expect(compileStageMap(aStageMap()).faults).toEqual([]);
        const { faults } = compileStageMap(aStageMap(), [], { fields });
        expect(faults.map(({ path }) => path)).toContain(FIELD('Partner_Engagement__c', 'Open_Gate__c'));
    });

    it('count for hand-written fields that read what the map compiles, with the criterion to blame', () => {
        const held = { type: 'Checkbox', formula: Array.from({ length: 6 }, () => 'Engagement__r.Open_Gate__c < 10').join(' && ') };
        const fields = new Map([
            [
                'Pitch__c',
                new Map<string, KnownField>([
                    ['Held__c', held],
                    ['Engagement__c', { type: 'Lookup', parent: 'Partner_Engagement__c' }]
                ])
            ],
            ['Partner_Engagement__c', new Map<string, KnownField>([['Loud__c', { type: 'Text', formula: `"${'x'.repeat(6000)}"` }]])]
        ]);
        const { faults } = compileStageMap(many(6), [], { fields });
        expect(faults.map(({ path }) => path)).toEqual([FIELD('Pitch__c', 'Held__c')]);
        expect(faults[0]).toMatchObject({ isCertain: false });
        expect(faults[0]!.fault).toMatch(/^its formula compiles to about \d+ bytes \(estimated\).* Criterion \d+ "/);
    });

    it('leave room for the shipped fields beside the map in every org', () => {
        const { faults } = compileStageMap(parseStageMapFile(), [], { fields: readFieldFiles(resolve(GENERATED, '..')) });
        expect(faults).toEqual([]);
    });

    it('hold for the text of all keys', () => {
        const { faults } = compileStageMap(many(48, { key: undefined, mode: 'advise' }));
        expect(faults.filter(({ fault }) => fault.startsWith('its text may have'))).toEqual([]);
        const long = withSecondStage(
            aCriterion(2),
            ...Array.from({ length: 48 }, (_, index) =>
                aCriterion(index + 5, { key: `a-very-long-key-of-criterion${index}`, mode: 'advise' })
            )
        );
        expect(compileStageMap(long).faults.map(({ fault }) => fault)).toContainEqual(
            expect.stringMatching(/^its text may have \d{4} characters; the platform shows 1300\. Criterion \d+ /)
        );
    });

    it('keep the name of the rule of the longest key at 40 characters', () => {
        const names = ruleNames(withSecondStage(aCriterion(2, { key: 'a-very-long-key-with-words-x' })));
        expect(names).toContain('Partner_Gate_02_A_Very_Long_Key_With_Wor');
    });
});

describe('guidance for the standard Path', () => {
    const pathsOf = (pathFor?: readonly string[]) =>
        compileStageMap(parseStageMapFile(), [], pathFor ? { pathFor } : {}).files.filter(({ path }) => path.startsWith('pathAssistants/'));

    it('is written on request only, a path per record type', () => {
        expect(pathsOf()).toEqual([]);
        expect(pathsOf(['__MASTER__', 'New_Business']).map(({ path }) => path)).toEqual([
            'pathAssistants/Partner_Stages_Master.pathAssistant-meta.xml',
            'pathAssistants/Partner_Stages_New_Business.pathAssistant-meta.xml'
        ]);
        expect(recordTypesWithPath(pathsOf(['__MASTER__', 'New_Business']))).toEqual(['__MASTER__', 'New_Business']);
    });

    it('says at every StageName what opens the exit, in at most 1000 characters', () => {
        const [path] = pathsOf(['__MASTER__']);
        expect(path!.content.match(/<picklistValueName>/g)).toHaveLength(9);
        const infos = [...path!.content.matchAll(/<info>([^]*?)<\/info>/g)].map(([, info]) => unescaped(info!));
        expect(infos[1]).toContain('<b>Joint scorecard.</b> We: Run technical and pricing discovery');
        for (const info of infos) expect(info.length).toBeLessThanOrEqual(1000);
    });

    it('leaves the moves out where they do not fit, and names the stage where nothing helps', () => {
        const wordy = (count: number, title: string) =>
            withSecondStage(
                ...Array.from({ length: count }, (_, index) =>
                    aCriterion(index + 5, { key: `k-${index}`, title, hostMove: 'x'.repeat(200) })
                )
            );
        const guidance = compileStageMap(wordy(5, 'Short'), [], { pathFor: ['__MASTER__'] });
        expect(guidance.faults.filter(({ path }) => path.startsWith('path'))).toEqual([]);
        expect(contentOf(guidance.files, 'pathAssistants/Partner_Stages_Master.pathAssistant-meta.xml')).not.toContain('xxx');
        const { faults } = compileStageMap(wordy(14, 'T'.repeat(60)), [], { pathFor: ['__MASTER__'] });
        expect(faults.map(({ fault }) => fault)).toContainEqual(
            expect.stringMatching(/^its guidance for stage 1 Stage 1 has 1\d{3} characters; a step takes 1000\. Shorten/)
        );
    });
});

describe('a field that is held to a pattern', () => {
    const map = withSecondStage(
        aCriterion(2),
        aCriterion(6, {
            key: 'site-survey',
            artifact: 'field',
            field: { name: 'Survey__c', type: 'text', pattern: 'SV-\\d{5} "x"', patternMessage: 'Write SV and five digits.' }
        })
    );

    it('has a rule of its own that speaks when the field is written, and no other', () => {
        const xml = contentOf(compileStageMap(map).files, RULE('Partner_Engagement__c', 'Partner_Field_06_Site_Survey'));
        expect(element(xml, 'errorConditionFormula')).toBe(
            'AND(\n    OR(ISNEW(), ISCHANGED(Survey__c)),\n    NOT(ISBLANK(Survey__c)),\n    NOT(REGEX(Survey__c, "SV-\\\\d{5} \\"x\\""))\n)'
        );
        expect(element(xml, 'errorMessage')).toBe('Write SV and five digits.');
        expect(element(xml, 'errorDisplayField')).toBe('Survey__c');
        expect(openGateOf(map)).toContain('NOT(ISBLANK(Survey__c))');
    });
});
