import { LOST_RANK, UNMAPPED_ORDER, UNMAPPED_RANK, exitRank, gateRank, ranksOf } from '../stage-map/ranks';
import type { StageMap } from '../stage-map/stage-map';
import type { CompiledFile } from './compiled-file';
import { formulaText } from './formula-text';
import { numberField, textField, validationRule, type Rule } from './metadata-files';
import { ruleName } from './rule-names';
import { dealVersion, gateCriteria, type GateCriterion } from './versioned-criteria';

const OBJECT = 'Opportunity';

/** Rank and order formulas of the Opportunity, and every rule that refuses a stage. */
export function compileOpportunity(map: StageMap): readonly CompiledFile[] {
    return [...stageFields(map), ...criterionRules(map), ...standingRules(map)];
}

function stageFields(map: StageMap): CompiledFile[] {
    const orders = new Map([...ranksOf(map)].map(([name, rank]) => [name, rank === LOST_RANK ? LOST_RANK : Math.floor(rank / 10)]));
    return [
        numberField(OBJECT, {
            name: 'Partner_Stage_Rank__c',
            label: 'Partner Stage Rank',
            description: `Stage map ${map.version}: rank of StageName; 10 x overlay stage + position in it, -1 lost, ${UNMAPPED_RANK} not on the map. Read by the gate rules.`,
            help: 'How far along the stage map this deal stands. The higher the number, the closer to the close.',
            formula: caseOf('StageName', ranksOf(map), UNMAPPED_RANK)
        }),
        numberField(OBJECT, {
            name: 'Partner_Stage_Order__c',
            label: 'CRM Stage (claimed)',
            description: `Stage map ${map.version}: overlay stage that StageName stands for; -1 lost, ${UNMAPPED_ORDER} not on the map.`,
            help: 'The overlay stage that the Stage field claims, whether or not the artifacts prove it.',
            formula: caseOf('StageName', orders, UNMAPPED_ORDER)
        }),
        numberField(OBJECT, {
            name: 'Earned_Stage_Order__c',
            label: 'Proven Stage (earned)',
            description:
                'Overlay stage that the joint artifacts prove: the claimed stage, or the stage of the lowest unmet gate if that is lower. Read by the forecast.',
            help: 'The stage that the joint artifacts prove. Lower than the CRM stage means the deal is ahead of its proof.',
            // Supporting partners owe little, so a deal whose Lead is gone must not look proven.
            formula: [
                'IF(',
                '    Registered_Partners__c = 0,',
                '    Partner_Stage_Order__c,',
                '    MIN(Partner_Stage_Order__c, IF(Lead_Partners__c = 0, 0, FLOOR(Partner_Open_Gate__c / 10)))',
                ')'
            ].join('\n')
        }),
        textField(OBJECT, {
            name: 'Stage_Map_Version__c',
            label: 'Stage Map Version',
            description:
                'Version of the stage map whose criteria the registered partners of this deal owe; both, when they were registered under different ones. Empty on direct deals. Read by list views and reports.',
            help: 'The version of the stage map that the partners on this deal are held to.',
            formula: dealVersion(map)
        })
    ];
}

function criterionRules(map: StageMap): CompiledFile[] {
    const speaking = gateCriteria(map).filter(
        ({ map: version, stage, criterion }) => criterion.mode === 'block' && gateRank(stage, criterion) < highestRank(version)
    );
    // A number that both versions use says the same in both, so one rule speaks for it: the new version's.
    const byNumber = new Map<number, GateCriterion>();
    for (const each of speaking)
        if (each.askedUnder !== 'previous' || !byNumber.has(each.criterion.number)) byNumber.set(each.criterion.number, each);
    return [...byNumber.values()].map(({ map: version, stage, criterion }) =>
        stageRule({
            name: ruleName(criterion),
            description: `Stage map ${version.version}, exit of stage ${stage.order} ${stage.name}: ${criterion.title}.`,
            conditions: [
                ...stageMove(map),
                `ROUND(100 * MOD(Partner_Open_Gate__c, 1), 0) = ${criterion.number}`,
                `Partner_Stage_Rank__c < ${UNMAPPED_RANK}`,
                'Partner_Stage_Rank__c > FLOOR(Partner_Open_Gate__c)',
                isRaised(map)
            ],
            message: criterion.message
        })
    );
}

/** A rule that stands where the stage is chosen. */
const stageRule = (rule: Rule): CompiledFile => validationRule(OBJECT, { ...rule, errorField: 'StageName' });

/** Nothing lies above the last stage, so a rule for its exit could never speak: what is owed there is followed up instead. */
const highestRank = (map: StageMap): number => Math.max(...map.stages.map(exitRank));

