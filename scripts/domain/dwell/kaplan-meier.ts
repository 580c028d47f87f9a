/**
 * How long stays lasted, counted by whole days: those that were seen to end, and those that lasted at least so long and
 * whose end was not seen (censored). A million stays cost no more than ten. Days beyond the horizon count as the horizon.
 */
export class StayCounts {
    readonly #ended: Float64Array;
    readonly #lasting: Float64Array;
    ended = 0;
    lasting = 0;

    constructor(readonly horizon: number) {
        this.#ended = new Float64Array(horizon + 1);
        this.#lasting = new Float64Array(horizon + 1);
    }

    add(days: number, isEnded: boolean): void {
        const day = Math.max(0, Math.min(this.horizon, days));
        if (isEnded) {
            this.#ended[day]! += 1;
            this.ended += 1;
        } else {
            this.#lasting[day]! += 1;
            this.lasting += 1;
        }
    }

    /** Adds all stays of another count with the same horizon. */
    include(other: StayCounts): void {
        for (let day = 0; day <= this.horizon; day += 1) {
            this.#ended[day]! += other.#ended[day]!;
            this.#lasting[day]! += other.#lasting[day]!;
        }
        this.ended += other.ended;
        this.lasting += other.lasting;
    }

    /**
     * Mean duration up to the horizon (Kaplan and Meier 1958): the area under S(t) = Π over end days tᵢ ≤ t of
     * (1 − endsᵢ / at riskᵢ). A mean of ended stays alone would be too short, because long stays are the ones that have not
     * ended. A stay that is lost from sight on a day is at risk with those that end on it. When the last stay is unended,
     * S stays flat to the horizon. Undefined without stays.
     */
    mean(): number | undefined {
        if (this.ended + this.lasting === 0) return undefined;
        let area = 0;
        // S is constant from the end of one day to the end of the next.
        this.#survive((_, survival) => {
            area += survival;
            return true;
        });
        return area;
    }

    /** The day by which half have ended: the first on which S falls to ½ or below. Undefined while most still last. */
    median(): number | undefined {
        let found: number | undefined;
        this.#survive((day, survival) => {
            if (survival > 0.5 + 1e-12) return true;
            found = day;
            return false;
        });
        return this.ended + this.lasting === 0 ? undefined : found;
    }

    /** Walks the days below the horizon with S at the end of each, until `visit` says no. */
    #survive(visit: (day: number, survival: number) => boolean): void {
        let atRisk = this.ended + this.lasting;
        let survival = 1;
        for (let day = 0; day < this.horizon; day += 1) {
            if (this.#ended[day]! > 0) survival *= 1 - this.#ended[day]! / atRisk;
            atRisk -= this.#ended[day]! + this.#lasting[day]!;
            if (!visit(day, survival)) return;
        }
    }
}
