import { auditEvidence, type Artifact, type EvidenceText } from './audit-evidence';

const TODAY = 1_000;
const LIMITS = { oneSidedAfter: 14, staleAfter: 90, minimumTextLength: 10 };
const PAIN = 'Processes are too manual and data is spread over too many systems.';

const host = (field: string, text: string): EvidenceText => ({ field, side: 'host', text });
const anArtifact = (changes: Partial<Artifact> = {}): Artifact => ({
    id: 'a02000000000001AAA',
    name: 'JS-000001',
    kind: 'Joint scorecard',
    texts: [],
    hostConfirmedOn: undefined,
    partnerConfirmedOn: undefined,
    championName: 'Carol',
    isChampionGone: false,
    nextStepOn: undefined,
    stageOrder: 1,
    partnerName: 'Halden',
    partnerManager: 'Priya',
    dealId: 'one',
    dealName: 'First deal',
    dealOwner: 'Avery',
    amount: 100_00,
    isOpen: true,
    claimedOrder: 1,
    ...changes
});
const second = { id: 'b', name: 'JS-000002', dealId: 'two', dealName: 'Second deal' };

const audit = (...artifacts: Artifact[]) =>
    auditEvidence(artifacts, TODAY, LIMITS).map(({ kind, artifact, field, what, whoseTurn }) => [
        artifact.name,
        kind,
        field,
        what,
        whoseTurn
    ]);

describe('copied text', () => {
    it('is found in both deals, and told to the side that writes it', () => {
        const texts = [host('Identify_Pain__c', PAIN)];
        expect(audit(anArtifact({ texts }), anArtifact({ ...second, texts }))).toEqual([
            ['JS-000001', 'copied', 'Identify_Pain__c', `word for word as in Second deal: “${PAIN}”`, 'Owner Avery'],
            ['JS-000002', 'copied', 'Identify_Pain__c', `word for word as in First deal: “${PAIN}”`, 'Owner Avery']
        ]);
    });

    it('is found in an open deal that copies a closed one, which itself is left in peace', () => {
        const almost = `${PAIN} Still.`;
        const closed = anArtifact({ ...second, isOpen: false, texts: [host('Identify_Pain__c', PAIN)] });
        expect(audit(closed, anArtifact({ texts: [host('Identify_Pain__c', almost)] }))).toEqual([
            ['JS-000001', 'copied', 'Identify_Pain__c', `almost as in Second deal: “${almost}”`, 'Owner Avery']
        ]);
    });

    it('is no finding between two partners of one deal, nor between different fields', () => {
        const texts = [host('Identify_Pain__c', PAIN)];
        expect(audit(anArtifact({ texts }), anArtifact({ ...second, dealId: 'one', texts }))).toEqual([]);
        expect(audit(anArtifact({ texts }), anArtifact({ ...second, texts: [host('Metrics__c', PAIN)] }))).toEqual([]);
    });
});

describe('placeholder-like text', () => {
    it.each([
        'TBD',
        'n/a',
        'tbc - tbd',
        'tbd\ntbd',
        'to be\nconfirmed',
        'xxx',
        '.....',
        'to be confirmed',
        'e.g. save 20 percent of cost',
        'Lorem ipsum dolor sit amet'
    ])('is %p', (text) => {
        expect(audit(anArtifact({ texts: [host('Metrics__c', text)] }))).toEqual([
            ['JS-000001', 'placeholder', 'Metrics__c', `is a placeholder: “${text}”`, 'Owner Avery']
        ]);
    });

    it('is what says less than ten letters, and what says the same in two fields', () => {
        expect(audit(anArtifact({ texts: [host('Metrics__c', 'Save money')] }))).toEqual([]);
        expect(audit(anArtifact({ texts: [host('Metrics__c', 'Save cost')] }))).toEqual([
            ['JS-000001', 'placeholder', 'Metrics__c', 'is shorter than 10 letters: “Save cost”', 'Owner Avery']
        ]);
        expect(audit(anArtifact({ texts: [host('Metrics__c', PAIN), host('Identify_Pain__c', PAIN)] }))).toEqual([
            ['JS-000001', 'placeholder', 'Identify_Pain__c', `repeats Metrics__c: “${PAIN}”`, 'Owner Avery']
        ]);
    });

    it('is told of open deals only', () => {
        expect(audit(anArtifact({ isOpen: false, texts: [host('Metrics__c', 'TBD')] }))).toEqual([]);
    });
});

describe('one-sided evidence', () => {
    it('waits for the partner or for the host, from the fifteenth day on', () => {
        expect(audit(anArtifact({ hostConfirmedOn: TODAY - 14 }))).toEqual([]);
        const waits = (turn: string, by: string) => [
            ['JS-000001', 'one-sided', undefined, `confirmed by the ${by} side 15 days ago, and by the other not at all`, turn]
        ];
        expect(audit(anArtifact({ hostConfirmedOn: TODAY - 15 }))).toEqual(waits('Partner manager Priya', 'host'));
        expect(audit(anArtifact({ partnerConfirmedOn: TODAY - 15 }))).toEqual(waits('Owner Avery', 'partner'));
    });
});

describe('stale evidence', () => {
    it('was confirmed by both longer ago than the limit, counted from the later one', () => {
        expect(audit(anArtifact({ hostConfirmedOn: TODAY - 200, partnerConfirmedOn: TODAY - 90 }))).toEqual([]);
        expect(audit(anArtifact({ hostConfirmedOn: TODAY - 200, partnerConfirmedOn: TODAY - 91 }))).toEqual([
            ['JS-000001', 'stale', undefined, 'confirmed by both sides 91 days ago; does it still hold?', 'Owner Avery']
        ]);
    });

    it('names a champion who is gone', () => {
        expect(audit(anArtifact({ isChampionGone: true }))).toEqual([
            ['JS-000001', 'stale', 'Champion__c', 'Carol has left the buyer', 'Owner Avery']
        ]);
    });

    it('has a next step in the past while the deal has not moved on', () => {
        expect(audit(anArtifact({ nextStepOn: TODAY }))).toEqual([]);
        expect(audit(anArtifact({ nextStepOn: TODAY - 3 }))).toEqual([
            [
                'JS-000001',
                'stale',
                'Next_Step_On__c',
                "the buyer's next step was due 3 days ago and the deal is where it was",
                'Owner Avery'
            ]
        ]);
        expect(audit(anArtifact({ nextStepOn: TODAY - 3, claimedOrder: 2 }))).toEqual([]);
    });
});

it('puts the dearest deal of a kind first', () => {
    const stale = { isChampionGone: true };
    expect(audit(anArtifact(stale), anArtifact({ ...second, ...stale, amount: 900_00 })).map(([name]) => name)).toEqual([
        'JS-000002',
        'JS-000001'
    ]);
});
