import type { RefusedRow } from '../adapters/salesforce/salesforce-org';
import { toDwellRecords } from '../boundary/dwell-baseline-records';
import { ENGAGEMENT_OBJECT, toStayRecord } from '../boundary/staying-rows';
import { dealPlaces, differs, stayFactsOf, type StayFacts, type StayingPartner } from '../domain/dwell/staying-partner';
import { forEveryType } from '../domain/dwell/usual-stay';
import { isoOf } from '../domain/forecast/calendar-day';
import type { Command } from './command';
import { keepBaselines } from './keep-snapshots';
import { STAGE_MAP_OPTION } from './map-signatures';
import { TARGET_ORG_OPTION } from './org-option';
import { readStays, type StayReading } from './read-stays';

/** Writes what only stage history knows, so that pages, list views and reports may ask for it. */
export const dealsRefresh: Command = {
    path: ['deals', 'refresh'],
    summary: 'Write since when open partner deals stand in their stage, and what is usual there; for the nightly run.',
    options: [STAGE_MAP_OPTION, TARGET_ORG_OPTION, { flags: '--json', description: 'one JSON document instead of text' }],
    notes:
        'Writes only what differs, on registered partners of open deals, and the usual days in stage (as forecast rollup --write does).\n' +
        'Ends with 1 when a row could not be written; run it again and it writes only what is missing.',
    async run(options, around) {
        const reading = await readStays(options, around);
        const kept = await keepStays(reading);
        const context = { asOf: reading.today, mapVersion: reading.map.version, stageLabelOf: reading.stageLabelOf };
        const usual = await keepBaselines(
            reading.org,
            toDwellRecords(forEveryType(reading.baselines), context, reading.map.dwell.graceDays)
        );
        const report = { org: reading.org.instanceUrl, asOf: isoOf(reading.today), ...kept, usual };
        if (options.json) around.terminal.printJson(report);
        else around.terminal.print(describe(report));
        const refused = [...kept.refused, ...usual.refused];
        const names = new Map(reading.partners.map((partner) => [partner.id, nameOf(partner)]));
        for (const { key, reason } of refused) around.terminal.warn(`${names.get(key) ?? key} was not written: ${reason}`);
        return refused.length > 0 ? 'FOUND' : 'OK';
    }
};

interface StaysKept {
    readonly partners: number;
    readonly written: number;
    readonly unchanged: number;
    /** Deals whose history does not lead to the stage they stand in. */
    readonly notKnown: readonly string[];
    /** Partners that joined after their deal had been moved back. */
    readonly movedBack: readonly string[];
    readonly refused: readonly RefusedRow[];
}

async function keepStays({ org, source, partners }: StayReading): Promise<StaysKept> {
    const places = dealPlaces(source.table);
    const known = partners.flatMap((partner): { partner: StayingPartner; facts: StayFacts }[] => {
        // A deal that was made between two requests is written by the next run.
        const place = places.get(partner.deal.id);
        return place === undefined ? [] : [{ partner, facts: stayFactsOf(source.table, source.stages, place, partner) }];
    });
    const changed = known.filter(({ partner, facts }) => differs(partner.stored, facts));
    const { written, refused } = await org.update(
        ENGAGEMENT_OBJECT,
        changed.map(({ partner, facts }) => toStayRecord(partner.id, facts))
    );
    return {
        partners: known.length,
        written,
        unchanged: known.length - changed.length,
        notKnown: [...new Set(known.flatMap(({ partner, facts }) => (facts.since === undefined ? [partner.deal.name] : [])))],
        movedBack: known.flatMap(({ partner, facts }) => (facts.regressed ? [nameOf(partner)] : [])),
        refused
    };
}

const nameOf = ({ deal, partnerName }: StayingPartner): string => `${deal.name}, ${partnerName}`;

interface Report extends StaysKept {
    readonly usual: { readonly written: number; readonly unchanged: number };
}

function describe({ partners, written, unchanged, notKnown, movedBack, usual }: Report): string {
    return [
        `${partners} partners on open deals: ${written} written, ${unchanged} as they were.`,
        `Usual days in stage: ${usual.written} written, ${usual.unchanged} as they were.`,
        ...(movedBack.length > 0 ? ['Joined after the deal had been moved back:', ...movedBack.map((name) => `- ${name}`)] : []),
        ...(notKnown.length > 0
            ? ['Since when is not known, because stage history does not lead to the stage of:', ...notKnown.map((name) => `- ${name}`)]
            : [])
    ].join('\n');
}
