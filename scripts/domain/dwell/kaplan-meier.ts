/** How long something lasted, and whether its end was seen; if not, it lasted at least so long (censored). */
export interface Spell {
    readonly days: number;
    readonly ended: boolean;
}

/**
 * Mean duration up to `horizon` days from spells of which some still last (Kaplan and Meier 1958): the area under
 * S(t) = Π over end times tᵢ ≤ t of (1 − endsᵢ / at riskᵢ). A mean of ended spells alone would be too short, because
 * long spells are the ones that have not ended. When the last spell is unended, S stays flat to the horizon.
 * Undefined without spells.
 */
export function restrictedMean(spells: readonly Spell[], horizon: number): number | undefined {
    if (spells.length === 0) return undefined;
    const ordered = [...spells].sort((left, right) => left.days - right.days || Number(right.ended) - Number(left.ended));
    let survival = 1;
    let area = 0;
    let reached = 0;
    for (let index = 0; index < ordered.length;) {
        const days = ordered[index]?.days ?? 0;
        if (days >= horizon) break;
        const same = ordered.slice(index).filter((spell) => spell.days === days);
        area += survival * (days - reached);
        reached = days;
        survival *= 1 - same.filter(({ ended }) => ended).length / (ordered.length - index);
        index += same.length;
    }
    return area + survival * (horizon - reached);
}

/**
 * The day by which half of the spells have ended, by the same S(t): the first end time at which S falls to ½ or below.
 * Undefined when it never does: most spells still last.
 */
export function medianOf(spells: readonly Spell[]): number | undefined {
    const ordered = [...spells].sort((left, right) => left.days - right.days || Number(right.ended) - Number(left.ended));
    let survival = 1;
    for (let index = 0; index < ordered.length; index += 1) {
        const spell = ordered[index]!;
        // Ends of one day taken one after the other multiply to the same: (1 − 1/n)(1 − 1/(n−1)) = 1 − 2/n.
        if (spell.ended) survival *= 1 - 1 / (ordered.length - index);
        if (survival <= 0.5 + 1e-12) return spell.days;
    }
    return undefined;
}
