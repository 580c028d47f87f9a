import type { CreditChange, CreditField, FieldChange } from './credit-change';

/** A line that the trail holds, as far as field history can contradict it. */
export interface WrittenLine {
    /** Id of the history entry that the line says it is a copy of. */
    readonly sourceId: string;
    /** Number of the line, for instance PCC-000012. */
    readonly name: string;
    /** Undefined once the partner was taken off the deal: its history went with it. */
    readonly engagementId: string | undefined;
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

/**
 * Lines that name an entry which field history does not hold although it still would: their partner is on its deal, and their moment
 * is later than the oldest entry there is. `changes` are all entries of the fields that the trail is made of. A line without a moment
 * has no time at which it could have aged out.
 */
export function unfoundedLines(changes: readonly FieldChange[], partnerIds: ReadonlySet<string>, written: readonly WrittenLine[]) {
    const known = new Set(changes.map(({ id }) => id));
    const oldest = changes.reduce((least, { at }) => Math.min(least, at), Infinity);
    return written.filter(
        ({ sourceId, engagementId, at }) =>
            !known.has(sourceId) && engagementId !== undefined && partnerIds.has(engagementId) && (at === undefined || at > oldest)
    );
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
