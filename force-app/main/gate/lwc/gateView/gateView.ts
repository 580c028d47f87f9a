/** Says what a deal lacks before it may move, and who owes it. Pure: records in, words out. */
import { CRITERIA, MAP_VERSION, STAGES, STAGE_RANKS } from 'c/stageMap';
import type { StageCriterion } from 'c/stageMap';
import { CONFIRMATION, formOf } from 'c/artifactForms';
import type { Side } from 'c/artifactForms';
import type { DealRecords, Fields } from 'c/dealGraph';
import { handoffState } from 'c/handoffState';

/** One thing that one side still has to do for a criterion. */
export interface OpenPart {
    readonly side: Side;
    readonly label: string;
    /** True for a confirmation or signature, which takes a click and no form. */
    readonly confirms?: boolean;
}

export interface CriterionView {
    /** Unique on the page: engagement and criterion. */
    readonly id: string;
    readonly criterion: StageCriterion;
    readonly engagementId: string;
    readonly partnerName: string;
    readonly state: 'met' | 'unmet' | 'exception';
    readonly hostMove: string;
    readonly partnerMove: string;
    readonly openParts: readonly OpenPart[];
    /** Sides that still have to act; empty when met. */
    readonly waitsOn: readonly Side[];
    /** The newest artifact record that may prove it. */
    readonly record?: Fields;
    /** Steps of the plan, when the criterion is about one. */
    readonly planSteps: readonly Fields[];
    readonly engagement: Fields;
}

export interface PartnerView {
    readonly engagement: Fields;
    readonly name: string;
    readonly facts: string;
    readonly criteria: readonly CriterionView[];
}

export interface StageStep {
    readonly order: number;
    readonly name: string;
    readonly intent: string;
    /** 'passed' on a deal without a registered partner, where nothing is proven; 'exception' where an artifact is owed later. */
    readonly state: 'complete' | 'current' | 'ahead' | 'upcoming' | 'exception' | 'passed';
}

export interface GateView {
    readonly steps: readonly StageStep[];
    readonly stageName: string;
    readonly mapped: boolean;
    readonly claimed: number;
    readonly earned: number;
    /** The StageName that follows, undefined at the end of the map or off it. */
    readonly next?: string;
    /** Registered partners with what each still owes before `next`. */
    readonly partners: readonly PartnerView[];
    /** Partners whose deal nobody registered yet. */
    readonly signals: readonly Fields[];
    /** Criteria that keep the deal from `next`, in the order in which the org names them. */
    readonly blocking: readonly CriterionView[];
    /** The first StageName of the next overlay stage when `next` is not it yet, and what keeps the deal from there. */
    readonly exit?: { readonly stageName: string; readonly blocking: readonly CriterionView[] };
    readonly closed: boolean;
}

const OPEN_ORDERS = STAGES.map(({ order }) => order);
const WON_ORDER = OPEN_ORDERS[OPEN_ORDERS.length - 1];

/** Works out everything that Partner Path shows. */
export function viewGate(records: DealRecords): GateView {
    const { deal, engagements } = records;
    const stageName = String(deal.StageName);
    const rank = STAGE_RANKS[stageName];
    const mapped = rank !== undefined;
    const claimed = Number(deal.Partner_Stage_Order__c);
    const earned = Number(deal.Earned_Stage_Order__c);
    const next = mapped && rank >= 0 ? stageAfter(rank) : undefined;
    const registered = engagements.filter(({ Status__c }) => Status__c === 'Registered');
    const dueOrder = next === undefined ? claimed : Math.floor(STAGE_RANKS[next] / 10);
    const partners = registered.map((engagement) => viewPartner(engagement, records, Math.max(claimed, 0), dueOrder));
    const criteria = partners.flatMap((partner) => partner.criteria);
    return {
        steps: STAGES.map(({ order, name, intent }) => ({ order, name, intent, state: stepState(order, claimed, earned, registered) })),
        stageName,
        mapped,
        claimed,
        earned,
        next,
        partners,
        signals: engagements.filter(({ Status__c }) => Status__c === 'Signal'),
        blocking: next === undefined ? [] : blockingFor(criteria, next),
        exit: viewExit(criteria, claimed, next),
        closed: rank === undefined ? false : rank < 0 || claimed === WON_ORDER
    };
}

