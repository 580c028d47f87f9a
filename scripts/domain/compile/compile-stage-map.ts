import type { StageMap } from '../stage-map/stage-map';
import type { CompiledFile } from './compiled-file';
import type { FieldsOfObjects } from './compiled-size';
import { compileEngagement } from './engagement-metadata';
import { compileEvidenceTexts } from './evidence-texts';
import { compileHandoffDue } from './handoff-due';
import { compileLwcStageMap } from './lwc-stage-map';
import { compileOpportunity } from './opportunity-metadata';
import { compilePathGuidance, findGuidanceFaults } from './path-guidance';
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
    /** What the platform would refuse, or may; nothing certain for a map that can be deployed. */
    readonly faults: readonly LimitFault[];
}

export interface CompileOptions {
    readonly draft?: boolean;
    /** Hand-written fields that compiled formulas read: their formulas count where they are read. */
    readonly fields?: FieldsOfObjects | undefined;
    /** Record types of the Opportunity that get path guidance; __MASTER__ stands for none. */
    readonly pathFor?: readonly string[];
}

/**
 * Turns a sound stage map into everything under force-app/main/generated.
 * `before` is the folder as it stands: a rule in it that is no longer compiled becomes a destructive change, or the org would
 * keep enforcing it. `draft` marks everything that people read as not signed.
 */
export function compileStageMap(
    map: StageMap,
    before: readonly CompiledFile[] = [],
    { draft = false, fields, pathFor = [] }: CompileOptions = {}
): Compiled {
    const metadata = compileMetadata(map);
    const words = [
        ...compileRuleTranslations(map, metadata),
        ...compileLwcStageMap(map),
        ...compileStageMapPages(map),
        ...compilePathGuidance(map, pathFor)
    ];
    const files = [...metadata, ...words].map(draft ? markDraft : (file) => file);
    const retired = compileRetiredRules(files, before);
    const faults = [...findLimitFaults(map, compileMetadata, fields), ...findGuidanceFaults(map, pathFor)];
    return { files: [...files, ...retired].sort((a, b) => (a.path < b.path ? -1 : 1)), faults };
}

/** What an org judges and enforces. */
const compileMetadata = (map: StageMap): readonly CompiledFile[] => [
    ...compileOpportunity(map),
    ...compileEngagement(map),
    compileHandoffDue(map),
    ...compilePostMortemDue(map),
    ...compilePatternRules(map),
    ...compileEvidenceTexts(map)
];

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
