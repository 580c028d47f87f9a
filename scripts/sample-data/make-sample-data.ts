import type { StageMap } from '../domain/stage-map/stage-map';
import { dayOf } from './calendar';
import type { Cast } from './cast';
import { closeLoops } from './closed-loops';
import { Evidence } from './evidence';
import { addEverydayDeals } from './everyday-deals';
import { addOlderBusiness } from './older-business';
import { addCompanies } from './people';
import { Random } from './random';
import { SeedRows } from './seed-file';
import type { SeedFile } from './seed-file';
import { addStoryDeals } from './story-deals';
import { stagesOf } from './world';
import type { World } from './world';

const ORDER = [
    'Account',
    'Contact',
    'Opportunity',
    'OpportunityHistory',
    'Partner_Engagement__c',
    'Partner_Engagement__History',
    'Joint_Scorecard__c',
    'Joint_Pitch__c',
    'Mutual_Action_Plan__c',
    'Mutual_Action_Step__c',
    'Joint_Post_Mortem__c',
    'Partner_Learning__c',
    'Gate_Waiver__c',
    'Stage_Gate_Block__c'
] as const;

const DAYS_SINCE_GO_LIVE = 60;

/**
 * Two years of plausible business up to `today` ('YYYY-MM-DD'): some 400 deals with stage history, partners of four types, evidence
 * that fits each stage, and the story deals. Same cast, map, day and seed: same file.
 */
export function makeSampleData(cast: Cast, map: StageMap, today: string, seed = 20261): SeedFile {
    const rows = new SeedRows(ORDER);
    const random = new Random(seed);
    const day = dayOf(today);
    const world: World = {
        rows,
        cast,
        random,
        evidence: new Evidence(
            rows,
            cast,
            random,
            map.stages.map(({ name }) => name)
        ),
        ...addCompanies(rows, cast, random, day - 1_200),
        ...stagesOf(map),
        openLoops: [],
        today: day,
        goLive: day - DAYS_SINCE_GO_LIVE
    };
    addStoryDeals(world);
    addEverydayDeals(world);
    closeLoops(world);
    addOlderBusiness(world, seed + 1);
    return { users: cast.users, objects: rows.toObjects() };
}
