import { isoOf } from '../domain/forecast/calendar-day';
import type { Cents } from '../domain/forecast/money';
import type { BlockedMove, OutcomeCount, Simulation } from '../domain/simulate/simulate-map';
import { layMarkdownTable, layTable, type Column } from './table';

export interface SimulationReport {
    readonly simulation: Simulation;
    readonly version: string;
    /** The version that partners registered earlier would keep; undefined when this one would hold for every deal. */
    readonly kept: string | undefined;
    readonly quarters: number;
    readonly instanceUrl: string;
}

type Lay = (columns: readonly Column[], rows: readonly (readonly string[])[]) => string;

/** Moves that a terminal shows; the Markdown and the JSON hold all. */
const SHOWN = 25;

export const laySimulation = (report: SimulationReport): string =>
    partsOf(report, layTable, SHOWN)
        .map(([title, body]) => `${title}\n${body}`)
        .join('\n\n');

export const simulationMarkdown = (report: SimulationReport): string => {
    const [[title, body] = ['', ''], ...rest] = partsOf(report, layMarkdownTable, Infinity);
    return `${[`# ${title}`, body, ...rest.flatMap(([heading, text]) => [`## ${heading}`, text])].join('\n\n')}\n`;
};

function partsOf(report: SimulationReport, lay: Lay, most: number): [title: string, body: string][] {
    const { simulation, version, quarters } = report;
    const { blockedMoves, byCriterion, stopped, passed } = simulation;
    const parts: [string, string][] = [
        [`Had stage map ${version} been in force for the last ${quarters === 1 ? 'quarter' : `${quarters} quarters`}`, introduction(report)]
    ];
    if (stopped.deals + passed.deals > 0)
        parts.push([
            'How the deals ended',
            lay(OUTCOME_COLUMNS('Deals'), [outcomeRow('Would have been stopped', stopped), outcomeRow('Would have passed', passed)])
        ]);
    if (byCriterion.length > 0)
        parts.push([
            'What was missing (a deal may stand in several rows)',
            lay(
                [...OUTCOME_COLUMNS('Artifact'), right('Came late'), right('Median days late'), right('Never came')],
                byCriterion.map((row) => [
                    ...outcomeRow(row.title, row),
                    String(row.late),
                    row.medianDaysLate === undefined ? '–' : String(row.medianDaysLate),
                    String(row.never)
                ])
            )
        ]);
    if (blockedMoves.length > 0)
        parts.push([`Moves that would have been refused: ${blockedMoves.length}`, layMoves(lay, blockedMoves, most)]);
    parts.push(['What this cannot know', layLines(unknowns(report))]);
    const hints = whatWouldTellMore(simulation);
    if (hints.length > 0) parts.push(['What would tell more', layLines(hints)]);
    return parts;
}

const layLines = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');

/** Of moves that can be judged, at least one in so many is refused where the answer is worth reading. */
const FEW = 20;

/** Why the answer is thin, and what to ask instead. */
function whatWouldTellMore({ moves, blockedMoves, cannotTell, evidenceSince, from }: Simulation): string[] {
    const judged = moves - cannotTell.reduce((sum, reason) => sum + reason.moves, 0);
    return [
        ...(evidenceSince === undefined
            ? ['Evidence: nobody has recorded a scorecard, pitch, plan or handoff here yet, so every past move is unknown.']
            : evidenceSince > from
              ? [
                    `A shorter look back: evidence is recorded here since ${isoOf(evidenceSince)}; fewer quarters in --history leave out what nobody can know.`
                ]
              : []),
        ...(judged > 0 && blockedMoves.length * FEW < judged
            ? [
                  'Another map: what the map in force refuses does not get into history. Change a copy of it, for instance with dueBefore, and name that in --stage-map.'
              ]
            : [])
    ];
}

function introduction({ simulation, instanceUrl }: SimulationReport): string {
    const { moves, blockedMoves, cannotTell, from } = simulation;
    const unclear = cannotTell.reduce((sum, reason) => sum + reason.moves, 0);
    return `${instanceUrl} as this login sees it: since ${isoOf(from)}, deals with a registered partner moved up ${moves} times. ${blockedMoves.length} of these moves would have been refused, ${moves - blockedMoves.length - unclear} passed; of ${unclear} nothing can be said. Amounts are today's, in the org's currency.`;
}

