import type { SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import { readStaying, STAYING_QUERY } from '../boundary/staying-rows';
import { measureDwell, type DwellBaseline } from '../domain/dwell/dwell-baselines';
import type { StayingPartner } from '../domain/dwell/staying-partner';
import { usualStays, type UsualStays } from '../domain/dwell/usual-stay';
import { dayOfMoment, type Day } from '../domain/forecast/calendar-day';
import { labelStages } from '../domain/forecast/make-forecast';
import type { SourceReading } from '../domain/forecast/source-reading';
import type { StageMap } from '../domain/stage-map/stage-map';
import type { Around, OptionValues } from './command';
import { connect } from './connect';
import { readSource } from './read-source';
import { readStageMap } from './read-stage-map';

/** Everything that says how long deals stay: all history, what is usual by it, and who the partners of open deals are. */
export interface StayReading {
    readonly org: SalesforceOrg;
    readonly map: StageMap;
    readonly today: Day;
    readonly source: SourceReading;
    readonly baselines: readonly DwellBaseline[];
    readonly usual: UsualStays;
    readonly partners: readonly StayingPartner[];
    readonly stageLabelOf: (order: number) => string;
}

/** Reads an org's whole stage history and measures what is usual. Options: stageMap, targetOrg. */
export async function readStays(options: OptionValues, around: Around): Promise<StayReading> {
    const map = readStageMap(String(options.stageMap), around.cwd);
    const targetOrg = typeof options.targetOrg === 'string' ? options.targetOrg : undefined;
    const localUser = 'revops';
    const today = dayOfMoment(around.now().getTime());
    const source = await readSource({ fromCsv: undefined, targetOrg, localUser, map }, around);
    const org = await connect({ targetOrg, env: around.env, cwd: around.cwd, localUser });
    const baselines = measureDwell(source.table, source.stages, today, map.dwell.minimumSample);
    return {
        org,
        map,
        today,
        source,
        baselines,
        usual: usualStays(baselines, map.dwell.graceDays),
        partners: readStaying(await org.query(STAYING_QUERY)),
        stageLabelOf: labelStages(map)
    };
}
