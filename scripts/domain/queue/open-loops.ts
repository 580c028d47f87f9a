import type { Day } from '../forecast/calendar-day';
import type { Cents } from '../forecast/money';
import { isOwed } from '../impact/judge-engagement';
import type { Criterion, OverlayStage, StageMap } from '../stage-map/stage-map';
import { versionFor } from '../stage-map/versions';
import { businessDaysAfter } from './business-days';

/** A registered partner on a closed deal. */
export interface ClosedPartner {
    readonly engagementId: string;
    readonly dealId: string;
    readonly dealName: string;
    readonly ownerName: string;
    readonly partnerName: string;
    readonly managerName: string | undefined;
    readonly partnerType: string | undefined;
    readonly role: string | undefined;
    readonly registeredOn: Day | undefined;
    readonly joinedOrder: number | undefined;
    readonly amount: Cents | undefined;
    readonly isWon: boolean;
    /** CloseDate as it stands: the org's own due day, on the desk and in mails to the partner, counts from it too. */
    readonly closeDate: Day;
    /** The UTC day on which stage history shows the deal closed; undefined where history does not tell. */
    readonly closedOn: Day | undefined;
    readonly isTold: boolean;
    readonly completePostMortems: number;
    /** The host side has confirmed the newest post-mortem. */
    readonly isHostConfirmed: boolean;
    /** Post-mortems that are complete and whose learning nobody has published. */
    readonly unpublished: number;
}

export const LOOP_DEBTS = ['partner not told', 'post-mortem', 'learning not published'] as const;
export type LoopDebt = (typeof LOOP_DEBTS)[number];

export interface OpenLoop {
    readonly partner: ClosedPartner;
    readonly debts: readonly LoopDebt[];
    /** The map's business days after the close date. */
    readonly dueOn: Day;
    /** The map's business days after the close that stage history shows. Told beside `dueOn`; nothing is judged by it. */
    readonly dueByHistory: Day | undefined;
    readonly isOverdue: boolean;
    /** By name, as on the partner desk: the partner manager, and the deal's owner until the host side has confirmed the post-mortem. */
    readonly whoActs: readonly string[];
}

/** Business days of a post-mortem whose criterion names none, as the compiler has it. */
const USUAL_DAYS = 7;

/**
 * What is owed after a close, won or lost: overdue ones first, then the most money. The day is the map's business days after the
 * close date, and beside it after the close by stage history; a partner that the map asks nothing of (joined past the last stage, of another type or role) owes nothing.
 * The learning is asked for once the post-mortem is there. Overdue is judged by the partner told and the post-mortem, as on the
 * partner desk: an unpublished learning alone has no day.
 */
export function findOpenLoops(partners: readonly ClosedPartner[], map: StageMap, today: Day): readonly OpenLoop[] {
    return partners
        .flatMap((partner): OpenLoop[] => {
            const owed = owedBy(partner, versionFor(map, partner.registeredOn));
            if (!owed) return [];
            const debts = debtsOf(partner);
            if (debts.length === 0) return [];
            const dueAfter = (close: Day) => businessDaysAfter(close, owed.dueBusinessDays ?? USUAL_DAYS);
            const dueOn = dueAfter(partner.closeDate);
            const dueByHistory = partner.closedOn === undefined ? undefined : dueAfter(partner.closedOn);
            const isOverdue = dueOn < today && debts.some((debt) => debt !== 'learning not published');
            return [{ partner, debts, dueOn, dueByHistory, isOverdue, whoActs: whoActs(partner, debts) }];
        })
        .sort(
            (a, b) =>
                Number(b.isOverdue) - Number(a.isOverdue) ||
                (b.partner.amount ?? 0) - (a.partner.amount ?? 0) ||
                (a.partner.engagementId < b.partner.engagementId ? -1 : 1)
        );
}

function owedBy(partner: ClosedPartner, map: StageMap): Criterion | undefined {
    const placed = map.stages.flatMap((stage: OverlayStage) => stage.criteria.map((criterion) => ({ stage, criterion })));
    return placed.find(({ stage, criterion }) => criterion.artifact === 'post-mortem' && isOwed(map, stage, criterion, partner))?.criterion;
}

const whoActs = ({ managerName, ownerName, isHostConfirmed }: ClosedPartner, debts: readonly LoopDebt[]): readonly string[] => [
    managerName ?? 'nobody yet (partner manager missing)',
    ...(debts.includes('post-mortem') && !isHostConfirmed ? [ownerName] : [])
];

const debtsOf = ({ isTold, completePostMortems, unpublished }: ClosedPartner): readonly LoopDebt[] =>
    LOOP_DEBTS.filter((debt) =>
        debt === 'partner not told'
            ? !isTold
            : debt === 'post-mortem'
              ? completePostMortems === 0
              : completePostMortems > 0 && unpublished > 0
    );
