import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ProblemError } from '../domain/problem';
import { stageMapFile } from '../testing/stage-maps';
import { parseStageMap } from './parse-stage-map';
import { stageMapJsonSchema } from './stage-map-schema';

type Json = Record<string, unknown>;
type Place = readonly (string | number)[];

/** The shipped map with one place of its JSON changed; undefined takes the place out. */
function changed(place: Place, value: unknown): unknown {
    const map = structuredClone(stageMapFile()) as Json;
    const parent = place.slice(0, -1).reduce<Json>((at, key) => at[key] as Json, map);
    const last = place.at(-1)!;
    if (value === undefined) delete parent[last];
    else parent[last] = value;
    return map;
}

function faultsOf(json: unknown): string {
    try {
        parseStageMap(json, 'map.json');
    } catch (error) {
        if (error instanceof ProblemError && error.code === 'STAGE_MAP_INVALID') return error.message;
        throw error;
    }
    return 'no fault';
}

/** The scorecard's criterion asking for a field instead. */
const aField = (field: Json): Json => {
    const { stages } = stageMapFile() as { stages: { criteria: Json[] }[] };
    return { ...stages[1]!.criteria[0], artifact: 'field', field: { name: 'Review__c', type: 'text', ...field } };
};

const criterion = (stage: number, index: number, ...rest: Place): Place => ['stages', stage, 'criteria', index, ...rest];

describe('the shipped map', () => {
    it('is sound and keeps its editor hint out of the domain', () => {
        const map = parseStageMap(stageMapFile(), 'map.json');
        expect(map.stages.map(({ order, criteria }) => [order, criteria.length])).toEqual([
            [0, 2],
            [1, 1],
            [2, 3],
            [3, 2],
            [4, 1]
        ]);
        expect(map).not.toHaveProperty('$schema');
    });

    it('comes with the JSON Schema that is published beside it', () => {
        const published = readFileSync(resolve(__dirname, '../../config/stage-map/stage-map.schema.json'), 'utf8');
        expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(stageMapJsonSchema())));
    });
});

