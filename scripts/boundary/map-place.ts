/** A place in the map's file as the file writes it: stages[1].criteria[0].message. */
export const pathOf = (path: readonly PropertyKey[]): string =>
    path.reduce<string>((text, key) => (typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key)), '') ||
    'the file';

/** The stage and the criterion that a path lies in, in the words of the map itself; '' outside of them or where they have no name. */
export function placeInWords(json: unknown, path: string): string {
    const [, stageIndex, criterionIndex] = /^stages\[(\d+)\](?:\.criteria\[(\d+)\])?/.exec(path) ?? [];
    if (stageIndex === undefined) return '';
    const stage = memberOf(memberOf(json, 'stages'), stageIndex);
    const criterion = criterionIndex === undefined ? undefined : memberOf(memberOf(stage, 'criteria'), criterionIndex);
    const [name, key] = [memberOf(stage, 'name'), memberOf(criterion, 'key')];
    const parts = [
        ...(typeof name === 'string' ? [`stage ${stageIndex} “${name}”`] : []),
        ...(typeof key === 'string' ? [`criterion ${key}`] : [])
    ];
    return parts.length > 0 ? ` [${parts.join(', ')}]` : '';
}

const memberOf = (value: unknown, key: string): unknown =>
    value !== null && typeof value === 'object' ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
