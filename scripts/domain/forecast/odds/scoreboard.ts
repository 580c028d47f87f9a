import type { Scores } from '../backtest-result';

const BINS = 10;
/** Odds are ranked in steps of a thousandth for the AUC. */
const STEPS = 1000;
const LEAST_ODDS = 1e-3;

/** Adds up how well probabilities did. */
export class Scoreboard {
    #rows = 0;
    #brier = 0;
    #baseBrier = 0;
    #logLoss = 0;
    readonly #said = new Float64Array(BINS);
    readonly #won = new Float64Array(BINS);
    readonly #deals = new Float64Array(BINS);
    readonly #wonAt = new Float64Array(STEPS + 1);
    readonly #notAt = new Float64Array(STEPS + 1);

    /** One deal: its odds, the base rate's odds, and whether it was won. */
    add(p: number, base: number, won: boolean): void {
        const outcome = won ? 1 : 0;
        const sure = Math.min(1 - LEAST_ODDS, Math.max(LEAST_ODDS, p));
        const bin = Math.min(BINS - 1, Math.floor(p * BINS));
        this.#rows += 1;
        this.#brier += (p - outcome) ** 2;
        this.#baseBrier += (base - outcome) ** 2;
        this.#logLoss -= Math.log(won ? sure : 1 - sure);
        this.#said[bin]! += p;
        this.#won[bin]! += outcome;
        this.#deals[bin]! += 1;
        (won ? this.#wonAt : this.#notAt)[Math.round(p * STEPS)]! += 1;
    }

    get scores(): Scores {
        const rows = this.#rows;
        return {
            dealSnapshots: rows,
            brier: this.#brier / rows,
            baseBrier: this.#baseBrier / rows,
            skill: 1 - this.#brier / this.#baseBrier,
            logLoss: this.#logLoss / rows,
            auc: this.#auc(),
            ece: this.#said.reduce((sum, said, bin) => sum + Math.abs(said - this.#won[bin]!), 0) / rows
        };
    }

    /** Bins of the calibration plot: mean odds said and share won. */
    get calibration() {
        return Array.from(this.#deals, (deals, bin) => ({
            from: bin / BINS,
            to: (bin + 1) / BINS,
            deals,
            said: this.#said[bin]! / deals,
            won: this.#won[bin]! / deals
        }));
    }

    /** P(a won deal had higher odds than one that was not won), ties counted half (Mann-Whitney). */
    #auc(): number {
        let below = 0;
        let pairs = 0;
        let wins = 0;
        for (let step = 0; step <= STEPS; step += 1) {
            pairs += this.#wonAt[step]! * (below + this.#notAt[step]! / 2);
            below += this.#notAt[step]!;
            wins += this.#wonAt[step]!;
        }
        return pairs / (wins * below);
    }
}
