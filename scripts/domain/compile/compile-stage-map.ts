import type { StageMap } from '../stage-map/stage-map';
import type { CompiledFile } from './compiled-file';
import { compileEngagement } from './engagement-metadata';
import { compileLwcStageMap } from './lwc-stage-map';
import { compileOpportunity } from './opportunity-metadata';
import { compileStageMapPage } from './stage-map-page';
import { findLimitFaults } from './platform-limits';
import type { LimitFault } from './platform-limits';
import { compileRetiredRules } from './retired-rules';

export interface Compiled {
    /** Sorted by path. The same map compiled over its own output gives the same bytes. */
    readonly files: readonly CompiledFile[];
    /** What the platform would refuse; empty for a map that can be deployed. */
    readonly faults: readonly LimitFault[];
}

/**
 * Turns a sound stage map into everything under force-app/main/generated.
 * `before` is the folder as it stands: a rule in it that is no longer compiled becomes a destructive change, or the org would
 * keep enforcing it.
 */
export function compileStageMap(map: StageMap, before: readonly CompiledFile[] = []): Compiled {
    const metadata = [...compileOpportunity(map), ...compileEngagement(map)];
    const files = [...metadata, ...compileLwcStageMap(map), compileStageMapPage(map)];
    const retired = compileRetiredRules(files, before);
    return { files: [...files, ...retired].sort((a, b) => (a.path < b.path ? -1 : 1)), faults: findLimitFaults(metadata) };
}
