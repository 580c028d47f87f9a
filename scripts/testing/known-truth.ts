import { dayOf, yearAndMonthOf, type Day } from '../domain/forecast/calendar-day';
import { ANY_ORDER, ATTRIBUTIONS, NO_DAY, type DealTable } from '../domain/forecast/deal-table';
import type { StageOrder, StageStand } from '../domain/forecast/stage-order';

/** Daily chances of leaving a stage. */
export interface TrueHazards {
    readonly advance: number;
    readonly win: number;
    readonly lose: number;
}

/** A market whose true odds are known. */
export interface World {
    readonly seed: number;
    /** Deals created per day, from `from` to `to`. */
    readonly perDay: number;
    readonly from: Day;
    readonly to: Day;
    /** Days between changes: 1, or 7 where the log moves once a week. */
    readonly grid: number;
    readonly stages: number;
    /** Direct first. */
    readonly types: readonly string[];
    hazardsOf(stage: number, dwell: number, type: number): TrueHazards;
    /** Factor of the win hazard by month of the quarter. */
    readonly rhythm: readonly number[];
    /** Share of deals that claim a stage more than they have proven. */
    readonly overClaim: number;
    /** Whether lost deals are ever closed; otherwise they stay open for ever in their stage. */
    readonly recordsLosses: boolean;
    /** Standard deviation, in days, of the close date around the true one; Infinity: close dates say nothing. */
    readonly closeDateNoise: number;
}

/** Deals that lived in a world, and what their odds truly were. */
export interface KnownTruth {
    readonly table: DealTable;
    readonly stages: StageOrder;
    /** P(won within `window` days after `day`) as the world itself knows it: from the true stage, its dwell and the type. */
    oddsOf(deal: number, day: Day, window: number): number;
}

export const START = dayOf(2023, 10, 1);
export const END = dayOf(2026, 6, 30);

/** Four stages; later ones are won more, slow ones less, SI partners more. About eleven months from first to last. */
export const DEFAULT_WORLD: World = {
    seed: 1,
    perDay: 6,
    from: START,
    to: END,
    grid: 1,
    stages: 4,
    types: ['Direct', 'SI', 'ISV', 'Reseller'],
    hazardsOf: (stage, dwell, type) => {
        const slow = 0.35 + 0.65 * Math.exp(-dwell / 45);
        const fit = [1, 1.35, 0.9, 0.75][type] ?? 1;
        return {
            advance: stage < 3 ? 0.022 * slow * fit : 0,
            win: ([0.0001, 0.0006, 0.005, 0.025][stage] ?? 0.02) * slow * fit,
            lose: 0.008 + 0.004 * (1 - Math.exp(-dwell / 60))
        };
    },
    rhythm: [0.7, 0.8, 1.5],
    overClaim: 0,
    recordsLosses: true,
    closeDateNoise: Infinity
};

/** Uniform numbers in [0, 1) from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
}

const WON = -1;
const LOST = -2;

interface Life {
    readonly createdOn: Day;
    readonly type: number;
    readonly claimsMore: boolean;
    readonly amount: number;
    /** True stage (or WON, LOST) from which day on. */
    readonly steps: readonly (readonly [Day, number])[];
    readonly closeDates: readonly (readonly [Day, Day])[];
}

/** Lets deals be made, move and end, day by day. */
export function simulate(given: Partial<World> = {}): KnownTruth {
    const world = { ...DEFAULT_WORLD, ...given };
    const random = randomFrom(world.seed);
    const lives: Life[] = [];
    for (let day = world.from, due = 0; day <= world.to; day += 1) {
        for (due += world.perDay; due >= 1; due -= 1) lives.push(live(world, day, random));
    }
    const names = [...Array.from({ length: world.stages }, (_, stage) => `Stage ${stage}`), 'Won', 'Lost'];
    return { table: toTable(world, lives, names), stages: toStages(world, names), oddsOf: oracleOf(world, lives) };
}

