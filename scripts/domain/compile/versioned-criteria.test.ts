import { aCriterion, aStage, aStageMap } from '../../testing/stage-maps';
import type { StageMap } from '../stage-map/stage-map';
import { compileStageMap } from './compile-stage-map';

/** 1.1 asks for a pitch at the exit of the second stage, no longer for the plan, and only advises on the scorecard. */
const before = aStageMap({ version: '1.0' });
const [, second] = before.stages;
const scorecard = second!.criteria[0]!;
const after: StageMap = aStageMap({
    version: '1.1',
    effectiveOn: '2027-03-05',
    stages: before.stages.map((stage) => {
        if (stage.order === 1)
            return aStage(1, stage.stageNames, [
                { ...scorecard, mode: 'advise' },
                aCriterion(9, { key: 'joint-pitch', title: 'Joint pitch', artifact: 'joint-pitch', message: 'No pitch.' })
            ]);
        return stage.order === 2 ? aStage(2, stage.stageNames, [aCriterion(8, { key: 'buyer-plan' })]) : stage;
    }),
    inFlight: { rule: 'grandfather', previous: 'old.json', previousDigest: 'sha-256:' },
    grandfathered: before
});
const { files, faults } = compileStageMap(after);

const contentOf = (path: string): string =>
    (files.find((file) => file.path.includes(path))?.content ?? `not compiled: ${path}`)
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&');
const formulaOf = (name: string): string => /<formula>([^]*?)<\/formula>/.exec(contentOf(`${name}.field-meta`))?.[1] ?? '';
const EARLY = 'BLANKVALUE(Registered_On__c, DATE(2027, 3, 5)) < DATE(2027, 3, 5)';

