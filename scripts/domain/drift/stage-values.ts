import { ranksOf } from '../stage-map/ranks';
import type { StageMap } from '../stage-map/stage-map';
import type { DealFacts } from '../impact/engagement-facts';
import type { Finding } from './finding';

/** A StageName as the org defines it. */
export interface OrgStageValue {
    readonly name: string;
    readonly isActive: boolean;
    readonly isClosed: boolean;
    readonly isWon: boolean;
}

/** StageName values that the map and the org do not agree on, and partner deals that stand where the map does not reach. */
export function compareStageValues(map: StageMap, values: readonly OrgStageValue[], deals: readonly DealFacts[]): readonly Finding[] {
    const ranks = ranksOf(map);
    const byName = new Map(values.map((value) => [value.name, value]));
    const lost = new Set(map.lostStageNames);
    const mapped = [...ranks.keys()].flatMap((name): Finding[] => {
        const value = byName.get(name);
        if (!value) return [finding(name, 'is on the map and not in the org: no deal can enter it.')];
        if (!value.isActive) return [finding(name, 'is on the map and inactive in the org: no deal can enter it.')];
        if (lost.has(name) !== (value.isClosed && !value.isWon))
            return [
                finding(
                    name,
                    lost.has(name)
                        ? 'is lost on the map, and not a lost stage in the org.'
                        : 'is a lost stage in the org, and a step of the map.'
                )
            ];
        return [];
    });
    const unmapped = values
        .filter(({ name, isActive }) => isActive && !ranks.has(name))
        .map(({ name }) => finding(name, 'is active in the org and not on the map: partner deals are refused there.'));
    return [...mapped, ...unmapped, ...strandedDeals(ranks, deals)];
}

function strandedDeals(ranks: ReadonlyMap<string, number>, deals: readonly DealFacts[]): Finding[] {
    const names = new Map<string, string[]>();
    for (const deal of deals)
        if (!ranks.has(deal.stageName) && deal.partners.some(({ status }) => status === 'Registered'))
            names.set(deal.stageName, [...(names.get(deal.stageName) ?? []), deal.name]);
    return [...names].map(([stageName, deal]) =>
        finding(
            stageName,
            `is not on the map, and ${deal.length === 1 ? 'a partner deal stands' : `${deal.length} partner deals stand`} there: ${deal.join(', ')}.`
        )
    );
}

const finding = (stageName: string, what: string): Finding => ({ kind: 'stage values', where: `StageName ${stageName}`, what });
