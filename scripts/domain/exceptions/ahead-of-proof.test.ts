import { parseStageMapFile } from '../../testing/stage-maps';
import { aheadOfProof, type ProofFacts } from './ahead-of-proof';

const map = parseStageMapFile();
const LANE = new Set(['integration']);
const step = (at: number, stageName: string, byId: string) => ({ at, stageName, byId, byName: byId });

/** Claims the close plan (order 3) and has proven discovery (order 1). */
const aDeal = (changes: Partial<ProofFacts> = {}): ProofFacts => ({
    dealId: 'one',
    dealName: 'Pricing Engine',
    dealOwner: 'Avery',
    amount: 100,
    stageName: 'Proposal/Price Quote',
    claimedOrder: 3,
    earnedOrder: 1,
    isLost: false,
    steps: [step(3, 'Proposal/Price Quote', 'ae'), step(1, 'Prospecting', 'ae'), step(2, 'Value Proposition', 'integration')],
    ...changes
});

it('names the step that left the proof behind, not the last one, and whether the lane made it', () => {
    expect(aheadOfProof([aDeal()], map, LANE)).toMatchObject([
        { step: { stageName: 'Value Proposition', byId: 'integration' }, isByLane: true }
    ]);
    expect(aheadOfProof([aDeal({ earnedOrder: 2 })], map, LANE)).toMatchObject([{ step: { byId: 'ae' }, isByLane: false }]);
});

it('counts from the last time that the deal stood where its proof is', () => {
    const steps = [step(1, 'Negotiation/Review', 'integration'), step(2, 'Qualification', 'ae'), step(3, 'Proposal/Price Quote', 'ae')];
    expect(aheadOfProof([aDeal({ steps })], map, LANE)).toMatchObject([{ step: { at: 3 }, isByLane: false }]);
});

it('leaves out lost deals and those that have proven what they claim, and admits that it does not know', () => {
    expect(aheadOfProof([aDeal({ isLost: true }), aDeal({ earnedOrder: 3 })], map, LANE)).toEqual([]);
    expect(aheadOfProof([aDeal({ steps: [] })], map, LANE)).toMatchObject([{ step: undefined, isByLane: false }]);
});