/** What keeps the deal from a StageName, lowest gate first: the order in which the org's rules speak. */
function blockingFor(criteria: readonly CriterionView[], stageName: string): CriterionView[] {
    const gate = ({ criterion }: CriterionView) => criterion.gateRank + criterion.number / 100;
    return criteria.filter((view) => blocks(view, STAGE_RANKS[stageName])).sort((a, b) => gate(a) - gate(b));
}

function viewExit(criteria: readonly CriterionView[], claimed: number, next: string | undefined): GateView['exit'] {
    const stageName = STAGES.find(({ order }) => order === claimed + 1)?.stageNames[0];
    return next === undefined || stageName === undefined || stageName === next
        ? undefined
        : { stageName, blocking: blockingFor(criteria, stageName) };
}

function stepState(order: number, claimed: number, earned: number, registered: readonly Fields[]): StageStep['state'] {
    if (order >= claimed) return order === claimed ? 'current' : 'upcoming';
    if (registered.length === 0) return 'passed';
    if (order >= earned) return 'ahead';
    const owed = registered.flatMap(({ Waiver_Debt__c }) => [...keysIn(Waiver_Debt__c)]);
    return CRITERIA.some(({ key, stageOrder }) => stageOrder === order && owed.includes(key)) ? 'exception' : 'complete';
}

function stageAfter(rank: number): string | undefined {
    const later = Object.entries(STAGE_RANKS).filter(([, other]) => other > rank);
    return later.sort(([, a], [, b]) => a - b)[0]?.[0];
}

/** Every criterion this partner owes up to the stage in question: unmet ones of earlier stages, all of the current one. */
function viewPartner(engagement: Fields, records: DealRecords, claimed: number, dueOrder: number): PartnerView {
    const missing = keysIn(engagement.Missing_Criteria__c);
    const name = String(engagement['Partner__r.Name'] ?? 'The partner');
    const owed = CRITERIA.filter((criterion) => concerns(criterion, engagement));
    const criteria = owed
        .map((criterion) => viewCriterion(criterion, engagement, records, name, missing.has(criterion.key)))
        .filter(({ state, criterion }) =>
            criterion.stageOrder < claimed ? state !== 'met' : criterion.stageOrder <= Math.max(claimed, dueOrder - 1)
        );
    const credit = engagement.Credit_Percent__c === null ? '' : ` ${engagement.Credit_Percent__c} %`;
    const facts = [engagement.Partner_Type__c, engagement.Role__c, `${engagement.Attribution__c ?? 'Attribution open'}${credit}`]
        .filter(Boolean)
        .join(' · ');
    return { engagement, name, facts, criteria };
}

function viewCriterion(
    criterion: StageCriterion,
    engagement: Fields,
    records: DealRecords,
    partnerName: string,
    missing: boolean
): CriterionView {
    const moves = criterion.byPartnerType[String(engagement.Partner_Type__c)] ?? {};
    const record = newestRecord(criterion, engagement, records);
    const openParts = missing ? findOpenParts(criterion, engagement, record, partnerName) : [];
    const onException = keysIn(engagement.Waiver_Debt__c).has(criterion.key);
    const sides: Side[] = ['host', 'partner'];
    return {
        id: `${engagement.Id}-${criterion.key}`,
        criterion,
        engagementId: String(engagement.Id),
        partnerName,
        state: !missing ? 'met' : onException ? 'exception' : 'unmet',
        hostMove: moves.hostMove ?? criterion.hostMove,
        partnerMove: moves.partnerMove ?? criterion.partnerMove,
        openParts,
        waitsOn: sides.filter((side) => openParts.some((part) => part.side === side)),
        record,
        planSteps:
            criterion.artifact === 'mutual-action-plan'
                ? records.planSteps.filter(({ Mutual_Action_Plan__c }) => Mutual_Action_Plan__c === record?.Id)
                : [],
        engagement
    };
}

/** Whether the criterion is this partner's business, by the version of the map that it is under, its type, its role and the stage at which it joined. */
function concerns(criterion: StageCriterion, engagement: Fields): boolean {
    if (!criterion.versions.includes(String(engagement.Stage_Map_Version__c || MAP_VERSION))) return false;
    if (criterion.partnerTypes && !criterion.partnerTypes.includes(String(engagement.Partner_Type__c))) return false;
    if (criterion.owedBy !== 'both' && criterion.owedBy !== engagement.Role__c) return false;
    return !criterion.sparesLateJoiners || Number(engagement.Joined_Stage_Order__c ?? 0) <= criterion.stageOrder;
}