describe('a map with a fault is refused, naming the place and the reason', () => {
    const cases: readonly (readonly [what: string, json: unknown, ...said: string[]])[] = [
        ['no map at all', 'soon', 'the file is "soon"; it must be a block in curly brackets.'],
        [
            'an empty file',
            {},
            'name is missing; it must be a text in quotes.',
            'version is missing',
            'stages is missing; it must be a list'
        ],
        ['an unknown key', changed(['colour'], 'blue'), 'the file has the unknown key "colour"; take it out, or choose "$schema", "name"'],
        [
            'a misspelt key of a criterion',
            changed(criterion(1, 0, 'mesage'), 'x'),
            'stages[1].criteria[0] has the unknown key "mesage"; did you mean "message"?'
        ],
        [
            'a missing message',
            changed(criterion(1, 0, 'message'), undefined),
            'stages[1].criteria[0].message is missing; it must be a text in quotes. [stage 1 “Joint discovery”, criterion joint-scorecard]'
        ],
        ['an empty message', changed(criterion(1, 0, 'message'), '   '), 'stages[1].criteria[0].message is empty; write a text.'],
        [
            'a message of 256 characters',
            changed(criterion(1, 0, 'message'), 'x'.repeat(256)),
            'stages[1].criteria[0].message has 256 characters; the platform shows at most 255.'
        ],
        ['a number of 100', changed(criterion(0, 1, 'number'), 100), 'stages[0].criteria[1].number is too large; it must be 99 or less.'],
        ['a number of 0', changed(criterion(0, 1, 'number'), 0), 'stages[0].criteria[1].number is too small; it must be 1 or more.'],
        ['a broken number', changed(criterion(0, 1, 'number'), 1.5), 'stages[0].criteria[1].number is 1.5; it must be a whole number.'],
        [
            'a number twice',
            changed(criterion(2, 1, 'number'), 4),
            'stages[2].criteria[1].number repeats the number "4" of stages[2].criteria[0].number'
        ],
        [
            'a key twice',
            changed(criterion(3, 0, 'key'), 'handoff'),
            'stages[3].criteria[0].key repeats the key "handoff" of stages[0].criteria[1].key'
        ],
        ['a key that is not kebab-case', changed(criterion(3, 0, 'key'), 'Signed_Plan'), 'stages[3].criteria[0].key must be kebab-case'],
        ['a key that ends the list of keys', changed(criterion(3, 0, 'key'), 'plan;'), 'stages[3].criteria[0].key must be kebab-case'],
        ['a key of 29 letters', changed(criterion(3, 0, 'key'), 'x'.repeat(29)), 'stages[3].criteria[0].key has 29 characters; 28 fit.'],
        [
            'an artifact out of the blue',
            changed(criterion(3, 0, 'artifact'), 'handshake'),
            'stages[3].criteria[0].artifact is "handshake"; choose "registration", "handoff"'
        ],
        [
            'a StageName in two stages',
            changed(['stages', 2, 'stageNames', 1], 'Needs Analysis'),
            'stages[2].stageNames[1] repeats the StageName "Needs Analysis" of stages[1].stageNames[1]'
        ],
        [
            'a StageName that is lost and open',
            changed(['lostStageNames', 0], 'Prospecting'),
            'lostStageNames[0] repeats the StageName "Prospecting" of stages[0].stageNames[0]'
        ],
        [
            'a stage without StageName',
            changed(['stages', 2, 'stageNames'], []),
            'stages[2].stageNames has too few entries; it needs 1 or more.'
        ],
        ['a stage without criterion', changed(['stages', 2, 'criteria'], []), 'stages[2].criteria needs at least one criterion'],
        ['a gap in the orders', changed(['stages', 2, 'order'], 3), 'stages[2].order must be 2'],
        [
            'three stages',
            changed(['stages'], (stageMapFile() as { stages: unknown[] }).stages.slice(0, 3)),
            'stages has too few entries; it needs 4 or more.'
        ],
        ['nothing that is lost', changed(['lostStageNames'], []), 'lostStageNames has too few entries'],
        [
            'due before the first StageName of its stage',
            changed(criterion(1, 0, 'dueBefore'), 'Qualification'),
            'stages[1].criteria[0].dueBefore must be a later StageName of this stage: Needs Analysis.'
        ],
        [
            'due before a StageName of another stage',
            changed(criterion(1, 0, 'dueBefore'), 'Closed Won'),
            'stages[1].criteria[0].dueBefore must be a later StageName'
        ],
        ['due before anything in a stage of one StageName', changed(criterion(0, 0, 'dueBefore'), 'Prospecting'), 'it has only one'],
        [
            'a field with another artifact',
            changed(criterion(1, 0, 'field'), { name: 'Review__c', type: 'text' }),
            "stages[1].criteria[0].field goes with artifact 'field', and only with it."
        ],
        [
            'artifact field without a field',
            changed(criterion(1, 0, 'artifact'), 'field'),
            "stages[1].criteria[0].field goes with artifact 'field', and only with it."
        ],
        [
            'a field that is not custom',
            changed(criterion(1, 0, 'field'), { name: 'Name', type: 'text' }),
            'stages[1].criteria[0].field.name must be the API name of a custom field'
        ],
        [
            'a trivial reason for a scorecard',
            changed(criterion(1, 0, 'acceptsTrivialReason'), true),
            "stages[1].criteria[0].acceptsTrivialReason goes with artifact 'technical-pre-brief' only."
        ],
        [
            'a partner type that nobody knows',
            changed(criterion(2, 1, 'partnerTypes'), ['OEM']),
            'stages[2].criteria[1].partnerTypes[0] is "OEM"; choose "SI", "ISV", "Reseller" or "Marketplace".'
        ],
        ['sourced until a stage that is not there', changed(['sourcedUntil'], 5), 'sourcedUntil must be an overlay stage, 0 to 4.'],
        ['one signer', changed(['signers'], ['revops']), 'signers has too few entries; it needs 2 or more.'],
        ['one signer twice', changed(['signers'], ['revops', 'revops']), 'signers[1] repeats the signer "revops" of signers[0]'],
        [
            'a day that is none',
            changed(['effectiveOn'], '2026-02-30'),
            'effectiveOn is "2026-02-30"; write a day that exists as 2026-10-01.'
        ],
        [
            'a pattern without its words',
            changed(criterion(1, 0), aField({ pattern: 'SR-[0-9]{4}' })),
            'field.patternMessage goes with a pattern'
        ],
        [
            'a pattern that is none',
            changed(criterion(1, 0), aField({ pattern: 'SR-[0-9', patternMessage: 'x' })),
            'field.pattern is not a regular expression.'
        ],
        [
            'a pattern of a day',
            changed(criterion(1, 0), aField({ type: 'date', pattern: '.*', patternMessage: 'x' })),
            'field.pattern goes with a field of type text, not date.'
        ],
        [
            'a pattern that only advises',
            changed(criterion(1, 0), { ...aField({ pattern: '.*', patternMessage: 'x' }), mode: 'advise' }),
            'field.pattern refuses saves, and this criterion only advises'
        ],
        [
            'a language that is none',
            changed(['translations', 'German'], {}),
            'translations.German has a name that cannot stand here: it must be a language'
        ],
        [
            'a text that is not translated',
            changed(['translations', 'de', 'criteria', 'handoff', 'title'], undefined),
            'translations.de.criteria.handoff.title is missing'
        ],
        [
            'a standing rule that is not translated',
            changed(['translations', 'de', 'standingRules', 'lead-partner'], undefined),
            'translations.de.standingRules.lead-partner is missing'
        ],
        ['an amount below nothing', changed(['scope', 'minimumAmount'], -1), 'scope.minimumAmount is too small; it must be 0 or more.']
    ];

    it.each(cases)('%s', (_what, json, ...said) => {
        const told = faultsOf(json);
        expect(told).toContain('map.json is not a sound stage map:');
        for (const part of said) expect(told).toContain(part);
    });

    it('all of them at once, not one after the other', () => {
        const map = changed(criterion(1, 0, 'message'), 'x'.repeat(300)) as Json;
        map['sourcedUntil'] = 5;
        const told = faultsOf(map);
        expect(told).toContain('stages[1].criteria[0].message has 300 characters');
        expect(told).toContain('sourcedUntil must be');
    });
});

describe('limits that are still allowed', () => {
    it.each([
        ['a message of 255 characters', changed(criterion(1, 0, 'message'), 'x'.repeat(255))],
        ['a criterion due before a later StageName', changed(criterion(2, 0, 'dueBefore'), 'Perception Analysis')],
        ['a criterion that only advises', changed(criterion(1, 0, 'mode'), 'advise')],
        ['a third signer', changed(['signers'], ['revops', 'partnerships', 'sales'])],
        ['criterion 99', changed(criterion(1, 0, 'number'), 99)]
    ])('%s', (_what, json) => {
        expect(faultsOf(json)).toBe('no fault');
    });
});

it('never fails otherwise, whatever JSON it is given', () => {
    fc.assert(
        fc.property(
            fc.jsonValue(),
            fc.constantFrom<Place>(['stages'], ['stages', 1], criterion(1, 0), ['scope'], ['dwell'], ['signers']),
            (value, place) => {
                expect(faultsOf(changed(place, value))).toContain('is not a sound stage map');
            }
        ),
        { numRuns: 200 }
    );
});
