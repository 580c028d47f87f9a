import type { StageKind, StageOrder } from './stage-order';
import { standOf } from './stage-order';

/** Codes of states that are not an open stage. */
export const WON = -1;
export const LOST = -2;
/** Not part of the forecast: pre-registration. */
export const OUTSIDE = -3;

/** An open StageName with its overlay order. */
export interface OpenState {
    readonly stageName: string;
    readonly order: number;
    readonly rank: number;
}

/**
 * The states that odds go by: every open StageName, in order of overlay stage and rank. StageNames of one overlay stage
 * are states of their own, which borrow from each other through the overlay stage.
 */
export interface PipelineStates {
    readonly open: readonly OpenState[];
    /** Index of each state's overlay stage among the overlay stages that occur. */
    readonly overlayOf: Uint16Array;
    readonly overlays: number;
    /** State (index in `open`, WON or LOST) of each stage of the table. */
    readonly ofStage: Int16Array;
    /** The state that a claimed state counts as when proof supports `order` at most. */
    earned(state: number, order: number): number;
}

/** The states of a table whose stages are `stageNames`; stages that only the map knows are states as well. */
export function listStates(stages: StageOrder, stageNames: readonly string[]): PipelineStates {
    const names = [...new Set([...stageNames, ...stages.keys()])];
    const open = names
        .map((stageName) => ({ stageName, ...standOf(stages, stageName) }))
        .filter(({ kind }) => kind === 'open')
        .sort((left, right) => left.order - right.order || left.rank - right.rank || (left.stageName < right.stageName ? -1 : 1));
    const orders = [...new Set(open.map(({ order }) => order))];
    const index = new Map(open.map(({ stageName }, state) => [stageName, state]));
    const exits = new Map(open.map(({ order }, state) => [order, state]));
    const codeOf = (name: string) => index.get(name) ?? codeOfKind(standOf(stages, name).kind);
    return {
        open,
        overlayOf: Uint16Array.from(open, ({ order }) => orders.indexOf(order)),
        overlays: orders.length,
        ofStage: Int16Array.from(stageNames, codeOf),
        earned: (state, order) => (state < 0 || open[state]!.order <= order ? state : (exits.get(order) ?? state))
    };
}

const codeOfKind = (kind: StageKind): number => (kind === 'won' ? WON : LOST);
