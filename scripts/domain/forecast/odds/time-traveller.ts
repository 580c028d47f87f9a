import type { Day } from '../calendar-day';
import type { StageView } from '../learnt-forecast';
import { CrmOdds, learnClosedConversion } from './crm-odds';
import { fitOdds, type FittedOdds, type Verdict } from './fitted-odds';
import { grainOn, LearningGround, type Grain, type Setting } from './learning-ground';
import { PathReader } from './path-reader';
import { judgeModels } from './judge-models';
import { makePastForecast, type OnRow, type PastForecast } from './past-forecast';
import { takeSightings, type Sightings } from './sightings';

/** Past forecasts that judge the models and measure the spread, at most. */
export const MOST_PAST_FORECASTS = 24;
/** Periods ahead that past forecasts are made for: months to the end of the next quarter. Further ones are never judged. */
const MOST_PERIODS = 6;
/** How long the ground of a grain that is not the last one serves. */
const PASSING_DAYS = 92;
/** Rows that a regression is learnt from at most; fewer for the many past forecasts of an org that has to be sampled. */
const MOST_ROWS = 12_000;
const MOST_ROWS_SAMPLED = 4_000;

/** Makes forecasts as of one past day after the other, each with what was known then, and remembers how they did. */
export class TimeTraveller {
    /** In order of their days. */
    readonly past: PastForecast[] = [];
    readonly #setting: Setting;
    readonly #lastDay: Day;
    readonly #offset: number;
    readonly #grounds = new Map<string, LearningGround>();
    readonly #grains = new Map<Day, Grain>();
    readonly #crm: CrmOdds;
    /** Reads what StageName claims, which is all that a CRM report knows. */
    readonly #claims: PathReader;

    /** Days lie `offset` days into their period; nothing after `lastDay` is asked for. */
    constructor(setting: Setting, lastDay: Day, offset: number) {
        this.#setting = setting;
        this.#lastDay = lastDay;
        this.#offset = offset;
        this.#claims = new PathReader(setting.table, setting.states, 'claimed');
        this.#crm = new CrmOdds(setting.table, setting.states);
    }

    /** The ground to learn on as of a day. */
    groundOn(day: Day, view: StageView): LearningGround {
        const grain = this.#grainOn(day);
        const final = this.#grainOn(this.#lastDay);
        const isFinal = grain.mask === final.mask && grain.step === final.step;
        // A grain of days when deals were few would look at all the deals that came later: it is kept up for a quarter and then left.
        const end = isFinal ? this.#lastDay : Math.min(this.#lastDay, PASSING_DAYS * Math.ceil((day + 1) / PASSING_DAYS));
        const known = this.#grounds.get(isFinal ? view : `${view} passing`);
        if (known && known.last === end && known.grain.mask === grain.mask && known.grain.step === grain.step) return known;
        const made = new LearningGround(this.#setting, view, grain, end);
        this.#grounds.set(isFinal ? view : `${view} passing`, made);
        return made;
    }

    #grainOn(day: Day): Grain {
        const grain = this.#grains.get(day) ?? grainOn(this.#setting, day);
        this.#grains.set(day, grain);
        return grain;
    }

    /** Learns the models of a day; `most`: only for so many targets, the window first. */
    fit(ground: LearningGround, day: Day, most = Infinity): FittedOdds {
        return fitOdds(ground, day, this.#offset, ground.isSample ? MOST_ROWS_SAMPLED : MOST_ROWS, most);
    }

    /** The models that past forecasts speak for, as far as their outcome was known on a day. */
    verdictOn(day: Day): Verdict {
        return judgeModels(this.past.slice(-MOST_PAST_FORECASTS), day);
    }

    /**
     * Makes the forecast of a day, by earned stages, for `open` (default: the deals learnt from that were open then) and
     * adds it to the past. Undefined when nothing could be learnt by then.
     */
    visit(day: Day, open?: Sightings, onRow?: OnRow): { readonly fitted: FittedOdds; readonly verdict: Verdict } | undefined {
        const ground = this.groundOn(day, 'earned');
        const fitted = this.fit(ground, day, 1 + MOST_PERIODS);
        if (!fitted.cohorts[0]) return undefined;
        const { table, states } = this.#setting;
        const verdict = this.verdictOn(day);
        const closed = learnClosedConversion(this.#claims, ground.deals, states, table.partnerTypes.length, day);
        const sighted = open ?? takeSightings(table, states, ground.reader, ground.deals, [day]);
        this.past.push(makePastForecast(fitted, verdict, sighted, { crm: this.#crm, closed }, onRow));
        return { fitted, verdict };
    }
}
