import type { Day } from '../calendar-day';
import type { StageView } from '../learnt-forecast';
import { CrmOdds, learnClosedConversion } from './crm-odds';
import { fitOdds, type FittedOdds, type Verdict } from './fitted-odds';
import { grainOn, LearningGround, type Grain, type Setting } from './learning-ground';
import { PathReader } from './path-reader';
import { judgeModels } from './judge-models';
import { sightOpenOf } from './open-now';
import { makePastForecast, type OnRow, type OpenRows, type PastForecast } from './past-forecast';
import { allRows } from './rated-rows';
import { sampleDeals } from './sampled-deals';
import type { Sightings } from './sightings';

/** Past forecasts that judge the models and measure the spread, at most. */
export const MOST_PAST_FORECASTS = 24;
/** Periods ahead that past forecasts are made for: months to the end of the next quarter. Further ones are never judged. */
export const MOST_PERIODS = 6;
/** Rows that a regression is learnt from at most; fewer for the many past forecasts of an org that has to be sampled. */
const MOST_ROWS = 12_000;
const MOST_ROWS_SAMPLED = 2_500;

/** Makes forecasts as of one past day after the other, each with what was known then, and remembers how they did. */
export class TimeTraveller {
    /** In order of their days. */
    readonly past: PastForecast[] = [];
    readonly #setting: Setting;
    readonly #days: readonly Day[];
    readonly #offset: number;
    readonly #grounds = new Map<string, LearningGround>();
    readonly #grains = new Map<Day, Grain>();
    readonly #crm: CrmOdds;
    /** Reads what StageName claims, which is all that a CRM report knows. */
    readonly #claims: PathReader;

    /** `days`, ascending, are all that will be asked for; they lie `offset` days into their period. */
    constructor(setting: Setting, days: readonly Day[], offset: number) {
        this.#setting = setting;
        this.#days = days;
        this.#offset = offset;
        this.#claims = new PathReader(setting.table, setting.states, 'claimed');
        this.#crm = new CrmOdds(setting.table, setting.states);
    }

    /** The ground to learn on as of a day. */
    groundOn(day: Day, view: StageView): LearningGround {
        const grain = this.#grainOn(day);
        const last = this.#lastDayOf(grain, day);
        // The ground of the last days is kept; those of grains that days have passed by are left.
        const key = last === this.#days.at(-1) ? view : `${view} passing`;
        const known = this.#grounds.get(key);
        if (known && known.last === last) return known;
        const earliest = this.#days.find((one) => isSame(this.#grainOn(one), grain)) ?? day;
        const made = new LearningGround(this.#setting, view, grain, { earliest, last });
        this.#grounds.set(key, made);
        return made;
    }

    /** The last of the days that have this grain: deals are only looked at as long as it serves. */
    #lastDayOf(grain: Grain, day: Day): Day {
        return this.#days.findLast((one) => isSame(this.#grainOn(one), grain)) ?? day;
    }

    #grainOn(day: Day): Grain {
        const grain = this.#grains.get(day) ?? grainOn(this.#setting, day);
        this.#grains.set(day, grain);
        return grain;
    }

    /** Learns the models of a day; `most`: only for so many targets, the window first. */
    fit(ground: LearningGround, day: Day, most = Infinity, mostRows = MOST_ROWS): FittedOdds {
        return fitOdds(ground, day, this.#offset, mostRows, most);
    }

    /** The models that past forecasts speak for, as far as their outcome was known on a day. */
    verdictOn(day: Day): Verdict {
        return judgeModels(this.past.slice(-MOST_PAST_FORECASTS), day);
    }

    /**
     * Makes the forecast of a day, by earned stages, for `open` (default: all that were open then, or a sample of them) and
     * adds it to the past. Undefined when nothing could be learnt by then.
     */
    visit(day: Day, open?: Sightings, onRow?: OnRow): { readonly fitted: FittedOdds; readonly verdict: Verdict } | undefined {
        const ground = this.groundOn(day, 'earned');
        const fitted = this.fit(ground, day, 1 + MOST_PERIODS, ground.isSample && !open ? MOST_ROWS_SAMPLED : MOST_ROWS);
        if (!fitted.cohorts[0]) return undefined;
        const { table, states } = this.#setting;
        const verdict = this.verdictOn(day);
        const closed = learnClosedConversion(this.#claims, ground.deals, states, table.partnerTypes.length, day);
        const sighted = open ? { sightings: open, rows: allRows(open) } : this.#sightedOn(ground, day);
        this.past.push(makePastForecast(fitted, verdict, sighted, { crm: this.#crm, closed }, onRow));
        return { fitted, verdict };
    }

    /**
     * The deals that were open on a day, which lies as far into its period as all that are visited. Of an org that has to be
     * sampled four times as many as are learnt from: totals of a small sample miss by chance what those of the org do not.
     */
    #sightedOn(ground: LearningGround, day: Day): OpenRows {
        const { table, states } = this.#setting;
        if (ground.isSample) {
            const judged = sampleDeals(table, ground.grain.mask >> 2);
            const sightings = sightOpenOf(judged, table, states, ground.reader, day);
            return { sightings, rows: allRows(sightings) };
        }
        const { sightings, byDay } = ground.aligned(this.#offset);
        return { sightings, rows: byDay.between(day, day).rows };
    }
}

const isSame = (left: Grain, right: Grain): boolean => left.mask === right.mask && left.step === right.step;
