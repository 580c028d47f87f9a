import { ALL_OPEN } from '../stage-map/ranks';
import type { StageMap } from '../stage-map/stage-map';
import type { CompiledFile } from './compiled-file';
import { missingConditions, isWaived, openDecimals, openGate, openRank, waiverUntil } from './evidence-conditions';
import { dateField, numberField, textField, validationRule } from './metadata-files';
import { ruleVersions } from './rule-versions';
import { engagementVersion, gateCriteria, type GateCriterion } from './versioned-criteria';

const OBJECT = 'Partner_Engagement__c';

/** Gate formulas of the engagement and the rules whose limits stand in the map. */
export function compileEngagement(map: StageMap): readonly CompiledFile[] {
    return [
        numberField(OBJECT, {
            name: 'Open_Gate__c',
            label: 'Next Unmet Gate',
            scale: 2,
            description: `Stage map ${map.version}: last rank this partner's evidence still allows, criterion number as decimals; ${ALL_OPEN} owes nothing. Rolled up to the Opportunity as a minimum.`,
            help: 'The next gate that this partner has not opened yet. 999 means that nothing is missing.',
            formula: openGateFormula(map)
        }),
        textField(OBJECT, {
            name: 'Missing_Criteria__c',
            label: 'Missing for This Partner',
            description: `Stage map ${map.version}: keys of every criterion this partner still owes, in map order, semicolon after each. Read by list views, reports and Partner Path.`,
            help: 'Everything that is still missing on this deal with this partner, next gate first.',
            formula: listOfKeys(map, (settled) => `NOT(${settled})`)
        }),
        textField(OBJECT, {
            name: 'Waiver_Debt__c',
            label: 'Owed on Exception',
            description: `Stage map ${map.version}: keys of criteria that an approved exception let pass and that are still missing. Not empty means the deal is on its own forecast line.`,
            help: 'What an exception let pass and what is still owed. It clears when the artifact is complete.',
            formula: listOfKeys(map, (settled, order) => `AND(NOT(${settled}), ${isWaived(order)})`)
        }),
        dateField(OBJECT, {
            name: 'Waiver_Debt_Expires_On__c',
            label: 'Exception in Use Expires On',
            description:
                'Earliest expiry of the approved exceptions while something is still owed on them; empty when the debt is paid. Rolled up to the Opportunity.',
            help: 'After this date the deal cannot advance until the artifact is there or the exception is renewed.',
            formula: debtExpiry(map)
        }),
        textField(OBJECT, {
            name: 'Stage_Map_Version__c',
            label: 'Stage Map Version',
            description:
                'Version of the stage map whose criteria this partner owes, by the day of its registration; empty while it is only a signal. Read by Partner Path, list views and reports.',
            help: 'The version of the stage map that this partner was registered under and is held to.',
            formula: engagementVersion(map)
        }),
        ...sourcedOnlyEarly(map)
    ];
}

const sourcedOnlyEarly = (map: StageMap): CompiledFile[] =>
    ruleVersions(map, 'sourced-only-early', ({ sourcedUntil }) => sourcedUntil, OBJECT).map(({ version, name, conditions }) =>
        validationRule(OBJECT, {
            name,
            description: `Stage map ${version.version}: a partner that joins after overlay stage ${version.sourcedUntil} cannot have sourced the deal; credit is decided at entry, not after the fact.`,
            conditions: [
                ...conditions,
                'OR(ISNEW(), ISCHANGED(Status__c), ISCHANGED(Attribution__c), ISCHANGED(Joined_Stage_Order__c))',
                'NOT($Permission.Backfill_Partner_Deals)',
                'ISPICKVAL(Status__c, "Registered")',
                'ISPICKVAL(Attribution__c, "Sourced")',
                `BLANKVALUE(Joined_Stage_Order__c, 0) > ${version.sourcedUntil}`
            ],
            errorField: 'Attribution__c',
            message: `A partner that joined after stage ${version.sourcedUntil} cannot be Sourced. Partner manager: choose Influenced; if the partner did bring this deal, ask RevOps to decide the credit.`
        })
    );

/** Criteria of one gate share the chain of exceptions, which is most of the formula's compiled size. */
function openGateFormula(map: StageMap): string {
    const gates = new Map<string, GateCriterion[]>();
    for (const each of gateCriteria(map).filter(({ criterion }) => criterion.mode === 'block')) {
        const rank = openRank(each.map, each.stage, each.criterion);
        gates.set(rank, [...(gates.get(rank) ?? []), each]);
    }
    const parts = [...gates].map(([rank, criteria]) => (criteria.length > 1 ? sharedGate(rank, criteria) : ownGate(criteria[0]!)));
    return `MIN(\n    ${ALL_OPEN},\n${parts.join(',\n')}\n)`;
}

const ownGate = ({ map, stage, criterion, settled }: GateCriterion): string =>
    `    IF(${settled}, ${ALL_OPEN}, ${openGate(map, stage, criterion)})`;

function sharedGate(rank: string, criteria: readonly GateCriterion[]): string {
    const unmet = criteria.map(({ criterion, settled }) => `        IF(${settled}, ${ALL_OPEN}, ${openDecimals(criterion)})`);
    return `    MIN(\n${unmet.join(',\n')}\n    ) + ${rank}`;
}

/** Text formula: key and semicolon of each criterion for which the condition holds. A withdrawn partner owes nothing. */
function listOfKeys(map: StageMap, condition: (settled: string, order: number) => string): string {
    const keys = gateCriteria(map).map(
        ({ stage, criterion, settled }) => `    IF(${condition(settled, stage.order)}, "${criterion.key};", "")`
    );
    return `IF(ISPICKVAL(Status__c, "Withdrawn"), "",\n${keys.join(' &\n')}\n)`;
}

/**
 * Earliest end of the exceptions in use: those for a gate whose own criteria are unproven. A debt that was carried on stays with the
 * exception that made it. MIN takes numbers only, so days are counted from a fixed date.
 */
function debtExpiry(map: StageMap): string {
    const inUse = map.stages.slice(0, -1).flatMap((stage) => {
        const owed = gateCriteria(map).filter(({ criterion, stage: { order } }) => order === stage.order && criterion.mode === 'block');
        if (owed.length === 0) return [];
        return [
            {
                order: stage.order,
                condition: `AND(${[isWaived(stage.order), ...missingConditions(owed.map(({ reasons }) => reasons))].join(', ')})`
            }
        ];
    });
    if (inUse.length === 0) return 'Withdrawn_On__c';
    const ends = inUse.map(({ order, condition }) => `        IF(${condition}, ${waiverUntil(order)} - DATE(2000, 1, 1), ${NEVER})`);
    const any = inUse.map(({ condition }) => `        ${condition}`);
    return [
        'IF(AND(NOT(ISPICKVAL(Status__c, "Withdrawn")), OR(',
        // OR takes one argument as well.
        any.join(',\n'),
        '    )),',
        `    DATE(2000, 1, 1) + MIN(\n${[...ends, `        ${NEVER}`].join(',\n')}\n    ),`,
        // Withdrawn_On__c is empty while a partner is registered (rule Withdrawn_On_Goes_With_Withdrawal): a typed empty date.
        '    Withdrawn_On__c',
        ')'
    ].join('\n');
}

/** Days from the fixed date that no exception reaches. */
const NEVER = 99_999;
