import type { CreditChange, CreditField } from './credit-change';

/** A line that the trail holds, as far as field history can contradict it. */
export interface WrittenLine {
    /** Id of the history entry that the line says it is a copy of. */
    readonly sourceId: string;
    /** Number of the line, for instance PCC-000012. */
    readonly name: string;
    readonly field: CreditField | undefined;
    readonly from: string | undefined;
    readonly to: string | undefined;
    readonly byId: string | undefined;
    /** Milliseconds since 1970. */
    readonly at: number | undefined;
}

/**
 * Lines that say otherwise than the history entry they name. Nobody edits a line, but who may write the trail can write one by hand
 * before its run does, and the run then leaves the entry alone as written. Entries that have aged out of history contradict nothing.
 */
export function contradictedLines(changes: readonly CreditChange[], written: readonly WrittenLine[]): readonly WrittenLine[] {
    const lines = new Map(written.map((line) => [line.sourceId, line]));
    return changes.flatMap((change) => {
        const line = lines.get(change.sourceId);
        return line && !saysTheSame(line, change) ? [line] : [];
    });
}

const SECOND = 1000;
/** Length of the field that keeps a value. */
const KEPT = 255;

const saysTheSame = (line: WrittenLine, change: CreditChange): boolean =>
    line.field === change.field &&
    line.from === kept(change.from) &&
    line.to === kept(change.to) &&
    line.byId === change.byId &&
    line.at !== undefined &&
    Math.abs(line.at - change.at) < SECOND;

/** As an org keeps a text: cut to its length, without blanks at its ends. */
const kept = (text: string | undefined): string | undefined => text?.slice(0, KEPT).trim() || undefined;
