import type { Schema } from '../../model/schema';
import type { Problem, SourceComponent } from '../source-component';
import { positionOf, type Position, type XmlNode } from '../xml-node';

/** One component before the judge. */
export interface Review {
    readonly component: SourceComponent;
    /** Element of the component; validators are only asked about components that have one. */
    readonly node: XmlNode;
    /** The org as it would be after the deploy. */
    readonly candidate: Schema;
    /** The org as it is. */
    readonly current: Schema;
    /** Rows that the org holds of an object now. */
    rowCount(object: string): number;
    /** Refuses the component. Says where, when a node or a position is given. */
    refuse(message: string, at?: XmlNode | Position): void;
    /** What an org accepts and the author should still know. Never fails a deploy. */
    note(message: string, at?: XmlNode | Position): void;
}

export type Validator = (review: Review) => void;

const placeOf = (at: XmlNode | Position | undefined, fallback: XmlNode): Position =>
    at === undefined ? positionOf(fallback) : 'line' in at ? at : positionOf(at);

export const createReview = (
    component: SourceComponent,
    node: XmlNode,
    schemas: { candidate: Schema; current: Schema },
    rowCount: (object: string) => number,
    problems: Problem[]
): Review => ({
    component,
    node,
    ...schemas,
    rowCount,
    refuse: (message, at) => void problems.push({ message, position: placeOf(at, node), severity: 'Error' }),
    note: (message, at) => void problems.push({ message, position: placeOf(at, node), severity: 'Info' })
});
