import { dayOfMoment, type Day } from '../forecast/calendar-day';
import type { HistoryEntry } from '../forecast/deal';
import { inOrder } from '../forecast/stage-history';

/** What decides who gets credit, and whose change is therefore kept for good. */
export const CREDIT_FIELDS = ['Partner', 'Partner Type', 'Attribution', 'Credit', 'Role', 'Status'] as const;
export type CreditField = (typeof CREDIT_FIELDS)[number];

/** One entry of the field history of a partner on a deal. */
export interface FieldChange {
    readonly id: string;
    readonly engagementId: string;
    /** 'reason' is what was given for the change, whether of credit or for a withdrawal. */
    readonly field: CreditField | 'reason';
    /** In words: a partner by name, credit with its percent sign. Undefined: there was, or is, nothing. */
    readonly from: string | undefined;
    readonly to: string | undefined;
    /** A partner by its record id; the platform notes a lookup twice, once with names and once with ids. */
    readonly isById: boolean;
    readonly byId: string | undefined;
    readonly byName: string | undefined;
    /** Milliseconds since 1970; changes of one save share it. */
    readonly at: number;
}

/** One partner on one deal, as far as the trail needs it. */
export interface CreditedPartner {
    readonly id: string;
    /** AutoNumber, for instance PE-000012. */
    readonly name: string;
    readonly dealId: string;
    readonly dealName: string;
    readonly partnerId: string | undefined;
    readonly partnerName: string | undefined;
    readonly status: 'Signal' | 'Registered' | 'Withdrawn';
    readonly role: string | undefined;
    readonly partnerType: string | undefined;
    readonly registeredOn: Day | undefined;
    /** Milliseconds since 1970. */
    readonly createdAt: number;
}

/** One line of the trail. */
export interface CreditChange {
    /** Id of the history entry that this is a copy of: the line's identity. */
    readonly sourceId: string;
    readonly partner: CreditedPartner;
    readonly field: CreditField;
    readonly from: string | undefined;
    readonly to: string | undefined;
    readonly byId: string | undefined;
    readonly byName: string | undefined;
    readonly at: number;
    readonly reason: string | undefined;
    readonly stageName: string | undefined;
    /** Later than the save that registered the partner. */
    readonly isAfterEntry: boolean;
    /** Whole days; undefined before registration. */
    readonly daysAfterRegistration: number | undefined;
    /** Whole days past the correction day; undefined while credit was still open. */
    readonly daysAfterLock: number | undefined;
}

/** Credit may be corrected on the day of registration and on the next one. */
const CORRECTION_DAYS = 1;

/** The lines of the trail that a field history makes, oldest first. Entries of partners that are not given are left aside. */
export function creditChangesOf(
    changes: readonly FieldChange[],
    partners: readonly CreditedPartner[],
    stagesOf: (dealId: string) => readonly HistoryEntry[]
): readonly CreditChange[] {
    const byId = new Map(partners.map((partner) => [partner.id, partner]));
    const saves = groupBySave(changes);
    const registeredAt = new Map(
        changes.flatMap(({ field, to, engagementId, at }) =>
            field === 'Status' && to === 'Registered' ? [[engagementId, at] as const] : []
        )
    );
    const stages = memo((dealId) => inOrder(stagesOf(dealId)));
    return changes
        .flatMap((change): CreditChange[] => {
            const partner = byId.get(change.engagementId);
            const save = saves.get(saveKey(change)) ?? [];
            if (!partner || change.field === 'reason' || isToldByName(change, save)) return [];
            const { id: sourceId, field, from, to, byId: author, byName, at } = change;
            return [
                {
                    ...{ sourceId, partner, field, from, to, byId: author, byName, at },
                    reason: reasonFor(change, save),
                    stageName: stages(partner.dealId).findLast((entry) => entry.at <= at)?.stageName,
                    ...lateness(partner, at, registeredAt.get(partner.id))
                }
            ];
        })
        .sort((a, b) => a.at - b.at || (a.sourceId < b.sourceId ? -1 : 1));
}

const saveKey = ({ engagementId, at, byId }: FieldChange): string => `${engagementId} ${at} ${byId}`;

function groupBySave(changes: readonly FieldChange[]): ReadonlyMap<string, readonly FieldChange[]> {
    const saves = new Map<string, FieldChange[]>();
    for (const change of changes) {
        const save = saves.get(saveKey(change));
        if (save) save.push(change);
        else saves.set(saveKey(change), [change]);
    }
    return saves;
}

/**
 * The reason given with a change. Saves of one user within one moment fall together; then the reasons belong to the changes in the
 * order of their entries, where there are as many, and to none where that cannot be told.
 */
function reasonFor(change: FieldChange, save: readonly FieldChange[]): string | undefined {
    const inTurn = (field: FieldChange['field']) =>
        save
            .filter((other) => other.field === field && other.isById === (field === change.field && change.isById))
            .sort((a, b) => (a.id < b.id ? -1 : 1));
    const [reasons, same] = [inTurn('reason'), inTurn(change.field)];
    if (reasons.length === 1) return reasons[0]!.to;
    return reasons.length === same.length ? reasons[same.indexOf(change)]?.to : undefined;
}

/** Of the two entries of a lookup the one with names is kept. */
const isToldByName = (change: FieldChange, save: readonly FieldChange[]): boolean =>
    change.isById && save.some((other) => other.field === change.field && !other.isById);

function lateness({ registeredOn, createdAt }: CreditedPartner, at: number, registeredAt: number | undefined) {
    const day = dayOfMoment(at);
    const days = registeredOn === undefined || day < registeredOn ? undefined : day - registeredOn;
    // A partner that was registered in the save that created it has no entry for that.
    const entry = registeredAt ?? (registeredOn === dayOfMoment(createdAt) ? createdAt : undefined);
    return {
        isAfterEntry: entry !== undefined ? at > entry : days !== undefined && days > 0,
        daysAfterRegistration: days,
        daysAfterLock: days !== undefined && days > CORRECTION_DAYS ? days - CORRECTION_DAYS : undefined
    };
}

function memo<T>(work: (key: string) => T): (key: string) => T {
    const known = new Map<string, T>();
    return (key) => {
        if (!known.has(key)) known.set(key, work(key));
        return known.get(key)!;
    };
}
