import type { HistoryEntry } from '../forecast/deal';
import { dayOfMoment, isoOf, type Day } from '../forecast/calendar-day';
import { inOrder } from '../forecast/stage-history';
import type { DealFacts, EngagementFacts } from '../impact/engagement-facts';
import { ranksOf } from '../stage-map/ranks';
import type { StageMap } from '../stage-map/stage-map';
import { versionFor } from '../stage-map/versions';
import type { Finding } from './finding';

/** Registration is known to the day only, in the time zone of whoever registered. */
const TOLERANCE_DAYS = 1;

/**
 * Late joining as a trampoline: a partner owes only the gates from the stage at which it joined, and may be Sourced only early,
 * so the stage at registration is worth moving a deal for. Compares it with the stage history of open deals.
 */
export function checkLateJoins(
    map: StageMap,
    deals: readonly DealFacts[],
    historyOf: (dealId: string) => readonly HistoryEntry[]
): readonly Finding[] {
    const orders = new Map([...ranksOf(map)].map(([name, rank]) => [name, Math.floor(rank / 10)]));
    return deals
        .filter(({ isClosed }) => !isClosed)
        .flatMap((deal) => {
            const passed = inOrder(historyOf(deal.id)).flatMap(({ at, stageName }): Passed[] => {
                const order = orders.get(stageName);
                return order === undefined || order < 0 ? [] : [{ day: dayOfMoment(at), order }];
            });
            if (passed.length === 0) return [];
            return deal.partners
                .filter(({ status }) => status === 'Registered')
                .flatMap((partner) => checkPartner(map, { deal, partner, passed, now: orders.get(deal.stageName) }));
        });
}

interface Passed {
    readonly day: Day;
    readonly order: number;
}

interface Joined {
    readonly deal: DealFacts;
    readonly partner: EngagementFacts;
    readonly passed: readonly Passed[];
    /** Overlay order at which the deal stands now; undefined off the map. */
    readonly now: number | undefined;
}

function checkPartner(versions: StageMap, { deal, partner, passed, now }: Joined): Finding[] {
    const { registeredOn, joinedOrder } = partner;
    if (registeredOn === undefined) return [];
    const map = versionFor(versions, registeredOn);
    const joined = joinedOrder ?? 0;
    const upTo = passed.filter(({ day }) => day <= registeredOn + TOLERANCE_DAYS);
    const highest = Math.max(-1, ...upTo.map(({ order }) => order));
    const atRegistration = ordersAround(upTo, registeredOn);
    const add = (what: string): Finding => ({ kind: 'late join', where: `${deal.name}, ${partner.partnerName} (${partner.name})`, what });
    const findings: Finding[] = [];
    if (map.lateJoin === 'from-joined-stage' && atRegistration.length > 0 && joined > Math.max(...atRegistration))
        findings.push(
            add(
                `counts as joined at stage ${joined}, and the deal stood at stage ${Math.max(...atRegistration)} when it was registered on ${isoOf(registeredOn)}: the gates between are not owed.`
            )
        );
    if (map.lateJoin === 'from-joined-stage' && joined > 0 && now !== undefined && now < joined)
        findings.push(
            add(
                `joined at stage ${joined}, and the deal has been moved back to stage ${now} since: the gates between are passed without proof.`
            )
        );
    if (partner.attribution === 'Sourced' && joined <= map.sourcedUntil && highest > map.sourcedUntil)
        findings.push(
            add(
                `is Sourced from stage ${joined}, and the deal had been at stage ${highest} before: it was moved back before its partner was registered.`
            )
        );
    return findings;
}

/** Orders that the deal held on the days around registration: the one it came with and those it entered. */
function ordersAround(upTo: readonly Passed[], registeredOn: Day): number[] {
    const first = registeredOn - TOLERANCE_DAYS;
    const before = upTo.findLast(({ day }) => day < first);
    return [...(before ? [before] : []), ...upTo.filter(({ day }) => day >= first)].map(({ order }) => order);
}
