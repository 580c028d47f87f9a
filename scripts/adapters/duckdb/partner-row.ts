import type { PastEvidence } from '../../domain/simulate/past-evidence';
import type { Day } from '../../domain/forecast/calendar-day';
import type { PartnerOnDeal } from '../../domain/forecast/deal';
import { NO_DAY } from '../../domain/forecast/deal-table';
import { tableOf } from './csv-sheet';
import type { Batch } from './database';
import { keysOf, type DealFinder, type KeyPlan } from './deal-finder';
import type { Evidence } from './partner-evidence';
import { PARTNER_COLUMNS, type PartnerSheets } from './partner-sheets';
import { dayOfSql } from './row-values';

/** Columns of partnerSql. */
const NUMBERS = 14;
const TEXTS = 6;

/** The deals that partners are on. */
export interface PartnerDeals {
    readonly size: number;
    readonly finder: DealFinder;
    readonly keyPlan: KeyPlan;
    readonly createdOn: Int32Array;
}

export interface PartnerRow {
    /** Index of the deal; −1: not among the opportunities. */
    readonly deal: number;
    readonly partner: PartnerOnDeal;
    readonly joinedOrder: number | undefined;
    readonly isRegistrationComplete: boolean;
    readonly evidence: PastEvidence;
}

/** Numbers first, text after, then the key of the deal, in the order in which rowReader takes them. Deals come in the order of their ids. */
export function partnerSql({ partners }: PartnerSheets, keyPlan: KeyPlan): string {
    const created = 'coalesce(p.CreatedDate::DATE, p.Registered_On__c, p.Handoff_Accepted_On__c::DATE)';
    const days = [created, 'p.Registered_On__c', 'p.Withdrawn_On__c', 'p.Handoff_Accepted_On__c'].map(dayOfSql);
    const artifacts = [0, 1, 2, 3, 4].map((kind) => `coalesce(artifact.kind${kind}, ${NO_DAY})::INTEGER`);
    const numbers = [
        'coalesce(round(p.Credit_Percent__c * 100), 0)::INTEGER',
        'coalesce(p.Joined_Stage_Order__c, -1)::INTEGER',
        'coalesce(p.Registration_Complete__c, true)::INTEGER',
        'coalesce(p.Influence_Proven__c, false)::INTEGER',
        "(coalesce(p.Waiver_Debt__c, '') <> '')::INTEGER"
    ];
    const texts = [
        'p."Id"',
        'coalesce(p."Partner__r.Name", p.Partner__c)',
        'p.Partner_Type__c',
        'p.Role__c',
        'p.Status__c',
        'p.Attribution__c'
    ];
    return `SELECT ${[...days, ...artifacts, ...numbers, ...texts, keyPlan.sql('p.Opportunity__c')].join(', ')}
        FROM ${tableOf(partners, PARTNER_COLUMNS)} p
        LEFT JOIN artifact ON artifact.partner = p."Id" ORDER BY ${keyPlan.order('p.Opportunity__c')}, p."Id"`;
}

export function rowReader(batch: Batch, deals: PartnerDeals, { exceptionsOf, isKnown }: Evidence): (row: number) => PartnerRow {
    const numbers = Array.from({ length: NUMBERS }, (_, column) => batch.numbers(column));
    const keys = keysOf(batch, NUMBERS + TEXTS, deals.keyPlan);
    return (row) => {
        const number = (column: number) => numbers[column]![row]!;
        const day = (column: number): Day | undefined => (number(column) === NO_DAY ? undefined : number(column));
        const text = (column: number) => batch.text(column, row) ?? '';
        const deal = deals.finder.find(keys, row);
        // A row without any day of its own is as old as its deal.
        const createdOn = day(0) ?? deals.createdOn[deal] ?? NO_DAY;
        const [withdrawnOn, handoffOn] = [day(2), day(3)];
        const registered = day(1) ?? (isKnown.registration ? undefined : createdOn);
        const id = text(14);
        const status = statusOf(text(18), registered, withdrawnOn);
        // A registration without its date (an import) counts from the day the row was made, or it would not count at all.
        const registeredOn = registered ?? (status === 'Registered' ? createdOn : undefined);
        const whereKnown = (known: boolean, on: Day | undefined) => (known ? on : createdOn);
        return {
            deal,
            partner: {
                id,
                partnerName: text(15),
                type: text(16),
                role: oneOf(ROLES, text(17)),
                status,
                attribution: oneOf(ATTRIBUTED, text(19)),
                creditBasisPoints: number(9),
                createdOn,
                registeredOn,
                withdrawnOn,
                influenceProven: number(12) === 1,
                onException: number(13) === 1
            },
            joinedOrder: number(10) < 0 ? undefined : number(10),
            isRegistrationComplete: number(11) === 1,
            evidence: {
                recordedOn: createdOn,
                withdrawnOn,
                handoffOn: whereKnown(isKnown.handoff, handoffOn),
                scorecardOn: whereKnown(isKnown.scorecards, day(4)),
                pitchOn: whereKnown(isKnown.pitches, day(5)),
                preBriefHeldOn: whereKnown(isKnown.pitches, day(6)),
                preBriefAnsweredOn: whereKnown(isKnown.pitches, day(7)),
                planOn: whereKnown(isKnown.plans, day(8)),
                exceptions: exceptionsOf(id)
            }
        };
    };
}

const ROLES = ['Lead', 'Supporting'] as const;
const ATTRIBUTED = ['Sourced', 'Influenced', 'Under Review'] as const;
const STATUSES = ['Signal', 'Registered', 'Withdrawn'] as const;

const oneOf = <T extends string>(values: readonly T[], text: string): T | undefined => values.find((value) => value === text);

/** Files may come without Status__c: its days tell it. */
const statusOf = (text: string, registeredOn: Day | undefined, withdrawnOn: Day | undefined): PartnerOnDeal['status'] =>
    oneOf(STATUSES, text) ?? (withdrawnOn !== undefined ? 'Withdrawn' : registeredOn !== undefined ? 'Registered' : 'Signal');
