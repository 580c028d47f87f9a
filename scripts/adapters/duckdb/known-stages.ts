import { standOf, type StageOrder } from '../../domain/forecast/stage-order';
import { ProblemError } from '../../domain/problem';
import { UNMAPPED_ORDER } from '../../domain/stage-map/ranks';

/** What is known of the stages of a file. Arrays of codes are read, not kept. */
export interface StagesOfFile {
    /** What people call the file. */
    readonly title: string;
    readonly mapVersion: string;
    /** StageNames by code. */
    readonly names: readonly string[];
    readonly stages: StageOrder;
    /** Names of which neither the rows (IsClosed, IsWon) nor OpportunityStage say whether they are open, won or lost. */
    readonly silent: ReadonlySet<string>;
    /** Codes of the opportunities, and of all rows of their history. */
    readonly deals: Uint16Array;
    readonly history: Uint16Array;
}

/** Names that a refusal shows; a list of more is nobody's stages. */
const SHOWN = 40;

/**
 * Throws CSV_INVALID when a file is read by a map that is not its own, so that nobody knows what is open: no stage of it is on the map and
 * not all of them are told by their rows, or most of its open deals are only taken for open because nothing says that they are not.
 */
export function expectKnownStages(file: StagesOfFile): void {
    const deals = countCodes(file.deals, file.names.length);
    const met = file.names.flatMap((name, code) =>
        deals[code]! > 0 ? [{ name, deals: deals[code]!, ...standOf(file.stages, name) }] : []
    );
    const foreign = met.filter(({ order }) => order === UNMAPPED_ORDER);
    const sum = (of: typeof met): number => of.reduce((all, one) => all + one.deals, 0);
    const taken = sum(foreign.filter(({ name }) => file.silent.has(name)));
    const isForeign = taken > 0 && foreign.length === met.length;
    if (!isForeign && 2 * taken <= sum(met.filter(({ kind }) => kind === 'open'))) return;
    const told = foreign.slice(0, SHOWN).map(({ name, deals: count }) => `${name} (${count.toLocaleString('en-US')})`);
    const more = foreign.length > SHOWN ? ` and ${foreign.length - SHOWN} more` : '';
    const which = isForeign ? 'none of its stages is' : `${taken.toLocaleString('en-US')} of its deals stand in stages that are not`;
    throw new ProblemError({
        code: 'CSV_INVALID',
        subject: `${file.title}: StageName`,
        detail: `is not what the stage map (version ${file.mapVersion}) is about: ${which} on it, so won and lost deals would count as open. Stages with their deals: ${told.join(', ')}${more}.`,
        remedy: `Name the map of these stages with --stage-map FILE. A plain list does; one made of these names, to be corrected: ${listOf(file, foreign)}`
    });
}

/** A plain list of the names, open ones by how often history names them: of a way that deals leave, early stages are named most. */
function listOf({ names, history, silent, stages }: StagesOfFile, foreign: readonly { readonly name: string }[]): string {
    const rows = countCodes(history, names.length);
    const sorted = foreign
        .slice(0, SHOWN)
        .map(({ name }) => ({ name, rows: rows[names.indexOf(name)]! }))
        .sort((left, right) => right.rows - left.rows);
    const kindOf = (name: string) => (silent.has(name) ? guessKind(name) : standOf(stages, name).kind);
    const of = (kind: ReturnType<typeof guessKind>) => {
        const found = sorted.filter(({ name }) => kindOf(name) === kind).map(({ name }) => name);
        return found.length === 0 ? ['…'] : found;
    };
    return JSON.stringify({ open: of('open'), won: of('won'), lost: of('lost') });
}

/** Only for an example that people correct. */
const guessKind = (name: string): 'open' | 'won' | 'lost' =>
    /\bwon\b/i.test(name) ? 'won' : /\b(lost|disqualified|cancell?ed|abandoned|dead)\b/i.test(name) ? 'lost' : 'open';

function countCodes(codes: Uint16Array, size: number): Uint32Array {
    const counts = new Uint32Array(size);
    for (let row = 0; row < codes.length; row += 1) counts[codes[row]!]! += 1;
    return counts;
}