function standingRules(map: StageMap): CompiledFile[] {
    return [
        stageRule({
            name: 'Partner_Gate_Unmapped_Stage',
            description: `Stage map ${map.version}: a StageName that is not on the map has no exit criterion, so a partner deal may not hide in it.`,
            conditions: [...stageMove(map), `Partner_Stage_Rank__c = ${UNMAPPED_RANK}`],
            message:
                'This stage is not on the partner stage map, so a partner deal cannot enter it. Choose a stage shown in Partner Path. If the stage is new, ask RevOps to add it to the map.'
        }),
        stageRule({
            name: 'Partner_Gate_Advance_Right',
            description: 'The AE owns the deal and its stage; the partner side supports. Lowering the stage and losing the deal stay free.',
            conditions: [...stageMove(map), 'NOT($Permission.Advance_Partner_Deal)', isRaised(map)],
            message:
                'Only the host side advances a partner deal. Ask the opportunity owner to move it in Partner Path; you can supply and confirm the partner side of every artifact there.'
        }),
        stageRule({
            name: 'Partner_Gate_Lead_Partner',
            description:
                'Supporting partners owe less, so a deal without a Lead would pass gates that nobody answered for; two Leads saved in one call would both answer.',
            conditions: [...stageMove(map), 'Lead_Partners__c <> 1', `Partner_Stage_Rank__c < ${UNMAPPED_RANK}`, isRaised(map)],
            message:
                'No partner leads on this deal, so nobody answers for the joint artifacts. Partner manager: set the role of one registered partner to Lead in Partner Path on this deal.'
        }),
        stageRule({
            name: 'Partner_Gate_Credit_Adds_Up',
            description:
                'Rows saved in one call do not see each other, so credits can slip past their own rule; the deal does not advance on them.',
            conditions: [
                ...stageMove(map),
                'OR(BLANKVALUE(Partner_Credit__c, 0) > 1, Sourcing_Partners__c > 1)',
                `Partner_Stage_Rank__c < ${UNMAPPED_RANK}`,
                isRaised(map)
            ],
            message:
                'Partner credit on this deal does not add up: more than 100 percent in all, or more than one partner that sourced it. Partner manager: correct credit and attribution; after the first day RevOps does it.'
        }),
        stageRule({
            name: 'Partner_Gate_Exception_Expired',
            description:
                'An approved exception carries a debt until its date; after it the deal moves on with the proof or a renewed exception.',
            conditions: [
                ...stageMove(map),
                'NOT(ISBLANK(Waiver_Expires_On__c))',
                'Waiver_Expires_On__c < TODAY()',
                `Partner_Stage_Rank__c < ${UNMAPPED_RANK}`,
                isRaised(map)
            ],
            message:
                'An exception on this deal has expired and what it waived is still missing. Supply the artifact, or ask RevOps to renew the exception in Partner Path on this deal.'
        })
    ];
}

/** Partner deals in scope whose stage just changed, unless the running user or the rollout switch is exempt. */
function stageMove(map: StageMap): string[] {
    const conditions = [
        'ISCHANGED(StageName)',
        'NOT($Permission.Bypass_Partner_Gates)',
        'NOT($Setup.Partner_Gate_Settings__c.Advise_Only__c)',
        'Registered_Partners__c > 0'
    ];
    // Before and after the save: a deal must not leave the scope in the same save that moves its stage.
    if (map.scope.minimumAmount > 0)
        conditions.push(`MAX(BLANKVALUE(Amount, 0), BLANKVALUE(PRIORVALUE(Amount), 0)) >= ${map.scope.minimumAmount}`);
    for (const type of map.scope.excludedOpportunityTypes)
        conditions.push(`NOT(AND(ISPICKVAL(Type, ${formulaText(type)}), ISPICKVAL(PRIORVALUE(Type), ${formulaText(type)})))`);
    return conditions;
}

/** Moving up. A StageName off the map counts as the very start here, so that it is no trampoline. */
const isRaised = (map: StageMap): string => `Partner_Stage_Rank__c > ${caseOf('PRIORVALUE(StageName)', ranksOf(map), -1, 2)}`;

function caseOf(expression: string, values: ReadonlyMap<string, number>, otherwise: number, depth = 1): string {
    const indent = '    '.repeat(depth);
    const lines = [...values].map(([name, value]) => `${indent}${formulaText(name)}, ${value},`);
    return [`CASE(${expression},`, ...lines, `${indent}${otherwise}`, `${'    '.repeat(depth - 1)})`].join('\n');
}
