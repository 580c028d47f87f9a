import { Scoreboard } from './scoreboard';

describe('Scoreboard', () => {
    it('scores by hand', () => {
        const board = new Scoreboard();
        board.add(0.9, 0.5, true);
        board.add(0.6, 0.5, false);
        board.add(0.2, 0.5, false);
        board.add(0.2, 0.5, true);
        const { brier, baseBrier, skill, logLoss, auc, ece, dealSnapshots } = board.scores;
        expect(dealSnapshots).toBe(4);
        expect(brier).toBeCloseTo((0.01 + 0.36 + 0.04 + 0.64) / 4, 12);
        expect(baseBrier).toBe(0.25);
        expect(skill).toBeCloseTo(1 - 0.2625 / 0.25, 12);
        expect(logLoss).toBeCloseTo(-(Math.log(0.9) + Math.log(0.4) + Math.log(0.8) + Math.log(0.2)) / 4, 12);
        // Pairs won × not won: .9 beats both, .2 loses to .6 and ties with .2.
        expect(auc).toBeCloseTo(2.5 / 4, 12);
        // Bins: .9 said .9 won 1; .6 said .6 won 0; .2 said .4 won 1.
        expect(ece).toBeCloseTo((0.1 + 0.6 + 0.6) / 4, 12);
    });

    it('draws the calibration plot', () => {
        const board = new Scoreboard();
        board.add(0.25, 0.5, true);
        board.add(0.29, 0.5, false);
        expect(board.calibration[2]).toEqual({ from: 0.2, to: 0.3, deals: 2, said: 0.27, won: 0.5 });
    });
});