describe('two versions compiled side by side', () => {
    it('ask alike where nothing changed, and by the day of registration where something did', () => {
        expect(faults).toEqual([]);
        const gates = formulaOf('Partner_Engagement__c/fields/Open_Gate__c').split('\n');
        const gate = (number: string) => gates.find((line) => line.includes(`.${number},`) || line.includes(`.${number})`)) ?? '';
        expect(gate('01')).not.toContain('Registered_On__c');
        expect(gate('02')).toContain(`NOT(${EARLY})`);
        expect(gate('03')).toContain(`NOT(${EARLY})`);
        expect(gate('09')).toContain(`OR(Joint_Pitches_Complete__c > 0, Joined_Stage_Order__c > 1, ${EARLY})`);
        expect(gate('08')).toContain(EARLY);
    });

    it('each have the rules of their own criteria, in their own words', () => {
        const rules = files.flatMap(({ path }) => /(Partner_Gate_\d\d_\w+)\.validationRule/.exec(path)?.[1] ?? []).sort();
        expect(rules).toEqual([
            'Partner_Gate_01_Criterion_1',
            'Partner_Gate_02_Joint_Scorecard',
            'Partner_Gate_03_Mutual_Action_Plan',
            'Partner_Gate_08_Buyer_Plan',
            'Partner_Gate_09_Joint_Pitch'
        ]);
        expect(contentOf('Partner_Gate_03_Mutual_Action_Plan')).toContain('Stage map 1.0, exit of stage 2');
        expect(contentOf('Partner_Gate_09_Joint_Pitch')).toContain('<errorMessage>No pitch.</errorMessage>');
    });

    it('retire the rules of the earlier one when it ends', () => {
        const { grandfathered: _, inFlight: __, ...alone } = after;
        const left = compileStageMap(alone, files).files.find(({ path }) => path.startsWith('destructive/destructive'))!.content;
        expect(left).toContain('Opportunity.Partner_Gate_02_Joint_Scorecard');
        expect(left).toContain('Opportunity.Partner_Gate_03_Mutual_Action_Plan');
        expect(left).not.toContain('Partner_Gate_01');
    });

    it('tell the components which version asks for what', () => {
        const source = contentOf('lwc/stageMap/stageMap.ts');
        const criteria = JSON.parse(/CRITERIA: readonly StageCriterion\[\] = (\[[^]*?\n\]);/.exec(source)![1]!) as {
            key: string;
            mode: string;
            versions: string[];
        }[];
        expect(criteria.map(({ key, mode, versions }) => `${key} ${mode} ${versions.join('+')}`)).toEqual([
            'criterion-1 block 1.1+1.0',
            'joint-scorecard block 1.0',
            'joint-scorecard advise 1.1',
            'joint-pitch block 1.1',
            'mutual-action-plan block 1.0',
            'buyer-plan block 1.1',
            'post-mortem block 1.1+1.0'
        ]);
    });

    it('are told on the page that people sign', () => {
        expect(contentOf('STAGE-MAP.md')).toContain(
            '- Partners registered before 2027-03-05 keep version 1.0. Not asked of them: Criterion 2, Joint pitch, Criterion 8. Asked of them only: Criterion 2, Criterion 3.'
        );
    });

    it('name the version of a deal by its first and last registration', () => {
        expect(formulaOf('Opportunity/fields/Stage_Map_Version__c').replace(/\s+/g, ' ')).toBe(
            'IF( Registered_Partners__c = 0, "", IF(BLANKVALUE(Last_Registered_On__c, DATE(2027, 3, 5)) < DATE(2027, 3, 5), "1.0", IF(BLANKVALUE(First_Registered_On__c, DATE(2027, 3, 5)) < DATE(2027, 3, 5), "1.0 and 1.1", "1.1")) )'
        );
    });

    it('each have their own last stage for Sourced, and say their own', () => {
        const { files: others } = compileStageMap({ ...after, sourcedUntil: 0 });
        const rule = (name: string): string =>
            others.find(({ path }) => path.endsWith(`/${name}.validationRule-meta.xml`))?.content.replaceAll('&lt;', '<') ?? '';
        expect(rule('Sourced_Only_Early')).toContain(`    NOT(${EARLY}),`);
        expect(rule('Sourced_Only_Early')).toContain('A partner that joined after stage 0 cannot be Sourced.');
        expect(rule('Sourced_Only_Early_Before')).toContain(`    ${EARLY},`);
        expect(rule('Sourced_Only_Early_Before')).toContain('A partner that joined after stage 1 cannot be Sourced.');
        expect(files.map(({ path }) => path).filter((path) => path.includes('_Before'))).toEqual([]);
    });

    it('each have their own length for texts, by the day on which the partner of the artifact was registered', () => {
        const { files: others } = compileStageMap({ ...after, minimumTextLength: 30 });
        const names = others.flatMap(({ path }) => /(\w+_Texts?_\w+)\.validationRule/.exec(path)?.[1] ?? []).sort();
        expect(names).toEqual(
            ['Pitch_Texts_Are', 'Plan_Text_Is', 'Post_Mortem_Texts_Are', 'Registration_Text_Is', 'Scorecard_Texts_Are'].flatMap((name) => [
                `${name}_Real`,
                `${name}_Real_Before`
            ])
        );
        const rule = (name: string): string =>
            others.find(({ path }) => path.endsWith(`/${name}.validationRule-meta.xml`))!.content.replaceAll('&lt;', '<');
        const OF_PARTNER = EARLY.replace('Registered_On__c', 'Partner_Engagement__r.Registered_On__c');
        expect(rule('Plan_Text_Is_Real')).toContain(`NOT(${OF_PARTNER})`);
        expect(rule('Plan_Text_Is_Real')).toContain('shorter than 30 characters');
        expect(rule('Plan_Text_Is_Real_Before')).toContain(`    ${OF_PARTNER},`);
        expect(rule('Plan_Text_Is_Real_Before')).toContain('shorter than 10 characters');
        expect(rule('Registration_Text_Is_Real_Before')).toContain(`    ${EARLY},`);
    });
});