function unknowns({ simulation: { cannotTell, notJudged }, version, kept }: SimulationReport): string[] {
    return [
        ...(kept === undefined
            ? []
            : [`Every deal is judged by version ${version} itself, also those whose partners would keep version ${kept}.`]),
        ...cannotTell.map(({ reason, moves }) => `${moves === 1 ? '1 move' : `${moves} moves`}: ${reason}.`),
        ...notJudged.map((title) => `${title}: its value keeps no day on which it came, so it is taken as there.`),
        'Evidence that was confirmed, taken back and confirmed again counts from its last confirmation; what was withdrawn since counts as never there.',
        'Role, partner type, credit, registration facts and amounts are those of today; Lead and credit rules are not replayed.',
        'Days decide, not hours: evidence of the day of the move counts as in time.',
        'What people would have done at a refusal: supplied the proof, waited, asked for an exception, or left the partner out. How a deal ended is no proof of what the gate would have done to it.'
    ];
}

const right = (heading: string): Column => ({ heading, align: 'right' });
const OUTCOME_COLUMNS = (heading: string): readonly Column[] => [
    { heading },
    right('Deals'),
    right('Amount'),
    right('Won'),
    right('Lost'),
    right('Open'),
    right('Win rate')
];

const outcomeRow = (label: string, { deals, amount, won, lost, open }: OutcomeCount): string[] => [
    label,
    String(deals),
    units(amount),
    String(won),
    String(lost),
    String(open),
    won + lost === 0 ? '–' : `${Math.round((100 * won) / (won + lost))} %`
];

function layMoves(lay: Lay, moves: readonly BlockedMove[], most: number): string {
    const rows = moves
        .slice(0, most)
        .map(({ name, on, from, to, amount, outcome, blocks }) => [
            name,
            isoOf(on),
            `${from} → ${to}`,
            units(amount),
            outcome,
            blocks
                .map(
                    ({ title, partnerName, provenAfterDays }) =>
                        `${title} (${partnerName}: ${provenAfterDays === undefined ? 'never' : `${provenAfterDays} ${provenAfterDays === 1 ? 'day' : 'days'} later`})`
                )
                .join(', ')
        ]);
    const columns = [
        { heading: 'Deal' },
        { heading: 'On' },
        { heading: 'Move' },
        right('Amount'),
        { heading: 'Ended' },
        { heading: 'Missing then' }
    ];
    const more = moves.length - most;
    return more > 0 ? `${lay(columns, rows)}\nand ${more} more (all of them with --markdown or --json)` : lay(columns, rows);
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const units = (amount: Cents): string => whole.format(amount / 100);

/** The simulation as the document of `--json`. Money in units of the org's currency; null for proof that never came. */
export function toSimulationDocument(report: SimulationReport): unknown {
    const { simulation, version, quarters, instanceUrl } = report;
    const count = (outcome: OutcomeCount) => ({ ...outcome, amount: outcome.amount / 100 });
    return {
        org: instanceUrl,
        stageMapVersion: version,
        quarters,
        from: isoOf(simulation.from),
        moves: simulation.moves,
        stopped: count(simulation.stopped),
        passed: count(simulation.passed),
        byCriterion: simulation.byCriterion.map((row) => ({ ...row, ...count(row), medianDaysLate: row.medianDaysLate ?? null })),
        blockedMoves: simulation.blockedMoves.map((move) => ({
            ...move,
            on: isoOf(move.on),
            amount: move.amount / 100,
            blocks: move.blocks.map((block) => ({ ...block, provenAfterDays: block.provenAfterDays ?? null }))
        })),
        cannotTell: simulation.cannotTell,
        notJudged: simulation.notJudged,
        evidenceSince: simulation.evidenceSince === undefined ? null : isoOf(simulation.evidenceSince),
        limits: unknowns(report)
    };
}
