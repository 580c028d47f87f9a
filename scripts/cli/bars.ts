/** Widest bar of a table, in characters. */
const WIDTH = 24;

/** What fills a bar, from its left end: parts that stand for different things have different patterns, not colours. */
export interface BarPart {
    readonly amount: number;
    readonly fill: '█' | '▒' | '░';
}

/** A bar of parts on a scale on which `full` takes the whole width. Anything above nothing shows at least one character. */
export function drawBar(parts: readonly BarPart[], full: number): string {
    if (full <= 0) return '';
    return parts
        .map(({ amount, fill }) => fill.repeat(amount <= 0 ? 0 : Math.max(1, Math.round((Math.min(amount, full) / full) * WIDTH))))
        .join('')
        .slice(0, WIDTH + parts.length);
}
