import { fitRidgeLogistic, sigmoid, type Design } from './ridge-logistic';

/** x · w of one row. */
function scoreOf({ from, column, value }: Design, row: number, weights: Float64Array): number {
    let score = 0;
    for (let index = from[row]!; index < from[row + 1]!; index += 1) score += value[index]! * weights[column[index]!]!;
    return score;
}

/** Rows of dense values; zeros are left out, as the design asks. */
function designOf(rows: readonly (readonly number[])[]): Design {
    const cells = rows.map((row) => row.flatMap((value, column) => (value === 0 ? [] : [[column, value] as const])));
    const from = new Uint32Array(rows.length + 1);
    cells.forEach((row, index) => (from[index + 1] = from[index]! + row.length));
    return {
        rows: rows.length,
        columns: rows[0]!.length,
        from,
        column: Uint16Array.from(cells.flat(), ([column]) => column),
        value: Float64Array.from(cells.flat(), ([, value]) => value),
        weight: new Float64Array(rows.length).fill(1)
    };
}

const repeat = (count: number, row: readonly number[]) => Array.from({ length: count }, () => row);

describe('fitRidgeLogistic', () => {
    it('finds the log-odds of two groups when nothing is penalised', () => {
        const design = designOf([...repeat(40, [1, 0]), ...repeat(20, [1, 1])]);
        const outcomes = Uint8Array.from({ length: 60 }, (_, row) => (row < 10 || (row >= 40 && row < 55) ? 1 : 0));
        const [intercept, group] = fitRidgeLogistic(design, outcomes, 0);
        expect(intercept).toBeCloseTo(Math.log(10 / 30), 4);
        expect(group).toBeCloseTo(Math.log(15 / 5) - Math.log(10 / 30), 4);
    });

    it('takes a row of weight n for n rows', () => {
        // The same two groups: ten of forty, and fifteen of twenty.
        const design = { ...designOf([[1, 0], [1, 0], [1, 1], [1, 1]]), weight: Float64Array.of(10, 30, 15, 5) }; // prettier-ignore
        const [intercept, group] = fitRidgeLogistic(design, Uint8Array.of(1, 0, 1, 0), 0);
        expect(intercept).toBeCloseTo(Math.log(10 / 30), 4);
        expect(group).toBeCloseTo(Math.log(15 / 5) - Math.log(10 / 30), 4);
    });

    it('stops where the penalised gradient is nothing', () => {
        const design = designOf([...repeat(40, [1, 0.5, 0]), ...repeat(20, [1, -1, 2]), ...repeat(5, [1, 3, -1])]);
        const outcomes = Uint8Array.from({ length: 65 }, (_, row) => (row % 3 === 0 || row > 60 ? 1 : 0));
        const weights = fitRidgeLogistic(design, outcomes, 2);
        const gradient = weights.map((weight, column) => (column === 0 ? 0 : 2 * weight));
        for (let row = 0; row < design.rows; row += 1) {
            const residual = sigmoid(scoreOf(design, row, weights)) - outcomes[row]!;
            for (let at = design.from[row]!; at < design.from[row + 1]!; at += 1)
                gradient[design.column[at]!]! += residual * design.value[at]!;
        }
        for (const slope of gradient) expect(Math.abs(slope)).toBeLessThan(0.01);
    });

    it('stays finite where a column tells the outcome perfectly, on any scale', () => {
        const design = designOf([...repeat(30, [1, 1000]), ...repeat(30, [1, -1000])]);
        const weights = fitRidgeLogistic(
            design,
            Uint8Array.from({ length: 60 }, (_, row) => (row < 30 ? 1 : 0)),
            2
        );
        expect(Number.isFinite(weights[0]! + weights[1]!)).toBe(true);
        expect(sigmoid(scoreOf(design, 0, weights))).toBeGreaterThan(0.9);
        expect(sigmoid(scoreOf(design, 59, weights))).toBeLessThan(0.1);
    });
});
