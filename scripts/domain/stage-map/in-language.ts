import type { OverlayStage, StageMap } from './stage-map';
import type { Translation } from './translation';

/** The map with its texts in one of its further languages; owners too, so it is for reading only. StageName values stay. */
export function inLanguage(map: StageMap, language: string): StageMap {
    const words = map.translations?.[language];
    const { grandfathered } = map;
    const kept = grandfathered ? { grandfathered: inLanguage(grandfathered, language) } : {};
    if (!words) return { ...map, ...kept };
    return { ...map, ...kept, name: words.name, stages: map.stages.map((stage, index) => stageIn(words, stage, index)) };
}

function stageIn(words: Translation, stage: OverlayStage, index: number): OverlayStage {
    const criteria = stage.criteria.map((criterion) => {
        const { patternMessage: _, ...texts } = words.criteria[criterion.key]!;
        return { ...criterion, ...texts };
    });
    return { ...stage, ...words.stages[index]!, criteria };
}
