import type { OrgStage } from '../../domain/forecast/stage-order';
import type { StageMap } from '../../domain/stage-map/stage-map';
import type { DealColumns, Openness, StageFlags } from './deal-rows';

/** The StageNames of the opportunities with what their rows say of them. */
export const ownStages = (names: readonly string[], { flags }: DealColumns) =>
    names
        .flatMap((name, code) => {
            const said = flags[code];
            return said ? [{ name, ...said }] : [];
        })
        .sort((left, right) => (left.name < right.name ? -1 : 1));

/** What is open, won and lost: OpportunityStage where it is there, else what the opportunities say of themselves, else the map. */
export function stagesOf(map: StageMap, listed: readonly OrgStage[], own: ReturnType<typeof ownStages>): readonly OrgStage[] {
    const known = new Set(listed.map(({ name }) => name));
    const byMap = endsOf(map);
    const others = [...own, ...byMap.names.filter((name) => !own.some((stage) => stage.name === name)).map(byMap.stageOf)];
    return [
        ...listed,
        ...others
            .filter(({ name }) => !known.has(name))
            .map(({ name, isClosed, isWon }) => {
                const guess = byMap.stageOf(name);
                return { name, isClosed: isClosed ?? guess.isClosed, isWon: isWon ?? guess.isWon };
            })
    ];
}

/** A stage that is closed but not said to be won or lost is as silent as one of which nothing is said. */
export function silentOf(listed: readonly OrgStage[], own: ReturnType<typeof ownStages>): ReadonlySet<string> {
    const isListed = new Set(listed.map(({ name }) => name));
    const isSilent = ({ isClosed, isWon }: StageFlags) => isWon !== true && (isClosed === undefined || (isClosed && isWon === undefined));
    return new Set(own.filter((stage) => isSilent(stage) && !isListed.has(stage.name)).map(({ name }) => name));
}

/** The StageNames that are won or lost by the map, and what it makes of any. */
function endsOf(map: StageMap) {
    const won = new Set(map.stages.at(-1)?.stageNames ?? []);
    const lost = new Set(map.lostStageNames);
    const stageOf = (name: string): OrgStage => ({ name, isClosed: won.has(name) || lost.has(name), isWon: won.has(name) });
    return { names: [...won, ...lost], stageOf };
}

/** As far as can be said before the opportunities are read: see stagesOf. */
export function opennessOf(map: StageMap, listed: readonly OrgStage[], known: readonly string[], saysClosed: boolean): Openness {
    const byName = new Map(listed.map((stage) => [stage.name, stage]));
    const { stageOf } = endsOf(map);
    const of = known.map((name) => {
        const stage = byName.get(name) ?? (saysClosed ? undefined : stageOf(name));
        return stage === undefined ? 2 : stage.isClosed || stage.isWon ? 0 : 1;
    });
    return { of: (code) => of[code] ?? 2, sql: listed.length > 0 ? 'true' : 'deal.IsClosed IS NOT TRUE' };
}

/** Names of the map in its order, then those that only the source knows: the same codes whatever order rows come in. */
export function stageNamesOf(map: StageMap, orgStages: readonly OrgStage[]): string[] {
    const ofMap = [...map.stages.flatMap(({ stageNames }) => stageNames), ...map.lostStageNames];
    return [...new Set([...ofMap, ...orgStages.map(({ name }) => name).sort()])];
}