function live(world: World, createdOn: Day, random: () => number): Life {
    const type = Math.floor(random() * world.types.length);
    const amount = Math.round(Math.exp(10 + 1.1 * (random() + random() + random() - 1.5)) * 100);
    const claimsMore = random() < world.overClaim;
    const steps: [Day, number][] = [[createdOn, 0]];
    let stage = 0;
    let since = createdOn;
    for (let day = createdOn + world.grid; day <= world.to + 400 && stage >= 0; day += world.grid) {
        const next = move(world, stage, day, since, type, random);
        if (next === stage) continue;
        if (next === LOST && !world.recordsLosses) break;
        steps.push([day, next]);
        since = day;
        stage = next;
    }
    const end = steps[steps.length - 1]!;
    return { createdOn, type, claimsMore, amount, steps, closeDates: plan(world, createdOn, end[1] < 0 ? end[0] : undefined, random) };
}

function move(world: World, stage: number, day: Day, since: Day, type: number, random: () => number): number {
    const { advance, win, lose } = chancesOn(world, stage, day - since - world.grid, type, day);
    const draw = random();
    if (draw < win) return WON;
    if (draw < win + lose) return LOST;
    return draw < win + lose + advance ? stage + 1 : stage;
}

/** Chances of one step of the grid that ends on `day`. */
function chancesOn(world: World, stage: number, dwell: number, type: number, day: Day): TrueHazards {
    const { advance, win, lose } = world.hazardsOf(stage, dwell, type);
    const factor = rhythmOn(world, day);
    return { advance: advance * world.grid, win: win * factor * world.grid, lose: lose * world.grid };
}

const rhythmOn = ({ rhythm }: World, day: Day): number => rhythm[(yearAndMonthOf(day).month - 1) % 3] ?? 1;

/** The close date people type: on creation and moved later whenever it passes. */
function plan(world: World, createdOn: Day, endsOn: Day | undefined, random: () => number): readonly (readonly [Day, Day])[] {
    const noise = () => (random() + random() + random() - 1.5) * 2;
    const knows = Number.isFinite(world.closeDateNoise) && endsOn !== undefined;
    const aim = () => (knows ? Math.round(endsOn + world.closeDateNoise * noise()) : createdOn + 30 + Math.round(120 * random()));
    const dates: [Day, Day][] = [[createdOn, Math.max(createdOn + 5, aim())]];
    for (;;) {
        const [, closeOn] = dates[dates.length - 1]!;
        const on = closeOn + 1 + Math.floor(20 * random());
        if (on > world.to || (endsOn !== undefined && on >= endsOn)) return dates;
        dates.push([on, on + 20 + Math.round(60 * random())]);
    }
}

const claimOf = (world: World, life: Life, stage: number): number =>
    life.claimsMore && stage >= 0 ? Math.min(world.stages - 1, stage + 1) : stage;

function toTable(world: World, lives: readonly Life[], names: readonly string[]): DealTable {
    const index = (stage: number) => (stage === WON ? world.stages : stage === LOST ? world.stages + 1 : stage);
    const rows = lives.map((life) => historyOf(world, life));
    const proofs = lives.map((life) => (world.overClaim === 0 ? [] : life.steps.filter(([day, stage]) => day <= world.to && stage >= 0)));
    const partners = lives.map(({ createdOn, type }) => (type === 0 ? [] : [[createdOn, type] as const]));
    const all = rows.flat();
    return {
        size: lives.length,
        ids: lives.map((_, deal) => `006${String(deal).padStart(12, '0')}`),
        stageNames: names,
        partnerTypes: world.types,
        createdOn: Int32Array.from(lives, ({ createdOn }) => createdOn),
        stage: Uint16Array.from(rows, (own) => index(own[own.length - 1]!.stage)),
        amount: Float64Array.from(lives, ({ amount }) => amount),
        closeOn: Int32Array.from(rows, (own) => own[own.length - 1]!.closeOn),
        history: {
            from: offsets(rows),
            day: Int32Array.from(all, ({ day }) => day),
            stage: Uint16Array.from(all, ({ stage }) => index(stage)),
            amount: Float64Array.from(all, ({ amount }) => amount),
            closeOn: Int32Array.from(all, ({ closeOn }) => closeOn)
        },
        partners: {
            from: offsets(partners),
            day: Int32Array.from(partners.flat(), ([day]) => day),
            partnerType: Uint8Array.from(partners.flat(), ([, type]) => type),
            attribution: Uint8Array.from(partners.flat(), () => ATTRIBUTIONS.indexOf('Sourced'))
        },
        proof: {
            from: offsets(proofs),
            day: Int32Array.from(proofs.flat(), ([day]) => day),
            order: Uint8Array.from(proofs.flat(), ([, stage]) => Math.min(stage, ANY_ORDER))
        }
    };
}