function newestRecord(criterion: StageCriterion, engagement: Fields, { artifacts }: DealRecords): Fields | undefined {
    const form = formOf(criterion.artifact);
    if (!form || form.objectApiName === 'Partner_Engagement__c') return form ? engagement : undefined;
    return artifacts[form.objectApiName]?.find(({ Partner_Engagement__c }) => Partner_Engagement__c === engagement.Id);
}

function findOpenParts(criterion: StageCriterion, engagement: Fields, record: Fields | undefined, partnerName: string): OpenPart[] {
    if (criterion.artifact === 'handoff') return [handoffPart(engagement)];
    const form = formOf(criterion.artifact);
    if (!form) return sidesOf(criterion).map((side) => ({ side, label: criterion.title }));
    if (!record) return startParts(criterion, form.title);
    const parts: OpenPart[] = form.sections.flatMap(({ side, fields }) =>
        fields
            .filter(({ name, optional }) => isEmpty(record[name]) && (!optional || noteIsOwed(name, record)))
            .map(({ label }) => ({ side: side === 'partner' ? 'partner' : 'host', label }) as OpenPart)
    );
    if (criterion.artifact === 'registration' && record.Attribution__c === 'Under Review')
        parts.push({ side: 'partner', label: 'Decide the attribution' });
    if (criterion.artifact === 'mutual-action-plan' && !Number(record.Steps__c))
        parts.push({ side: 'host', label: 'At least one step in the plan' });
    if (criterion.artifact === 'post-mortem' && isEmpty(engagement.Partner_Told_On__c))
        parts.push({ side: 'partner', label: 'Record that the partner was told the outcome' });
    if (form.confirmed) parts.push(...openConfirmations(criterion, record, partnerName));
    return parts.length > 0 ? parts : [{ side: 'host', label: `Check the ${form.title.toLowerCase()}: too many answers are unknown` }];
}

const handoffPart = (engagement: Fields): OpenPart =>
    handoffState(engagement).state === 'returned'
        ? { side: 'partner', label: 'Answer why it was sent back, and send it again' }
        : { side: 'host', label: 'Accept the handoff, or send it back with a reason' };

const sidesOf = ({ owes }: StageCriterion): Side[] => (['host', 'partner'] as const).filter((side) => owes === 'both' || owes === side);

const startParts = (criterion: StageCriterion, title: string): OpenPart[] =>
    sidesOf(criterion).map((side) => ({ side, label: `${title}: not started` }));

function openConfirmations({ artifact }: StageCriterion, record: Fields, partnerName: string): OpenPart[] {
    const verb = artifact === 'mutual-action-plan' ? 'signature' : 'confirmation';
    return (['host', 'partner'] as const)
        .filter((side) => isEmpty(record[CONFIRMATION[side].by]))
        .map((side) => ({ side, label: side === 'host' ? `Our ${verb}` : `${partnerName}'s ${verb}`, confirms: true }));
}

/** A note is owed where the partner's view differs, not elsewhere. */
const noteIsOwed = (name: string, record: Fields): boolean =>
    name.endsWith('_Partner_Note__c') && record[name.replace('_Note__c', '_View__c')] === 'Differs';

/** Whether the criterion keeps the deal from a stage of this rank. */
const blocks = ({ criterion, state, engagement }: CriterionView, targetRank: number): boolean =>
    state !== 'met' && criterion.mode === 'block' && targetRank > allowedRank(criterion, engagement);

/** The last rank allowed while unmet. Each approved exception moves the debt to the exit of the next stage, as the org's formula does. */
function allowedRank({ gateRank, stageOrder }: StageCriterion, engagement: Fields): number {
    let rank = gateRank;
    for (let order = stageOrder; engagement[`Waiver_Until_${order}__c`] && order < WON_ORDER; order++) rank = exitRank(order + 1);
    return rank;
}

function exitRank(order: number): number {
    const stage = STAGES.find((candidate) => candidate.order === order);
    return stage ? 10 * order + stage.stageNames.length - 1 : Number.MAX_SAFE_INTEGER;
}

const keysIn = (list: unknown): Set<string> =>
    new Set(
        String(list ?? '')
            .split(';')
            .filter(Boolean)
    );

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '';

export { sayWhatIsMissing } from './missingWords';
