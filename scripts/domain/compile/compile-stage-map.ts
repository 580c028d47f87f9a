import type { StageMap } from '../stage-map/stage-map';
import type { CompiledFile } from './compiled-file';
import { compileEngagement } from './engagement-metadata';
import { compileHandoffDue } from './handoff-due';
import { compileLwcStageMap } from './lwc-stage-map';
import { compileOpportunity } from './opportunity-metadata';
import { compilePatternRules } from './pattern-rules';
import { compilePostMortemDue } from './post-mortem-due';
import { compileStageMapPages } from './stage-map-page';
import { findLimitFaults } from './platform-limits';
import type { LimitFault } from './platform-limits';
import { compileRetiredRules } from './retired-rules';
import { compileRuleTranslations } from './rule-translations';

export interface Compiled {
    /** Sorted by path. The same map compiled over its own output gives the same bytes. */
    readonly files: readonly CompiledFile[];
    /** What the platform would refuse; empty for a map that can be deployed. */
    readonly faults: readonly LimitFault[];
}

/**
 * Turns a sound stage map into everything under force-app/main/generated.
 * `before` is the folder as it stands: a rule in it that is no longer compiled becomes a destructive change, or the org would
 * keep enforcing it. `draft` marks everything that people read as not signed.
 */
export function compileStageMap(map: StageMap, before: readonly CompiledFile[] = [], { draft = false } = {}): Compiled {
    const metadata = [
        ...compileOpportunity(map),
        ...compileEngagement(map),
        compileHandoffDue(map),
        ...compilePostMortemDue(map),
        ...compilePatternRules(map)
    ];
    const words = [...compileRuleTranslations(map, metadata), ...compileLwcStageMap(map), ...compileStageMapPages(map)];
    const files = [...metadata, ...words].map(draft ? markDraft : (file) => file);
    const retired = compileRetiredRules(files, before);
    return { files: [...files, ...retired].sort((a, b) => (a.path < b.path ? -1 : 1)), faults: findLimitFaults(metadata) };
}

/** The platform shows at most 255 characters of a rule's description. */
const MAX_DESCRIPTION = 255;

const markDraft = ({ path, content }: CompiledFile): CompiledFile => ({
    path,
    content: content
        .replace(
            /<description>([^]*?)<\/description>/,
            (_, text: string) => `<description>${`DRAFT, not signed. ${text}`.slice(0, MAX_DESCRIPTION)}</description>`
        )
        .replace(/^# (.*)$/m, '# DRAFT, not signed: $1')
});