function historyOf(world: World, life: Life) {
    const days = [...new Set([...life.steps.map(([day]) => day), ...life.closeDates.map(([day]) => day)])].filter((day) => day <= world.to);
    return days
        .sort((left, right) => left - right)
        .map((day) => ({
            day,
            stage: claimOf(world, life, life.steps.findLast(([from]) => from <= day)![1]),
            amount: life.amount,
            closeOn: life.closeDates.findLast(([from]) => from <= day)?.[1] ?? NO_DAY
        }));
}

function offsets(rows: readonly (readonly unknown[])[]): Uint32Array {
    const from = new Uint32Array(rows.length + 1);
    rows.forEach((own, deal) => (from[deal + 1] = from[deal]! + own.length));
    return from;
}

const toStages = (world: World, names: readonly string[]): StageOrder =>
    new Map(
        names.map((name, index): [string, StageStand] => {
            if (index === world.stages) return [name, { order: world.stages, rank: 10 * world.stages, kind: 'won' }];
            if (index > world.stages) return [name, { order: -1, rank: -1, kind: 'lost' }];
            return [name, { order: index, rank: 10 * index, kind: 'open' }];
        })
    );

const MOST_DWELL = 730;

/** Backward over days from the end of the window; one table per day and window, kept. */
function oracleOf(world: World, lives: readonly Life[]): KnownTruth['oddsOf'] {
    const hazards = allHazards(world);
    const tables = new Map<string, Float64Array>();
    return (deal, day, window) => {
        const key = `${day}|${window}`;
        const table = tables.get(key) ?? trueOdds(world, hazards, day, window);
        tables.set(key, table);
        const life = lives[deal]!;
        const [since, stage] = life.steps.findLast(([from]) => from <= day)!;
        return table[(life.type * world.stages + stage) * MOST_DWELL + Math.min(MOST_DWELL - 1, day - since)]!;
    };
}

/** Win, lose and advance of one step of the grid, by type, stage and dwell. */
function allHazards(world: World) {
    const size = world.types.length * world.stages * MOST_DWELL;
    const hazards = { win: new Float64Array(size), lose: new Float64Array(size), advance: new Float64Array(size) };
    for (let at = 0; at < size; at += 1) {
        const cell = Math.floor(at / MOST_DWELL);
        const own = world.hazardsOf(cell % world.stages, at % MOST_DWELL, Math.floor(cell / world.stages));
        hazards.win[at] = own.win * world.grid;
        hazards.lose[at] = own.lose * world.grid;
        hazards.advance[at] = own.advance * world.grid;
    }
    return hazards;
}

function trueOdds(world: World, { win, lose, advance }: ReturnType<typeof allHazards>, day: Day, window: number): Float64Array {
    const { stages, grid } = world;
    let odds = new Float64Array(win.length);
    for (let step = Math.floor(window / grid); step >= 1; step -= 1) {
        const factor = rhythmOn(world, day + step * grid);
        const next = new Float64Array(win.length);
        for (let at = 0; at < win.length; at += 1) {
            const start = at - (at % MOST_DWELL);
            const later = odds[Math.min(start + MOST_DWELL - 1, at + grid)]!;
            const isLast = (start / MOST_DWELL) % stages === stages - 1;
            const advanced = isLast ? 0 : odds[start + MOST_DWELL]!;
            const wins = win[at]! * factor;
            next[at] = wins + advance[at]! * advanced + (1 - wins - lose[at]! - advance[at]!) * later;
        }
        odds = next;
    }
    return odds;
}
